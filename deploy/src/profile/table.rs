//! The rule table that a regime contract is made from.
//!
//! The layout is written in `contracts/src/libraries/RuleTable.sol`, which reads it: four header words, the rows of each
//! movement kind, the messages, and the length of it all in the last three bytes. A rule that applies to several kinds
//! has a row under each, so that a verdict reads the rows of its kind and no others.

use alloy::primitives::{Address, U256};

use super::bind::{BoundProfile, NumberedRule};
use super::guard;
use super::predicate::{EligibleRow, Jurisdictions, Predicate, judges_parties};
use super::{OnChain, ProfileError};
use crate::identifiers::Country;
use crate::vocabulary::{Category, Movement, Party};

/// Header words: profile hash, leg name, ledger with counts, sections of the kinds.
const HEADER_BYTES: usize = 128;
const LENGTH_BYTES: usize = 3;
const LANES: usize = 16;
const LANE_BITS: usize = 16;

/// Field positions in a row.
pub(super) const PREDICATE_OFFSET: usize = 248;
const BIT_OFFSET: usize = 240;
pub(super) const PARTIES_OFFSET: usize = 232;
const EXTRA_OFFSET: usize = 224;

/// What a row judges when it judges no side but the movement itself.
pub(super) const MOVEMENT_ITSELF: u8 = 8;

/// Field positions in the third header word.
const RULE_COUNT_OFFSET: usize = 160;
const TEXTS_OFFSET: usize = 168;

/// Bits of one kind's section in the fourth header word, half for its start and half for its end.
const SECTION_BITS: usize = 32;

/// An allowlist row names at most this many categories, each in four bits.
const CATEGORIES_PER_ROW: usize = 4;

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
        let (sections, rows) = sections(&rules).map_err(&fault)?;
        let texts = HEADER_BYTES + rows.len();
        let messages = messages(&rules).map_err(&fault)?;
        let total = texts + messages.len() + LENGTH_BYTES;
        // Sections are addressed with sixteen bits, which bounds the rest as well.
        let texts_at =
            u16::try_from(texts).map_err(|_| fault(format!("its rows end at {texts}")))?;
        let length = u32::try_from(total).ok().filter(|length| *length < 1 << 24);
        let length = length.ok_or_else(|| fault(format!("it has {total} bytes")))?;

        let mut name = [0u8; 32];
        name[..leg.id.len()].copy_from_slice(leg.id.as_bytes());
        let header = U256::from_be_slice(ledger.as_slice())
            | (U256::from(rules.len()) << RULE_COUNT_OFFSET)
            | (U256::from(texts_at) << TEXTS_OFFSET);
        let mut table = Vec::with_capacity(total);
        table.extend_from_slice(self.hash().as_slice());
        table.extend_from_slice(&name);
        table.extend_from_slice(&header.to_be_bytes::<32>());
        table.extend_from_slice(&sections.to_be_bytes::<32>());
        table.extend_from_slice(&rows);
        table.extend_from_slice(&messages);
        table.extend_from_slice(&length.to_be_bytes()[1..]);
        Ok(table)
    }
}

/// One rule's row in the section of a kind, with its extra words.
#[derive(Debug)]
pub(super) struct Row<'r> {
    pub(super) rule: &'r NumberedRule<'r>,
    pub(super) judged: u8,
    pub(super) words: Vec<U256>,
}

/// The word that says where each kind's rows are, and the rows.
fn sections(rules: &[NumberedRule<'_>]) -> Result<(U256, Vec<u8>), String> {
    let mut places = U256::ZERO;
    let mut rows = Vec::new();
    for kind in Movement::all() {
        let start = HEADER_BYTES + rows.len();
        let mut section = Vec::new();
        for rule in rules {
            let judged = judged(rule.on_chain, kind);
            if judged != 0 {
                let words = rule_words(rule, judged);
                let words = words.map_err(|wrong| format!("{}: {wrong}", rule.rule.id))?;
                section.push(Row { rule, judged, words });
            }
        }
        for word in guard::guarded(section) {
            rows.extend_from_slice(&word.to_be_bytes::<32>());
        }
        let end = HEADER_BYTES + rows.len();
        let place = U256::from(start) | (U256::from(end) << (SECTION_BITS / 2));
        places |= place << (SECTION_BITS * usize::from(kind.bit()));
    }
    Ok((places, rows))
}

/// What ERC-1404 answers for each rule.
fn messages(rules: &[NumberedRule<'_>]) -> Result<Vec<u8>, String> {
    let mut section = Vec::new();
    for rule in rules {
        let message = format!("{}: {}", rule.rule.id, rule.on_chain.message);
        let length =
            u16::try_from(message.len()).map_err(|_| "a message is too long".to_owned())?;
        section.extend_from_slice(&length.to_be_bytes());
        section.extend_from_slice(message.as_bytes());
    }
    Ok(section)
}

/// The row of `rule` where it judges `judged`, with its extra words.
fn rule_words(rule: &NumberedRule<'_>, judged: u8) -> Result<Vec<U256>, String> {
    let (inline, extra) = parameters(&rule.on_chain.predicate);
    let count = u8::try_from(extra.len())
        .map_err(|_| format!("its parameters take {} words and 255 fit", extra.len()))?;
    let head = (U256::from(rule.on_chain.predicate.id()) << PREDICATE_OFFSET)
        | (U256::from(rule.bit) << BIT_OFFSET)
        | (U256::from(judged) << PARTIES_OFFSET)
        | (U256::from(count) << EXTRA_OFFSET)
        | inline;
    Ok(std::iter::once(head).chain(extra).collect())
}

/// What a rule judges in a movement of `kind`, as the contracts number it; 0 when it does not apply.
///
/// ERC-7943 wants a forced transfer to fail whenever its recipient could not receive an ordinary one: rules that judge
/// the recipients of transfers judge those of forced transfers, named or not.
fn judged(rule: &OnChain, kind: Movement) -> u8 {
    let named = rule.applies_to.contains(&kind);
    if !judges_parties(rule.predicate.name()) {
        return if named { MOVEMENT_ITSELF } else { 0 };
    }
    let receives =
        kind == Movement::FORCED_TRANSFER && rule.applies_to.contains(&Movement::TRANSFER);
    let parties = rule.parties_mask() & sides(kind);
    match (named, receives) {
        (true, _) => parties,
        (false, true) => parties & (1 << Party::RECIPIENT.bit()),
        (false, false) => 0,
    }
}

/// The sides that a movement of `kind` has to be judged; an enforcement officer's movement is not the giver's doing.
fn sides(kind: Movement) -> u8 {
    let bit = |party: Party| 1u8 << party.bit();
    match kind {
        Movement::TRANSFER => bit(Party::SENDER) | bit(Party::RECIPIENT) | bit(Party::OPERATOR),
        Movement::REDEEM | Movement::EXCHANGE_OUT => bit(Party::SENDER),
        _ => bit(Party::RECIPIENT),
    }
}

/// Inline parameters (bits 0 to 223) and extra words.
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

/// The head word of a row and its lane words; a row of more categories than fit one head becomes several.
fn row_words(row: &EligibleRow) -> Vec<U256> {
    let EligibleRow { jurisdictions, categories, without } = row;
    let lanes = lane_words(jurisdictions.countries());
    let tail = (mask(without.iter().map(|flag| flag.mask())) << 16)
        | (U256::from(matches!(jurisdictions, Jurisdictions::Except(_))) << 40)
        | (U256::from(lanes.len()) << 48);
    let row = |list: &[Category]| std::iter::once(categories_of(list) | tail).chain(lanes.clone());
    if categories.is_empty() {
        return row(&[]).collect();
    }
    categories.chunks(CATEGORIES_PER_ROW).flat_map(row).collect()
}

/// Four bits a category, the first in the lowest, each one more than its number.
fn categories_of(categories: &[Category]) -> U256 {
    categories
        .iter()
        .rev()
        .fold(U256::ZERO, |list, category| (list << 4) | U256::from(category.bit() + 1))
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
