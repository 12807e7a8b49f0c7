//! What a stored chain goes on from.

use alloy::eips::BlockId;
use alloy::providers::Provider;
use corridor_deploy::deployment::ManifestStore;
use corridor_deploy::devnet::DevnetState;
use corridor_deploy::home::Name;
use serde::Serialize;

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
        lines
    }
}
