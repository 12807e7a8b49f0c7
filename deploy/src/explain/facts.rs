//! What the chain knows about a movement: the numbers and dates that explanations quote.

use std::fmt::Display;

use alloy::eips::BlockId;
use alloy::primitives::{Address, FixedBytes, U256};
use corridor_bindings::standing::{InstrumentState, Standing};
use corridor_bindings::{EntrantLedger, IBondToken, InvestorRegistry};
use jiff::Timestamp;

use super::{LegHandle, Question};
use crate::calendar::UtcDay;
use crate::deployment::reads::read;
use crate::deployment::{DeploymentError, Manifest, SystemContract};
use crate::identifiers::Currency;
use crate::money::Amount;
use crate::network::Connection;
use crate::residence::Residence;
use crate::vocabulary::{Category, Flag, Movement, Party};

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
        let state = read(connection, token, &IBondToken::stateCall {}, block).await?;
        Ok(Self {
            state: InstrumentState::from_word(state),
            supply: read(connection, token, &IBondToken::totalSupplyCall {}, block).await?,
            issue_volume: read(connection, token, &IBondToken::issueVolumeCall {}, block).await?,
            ledger: LedgerFacts::read(connection, manifest, token, block).await?,
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
    async fn read(
        connection: &Connection,
        manifest: &Manifest,
        instrument: Address,
        block: BlockId,
    ) -> Result<Self, DeploymentError> {
        let ledger = manifest.address(SystemContract::EntrantLedger).unwrap_or_default();
        let call = EntrantLedger::enrolmentOfCall { instrument };
        let enrolment = read(connection, ledger, &call, block).await?;
        let (lei, asset_class) = (enrolment.entrant, enrolment.assetClass);
        let call = EntrantLedger::capacityCall { lei, assetClass: asset_class };
        let capacity = read(connection, ledger, &call, block).await?;
        let (currency, limit_currency) = (enrolment.currency, capacity.currency);
        let call = EntrantLedger::rateCall { currency, limitCurrency: limit_currency };
        let rate = read(connection, ledger, &call, block).await?;
        let call = EntrantLedger::entrantOfCall { instrument };
        let entrant = read(connection, ledger, &call, block).await?;
        let call = EntrantLedger::headroomCall { instrument };
        let headroom = read(connection, ledger, &call, block).await?;
        Ok(Self { entrant, enrolment, capacity, headroom, rate: (rate._0, rate._1) })
    }

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
        let allowance = match (question.from, question.operator) {
            (Some(owner), Some(spender)) => {
                read(connection, token, &IBondToken::allowanceCall { owner, spender }, block)
                    .await?
            }
            _ => U256::ZERO,
        };
        Ok(Self {
            question: *question,
            at,
            words: Wording::new(leg.currency),
            parties: parties(connection, manifest, token, question, block).await?,
            state,
            supply,
            issue_volume,
            allowance,
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

async fn parties(
    connection: &Connection,
    manifest: &Manifest,
    token: Address,
    question: &Question,
    block: BlockId,
) -> Result<Vec<PartyFacts>, DeploymentError> {
    let investors = manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    // A side that the movement has is judged even when nobody stands there.
    let (has_sender, has_recipient) = sides(question.movement);
    let sides = [
        (Party::SENDER, has_sender.then(|| question.from.unwrap_or_default())),
        (Party::RECIPIENT, has_recipient.then(|| question.to.unwrap_or_default())),
        (Party::OPERATOR, question.operator.filter(|operator| !operator.is_zero())),
    ];
    let mut parties = Vec::new();
    for (side, address) in sides {
        let Some(address) = address else { continue };
        let call = InvestorRegistry::standingOfCall { wallet: address };
        let standing = Standing::from_word(read(connection, investors, &call, block).await?);
        let balance =
            read(connection, token, &IBondToken::balanceOfCall { account: address }, block).await?;
        let frozen =
            read(connection, token, &IBondToken::getFrozenTokensCall { account: address }, block)
                .await?;
        parties.push(PartyFacts { side, address, standing, balance, frozen });
    }
    Ok(parties)
}

/// Whether somebody gives and somebody receives in a movement of this kind.
fn sides(movement: Movement) -> (bool, bool) {
    match movement {
        Movement::ISSUE | Movement::EXCHANGE_IN | Movement::COUPON => (false, true),
        Movement::REDEEM | Movement::EXCHANGE_OUT => (true, false),
        _ => (true, true),
    }
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

/// ISO 8601, UTC.
pub(crate) fn timestamp(seconds: u64) -> String {
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
