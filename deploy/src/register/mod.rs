//! The register of holders, from the events of the chain and held against what the chain stores.
//!
//! [`register`] says who held an instrument at a [`Moment`], [`reconcile`] proves that its holders, its control book and the
//! supply agree. Events are read a page at a time, so memory grows with the number of wallets that ever held and with nothing else.
//! Names and addresses are not on chain: they are in a book of their own, which is no part of this crate.

mod at;
mod entries;
mod identity;
mod ledger;
mod parted;
mod reading;
mod reconcile;
mod registration;
mod stored;

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, U256};
use serde::Serialize;

use crate::calendar::UtcDay;
use crate::deployment::{DeploymentError, Manifest};
use crate::identifiers::Currency;
use crate::json::{decimal, decimal_if_known, each_in_utc};
use crate::network::Connection;
use crate::owner::Owner;

pub use at::{At, Moment};
pub use entries::{COLUMNS, EntryError, EntryRow, identify, read};
pub use ledger::ControlBook;
pub use reconcile::{Break, LegReconciliation, Reconciliation, reconcile};
pub use registration::Registrations;

/// Blocks that one question for logs covers unless the endpoint allows fewer.
pub const DEFAULT_SPAN: u64 = 10_000;

/// Why there is no register.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The deployment could not be read.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
    /// The chain is not that long.
    #[error(
        "there is no register at block {block}: the latest block is {latest}; name an earlier one, or a day"
    )]
    NoBlock {
        /// The block.
        block: u64,
        /// The latest one.
        latest: u64,
    },
    /// The day was over before the chain began.
    #[error("there is no register at the end of {day}: the chain began later; name a later day")]
    BeforeTheChain {
        /// The day.
        day: UtcDay,
    },
    /// The instrument was not there yet.
    #[error(
        "there is no register of {instrument} at block {block}: its first leg was deployed in block {since}; name that block or a later one"
    )]
    BeforeTheInstrument {
        /// The instrument.
        instrument: String,
        /// The block.
        block: u64,
        /// The block of its first leg.
        since: u64,
    },
    /// The day has not begun.
    #[error(
        "there is no register at the end of {day}: it is {today}; name that day for the register so far, or an earlier one"
    )]
    AfterTheChain {
        /// The day.
        day: UtcDay,
        /// The day of the latest block, or of the clock here when that is later.
        today: UtcDay,
    },
    /// What is stored cannot be had.
    #[error(
        "could not reconcile {instrument} at block {block}: the endpoint keeps no state of it; ask an archive node, or reconcile a later block"
    )]
    NoState {
        /// The instrument.
        instrument: String,
        /// The block.
        block: u64,
    },
    /// The endpoint does not know one of its blocks.
    #[error(
        "the endpoint does not have block {block}, though it has later ones; ask another endpoint"
    )]
    MissingBlock {
        /// The block.
        block: u64,
    },
    /// An event that is none of a bond.
    #[error(
        "an event of {token} in block {block} is not what its signature says; the endpoint may be damaged, ask another one"
    )]
    Log {
        /// The token.
        token: Address,
        /// The block.
        block: u64,
    },
    /// Events that are none.
    #[error(
        "the events of {token} could not be read from what the endpoint answered: {reason}; ask another endpoint"
    )]
    Logs {
        /// The token.
        token: Address,
        /// What is wrong.
        reason: String,
    },
    /// The manifest names a token that is not the leg's.
    #[error(
        "there is no register of {instrument}, leg {leg}: the {what} of its token {token} is {told} by the chain, and {recorded} by the manifest; `corridor verify` tells what else differs, restore the manifest from a copy"
    )]
    OtherToken {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// Its token by the manifest.
        token: Address,
        /// What differs.
        what: &'static str,
        /// What the token tells.
        told: String,
        /// What the manifest has.
        recorded: String,
    },
    /// The events and the balances of a holder disagree.
    #[error(
        "the register of {instrument}, leg {leg}, does not agree with the chain: by its events {holder} holds {by_events} smallest units, by its {place} {balance}; the endpoint may lack logs, ask another one; `corridor register reconcile` lists each break"
    )]
    Holder {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The holder.
        holder: Address,
        /// What the events add up to.
        by_events: U256,
        /// Where the other figure is from.
        place: &'static str,
        /// What the token says.
        balance: U256,
    },
    /// The events and the token disagree on what is frozen.
    #[error(
        "the register of {instrument}, leg {leg}, does not agree with the chain: by its events {by_events} smallest units of {holder} are frozen, by the token {frozen}; the endpoint may lack logs, ask another one; `corridor register reconcile` lists each break"
    )]
    Frozen {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The holder.
        holder: Address,
        /// What the events say last.
        by_events: U256,
        /// What the token says.
        frozen: U256,
    },
    /// The holders and the supply disagree.
    #[error(
        "the register of {instrument}, leg {leg}, does not add up: its holders hold {sum} smallest units and {supply} are outstanding; the endpoint may lack logs, ask another one"
    )]
    Total {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The sum of the holders.
        sum: U256,
        /// What is outstanding.
        supply: U256,
    },
}

/// How far the making of a register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The events through `block` were read.
    Read {
        /// The block.
        block: u64,
        /// The first one.
        first: u64,
        /// The last one.
        last: u64,
    },
    /// Holdings were compared.
    Compared {
        /// How many.
        done: u64,
        /// Of how many.
        total: u64,
    },
}

/// Who holds an instrument.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// The instrument.
    pub instrument: String,
    /// Its currency.
    pub currency: Currency,
    /// Where it stands.
    #[serde(flatten)]
    pub moment: Moment,
    /// Holders, by leg and then by wallet.
    pub holders: Vec<Holder>,
    /// Wallets that held a leg and hold nothing of it any more.
    pub cancelled: Vec<Holder>,
    /// Control totals.
    pub legs: Vec<ControlTotal>,
    /// What is outstanding on all legs.
    pub total: String,
    /// What could not be done, in a sentence each.
    pub notes: Vec<String>,
}

impl Register {
    /// The wallets that are in it, of positions that came to nothing as well.
    pub fn wallets(&self) -> impl Iterator<Item = Address> {
        self.holders.iter().chain(&self.cancelled).map(|holder| holder.wallet)
    }

    /// Adds what wallets are called, which the chain does not know.
    pub fn add_labels(&mut self, labels: &BTreeMap<Address, String>) {
        for holder in self.holders.iter_mut().chain(&mut self.cancelled) {
            holder.label = labels.get(&holder.wallet).cloned();
        }
    }
}

/// A holder of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct Holder {
    /// The leg.
    pub leg: String,
    /// ISIN of the leg.
    pub isin: String,
    /// The wallet.
    pub wallet: Address,
    /// What it is called here; nothing before [`Register::add_labels`].
    pub label: Option<String>,
    /// Number of the investor; nothing for a wallet that is not registered.
    pub investor: Option<u64>,
    /// The commitment to the investor's record, which entries of the book go by; nothing unless it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<B256>,
    /// Residence or organisation, such as GB or US-NY.
    pub jurisdiction: Option<String>,
    /// Flags.
    pub flags: Vec<&'static str>,
    /// Smallest units; of a cancelled position, those that it last had.
    #[serde(serialize_with = "decimal::serialize")]
    pub units: U256,
    /// The same with its currency.
    pub amount: String,
    /// The frozen part, with its currency.
    pub frozen: String,
    /// The day of the first credit of the position, from nothing; there is no certificate that would have a date.
    pub issued: Option<UtcDay>,
    /// The block of that credit.
    pub issued_block: u64,
    /// The day on which it came to nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<UtcDay>,
    /// What the book says; nothing without a book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// The day on which the book has it from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_recorded: Option<UtcDay>,
}

/// The sum of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct ControlTotal {
    /// The leg.
    pub leg: String,
    /// Its token.
    pub token: Address,
    /// How many wallets hold it.
    pub holders: usize,
    /// How many investors these belong to.
    pub investors: usize,
    /// Smallest units.
    #[serde(serialize_with = "decimal::serialize")]
    pub units: U256,
    /// The same with its currency.
    pub amount: String,
    /// What may be outstanding, in smallest units; nothing where neither the endpoint nor the manifest tells.
    #[serde(serialize_with = "decimal_if_known")]
    pub authorised: Option<U256>,
    /// What came into being and what ceased to be.
    pub control: ControlBook,
    /// What it was held against.
    pub checked: Checked,
}

/// What the sums of the events were held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "checked")]
pub enum Checked {
    /// Every holding and the supply, as they were stored at the block.
    Stored {
        /// Balances that the token was asked for beside them.
        views: usize,
        /// Record dates whose balances are those of the register, and were compared too.
        #[serde(serialize_with = "each_in_utc")]
        record_dates: Vec<u64>,
    },
    /// Nothing: the endpoint keeps no state of the block. The control book alone agrees.
    ControlBook,
}

/// What a register is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The instrument.
    pub instrument: &'r str,
    /// When.
    pub at: At,
    /// Whether positions that came to nothing are listed.
    pub cancelled: bool,
    /// Most blocks that one question for logs covers.
    pub span: u64,
}

impl<'r> Request<'r> {
    /// The register of an instrument now.
    #[must_use]
    pub const fn now(instrument: &'r str) -> Self {
        Self { instrument, at: At::Latest, cancelled: false, span: DEFAULT_SPAN }
    }
}

/// Reads the register of an instrument now.
///
/// # Errors
///
/// As [`register_at`].
pub async fn register(
    connection: &Connection,
    manifest: &Manifest,
    instrument: &str,
) -> Result<Register, RegisterError> {
    register_at(connection, manifest, Request::now(instrument), &mut |_| {}).await
}

/// Reads the register of an instrument: its transfers add up to holdings, which are compared with those that the token stored
/// then and with the supply. Where the endpoint has no state of then, the register says so.
///
/// # Errors
///
/// There is no such instrument or block, the endpoint fails, or the sums disagree.
pub async fn register_at(
    connection: &Connection,
    manifest: &Manifest,
    request: Request<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Register, RegisterError> {
    reading::register(connection, manifest, request, progress).await
}
