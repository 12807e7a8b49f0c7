//! Verdict bits as rules, citations, failed parameters and remedies.
//!
//! [`explain`] asks the token for its verdict on a [`Question`] and puts every bit of it into words. The words of a rule
//! come from the profile; the parameters that failed are phrased here, one file for each predicate.

mod affiliate_volume;
mod approved_transfer;
mod attested;
mod capacity;
mod cash_leg;
mod certified;
mod chain;
mod denomination;
mod eligible_party;
mod entrant_activity;
mod entrant_established;
mod entrant_stage;
mod exchange;
mod facts;
mod forbidden_flags;
mod holder_limit;
mod holding_cap;
mod instrument_fact;
mod judge;
mod labels;
mod lot_clock;
mod missing;
mod named_venue;
mod not_halted;
mod offer_made;
mod offeree_limit;
mod offering_clock;
mod offering_total;
mod purchaser_limit;
mod question;
mod subdivision;
mod symbol_limit;
mod token_facts;
mod validity_window;
mod volume_cap;
mod volume_ladder;
mod window;

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256};
use corridor_bindings::Regime;
use serde::{Serialize, Serializer};

use crate::calendar::UtcDay;
use crate::deployment::reads::read;
use crate::deployment::{DeploymentError, Manifest, ScheduledRegime, SystemContract};
use crate::identifiers::Currency;
use crate::network::Connection;
use crate::profile::{BoundProfile, Confidence, Judges, NumberedRule, Predicate, VolumeScope};
use crate::vocabulary::{Movement, Party};

use chain::Chain;
pub use chain::holder_id;
pub use exchange::{exchange, explain_exchange};
use facts::Facts;
pub use facts::{Wording, timestamp};
pub use judge::Judge;
pub use labels::pieces;
use missing::Found;
pub use question::Question;
pub use token_facts::{name_of as token_fact_name, token_fact_names};
pub use window::first_day;

/// The first verdict bit that is a token fact.
pub const FIRST_FACT: u8 = 240;

/// Whether a movement is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No rule stands in its way.
    Allowed,
    /// At least one rule or token fact does.
    Refused,
}

/// A verdict in words.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Its token.
    pub token: Address,
    /// The profile that it is judged under.
    pub profile: ProfileName,
    /// Where that is not in force yet: the replacement that is scheduled, and counts as done by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<ScheduledRegime>,
    /// What should be known about the verdict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What is attempted.
    pub movement: Movement,
    /// Who gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// What that wallet is called here; nothing before [`Explanation::add_labels`], and of one without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_label: Option<String>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Address>,
    /// What that wallet is called here; nothing before [`Explanation::add_labels`], and of one without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_label: Option<String>,
    /// Who moves what is not theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<Address>,
    /// What that wallet is called here; nothing before [`Explanation::add_labels`], and of one without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_label: Option<String>,
    /// What is paid with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash: Option<Address>,
    /// What that token is called here; nothing before [`Explanation::add_labels`], and of one without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_label: Option<String>,
    /// How much.
    pub amount: String,
    /// When, in UTC.
    pub at: String,
    /// Whether it is allowed.
    pub verdict: Verdict,
    /// The verdict of this leg as the contract gave it.
    #[serde(serialize_with = "hexadecimal")]
    pub bits: U256,
    /// Every rule and token fact that stands in the way: for a movement to another leg those of both legs, each with its leg.
    pub reasons: Vec<Reason>,
    /// Every rule of this leg that was judged, whether it failed or not.
    pub judged: Vec<JudgedRule>,
    /// For a movement to another leg: what that leg says by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enters: Option<Box<Self>>,
}

impl Explanation {
    /// The verdicts that it is made of: one, or those of the two legs of an exchange.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.enters.as_deref())
    }

    /// Adds what the wallets and the token are called, which the chain does not know.
    pub fn add_labels(&mut self, label: &dyn Fn(Address) -> Option<String>) {
        self.from_label = self.from.and_then(label);
        self.to_label = self.to.and_then(label);
        self.operator_label = self.operator.and_then(label);
        self.cash_label = self.cash.and_then(label);
        for reason in &mut self.reasons {
            reason.labels = labels::labels(&reason.details, label);
        }
        if let Some(enters) = &mut self.enters {
            enters.add_labels(label);
        }
    }

    /// What stands in the way on this leg.
    pub fn own_reasons(&self) -> impl Iterator<Item = &Reason> {
        let is_own = |leg: &String| *leg == self.leg;
        self.reasons.iter().filter(move |reason| reason.leg.as_ref().is_none_or(is_own))
    }
}

/// The profile that a verdict comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of the profile with its inputs.
    pub hash: B256,
}

/// A rule, or a token fact, that a movement fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// For a movement to another leg: the leg whose verdict it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<String>,
    /// Bit of the verdict.
    pub bit: u8,
    /// ERC-1404 code.
    pub code: u8,
    /// Id of the rule, or name of the fact.
    pub rule: String,
    /// What it is about.
    pub title: String,
    /// What is wrong, in short.
    pub message: String,
    /// The parameters that failed, in words and numbers.
    pub details: Vec<String>,
    /// What the addresses in those are called here; nothing before [`Explanation::add_labels`], and none without a name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// What would make it pass.
    pub remedy: String,
    /// Where the rule comes from; nothing for a token fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<RuleSource>,
    /// What it is about.
    #[serde(skip)]
    pub about: About,
}

/// What a reason is about, which tells whether it would stand in the way of another movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The instrument, its regime, its entrant or the day: whoever moves how much.
    Instrument,
    /// What the recipient is and has, or what was approved for it, and nothing else.
    Recipient,
    /// The movement as a whole.
    Movement,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSource {
    /// Place in the source.
    pub citation: String,
    /// Title of the source.
    pub title: String,
    /// Address of the source.
    pub url: String,
    /// How sure the profile is of it.
    pub confidence: Confidence,
}

/// A rule that was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgedRule {
    /// Bit of the verdict.
    pub bit: u8,
    /// Id of the rule.
    pub rule: String,
    /// What it is about.
    pub title: String,
    /// Whether the movement passes it.
    pub passed: bool,
}

/// What a verdict is asked of: the token of one leg.
#[derive(Clone, Debug)]
pub struct LegHandle {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Its token.
    pub token: Address,
    /// The currency of its amounts.
    pub currency: Currency,
}

/// Asks the token of `leg` and puts the answer into words.
///
/// # Errors
///
/// The endpoint fails, or the manifest has no unaltered copy of the profile in force.
pub async fn explain(
    connection: &Connection,
    manifest: &Manifest,
    leg: &LegHandle,
    question: &Question,
) -> Result<Explanation, DeploymentError> {
    Judge::new(connection, manifest, leg, question.block).explain(question).await
}

fn outline(
    leg: &LegHandle,
    question: &Question,
    at: u64,
    bits: U256,
    profile: Option<&BoundProfile>,
) -> Result<Explanation, DeploymentError> {
    let name = match profile {
        Some(bound) => ProfileName {
            id: bound.profile().id.clone(),
            version: bound.profile().version.clone(),
            hash: bound.hash(),
        },
        None => ProfileName { id: "unknown".to_owned(), version: String::new(), hash: B256::ZERO },
    };
    let judged = match profile {
        Some(profile) => judged(profile, leg, question.movement, at, bits)?,
        None => Vec::new(),
    };
    Ok(Explanation {
        instrument: leg.instrument.clone(),
        leg: leg.leg.clone(),
        token: leg.token,
        profile: name,
        scheduled: None,
        notes: Vec::new(),
        movement: question.movement,
        from: question.from,
        from_label: None,
        to: question.to,
        to_label: None,
        operator: question.operator,
        operator_label: None,
        cash: question.cash,
        cash_label: None,
        amount: Wording::new(leg.currency).amount(question.amount),
        at: facts::timestamp(at),
        verdict: if bits.is_zero() { Verdict::Allowed } else { Verdict::Refused },
        bits,
        reasons: Vec::new(),
        judged,
        enters: None,
    })
}

fn judged(
    profile: &BoundProfile,
    leg: &LegHandle,
    movement: Movement,
    at: u64,
    bits: U256,
) -> Result<Vec<JudgedRule>, DeploymentError> {
    let rules = profile.on_chain(&leg.leg)?.into_iter();
    let judged = rules.filter(|rule| judged_parties(rule, movement, at).is_some());
    Ok(judged
        .map(|rule| JudgedRule {
            bit: rule.bit,
            rule: rule.rule.id.clone(),
            title: rule.rule.title.clone(),
            passed: !bits.bit(usize::from(rule.bit)),
        })
        .collect())
}

/// The sides that a rule judges in a movement at a time; `None` when it doesn't apply. The recipient of a forced transfer is
/// judged by every rule that judges recipients of ordinary ones, as ERC-7943 asks.
fn judged_parties(rule: &NumberedRule<'_>, movement: Movement, at: u64) -> Option<Vec<Party>> {
    let day = UtcDay::from_seconds(at).unwrap_or(UtcDay::from_number(u16::MAX));
    if !rule.rule.applies_on(day) {
        return None;
    }
    let on_chain = rule.on_chain;
    if on_chain.applies_to.contains(&movement) {
        return Some(on_chain.parties.clone());
    }
    let judges_recipients = on_chain.applies_to.contains(&Movement::TRANSFER)
        && on_chain.parties.contains(&Party::RECIPIENT);
    (movement == Movement::FORCED_TRANSFER && judges_recipients).then(|| vec![Party::RECIPIENT])
}

fn reasons(
    profile: &BoundProfile,
    leg: &LegHandle,
    bits: U256,
    facts: &Facts,
) -> Result<Vec<Reason>, DeploymentError> {
    let rules = profile.on_chain(&leg.leg)?;
    let failed = rules.iter().filter(|rule| bits.bit(usize::from(rule.bit)));
    let mut reasons: Vec<Reason> = failed.map(|rule| reason(rule, leg, facts)).collect();
    reasons.extend(token_facts::reasons(bits, facts));
    Ok(reasons)
}

fn reason(rule: &NumberedRule<'_>, leg: &LegHandle, facts: &Facts) -> Reason {
    let parties = judged_parties(rule, facts.question.movement, facts.at).unwrap_or_default();
    let found = details(&rule.on_chain.predicate, &parties, facts);
    let remedy = found.remedy(leg, &rule.rule.remedy);
    Reason {
        leg: None,
        bit: rule.bit,
        code: rule.bit.saturating_add(1),
        rule: rule.rule.id.clone(),
        title: rule.rule.title.clone(),
        message: rule.on_chain.message.clone(),
        details: found.details,
        labels: BTreeMap::new(),
        remedy,
        source: Some(RuleSource {
            citation: rule.rule.citation.clone(),
            title: rule.rule.source.title.clone(),
            url: rule.rule.source.url.clone(),
            confidence: rule.rule.confidence,
        }),
        about: about(&rule.on_chain.predicate, &parties),
    }
}

fn about(predicate: &Predicate, parties: &[Party]) -> About {
    match (predicate, predicate.spec().judges) {
        (_, Judges::Instrument) => About::Instrument,
        // What was approved was approved for a recipient.
        (Predicate::ApprovedTransfer, _) => About::Recipient,
        (Predicate::VolumeCap(cap), _) if cap.scope == VolumeScope::Recipient => About::Recipient,
        _ if parties == [Party::RECIPIENT] => About::Recipient,
        _ => About::Movement,
    }
}

/// The parameters that failed, in words.
fn details(predicate: &Predicate, parties: &[Party], facts: &Facts) -> Found {
    let details = match predicate {
        Predicate::Attested { category } => return attested::details(*category, parties, facts),
        Predicate::ForbiddenFlags { flags } => forbidden_flags::details(flags, parties, facts),
        Predicate::EligibleParty { rows } => return eligible_party::details(rows, parties, facts),
        Predicate::NotHalted => not_halted::details(),
        Predicate::Capacity => return capacity::details(facts),
        Predicate::Denomination { minimum, multiple } => {
            denomination::details(*minimum, *multiple, facts)
        }
        Predicate::ValidityWindow { start, end } => validity_window::details(*start, *end, facts),
        Predicate::OfferingClock { days, jurisdictions } => {
            offering_clock::details(*days, jurisdictions, parties, facts)
        }
        Predicate::EntrantStage { minimum } => entrant_stage::details(*minimum, facts),
        Predicate::EntrantActivity { activities } => entrant_activity::details(activities, facts),
        Predicate::EntrantEstablished { jurisdictions } => {
            entrant_established::details(jurisdictions, facts)
        }
        // Rules that ask books and permits are put into words where those can be asked.
        _ => Vec::new(),
    };
    details.into()
}

/// Where the numbers of extended rules are asked for.
struct Asked<'a> {
    connection: &'a Connection,
    manifest: &'a Manifest,
    regime: Address,
    block: BlockId,
}

/// Puts the numbers of rules that ask books and permits into their reasons.
async fn extend(
    reasons: &mut [Reason],
    profile: &BoundProfile,
    leg: &LegHandle,
    facts: &Facts,
    asked: &Asked<'_>,
) -> Result<(), DeploymentError> {
    let rules = profile.on_chain(&leg.leg)?;
    let extended = |reason: &Reason| {
        let rule = rules.iter().find(|rule| rule.bit == reason.bit)?;
        rule.on_chain.predicate.is_extended().then_some(*rule)
    };
    if !reasons.iter().any(|reason| extended(reason).is_some()) {
        return Ok(());
    }
    let investors = asked.manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    let Asked { connection, regime, block, .. } = asked;
    let chain = Chain::of(connection, *block, *regime, leg.token, investors, facts.day()).await?;
    for reason in reasons {
        if let Some(rule) = extended(reason) {
            let parties = judged_parties(&rule, facts.question.movement, facts.at);
            let parties = parties.unwrap_or_default();
            let predicate = &rule.on_chain.predicate;
            let found = match extended_details(predicate, &parties, facts, &chain).await {
                // The verdict stands without its numbers.
                Err(error @ DeploymentError::Refused { .. }) => {
                    vec![format!("its numbers cannot be read: {error}")].into()
                }
                found => found?,
            };
            reason.remedy = found.remedy(leg, &rule.rule.remedy);
            reason.details = found.details;
        }
    }
    Ok(())
}

/// The numbers of a rule that asks books or permits, in words.
async fn extended_details(
    predicate: &Predicate,
    parties: &[Party],
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Found, DeploymentError> {
    let details = match predicate {
        Predicate::HoldingCap(rule) => holding_cap::details(rule, facts, chain).await?,
        Predicate::HolderLimit(rule) => holder_limit::details(rule, chain).await?,
        Predicate::PurchaserLimit(rule) => purchaser_limit::details(rule, chain).await?,
        Predicate::OffereeLimit(rule) => offeree_limit::details(rule, chain).await?,
        Predicate::OfferMade => offer_made::details(facts),
        Predicate::VolumeCap(rule) => volume_cap::details(rule, facts, chain).await?,
        Predicate::OfferingTotal(rule) => {
            return offering_total::details(rule, facts, chain).await;
        }
        Predicate::LotClock(rule) => return lot_clock::details(rule, facts, chain).await,
        Predicate::AffiliateVolume(rule) => affiliate_volume::details(rule, facts, chain).await?,
        Predicate::InstrumentFact(rule) => instrument_fact::details(rule, chain).await?,
        Predicate::Certified(rule) => certified::details(rule, parties, facts, chain).await?,
        Predicate::ApprovedTransfer => approved_transfer::details(facts, chain).await?,
        Predicate::NamedVenue => named_venue::details(facts),
        Predicate::Subdivision(rule) => subdivision::details(rule, parties, facts),
        Predicate::CashLeg(rule) => cash_leg::details(rule, facts, chain).await?,
        Predicate::VolumeLadder(rule) => return volume_ladder::details(rule, chain).await,
        Predicate::SymbolLimit(rule) => return symbol_limit::details(*rule, chain).await,
        core => return Ok(self::details(core, parties, facts)),
    };
    Ok(details.into())
}

/// What the regime itself says of its rules: all there is when the manifest doesn't know the regime.
async fn messages(
    connection: &Connection,
    regime: Address,
    bits: U256,
    facts: &Facts,
    block: BlockId,
) -> Result<Vec<Reason>, DeploymentError> {
    let mut reasons = Vec::new();
    for bit in (0..FIRST_FACT).filter(|bit| bits.bit(usize::from(*bit))) {
        let text =
            read(connection, regime, &Regime::messageCall { rule: U256::from(bit) }, block).await?;
        let (rule, message) = text.split_once(": ").unwrap_or(("", &text));
        reasons.push(Reason {
            leg: None,
            bit,
            code: bit.saturating_add(1),
            rule: rule.to_owned(),
            title: message.to_owned(),
            message: message.to_owned(),
            details: Vec::new(),
            labels: BTreeMap::new(),
            remedy: format!(
                "The regime {regime} is not in the manifest; find the profile it was made from."
            ),
            source: None,
            about: About::Movement,
        });
    }
    reasons.extend(token_facts::reasons(bits, facts));
    Ok(reasons)
}

fn hexadecimal<S: Serializer>(bits: &U256, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{bits:#x}"))
}
