//! The rule table that a regime contract is made from.
//!
//! The layout is written in `contracts/src/libraries/RuleTable.sol`, which reads it: four header words, the rows of each
//! movement kind, the messages, and the length of it all in the last three bytes. A rule that applies to several kinds
//! has a row under each, so that a verdict reads the rows of its kind and no others.

use alloy_primitives::{Address, U256};

use super::bind::{BoundProfile, NumberedRule};
use super::{OnChain, ProfileError};
use super::{guard, period};
use crate::vocabulary::{Movement, Party};

/// Header words: profile hash, leg name, ledger with counts and books, sections of the kinds.
const HEADER_BYTES: usize = 128;
const LENGTH_BYTES: usize = 3;

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
const BOOKS_OFFSET: usize = 192;

/// Bits of one kind's section in the fourth header word, half for its start and half for its end.
const SECTION_BITS: usize = 32;

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
            | (U256::from(texts_at) << TEXTS_OFFSET)
            | (U256::from(books(&rules)) << BOOKS_OFFSET);
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

/// The books of the instrument ledger that the rules need.
fn books(rules: &[NumberedRule<'_>]) -> u8 {
    rules.iter().fold(0, |books, rule| books | rule.on_chain.predicate.books())
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
        let (dated, undated): (Vec<_>, Vec<_>) =
            section.into_iter().partition(|row| !row.rule.rule.effective.is_always());
        for word in guard::guarded(undated).into_iter().chain(period::dated(&dated)) {
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
    let (inline, extra) = rule.on_chain.predicate.words();
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
    if rule.predicate.spec().judges.no_party() {
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
        Movement::EXCHANGE_OUT => bit(Party::SENDER) | bit(Party::OPERATOR),
        Movement::REDEEM => bit(Party::SENDER),
        _ => bit(Party::RECIPIENT),
    }
}
