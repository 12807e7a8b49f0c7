//! Networks: endpoints, the identity of a chain, connections and the sending of transactions.
//!
//! A network is a devnet of this working folder, an entry of `networks.toml`, or the address of a JSON-RPC
//! endpoint. [`Network::connect`] asks the endpoint who it is before anything else is done with it.

mod catalogue;
mod endpoint;
mod pages;
mod ranges;
mod send_error;
mod sender;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use alloy::eips::BlockId;
use alloy::eips::BlockNumberOrTag;
use alloy::primitives::B256;
use alloy::providers::{DynProvider, Provider, RootProvider};
use alloy::rpc::client::ClientBuilder;
use alloy::transports::layers::{OrRetryPolicyFn, RateLimitRetryPolicy, RetryBackoffLayer};
use alloy::transports::{TransportError, TransportErrorKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::accounts::RoleAssignments;
use crate::home::HomeError;

pub use catalogue::Networks;
pub use endpoint::Endpoint;
pub use pages::{Pages, is_refusal};
pub use send_error::{Revert, SendError};
pub use sender::{
    Note, SenderOptions, SentTransaction, SignedTransaction, TransactionSender, Turn,
};

/// The chain id of a devnet unless another is chosen.
pub const DEVNET_CHAIN_ID: u64 = 31_337;

/// What goes wrong with a network.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The text is no address of a JSON-RPC endpoint.
    #[error(
        "`{text}` is not the address of an endpoint: {reason}; write it like http://127.0.0.1:8545"
    )]
    BadEndpoint {
        /// The text, without credentials.
        text: String,
        /// Why not.
        reason: String,
    },
    /// Nothing has this name.
    #[error(
        "there is no network `{name}`: it is neither a devnet nor in networks.toml (known: {known})"
    )]
    Unknown {
        /// The name.
        name: String,
        /// What there is.
        known: String,
    },
    /// A devnet and an entry of `networks.toml` have one name.
    #[error(
        "`{name}` is both a devnet and a network of networks.toml; write `devnet:{name}` for the devnet, or rename one"
    )]
    Ambiguous {
        /// The name.
        name: String,
    },
    /// The devnet exists and doesn't run.
    #[error("devnet `{name}` is not running; start it with `corridor devnet up {name}`")]
    DevnetStopped {
        /// Its name.
        name: String,
    },
    /// The environment variable that holds the address isn't set.
    #[error(
        "network `{network}` takes its endpoint from the environment variable {variable}, which is not set"
    )]
    VariableUnset {
        /// The network.
        network: String,
        /// The variable.
        variable: String,
    },
    /// `networks.toml` is wrong.
    #[error("{}:{line}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A file could not be read.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// Nothing answers.
    #[error(
        "could not reach {endpoint}: {reason}; check that the node runs and that the address is right"
    )]
    Down {
        /// The endpoint.
        endpoint: Endpoint,
        /// What the connection said.
        reason: String,
    },
    /// No answer in time.
    #[error("{endpoint} did not answer within {} s; the node is overloaded or the address is not a node's", patience.as_secs_f32())]
    Slow {
        /// The endpoint.
        endpoint: Endpoint,
        /// How long was waited.
        patience: Duration,
    },
    /// Something answers that isn't an Ethereum node.
    #[error("{endpoint} answered, but not as an Ethereum JSON-RPC endpoint: {reason}")]
    NotANode {
        /// The endpoint.
        endpoint: Endpoint,
        /// What came back.
        reason: String,
    },
    /// The node refused a request.
    #[error("{endpoint} refused {method}: {reason}")]
    Refused {
        /// The endpoint.
        endpoint: Endpoint,
        /// What was asked.
        method: &'static str,
        /// What it said.
        reason: String,
    },
    /// The node turned a request away, however often it was asked: most often for a limit of its operator.
    #[error(
        "{endpoint} turned {method} away again and again: {reason}; wait for what its operator allows, or take another endpoint"
    )]
    TurnedAway {
        /// The endpoint.
        endpoint: Endpoint,
        /// What was asked.
        method: &'static str,
        /// What it said.
        reason: String,
    },
    /// The endpoint serves another chain.
    #[error("{endpoint} serves chain {found}, and chain {expected} is expected; check `--network`")]
    WrongChain {
        /// The endpoint.
        endpoint: Endpoint,
        /// The chain id that is expected.
        expected: u64,
        /// The chain id it reports.
        found: u64,
    },
    /// The endpoint serves a chain of the same id that began otherwise.
    #[error(
        "{endpoint} serves another chain {chain_id} than the recorded one: its genesis block is {found}, recorded is {expected}; the chain was reset or the endpoint is another node's"
    )]
    WrongGenesis {
        /// The endpoint.
        endpoint: Endpoint,
        /// The chain id, which agrees.
        chain_id: u64,
        /// The recorded hash of block 0.
        expected: B256,
        /// The hash of block 0 it reports.
        found: B256,
    },
}

/// What tells one chain from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainIdentity {
    /// The chain id.
    pub chain_id: u64,
    /// The hash of block 0.
    pub genesis_hash: B256,
}

impl ChainIdentity {
    /// Holds what an endpoint reports against what was recorded earlier.
    ///
    /// # Errors
    ///
    /// Another chain id, or another genesis block.
    pub fn require(&self, recorded: &Self, endpoint: &Endpoint) -> Result<(), NetworkError> {
        self.require_parts(Some(recorded.chain_id), Some(recorded.genesis_hash), endpoint)
    }

    fn require_parts(
        &self,
        chain_id: Option<u64>,
        genesis: Option<B256>,
        endpoint: &Endpoint,
    ) -> Result<(), NetworkError> {
        if let Some(expected) = chain_id.filter(|expected| *expected != self.chain_id) {
            let (endpoint, found) = (endpoint.clone(), self.chain_id);
            return Err(NetworkError::WrongChain { endpoint, expected, found });
        }
        if let Some(expected) = genesis.filter(|expected| *expected != self.genesis_hash) {
            return Err(NetworkError::WrongGenesis {
                endpoint: endpoint.clone(),
                chain_id: self.chain_id,
                expected,
                found: self.genesis_hash,
            });
        }
        Ok(())
    }
}

/// Where a network comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// A devnet that this working folder, or this process, started.
    Devnet,
    /// An entry of `networks.toml`.
    Named,
    /// An address given on the command line.
    Address,
}

/// A chain that can be connected to.
#[derive(Debug, Clone)]
pub struct Network {
    /// How messages call it.
    pub name: String,
    /// Where it comes from.
    pub kind: NetworkKind,
    /// Where it answers.
    pub endpoint: Endpoint,
    /// The chain id it must have.
    pub chain_id: Option<u64>,
    /// The genesis block it must have.
    pub genesis_hash: Option<B256>,
    /// Who acts in which role, where that is written down.
    pub roles: Option<RoleAssignments>,
}

impl Network {
    /// A network that is only an address.
    #[must_use]
    pub fn at(endpoint: Endpoint) -> Self {
        let name = endpoint.to_string();
        let kind = NetworkKind::Address;
        Self { name, kind, endpoint, chain_id: None, genesis_hash: None, roles: None }
    }

    /// A running devnet.
    #[must_use]
    pub fn devnet(name: impl Into<String>, endpoint: Endpoint, identity: ChainIdentity) -> Self {
        Self {
            name: name.into(),
            kind: NetworkKind::Devnet,
            endpoint,
            chain_id: Some(identity.chain_id),
            genesis_hash: Some(identity.genesis_hash),
            roles: None,
        }
    }

    /// Connects, and checks that the chain is the expected one.
    ///
    /// # Errors
    ///
    /// The endpoint is down, slow, not a node, or serves another chain.
    pub async fn connect(&self) -> Result<Connection, NetworkError> {
        self.connect_with(&ConnectOptions::default()).await
    }

    /// Connects with other waiting times.
    ///
    /// # Errors
    ///
    /// The endpoint is down, slow, not a node, or serves another chain.
    pub async fn connect_with(&self, options: &ConnectOptions) -> Result<Connection, NetworkError> {
        let identity = identify(&self.endpoint, options.probe_timeout).await?;
        identity.require_parts(self.chain_id, self.genesis_hash, &self.endpoint)?;
        let client = self.endpoint.http_client(options.request_timeout)?;
        let rpc = ClientBuilder::default()
            .layer(retries(options))
            .http_with_client(client, self.endpoint.url().clone());
        let provider = RootProvider::new(rpc).erased();
        let (network, patience) = (Arc::new(self.clone()), options.request_timeout);
        Ok(Connection { network, provider, identity, patience })
    }
}

/// How long to wait, and how often to try again.
#[derive(Debug, Clone)]
pub struct ConnectOptions {
    /// For the first questions to an endpoint.
    pub probe_timeout: Duration,
    /// For every later request.
    pub request_timeout: Duration,
    /// How often a request that failed on its way, or was turned away for a moment, is repeated.
    pub retries: u32,
    /// The first pause before a repetition.
    pub backoff: Duration,
}

impl Default for ConnectOptions {
    fn default() -> Self {
        Self {
            probe_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(30),
            retries: 4,
            backoff: Duration::from_millis(200),
        }
    }
}

/// Repeating is safe for every request of this crate: reads change nothing, and a signed transaction that arrives
/// twice is the same transaction.
fn retries(options: &ConnectOptions) -> RetryBackoffLayer<OrRetryPolicyFn> {
    let backoff = u64::try_from(options.backoff.as_millis()).unwrap_or(u64::MAX);
    let policy = OrRetryPolicyFn::new(RateLimitRetryPolicy::default(), failed_on_the_way);
    RetryBackoffLayer::new_with_policy(options.retries, backoff, u64::MAX, policy)
}

fn failed_on_the_way(error: &TransportError) -> bool {
    match error {
        TransportError::Transport(TransportErrorKind::HttpError(error)) => {
            matches!(error.status, 502 | 504)
        }
        _ => {
            transport_cause(error).is_some_and(|cause| cause.is_connect() || cause.is_request())
                && !is_timeout(error)
        }
    }
}

fn transport_cause(error: &TransportError) -> Option<&reqwest::Error> {
    match error {
        TransportError::Transport(TransportErrorKind::Custom(cause)) => cause.downcast_ref(),
        _ => None,
    }
}

fn is_timeout(error: &TransportError) -> bool {
    transport_cause(error).is_some_and(reqwest::Error::is_timeout)
}

/// A connection to a chain whose identity has been checked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Connection {
    network: Arc<Network>,
    provider: DynProvider,
    identity: ChainIdentity,
    patience: Duration,
}

impl Connection {
    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The provider, for reads and calls. It neither signs nor counts nonces: [`TransactionSender`] does.
    #[must_use]
    pub const fn provider(&self) -> &DynProvider {
        &self.provider
    }

    /// The chain's identity as it was found on connecting.
    #[must_use]
    pub const fn identity(&self) -> ChainIdentity {
        self.identity
    }

    /// The chain id.
    #[must_use]
    pub const fn chain_id(&self) -> u64 {
        self.identity.chain_id
    }

    /// Whether the publicly known test keys may sign here: on a devnet of this tool, or a node on this machine with
    /// the devnet's chain id.
    #[must_use]
    pub fn allows_test_accounts(&self) -> bool {
        match self.network.kind {
            NetworkKind::Devnet => true,
            NetworkKind::Named => false,
            NetworkKind::Address => {
                self.network.endpoint.is_loopback() && self.chain_id() == DEVNET_CHAIN_ID
            }
        }
    }

    /// The time of a block in unix seconds; 0 for one that is not there.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn time_at(&self, block: BlockId) -> Result<u64, NetworkError> {
        let found = self.provider.get_block(block).await;
        let found = found.map_err(|error| self.error("eth_getBlockByNumber", &error))?;
        Ok(found.map_or(0, |block| block.header.timestamp))
    }

    /// The time that the next block would have, at which whatever is sent now is judged. Where nothing happens on a chain, that of the
    /// latest block is long past.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn next_time(&self) -> Result<u64, NetworkError> {
        let latest = self.time_at(BlockId::latest()).await?;
        Ok(self.time_at(BlockId::pending()).await?.max(latest))
    }

    /// Puts an error of the provider into words, without credentials.
    #[must_use]
    pub fn error(&self, method: &'static str, error: &TransportError) -> NetworkError {
        explain(&self.network.endpoint, method, self.patience, error)
    }
}

/// Asks an endpoint for its chain id and its genesis block, once and without repetition.
///
/// # Errors
///
/// The endpoint is down, slow or not a node.
pub async fn identify(
    endpoint: &Endpoint,
    patience: Duration,
) -> Result<ChainIdentity, NetworkError> {
    let client = endpoint.http_client(patience)?;
    let rpc = ClientBuilder::default().http_with_client(client, endpoint.url().clone());
    let provider: RootProvider = RootProvider::new(rpc);
    let fail = |method, error: &TransportError| explain(endpoint, method, patience, error);
    let chain_id = provider.get_chain_id().await.map_err(|error| fail("eth_chainId", &error))?;
    let genesis = genesis_block(&provider, endpoint, patience).await?;
    Ok(ChainIdentity { chain_id, genesis_hash: genesis })
}

async fn genesis_block(
    provider: &RootProvider,
    endpoint: &Endpoint,
    patience: Duration,
) -> Result<B256, NetworkError> {
    let method = "eth_getBlockByNumber";
    let block = provider
        .get_block_by_number(BlockNumberOrTag::Number(0))
        .await
        .map_err(|error| explain(endpoint, method, patience, &error))?;
    block.map(|block| block.header.hash).ok_or_else(|| NetworkError::NotANode {
        endpoint: endpoint.clone(),
        reason: "it has no block 0".to_owned(),
    })
}

/// Puts a transport error into words that name the endpoint and leak no credential.
fn explain(
    endpoint: &Endpoint,
    method: &'static str,
    patience: Duration,
    error: &TransportError,
) -> NetworkError {
    let endpoint = endpoint.clone();
    if let Some(cause) = transport_cause(error) {
        if cause.is_timeout() {
            return NetworkError::Slow { endpoint, patience };
        }
        return NetworkError::Down { endpoint, reason: innermost(cause) };
    }
    match error {
        TransportError::ErrorResp(payload) => {
            let reason = format!("{} (code {})", payload.message, payload.code);
            NetworkError::Refused { endpoint, method, reason }
        }
        TransportError::Transport(TransportErrorKind::HttpError(http)) => {
            NetworkError::NotANode { endpoint, reason: format!("HTTP status {}", http.status) }
        }
        TransportError::DeserError { .. } | TransportError::NullResp => {
            NetworkError::NotANode { endpoint, reason: "the answer is not JSON-RPC".to_owned() }
        }
        other => {
            let reason = endpoint.redact(&other.to_string());
            match turned_away(&reason) {
                Some(said) => {
                    NetworkError::TurnedAway { reason: said.to_owned(), endpoint, method }
                }
                None => NetworkError::Down { endpoint, reason },
            }
        }
    }
}

/// What the node said to a request that was repeated as often as it may be, by the words of the layer that repeats it: it keeps no error.
fn turned_away(reason: &str) -> Option<&str> {
    let last = reason.strip_prefix("Max retries exceeded ")?;
    let said = last.strip_prefix("server returned an error response: ");
    said.or_else(|| last.starts_with("HTTP error 429").then_some(last))
}

/// The innermost cause, which unlike the outer ones names no address.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

impl fmt::Display for ChainIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "chain {} (genesis {})", self.chain_id, self.genesis_hash)
    }
}

#[cfg(test)]
mod tests;
