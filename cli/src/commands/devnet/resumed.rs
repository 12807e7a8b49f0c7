//! What a stored chain goes on from.

use std::path::PathBuf;

use alloy::eips::BlockId;
use alloy::primitives::Address;
use alloy::providers::Provider;
use corridor_deploy::bulk::Journal;
use corridor_deploy::deployment::ManifestStore;
use corridor_deploy::devnet::DevnetState;
use corridor_deploy::home::Name;
use corridor_deploy::network::Connection;
use serde::Serialize;

use super::aside;
use crate::context::Context;
use crate::words::time;

/// The block that a stored chain goes on from, and what is to be known about it.
#[derive(Debug, Serialize)]
pub(super) struct Resumed {
    /// The latest block.
    block: u64,
    /// When it was.
    time: String,
    /// Whether that is later than this machine's clock.
    ahead: bool,
    /// How many seconds of blocks may be missing at its end, where the devnet had not been stopped.
    may_lack_seconds: Option<u64>,
    /// How many transactions have left what they did and not their events, as the node was ended while it wrote a block.
    unrecorded_transactions: u64,
    /// A later block that the manifest has something in.
    manifest_block: Option<u64>,
    /// Journals that have later transactions than the chain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    journals: Vec<Ahead>,
}

/// A journal that has later transactions of an account than the chain.
#[derive(Debug, Serialize)]
struct Ahead {
    file: PathBuf,
    sender: Address,
    /// How many transactions of the account the chain has.
    on_chain: u64,
    /// How many there were when the last one of the journal is among them.
    signed: u64,
    /// How many before the first of the journal are missing as well, which no journal of this file sends.
    #[serde(skip_serializing_if = "is_none")]
    before: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

/// What may be wrong with a chain whose devnet has ended without being stopped.
#[derive(Clone, Copy, Debug)]
pub(super) struct UncleanEnd {
    /// How often it is written, in seconds.
    interval: u64,
    unrecorded: u64,
}

/// What may be wrong with a devnet's chain; nothing where it was stopped.
pub(super) async fn unclean_end(
    context: &Context,
    name: &Name,
) -> anyhow::Result<Option<UncleanEnd>> {
    let devnets = context.devnets();
    if !devnets.exists(name) {
        return Ok(None);
    }
    let status = devnets.status(name).await?;
    let unclean = matches!(status.state, DevnetState::Crashed | DevnetState::PortForeign);
    Ok(unclean.then(|| UncleanEnd {
        interval: status.settings.state_interval,
        // A file that is not whole is for the start to refuse.
        unrecorded: devnets.unrecorded_transactions(name).unwrap_or_default(),
    }))
}

/// The journals of a devnet that have later transactions than its chain.
async fn ahead(
    context: &Context,
    name: &Name,
    connection: &Connection,
) -> anyhow::Result<Vec<Ahead>> {
    let mut ahead = Vec::new();
    for file in aside::kept(&context.home, name) {
        let signed = Journal::signed(&file);
        let Some(signed) = signed.filter(|one| one.chain == connection.identity()) else {
            continue;
        };
        let on_chain = connection.provider().get_transaction_count(signed.sender).await;
        let on_chain =
            on_chain.map_err(|error| connection.error("eth_getTransactionCount", &error))?;
        if signed.next_nonce > on_chain {
            let before = signed.first_nonce.saturating_sub(on_chain);
            let (sender, signed) = (signed.sender, signed.next_nonce);
            ahead.push(Ahead { file, sender, on_chain, signed, before });
        }
    }
    Ok(ahead)
}

impl Resumed {
    /// Of a devnet that was started again.
    pub(super) async fn of(
        context: &Context,
        name: &Name,
        unclean: Option<UncleanEnd>,
    ) -> anyhow::Result<Option<Self>> {
        let connection = context.devnets().network(name)?.connect().await?;
        let latest = connection.provider().get_block(BlockId::latest()).await;
        let latest = latest.map_err(|error| connection.error("eth_getBlockByNumber", &error))?;
        let Some(header) = latest.map(|block| block.header) else { return Ok(None) };
        let now = jiff::Timestamp::now().as_second();
        // Whether the manifest can be used is for the commands that use it to say.
        let manifest = ManifestStore::of(&context.home, &connection).load(&connection);
        let manifest_block = manifest.ok().flatten().map(|manifest| manifest.last_block());
        Ok(Some(Self {
            block: header.number,
            time: time(header.timestamp),
            ahead: i64::try_from(header.timestamp).is_ok_and(|time| time > now),
            may_lack_seconds: unclean.map(|end| end.interval),
            unrecorded_transactions: unclean.map_or(0, |end| end.unrecorded),
            manifest_block: manifest_block.filter(|block| *block > header.number),
            journals: ahead(context, name, &connection).await?,
        }))
    }

    /// What is to be known about it, a line each.
    pub(super) fn words(&self) -> Vec<String> {
        let Self { block, time, .. } = self;
        let mut lines = Vec::new();
        if self.ahead {
            lines.push(format!(
                "its clock is ahead of this machine's and goes on from {time}, that of block {block}"
            ));
        }
        if let Some(seconds) = self.may_lack_seconds {
            lines.push(format!(
                "it had not been stopped: it goes on from block {block}, and up to {seconds} s of blocks before its end may be missing; run `corridor verify`"
            ));
        }
        if self.unrecorded_transactions != 0 {
            lines.push(format!(
                "it ended while it made a block: {} of its transactions left what they did and not their events, so that registers made from events do not add up (see `corridor doctor`); `corridor devnet reset` begins a new chain",
                self.unrecorded_transactions
            ));
        }
        if let Some(manifest) = self.manifest_block {
            lines.push(format!(
                "blocks are missing: the manifest has contracts of block {manifest}; `corridor verify` tells what is gone"
            ));
        }
        for Ahead { file, sender, on_chain, signed, before } in &self.journals {
            let helps = match before {
                0 => "what is missing is sent when its command is run again".to_owned(),
                before => format!(
                    "{before} of them came before those of the file: do again first what was done with this account before it, other files among it, in its order, and then its command"
                ),
            };
            lines.push(format!(
                "transactions are missing: {} has {signed} of {sender}, and the chain has {on_chain}; {helps}",
                file.display()
            ));
        }
        lines
    }
}
