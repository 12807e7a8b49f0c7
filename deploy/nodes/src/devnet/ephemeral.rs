//! Devnets that end with their owner.

use std::fs::File;
use std::path::Path;

use tempfile::TempDir;

use super::process::Owned;
use super::{DevnetError, DevnetOptions, DevnetSettings, node, system};
use crate::network::{ChainIdentity, Connection, Endpoint, Network, NetworkError};

const PORT_ATTEMPTS: usize = 4;

/// A devnet of its own for a demonstration or a test. Its node ends when this is dropped, and also when the owning
/// process panics, is interrupted or is killed. Nothing of it stays on disk.
#[derive(Debug)]
pub struct Devnet {
    // Dropped first: the node ends before its folder goes.
    _node: Owned,
    _folder: TempDir,
    network: Network,
    settings: DevnetSettings,
    identity: ChainIdentity,
}

impl Devnet {
    /// Starts one.
    ///
    /// # Errors
    ///
    /// Anvil is missing or doesn't start, or the port that was asked for is taken.
    pub async fn ephemeral(anvil: &Path, options: &DevnetOptions) -> Result<Self, DevnetError> {
        Self::begin(anvil, options, None).await
    }

    /// Starts one whose clock begins at `genesis`, in unix seconds, and goes on from there.
    ///
    /// # Errors
    ///
    /// As [`Self::ephemeral`].
    pub async fn ephemeral_since(
        anvil: &Path,
        options: &DevnetOptions,
        genesis: u64,
    ) -> Result<Self, DevnetError> {
        Self::begin(anvil, options, Some(genesis)).await
    }

    async fn begin(
        anvil: &Path,
        options: &DevnetOptions,
        genesis: Option<u64>,
    ) -> Result<Self, DevnetError> {
        node::require_anvil(anvil)?;
        let mut attempt = 1;
        loop {
            let port = match options.port {
                Some(port) if node::port_is_free(port) => port,
                Some(port) => return Err(DevnetError::PortTaken { port }),
                None => node::free_port()?,
            };
            match Self::start(anvil, options, port, genesis).await {
                Err(DevnetError::PortTaken { .. })
                    if options.port.is_none() && attempt < PORT_ATTEMPTS =>
                {
                    attempt += 1;
                }
                result => return result,
            }
        }
    }

    async fn start(
        anvil: &Path,
        options: &DevnetOptions,
        port: u16,
        genesis: Option<u64>,
    ) -> Result<Self, DevnetError> {
        let settings = DevnetSettings::default().with(options);
        let folder = tempfile::Builder::new().prefix("corridor-").tempdir();
        let folder = folder.map_err(|source| system("create a temporary folder", source))?;
        let path = folder.path().join("node.log");
        let log = File::create(&path).map_err(|source| system("create a log", source))?;
        let mut arguments = node::arguments(&settings, port, &folder.path().join("cache"));
        arguments.extend(node::distinct_genesis());
        arguments.extend(genesis.map(|seconds| format!("--timestamp={seconds}").into()));
        let mut owned = Owned::start(anvil, &arguments, &log)
            .map_err(|source| system("start Anvil", source))?;
        let endpoint = Endpoint::local(port)?;
        let identity = node::answer(&endpoint, port, &path, || owned.exited()).await?;
        let expected = ChainIdentity { chain_id: settings.chain_id, ..identity };
        identity.require(&expected, &endpoint)?;
        let network = Network::devnet("ephemeral", endpoint, identity);
        Ok(Self { _node: owned, _folder: folder, network, settings, identity })
    }

    /// The network, to connect to.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// Connects to it.
    ///
    /// # Errors
    ///
    /// The node is gone.
    pub async fn connect(&self) -> Result<Connection, NetworkError> {
        self.network.connect().await
    }

    /// Where it answers.
    #[must_use]
    pub const fn endpoint(&self) -> &Endpoint {
        &self.network.endpoint
    }

    /// Its chain.
    #[must_use]
    pub const fn identity(&self) -> ChainIdentity {
        self.identity
    }

    /// The settings it runs with.
    #[must_use]
    pub const fn settings(&self) -> &DevnetSettings {
        &self.settings
    }
}
