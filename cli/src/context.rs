//! What a command works with.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;

use corridor_deploy::accounts::{AddressBook, Keystores, PasswordSource};
use corridor_deploy::devnet::Devnets;
use corridor_deploy::home::Home;
use corridor_deploy::network::{Connection, Network, Networks};
use corridor_toolchain::Tools;

use crate::args::Global;
use crate::hint::Hint;
use crate::output::Output;
use crate::passwords;

/// The devnet that commands mean when none is named.
pub(crate) const DEFAULT_DEVNET: &str = "local";

/// The user ended a command while it ran.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; what was sent to the chain by then counts, what was not was given up")]
struct Interrupted;

/// What holds for any command, whether it keeps a journal or not.
const AFTER_INTERRUPT: &str = "the same command goes on when it is given again: a run over a file or all holders with what is left, and a transaction that was sent and not read is taken up instead of sent again";

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// It did what it was asked: 0.
    Done,
    /// It failed: 1.
    Failed,
    /// The command line was wrong: 2.
    Usage,
    /// The regime refuses what was asked: 3.
    Refused,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

/// What a command works with: the working folder, the output, and, made when needed, a runtime and a connection.
#[derive(Debug)]
pub(crate) struct Context {
    /// The working folder.
    pub home: Home,
    /// Where results and notes go.
    pub output: Output,
    network: Option<String>,
}

impl Context {
    /// Resolves what every command takes.
    ///
    /// # Errors
    ///
    /// The working folder can't be found.
    pub(crate) fn new(global: Global, output: Output) -> anyhow::Result<Self> {
        let home = Home::locate(global.home.as_deref())?;
        Ok(Self { home, output, network: global.network })
    }

    /// The devnets of the working folder.
    #[must_use]
    pub(crate) fn devnets(&self) -> Devnets {
        Devnets::new(&self.home)
    }

    /// The encrypted keys of the working folder.
    #[must_use]
    pub(crate) fn keystores(&self) -> Keystores {
        Keystores::new(&self.home)
    }

    /// The labels of the working folder.
    ///
    /// # Errors
    ///
    /// `labels.toml` is wrong.
    pub(crate) fn address_book(&self) -> anyhow::Result<AddressBook> {
        Ok(AddressBook::load(&self.home)?)
    }

    /// Where passwords come from: the file that the environment names, else the terminal.
    #[must_use]
    pub(crate) fn passwords(&self) -> Box<dyn PasswordSource> {
        passwords::source()
    }

    /// The network that was chosen, else the devnet `local`.
    ///
    /// # Errors
    ///
    /// There is no such network, or the devnet doesn't run.
    pub(crate) fn network(&self) -> anyhow::Result<Network> {
        let networks = Networks::load(&self.home)?;
        match &self.network {
            Some(selector) => Ok(networks.resolve(selector, &self.devnets())?),
            None => networks.resolve(&format!("devnet:{DEFAULT_DEVNET}"), &self.devnets()).map_err(
                |error| {
                    let hint = "no --network was given, so the devnet `local` is meant";
                    Hint::on(error, hint)
                },
            ),
        }
    }

    /// Connects to the network that was chosen.
    ///
    /// # Errors
    ///
    /// There is no such network, or it can't be reached, or it is another chain.
    pub(crate) async fn connect(&self) -> anyhow::Result<Connection> {
        Ok(self.network()?.connect().await?)
    }

    /// Anvil of the pinned version, installed first when it is missing.
    ///
    /// # Errors
    ///
    /// It is missing and can't be installed.
    pub(crate) fn anvil(&self) -> anyhow::Result<PathBuf> {
        let output = self.output;
        let tools = Tools::discover()?.on_progress(move |progress| output.note(progress));
        Ok(tools.anvil()?.program)
    }

    /// Runs a command that talks to a chain. Only then a runtime is made. At an interrupt the command is dropped, and
    /// with it what it had not sent.
    ///
    /// # Errors
    ///
    /// The command's own, an interrupt, or no runtime can be made.
    pub(crate) fn block_on<T>(
        &self,
        command: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        // In a box: else the runtime is compiled anew for every command there is.
        run(Box::pin(command))
    }
}

fn run<T>(command: Pin<Box<dyn Future<Output = anyhow::Result<T>> + '_>>) -> anyhow::Result<T> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(async {
        tokio::select! {
            result = command => result,
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                Err(Hint::on(Interrupted, AFTER_INTERRUPT))
            }
        }
    });
    // Nothing that merely waits may hold up the end.
    runtime.shutdown_background();
    result
}
