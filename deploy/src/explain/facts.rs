//! What the chain knows about a movement: the numbers and dates that explanations quote.

use std::fmt::Display;

use alloy::eips::BlockId;
use alloy::primitives::{Address, FixedBytes, U256};
use corridor_bindings::standing::{InstrumentState, Standing};
use corridor_bindings::{EntrantLedger, ISecurityToken, InvestorRegistry};
use jiff::Timestamp;

use super::missing::Missing;
use super::{LegHandle, Question};
use crate::calendar::UtcDay;
use crate::deployment::reads::{Questions, read};
use crate::deployment::{DeploymentError, Manifest, SystemContract};
use crate::identifiers::Currency;
use crate::money::Amount;
use crate::network::Connection;
use crate::residence::Residence;
use crate::vocabulary::{Category, Flag, Party};

/// Everything that an explanation may quote, read at one block.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) question: Question,
    pub(super) at: u64,
    pub(super) words: Wording,
    pub(super) parties: Vec<PartyFacts>,
    pub(super) state: InstrumentState,
    pub(super) supply: U256,
    pub(super) issue_volume: U256,
    pub(super) allowance: U256,
    pub(super) ledger: LedgerFacts,
}

/// What is the same for every question about a leg.
#[derive(Clone, Debug)]
pub(super) struct LegFacts {
    state: InstrumentState,
    supply: U256,
    issue_volume: U256,
    ledger: LedgerFacts,
}

impl LegFacts {
    pub(super) async fn read(
        connection: &Connection,
        manifest: &Manifest,
        token: Address,
        block: BlockId,
    ) -> Result<Self, DeploymentError> {
        let ledger = manifest.address(SystemContract::EntrantLedger).unwrap_or_default();
        let mut questions = Questions::new(connection, block);
        let state = questions.ask(token, &ISecurityToken::stateCall {})?;
        let supply = questions.ask(token, &ISecurityToken::totalSupplyCall {})?;
        let issue_volume = questions.ask(token, &ISecurityToken::issueVolumeCall {})?;
        let call = EntrantLedger::enrolmentOfCall { instrument: token };
        let enrolment = questions.ask(ledger, &call)?;
        let entrant = questions.ask(ledger, &EntrantLedger::entrantOfCall { instrument: token })?;
        let headroom = questions.ask(ledger, &EntrantLedger::headroomCall { instrument: token })?;
        questions.send().await?;
        let enrolment = enrolment.answer().await?;
        let (lei, asset_class) = (enrolment.entrant, enrolment.assetClass);
        let call = EntrantLedger::capacityCall { lei, assetClass: asset_class };
        let capacity = read(connection, ledger, &call, block).await?;
        let (currency, limit_currency) = (enrolment.currency, capacity.currency);
        let call = EntrantLedger::rateCall { currency, limitCurrency: limit_currency };
        let rate = read(connection, ledger, &call, block).await?;
        let (entrant, headroom) = (entrant.answer().await?, headroom.answer().await?);
        let rate = (rate._0, rate._1);
        Ok(Self {
            state: InstrumentState::from_word(state.answer().await?),
            supply: supply.answer().await?,
            issue_volume: issue_volume.answer().await?,
            ledger: LedgerFacts { entrant, enrolment, capacity, headroom, rate },
        })
    }
}

/// What the entrant ledger says about the instrument.
#[derive(Clone, Debug)]
pub(super) struct LedgerFacts {
    pub(super) entrant: EntrantLedger::Entrant,
    pub(super) enrolment: EntrantLedger::Enrolment,
    pub(super) capacity: EntrantLedger::Capacity,
    pub(super) headroom: U256,
    /// The recorded rate from the instrument's currency to the limit's, and its day.
    pub(super) rate: (U256, u16),
}

impl LedgerFacts {
    /// LEI of the entrant; `None` for an instrument that is not enrolled.
    pub(super) fn lei(&self) -> Option<String> {
        let lei = self.enrolment.entrant;
        (!lei.is_zero()).then(|| String::from_utf8_lossy(lei.as_slice()).into_owned())
    }
}

/// One side of the movement.
#[derive(Debug)]
pub(super) struct PartyFacts {
    pub(super) side: Party,
    pub(super) address: Address,
    pub(super) standing: Standing,
    pub(super) balance: U256,
    pub(super) frozen: U256,
}

impl Facts {
    pub(super) async fn read(
        connection: &Connection,
        manifest: &Manifest,
        leg: &LegHandle,
        question: &Question,
        at: u64,
        block: BlockId,
        shared: LegFacts,
    ) -> Result<Self, DeploymentError> {
        let token = leg.token;
        let LegFacts { state, supply, issue_volume, ledger } = shared;
        let investors = manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
        let mut questions = Questions::new(connection, block);
        let (owner, spender) =
            (question.from.unwrap_or_default(), question.operator.unwrap_or_default());
        let allowance = questions.ask(token, &ISecurityToken::allowanceCall { owner, spender })?;
        let mut asked = Vec::new();
        for (side, account) in sides(question) {
            let standing =
                questions.ask(investors, &InvestorRegistry::standingOfCall { wallet: account })?;
            let balance = questions.ask(token, &ISecurityToken::balanceOfCall { account })?;
            let frozen = questions.ask(token, &ISecurityToken::getFrozenTokensCall { account })?;
            asked.push((side, account, standing, balance, frozen));
        }
        questions.send().await?;
        let mut parties = Vec::with_capacity(asked.len());
        for (side, address, standing, balance, frozen) in asked {
            let standing = Standing::from_word(standing.answer().await?);
            let (balance, frozen) = (balance.answer().await?, frozen.answer().await?);
            parties.push(PartyFacts { side, address, standing, balance, frozen });
        }
        Ok(Self {
            question: *question,
            at,
            words: Wording::new(leg.currency),
            parties,
            state,
            supply,
            issue_volume,
            allowance: allowance.answer().await?,
            ledger,
        })
    }

    /// The sides among `judged` that the movement has, with what is known of them.
    pub(super) fn among(&self, judged: &[Party]) -> impl Iterator<Item = &PartyFacts> {
        self.parties.iter().filter(|party| judged.contains(&party.side))
    }

    pub(super) fn party(&self, side: Party) -> Option<&PartyFacts> {
        self.parties.iter().find(|party| party.side == side)
    }

    pub(super) fn day(&self) -> u32 {
        u32::try_from(self.at / 86_400).unwrap_or(u32::MAX)
    }

    pub(super) fn amount(&self) -> String {
        self.words.amount(self.question.amount)
    }
}

/// The wallets among `failing` that nobody registered.
pub(super) fn unregistered(failing: &[&PartyFacts]) -> Vec<Missing> {
    let wallets = failing.iter().filter(|party| !party.standing.is_registered());
    let named = wallets.map(|party| party.address).filter(|address| !address.is_zero());
    named.map(Missing::Registration).collect()
}

/// Who gives, who receives and who moves, in a movement of this kind. A side that the movement has is judged even when nobody stands
/// there.
fn sides(question: &Question) -> impl Iterator<Item = (Party, Address)> {
    let has_sender = question.movement.has_sender();
    let has_recipient = question.movement.has_recipient();
    let sides = [
        (Party::SENDER, has_sender.then(|| question.from.unwrap_or_default())),
        (Party::RECIPIENT, has_recipient.then(|| question.to.unwrap_or_default())),
        (Party::OPERATOR, question.operator.filter(|operator| !operator.is_zero())),
    ];
    sides.into_iter().filter_map(|(side, wallet)| Some((side, wallet?)))
}

impl PartyFacts {
    /// "recipient 0x..".
    pub(super) fn name(&self) -> String {
        if self.address.is_zero() {
            return format!("the missing {}", self.side);
        }
        format!("{} {}", self.side, self.address)
    }

    /// "jurisdiction GB" or what is missing.
    pub(super) fn jurisdiction(&self) -> String {
        match Residence::of(self.standing) {
            Some(residence) => residence.to_string(),
            None if self.standing.jurisdiction() == 0 => "none".to_owned(),
            None => format!("number {}", self.standing.jurisdiction()),
        }
    }

    /// The categories it holds on `day`, and those that have expired.
    pub(super) fn categories(&self, day: u32) -> String {
        let held = Category::all().filter(|category| self.standing.holds(category.bit(), day));
        let expired = Category::all().filter(|category| {
            self.standing.expiry_day(category.bit()) != 0
                && !self.standing.holds(category.bit(), day)
        });
        let held = held.map(|category| category.name().to_owned());
        let expired = expired.map(|category| {
            let last = UtcDay::from_number(self.standing.expiry_day(category.bit()));
            format!("{} (expired {last})", category.name())
        });
        let all: Vec<String> = held.chain(expired).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(", ") }
    }

    /// The flags among `flags` that it carries.
    pub(super) fn flags_among(&self, flags: &[Flag]) -> Vec<&'static str> {
        flags
            .iter()
            .filter(|flag| self.standing.flags() & flag.mask() != 0)
            .map(|flag| flag.title())
            .collect()
    }
}

/// How amounts of an instrument are written.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    currency: Currency,
}

impl Wording {
    /// Amounts in a currency.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        Self { currency }
    }

    /// "GBP 1,000,000"; what is too large to be an amount is given in smallest units.
    #[must_use]
    pub fn amount(self, units: U256) -> String {
        match u128::try_from(units) {
            Ok(units) => Amount::from_units(units, self.currency).to_string(),
            Err(_) => format!("{units} smallest units of {}", self.currency),
        }
    }
}

/// An amount in the currency that a contract names, which may be no currency at all.
pub(super) fn amount_in(currency: FixedBytes<3>, units: U256) -> String {
    let code = String::from_utf8_lossy(currency.as_slice()).into_owned();
    match code.parse() {
        Ok(currency) => Wording::new(currency).amount(units),
        Err(_) => format!("{units} smallest units of no currency"),
    }
}

/// Seconds since 1970, as ISO 8601 in UTC.
#[must_use]
pub fn timestamp(seconds: u64) -> String {
    let instant =
        i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    instant.map_or_else(|| format!("{seconds} s after 1970-01-01"), |instant| instant.to_string())
}

/// "GB, JE and 12 more".
pub(super) fn list<T: Display>(items: &[T]) -> String {
    const SHOWN: usize = 24;
    let shown: Vec<String> = items.iter().take(SHOWN).map(ToString::to_string).collect();
    let rest = items.len().saturating_sub(SHOWN);
    let mut text = shown.join(", ");
    if rest > 0 {
        text.push_str(&format!(" and {rest} more"));
    }
    text
}
