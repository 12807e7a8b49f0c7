//! Whether holders, control book and supply agree, by the events and by what is stored.

use alloy::primitives::{Address, U256};
use serde::Serialize;

use super::ledger::Ledger;
use super::reading::{LegReading, sample};
use super::{ControlBook, Moment, Progress, RegisterError, Request};
use crate::deployment::{Manifest, SystemContract};
use crate::explain::Wording;
use crate::identifiers::Currency;
use crate::instrument::InstrumentKind;
use crate::json::decimal;
use crate::network::Connection;

/// What a reconciliation came to.
#[derive(Clone, Debug, Serialize)]
pub struct Reconciliation {
    /// The instrument.
    pub instrument: String,
    /// Its currency.
    pub currency: Currency,
    /// Where it stands.
    #[serde(flatten)]
    pub moment: Moment,
    /// Its legs.
    pub legs: Vec<LegReconciliation>,
    /// Whatever does not agree.
    pub breaks: Vec<Break>,
}

/// The sums of a leg, in smallest units. All but the control book's parts are one number, or there is a break.
#[derive(Clone, Debug, Serialize)]
pub struct LegReconciliation {
    /// The leg.
    pub leg: String,
    /// Its token.
    pub token: Address,
    /// Transfers that were read.
    pub transfers: u64,
    /// Wallets that ever held it.
    pub wallets: usize,
    /// Wallets that hold it.
    pub holders: usize,
    /// The control book.
    pub control: ControlBook,
    /// What must be outstanding by the control book.
    #[serde(serialize_with = "decimal::serialize")]
    pub by_control_book: U256,
    /// The sum of the holders, by the events.
    #[serde(serialize_with = "decimal::serialize")]
    pub by_events: U256,
    /// The sum of the holders, by the stored words.
    #[serde(serialize_with = "decimal::serialize")]
    pub by_storage: U256,
    /// What the token says is outstanding.
    #[serde(serialize_with = "decimal::serialize")]
    pub supply: U256,
    /// What the token says may be outstanding.
    #[serde(serialize_with = "decimal::serialize")]
    pub authorised: U256,
}

/// Two figures that should be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Break {
    /// The leg; nothing when it is about all of them.
    pub leg: Option<String>,
    /// What it is.
    pub what: &'static str,
    /// The holder, when it is about one.
    pub holder: Option<Address>,
    /// What the events say.
    pub by_events: String,
    /// What the chain stores.
    pub by_storage: String,
}

impl Reconciliation {
    /// Whether everything agrees.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.breaks.is_empty()
    }
}

/// Adds up the holders of an instrument by the events and by what the token stores, keeps the control book from its own
/// events, and compares all of them with the supply. Who holds without any event is not found by name: it shows in nothing but
/// what a supply of theirs would change, as storage cannot be listed.
///
/// # Errors
///
/// There is no such instrument or block, the endpoint fails, or it has no state of the block. What differs is a break, not an error.
pub async fn reconcile(
    connection: &Connection,
    manifest: &Manifest,
    request: Request<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Reconciliation, RegisterError> {
    let (id, bond) = manifest.bond(request.instrument)?;
    let moment = Moment::find(connection, request.at).await?;
    if let Some(before) = moment.is_before(id, bond) {
        return Err(before);
    }
    let (currency, words) = (bond.currency, Wording::new(bond.currency));
    let investors = manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    let (mut legs, mut breaks) = (Vec::new(), Vec::new());
    for leg in bond.legs.iter().filter(|leg| leg.token.block <= moment.block) {
        let reading = LegReading { connection, instrument: id, leg, moment, investors, words };
        reading.expect_token(bond).await?;
        reading.expect_state().await?;
        let ledger = reading.ledger(request.span, progress).await?;
        legs.push(compare(&reading, (bond.kind, &ledger), &mut breaks, progress).await?);
    }
    let sum = |part: fn(&ControlBook) -> U256| {
        legs.iter().fold(U256::ZERO, |sum, leg| sum.wrapping_add(part(&leg.control)))
    };
    let (came, left) = (sum(|control| control.exchanged_in), sum(|control| control.exchanged_out));
    if came != left {
        let what = "exchanged between the legs: out, against in";
        let (by_events, by_storage) = (words.amount(left), words.amount(came));
        breaks.push(Break { leg: None, what, holder: None, by_events, by_storage });
    }
    Ok(Reconciliation { instrument: id.to_owned(), currency, moment, legs, breaks })
}

async fn compare(
    reading: &LegReading<'_>,
    (kind, ledger): (InstrumentKind, &Ledger),
    breaks: &mut Vec<Break>,
    progress: &mut dyn FnMut(Progress),
) -> Result<LegReconciliation, RegisterError> {
    let wallets: Vec<Address> = ledger.positions.keys().copied().collect();
    let stored = reading.stored(&wallets, progress).await?;
    let mut found = Found { reading, breaks };
    let mut by_storage = U256::ZERO;
    for ((wallet, position), stored) in ledger.positions.iter().zip(&stored) {
        by_storage = by_storage.saturating_add(stored.units);
        found.compare("stored holding", Some(*wallet), position.units, stored.units);
    }
    for (wallet, by_events, part) in reading.frozen(ledger, &stored).await? {
        found.compare("frozen part", Some(wallet), by_events, part);
    }
    let views = sample(&wallets);
    for (wallet, balance) in views.iter().zip(reading.balances(&views).await?) {
        found.compare("balance", Some(*wallet), ledger.positions[wallet].units, balance);
    }
    let supply = reading.outstanding().await?;
    let authorised = reading.authorised().await?;
    if let Some(by_events) = reading.authorised_by_events(kind, ledger) {
        found.compare("authorised, by creation and taps", None, by_events, authorised);
    }
    if supply > authorised {
        found.compare("issued beyond what is authorised", None, supply, authorised);
    }
    let (by_control_book, by_events) = (ledger.control.outstanding(), ledger.sum());
    found.compare("control book, against the supply", None, by_control_book, supply);
    found.compare("sum of the holders, against the supply", None, by_events, supply);
    found.compare("sum of the holders, against what is stored", None, by_events, by_storage);
    Ok(LegReconciliation {
        leg: reading.leg.leg.clone(),
        token: reading.leg.token.address,
        transfers: ledger.transfers,
        wallets: wallets.len(),
        holders: ledger.positions.values().filter(|position| !position.units.is_zero()).count(),
        control: ledger.control,
        by_control_book,
        by_events,
        by_storage,
        supply,
        authorised,
    })
}

struct Found<'f> {
    reading: &'f LegReading<'f>,
    breaks: &'f mut Vec<Break>,
}

impl Found<'_> {
    fn compare(&mut self, what: &'static str, holder: Option<Address>, events: U256, stored: U256) {
        if events == stored {
            return;
        }
        self.breaks.push(Break {
            leg: Some(self.reading.leg.leg.clone()),
            what,
            holder,
            by_events: self.signed(events),
            by_storage: self.signed(stored),
        });
    }

    /// An amount, or what is missing of one.
    fn signed(&self, units: U256) -> String {
        if units > U256::from(u128::MAX) {
            return format!(
                "less than nothing by {}",
                self.reading.words.amount(units.wrapping_neg())
            );
        }
        self.reading.words.amount(units)
    }
}
