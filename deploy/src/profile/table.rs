//! The rule table that a regime contract is made from.
//!
//! The layout is written in `contracts/src/Regime.sol`, which reads it: three header words, the rules with their extra
//! words, the messages, and the length of it all in the last three bytes.

use alloy::primitives::{Address, U256};

use super::bind::{BoundProfile, NumberedRule};
use super::predicate::{EligibleRow, Jurisdictions, Predicate};
use super::{OnChain, ProfileError};
use crate::identifiers::Country;

/// Header words: profile hash, leg name, ledger with counts.
const HEADER_BYTES: usize = 96;
const LENGTH_BYTES: usize = 3;
const LANES: usize = 16;
const LANE_BITS: usize = 16;

/// Field positions in a rule word.
const PREDICATE_OFFSET: usize = 248;
const MOVEMENTS_OFFSET: usize = 232;
const PARTIES_OFFSET: usize = 224;
const EXTRA_OFFSET: usize = 216;

/// Field positions in the third header word.
const RULE_COUNT_OFFSET: usize = 160;
const RULES_LENGTH_OFFSET: usize = 168;

impl BoundProfile {
    /// The table of `leg`, reading entrants from `ledger`.
    pub fn table(&self, leg: &str, ledger: Address) -> Result<Vec<u8>, ProfileError> {
        let leg = self.leg(leg)?;
        let fault = |wrong: String| ProfileError::Table {
            profile: self.profile().id.clone(),
            leg: leg.id.clone(),
            wrong,
        };
        let rules = self.on_chain(&leg.id)?;
        let mut section = Vec::new();
        let mut messages = Vec::new();
        for rule in &rules {
            for word in rule_words(rule.on_chain)
                .map_err(|wrong| fault(format!("{}: {wrong}", rule.rule.id)))?
            {
                section.extend_from_slice(&word.to_be_bytes::<32>());
            }
            let message = message(rule);
            let length = u16::try_from(message.len())
                .map_err(|_| fault("a message is too long".to_owned()))?;
            messages.extend_from_slice(&length.to_be_bytes());
            messages.extend_from_slice(message.as_bytes());
        }

        let mut name = [0u8; 32];
        name[..leg.id.len()].copy_from_slice(leg.id.as_bytes());
        let header = U256::from_be_slice(ledger.as_slice())
            | (U256::from(rules.len()) << RULE_COUNT_OFFSET)
            | (U256::from(section.len()) << RULES_LENGTH_OFFSET);

        let total = HEADER_BYTES + section.len() + messages.len() + LENGTH_BYTES;
        let length = u32::try_from(total).ok().filter(|length| *length < 1 << 24);
        let length = length.ok_or_else(|| fault(format!("it has {total} bytes")))?;
        let mut table = Vec::with_capacity(total);
        table.extend_from_slice(self.hash().as_slice());
        table.extend_from_slice(&name);
        table.extend_from_slice(&header.to_be_bytes::<32>());
        table.extend_from_slice(&section);
        table.extend_from_slice(&messages);
        table.extend_from_slice(&length.to_be_bytes()[1..]);
        Ok(table)
    }
}

/// What ERC-1404 answers for the rule.
fn message(rule: &NumberedRule<'_>) -> String {
    format!("{}: {}", rule.rule.id, rule.on_chain.message)
}

fn rule_words(rule: &OnChain) -> Result<Vec<U256>, String> {
    let (inline, extra) = parameters(&rule.predicate);
    let count = u8::try_from(extra.len())
        .map_err(|_| format!("its parameters take {} words and 255 fit", extra.len()))?;
    let head = (U256::from(rule.predicate.id()) << PREDICATE_OFFSET)
        | (U256::from(rule.movement_mask()) << MOVEMENTS_OFFSET)
        | (U256::from(rule.parties_mask()) << PARTIES_OFFSET)
        | (U256::from(count) << EXTRA_OFFSET)
        | inline;
    Ok(std::iter::once(head).chain(extra).collect())
}

/// Inline parameters (bits 0 to 215) and extra words.
fn parameters(predicate: &Predicate) -> (U256, Vec<U256>) {
    let inline = |value: U256| (value, Vec::new());
    match predicate {
        Predicate::Attested { category } => inline(U256::from(category.bit())),
        Predicate::ForbiddenFlags { flags } => inline(mask(flags.iter().map(|flag| flag.mask()))),
        Predicate::EligibleParty { rows } => {
            (U256::ZERO, rows.iter().flat_map(row_words).collect())
        }
        Predicate::NotHalted | Predicate::Capacity => inline(U256::ZERO),
        Predicate::Denomination { minimum, multiple } => {
            inline(U256::from(minimum.units()) | (U256::from(multiple.units()) << 104))
        }
        Predicate::ValidityWindow { start, end } => {
            let seconds = |day: &Option<crate::calendar::UtcDay>| {
                U256::from(day.map_or(0, |day| day.start_seconds()))
            };
            inline(seconds(start) | (seconds(end) << 40))
        }
        Predicate::OfferingClock { days, jurisdictions } => (
            U256::from(*days) | (U256::from(jurisdictions.is_exclusive()) << 40),
            lane_words(jurisdictions.countries()),
        ),
        Predicate::EntrantStage { minimum } => inline(U256::from(*minimum)),
        Predicate::EntrantActivity { activities } => {
            inline(mask(activities.iter().map(|one| one.mask())))
        }
        Predicate::EntrantEstablished { jurisdictions } => (U256::ZERO, lane_words(jurisdictions)),
    }
}

fn mask(bits: impl Iterator<Item = u32>) -> U256 {
    U256::from(bits.fold(0, |mask, bit| mask | bit))
}

/// The head word of a row and its lane words.
fn row_words(row: &EligibleRow) -> Vec<U256> {
    let EligibleRow { jurisdictions, categories, without } = row;
    let lanes = lane_words(jurisdictions.countries());
    let head = mask(categories.iter().map(|category| category.mask()))
        | (mask(without.iter().map(|flag| flag.mask())) << 16)
        | (U256::from(matches!(jurisdictions, Jurisdictions::Except(_))) << 40)
        | (U256::from(lanes.len()) << 48);
    std::iter::once(head).chain(lanes).collect()
}

/// Sixteen jurisdiction codes to a word, the first in the lowest bits.
fn lane_words(countries: &[Country]) -> Vec<U256> {
    let word = |countries: &[Country]| {
        countries.iter().enumerate().fold(U256::ZERO, |word, (lane, country)| {
            word | (U256::from(country.numeric()) << (lane * LANE_BITS))
        })
    };
    countries.chunks(LANES).map(word).collect()
}
