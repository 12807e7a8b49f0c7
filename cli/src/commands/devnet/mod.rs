//! `corridor devnet`

mod aside;
mod resumed;
mod time;

use clap::{Args, Subcommand};
use corridor_deploy::devnet::{
    DevnetOptions, DevnetState, DevnetStatus, DownOutcome, Mining, UpOutcome,
};
use corridor_deploy::home::Name;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, DEFAULT_DEVNET, ExitStatus};
use crate::hint::UsageError;
use crate::output::{Report, fields, table};
use aside::{Aside, Moved};
use resumed::Resumed;

/// Start, stop and look at local chains.
#[derive(Debug, Subcommand)]
pub(crate) enum DevnetCommand {
    /// Start a devnet; its chain goes on where it was
    Up(Up),
    /// Stop a devnet; its chain stays on disk
    Down(Down),
    /// Show how a devnet is doing
    Status(Status),
    /// Forget a devnet's chain and start a new one
    Reset(Reset),
    /// Show every devnet
    List(List),
    /// Show the clock of a devnet, or move it forward
    Time(time::Time),
}

#[derive(Debug, Args)]
struct Named {
    /// The devnet
    #[arg(default_value = DEFAULT_DEVNET)]
    name: Name,
}

#[derive(Debug, Args)]
struct Settings {
    /// The port [default: the last one, else a free one]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// The chain id [default: 31337]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    chain_id: Option<u64>,
    /// How many test accounts are funded [default: 100]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    accounts: Option<u32>,
    /// Mine every so many seconds (for bulk work 0.1); 0 mines each transaction at once [default: 0]
    #[arg(long, value_name = "SECONDS")]
    block_time: Option<f64>,
    /// The gas limit of a block [default: 60000000]
    #[arg(long, value_parser = clap::value_parser!(u64).range(21_000..))]
    gas_limit: Option<u64>,
    /// Write the chain to disk every so many seconds, beside at the end [default: 10]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    state_interval: Option<u64>,
    /// Keep the states of so many past blocks in memory (for a million accounts 4) [default: as many as Anvil keeps]
    #[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u64).range(1..))]
    history: Option<u64>,
}

impl Settings {
    fn options(&self) -> Result<DevnetOptions, UsageError> {
        let mining = match self.block_time {
            None => None,
            Some(0.0) => Some(Mining::Automatic),
            // The range is checked, so that the conversion is exact to the millisecond.
            Some(seconds) if (0.001..=86_400.0).contains(&seconds) => {
                Some(Mining::Interval((seconds * 1000.0).round() as u64))
            }
            Some(seconds) => {
                let message =
                    format!("--block-time {seconds} is not between 0.001 and 86400, or 0");
                return Err(UsageError(message));
            }
        };
        Ok(DevnetOptions {
            port: self.port,
            chain_id: self.chain_id,
            accounts: self.accounts,
            mining,
            gas_limit: self.gas_limit,
            state_interval: self.state_interval,
            history: self.history,
        })
    }
}

/// Start a devnet.
#[derive(Debug, Args)]
#[command(
    after_help = "Where the node of an earlier run ended before it wrote anything of its chain, a new chain begins, and what the working folder has of the lost one is moved into a dated folder in `former`, as `devnet reset` does."
)]
pub(crate) struct Up {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    dry: DryRun,
}

/// Stop a devnet.
#[derive(Debug, Args)]
pub(crate) struct Down {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    dry: DryRun,
}

/// Show how a devnet is doing.
#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    named: Named,
}

/// Forget a devnet's chain.
#[derive(Debug, Args)]
#[command(
    after_help = "What the working folder has of the chain (its file, manifest, journals, private books) is moved into a dated folder in `former`."
)]
pub(crate) struct Reset {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    dry: DryRun,
}

/// Show every devnet.
#[derive(Debug, Args)]
pub(crate) struct List;

impl DevnetCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Up(up) => up.run(context).await,
            Self::Down(down) => down.run(context).await,
            Self::Status(status) => status.run(context).await,
            Self::Time(time) => time.run(context).await,
            Self::Reset(reset) => reset.run(context).await,
            Self::List(list) => list.run(context).await,
        }
    }
}

#[derive(Debug, Serialize)]
struct UpReport {
    outcome: UpOutcome,
    dry_run: bool,
    name: Name,
    devnet: Option<DevnetView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resumed: Option<Resumed>,
    /// What was kept of a chain of which nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<Moved>,
}

/// A status with its address.
#[derive(Debug, Serialize)]
struct DevnetView {
    endpoint: String,
    #[serde(flatten)]
    status: DevnetStatus,
}

impl DevnetView {
    fn new(status: DevnetStatus) -> anyhow::Result<Self> {
        Ok(Self { endpoint: status.endpoint()?.to_string(), status })
    }

    fn fields(&self, heading: &str) -> String {
        let status = &self.status;
        let mut values = vec![("endpoint", self.endpoint.clone())];
        values.push(("chain id", status.settings.chain_id.to_string()));
        if let Some(identity) = &status.identity {
            values.push(("genesis", identity.genesis_hash.to_string()));
        }
        values.push(("accounts", status.settings.accounts.to_string()));
        values.push(("mining", mining(status.settings.mining)));
        if let Some(pid) = status.pid {
            values.push(("process", pid.to_string()));
        }
        values.push(("folder", status.folder.display().to_string()));
        fields(heading, values)
    }
}

fn mining(mining: Mining) -> String {
    match mining {
        Mining::Automatic => "each transaction at once".to_owned(),
        Mining::Interval(milliseconds) => format!("every {milliseconds} ms"),
    }
}

const fn state(status: &DevnetStatus) -> &'static str {
    match (status.state, status.stored) {
        (DevnetState::Running, _) => "running",
        (DevnetState::Stopped, true) => "stopped",
        (DevnetState::Stopped, false) => "stopped (nothing of its chain was written)",
        (DevnetState::Crashed, true) => "crashed (the last chain written is kept)",
        (DevnetState::Crashed, false) => "crashed (nothing of its chain was written)",
        (DevnetState::PortForeign, true) => "crashed, and another process uses its port",
        (DevnetState::PortForeign, false) => {
            "crashed (nothing of its chain was written), and another process uses its port"
        }
        (DevnetState::Unresponsive, _) => "running, but not answering",
    }
}

impl Report for UpReport {
    const SCHEMA: &'static str = "corridor.devnet-up/1";

    fn text(&self) -> String {
        let done = match (self.outcome, self.dry_run) {
            (UpOutcome::Created, false) => "started with a new chain",
            (UpOutcome::Created, true) => "would be started with a new chain",
            (UpOutcome::CreatedAnew, false) => {
                "started with a new chain: nothing of the one before was written when its node ended"
            }
            (UpOutcome::CreatedAnew, true) => {
                "would be started with a new chain: nothing of the one before was written when its node ended"
            }
            (UpOutcome::Resumed, false) => "started with its stored chain",
            (UpOutcome::Resumed, true) => "would be started with its stored chain",
            (UpOutcome::AlreadyRunning, _) => "runs already",
        };
        let heading = format!("devnet {} {done}", self.name);
        let lost = self.lost.as_ref();
        let Some(devnet) = &self.devnet else {
            let files = lost.and_then(Moved::files);
            let moved = files.map(|files| {
                format!(
                    "what is kept of that one {files} would be moved aside, into a dated folder"
                )
            });
            return std::iter::once(heading).chain(moved).collect::<Vec<_>>().join("\n");
        };
        let mut parts = vec![devnet.fields(&heading)];
        parts.extend(self.resumed.iter().flat_map(Resumed::words));
        parts.extend(lost.and_then(|lost| lost.words(false)));
        parts.join("\n")
    }
}

impl Up {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (devnets, name) = (context.devnets(), self.named.name);
        let options = self.settings.options()?;
        let report = if self.dry.dry_run {
            let outcome = devnets.preview(&name, &options).await?;
            let lost = (outcome == UpOutcome::CreatedAnew)
                .then(|| Moved { kept: aside::kept(&context.home, &name), moved_to: None });
            UpReport { outcome, dry_run: true, name, devnet: None, resumed: None, lost }
        } else {
            let unclean = resumed::unclean_end(context, &name).await?;
            let (outcome, status) = devnets.up(&context.anvil()?, &name, &options).await?;
            let (mut resumed, mut lost) = (None, None);
            match outcome {
                UpOutcome::Resumed => resumed = Resumed::of(context, &name, unclean).await?,
                UpOutcome::CreatedAnew => {
                    lost = Some(Moved::of_lost_chain(&context.home, &name)?);
                }
                UpOutcome::Created | UpOutcome::AlreadyRunning => {}
            }
            let devnet = Some(DevnetView::new(status)?);
            UpReport { outcome, dry_run: false, name, devnet, resumed, lost }
        };
        context.output.report(&report)?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct DownReport {
    name: Name,
    outcome: DownOutcome,
    dry_run: bool,
    /// Whether anything of its chain is on disk.
    #[serde(skip)]
    stored: bool,
}

impl Report for DownReport {
    const SCHEMA: &'static str = "corridor.devnet-down/1";

    fn text(&self) -> String {
        let done = match (self.outcome, self.dry_run) {
            (DownOutcome::Stopped, false) => "stopped; its chain is kept",
            (DownOutcome::Forced, false) if self.stored => {
                "did not end by itself and was killed; the last chain written is kept"
            }
            (DownOutcome::Forced, false) => {
                "did not end by itself and was killed; nothing of its chain was written"
            }
            (DownOutcome::NotRunning, _) => "was not running",
            (_, true) => "would be stopped; its chain would be kept",
        };
        format!("devnet {} {done}", self.name)
    }
}

impl Down {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (devnets, name, dry_run) = (context.devnets(), self.named.name, self.dry.dry_run);
        let outcome = if !dry_run {
            devnets.down(&name).await?
        } else if devnets.status(&name).await?.pid.is_some() {
            DownOutcome::Stopped
        } else {
            DownOutcome::NotRunning
        };
        let stored = devnets.status(&name).await?.stored;
        context.output.report(&DownReport { name, outcome, dry_run, stored })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct StatusReport {
    #[serde(flatten)]
    devnet: DevnetView,
}

impl Report for StatusReport {
    const SCHEMA: &'static str = "corridor.devnet-status/1";

    fn text(&self) -> String {
        let status = &self.devnet.status;
        self.devnet.fields(&format!("devnet {}: {}", status.name, state(status)))
    }
}

impl Status {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let status = context.devnets().status(&self.named.name).await?;
        context.output.report(&StatusReport { devnet: DevnetView::new(status)? })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct ResetReport {
    name: Name,
    dry_run: bool,
    devnet: Option<DevnetView>,
    /// Whether the former chain itself was on disk.
    chain_kept: bool,
    #[serde(flatten)]
    moved: Moved,
}

impl Report for ResetReport {
    const SCHEMA: &'static str = "corridor.devnet-reset/1";

    fn text(&self) -> String {
        let mut parts = vec![match &self.devnet {
            Some(devnet) => devnet.fields(&format!("devnet {} begins a new chain", self.name)),
            None => format!("devnet {} would forget its chain and begin a new one", self.name),
        }];
        match self.moved.words(self.chain_kept) {
            Some(words) => parts.push(words),
            None if self.dry_run => {
                let files = self.moved.files();
                let files = files.map(|files| format!(" and what is kept of it {files}"));
                let files = files.unwrap_or_default();
                parts.push(format!("the chain{files} would be moved aside, into a dated folder"));
            }
            None => {}
        }
        parts.join("\n")
    }
}

impl Reset {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (devnets, name, dry_run) = (context.devnets(), self.named.name, self.dry.dry_run);
        let options = self.settings.options()?;
        devnets.status(&name).await?;
        let moved = Moved { kept: aside::kept(&context.home, &name), moved_to: None };
        let mut report = ResetReport { name, dry_run, devnet: None, chain_kept: false, moved };
        if !dry_run {
            let (anvil, name) = (context.anvil()?, &report.name);
            let aside = Aside::new(&context.home, name)?;
            let chain = aside.chain(name)?;
            let started = devnets.reset(&anvil, name, &options, Some(&chain)).await;
            report.chain_kept = chain.exists();
            // The chain is gone, whether another one has begun or not.
            if started.is_ok() || report.chain_kept {
                aside.take(&context.home, &report.moved.kept)?;
            }
            report.moved.moved_to = aside.folder(name);
            report.devnet = Some(DevnetView::new(started?)?);
        }
        context.output.report(&report)?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct ListReport {
    devnets: Vec<DevnetView>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.devnet-list/1";

    fn text(&self) -> String {
        if self.devnets.is_empty() {
            return "no devnets; `corridor devnet up` makes one".to_owned();
        }
        let row = |devnet: &DevnetView| {
            let status = &devnet.status;
            let chain_id = status.settings.chain_id.to_string();
            let state = state(status).to_owned();
            [status.name.to_string(), state, devnet.endpoint.clone(), chain_id]
        };
        table(["devnet", "state", "endpoint", "chain id"], self.devnets.iter().map(row))
    }
}

impl List {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let devnets = context.devnets().list().await?;
        let devnets = devnets.into_iter().map(DevnetView::new).collect::<anyhow::Result<_>>()?;
        context.output.report(&ListReport { devnets })?;
        Ok(ExitStatus::Done)
    }
}
