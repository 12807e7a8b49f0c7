//! Profiles: a regime as data.
//!
//! A profile file (see `deploy/profiles/README.md`) lists the rules of a regime, each with its citation, confidence and
//! remedy. [`Profile`] is the file, read and checked; [`Profile::bind`] gives every declared input a value and makes a
//! [`BoundProfile`], whose [`table`](BoundProfile::table) goes on chain and whose [`hash`](BoundProfile::hash) names it.
//!
//! ```
//! use corridor_definitions::profile::Profile;
//!
//! let profile = Profile::load("us-exemption")?;
//! let inputs = [("category", "2"), ("seasoning", "qib-only"), ("minimum", "USD 200,000"), ("multiple", "USD 1,000")];
//! let bound = profile.bind(&inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())?;
//! assert_eq!(bound.on_chain("144a")?[0].bit, 0);
//! # Ok::<(), corridor_definitions::profile::ProfileError>(())
//! ```

mod bind;
mod compare;
mod compose;
mod diff;
mod entry_effect;
mod error;
mod guard;
mod input;
mod library;
mod period;
mod predicate;
mod read;
mod route;
mod rule;
mod schema;
mod stage_limits;
mod table;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use alloy_primitives::{B256, keccak256};
use jiff::civil::Date;
use serde::Serialize;

use crate::calendar::UtcDay;
use crate::instrument::InstrumentKind;
use crate::source::{Document, Source, one_of};
use crate::vocabulary::{Category, Certificate, Fact, Flag, Movement, Party};

pub use bind::{BoundProfile, EntrantTerms, LeftOut, NumberedRule};
pub use compare::{Effect, RuleChange};
pub use diff::{EntryChange, Fate, Label, ProfileDiff, RuleDiff, Side};
pub use error::ProfileError;
pub use input::{Input, InputKind, InputValue};
pub use predicate::{
    AffiliateVolume, CashLeg, Certified, EligibleRow, HolderClass, HolderLimit, HoldingCap,
    InstrumentFact, Judges, Jurisdictions, LotClock, NoShare, NoSubdivision, NoWindow,
    OffereeLimit, OfferingTotal, Order, Parameter, Predicate, PurchaserLimit, Share, Spec,
    Subdivision, SubdivisionCode, SymbolLimit, Takes, VolumeCap, VolumeLadder, VolumeScope, Window,
    books,
};
pub use route::{Equivalence, Route};
pub use schema::schema;
pub use stage_limits::{StageLimits, StageLimitsError};

/// A profile file, read and checked, its inputs still open.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Short name, unique among profiles.
    pub id: String,
    /// Version of the data.
    pub version: String,
    /// Full name.
    pub title: String,
    /// Day up to which the law was looked at.
    pub as_of: Date,
    /// What the data is not.
    pub disclaimer: String,
    /// Where the rules come from.
    pub sources: Vec<Citation>,
    /// Values that a deployment has to give; none has a default.
    pub inputs: Vec<Input>,
    /// Legs, each a token of its own.
    pub legs: Vec<Leg>,
    /// What alone may be issued under it; anything when missing.
    pub instruments: Option<InstrumentScope>,
    /// Choices that are known and refused.
    pub refused: Vec<Refused>,
    /// Rules in file order.
    pub rules: Vec<Rule<Outline>>,
    /// The profiles that it was put together from, with their versions; empty for one that stands alone.
    pub composed_of: Vec<String>,
    /// Rules of those profiles that it leaves out.
    pub removed: Vec<Removed>,
    /// Directions in which units move between legs.
    pub routes: Vec<Route>,
    /// Which category counts as which behind a route.
    pub equivalences: Vec<Equivalence>,
    /// Whether an `[entrant]` section names what is written to the entrant ledger.
    pub has_entrant: bool,
    document: Document,
}

/// A source that rules cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Name within the profile.
    pub id: String,
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day it was read.
    pub accessed: Date,
}

/// A leg of an instrument: one token under its own rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// Short name, at most 32 bytes.
    pub id: String,
    /// Full name.
    pub title: String,
}

/// What alone may be issued under a profile, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstrumentScope {
    /// The one kind.
    pub only: InstrumentKind,
    /// Where it comes from.
    pub source: Citation,
    /// Place in the source.
    pub citation: String,
    /// How sure the profile is.
    pub confidence: Confidence,
    /// Why it is another kind than that of the profiles that it is put together from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// A choice that the profile knows and does not offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The input.
    pub input: String,
    /// The choice.
    pub choice: String,
    /// Why not.
    pub message: String,
}

/// A rule of another profile that this one leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The rule.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The profile that has it.
    pub origin: String,
}

/// How sure the profile is of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The legal text or the regulator's own page was read.
    Primary,
    /// A law firm, the press or a public copy.
    Secondary,
    /// Market practice, a house choice or memory.
    Assumption,
}

impl Confidence {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Assumption => "assumption",
        }
    }
}

/// One rule. `P` is [`Predicate`] once the inputs are bound and [`Outline`] before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule<P = Predicate> {
    /// Identifier, unique in the profile.
    pub id: String,
    /// What the rule is about.
    pub title: String,
    /// Ids of the legs it applies to.
    pub legs: Vec<String>,
    /// Where it comes from.
    pub source: Citation,
    /// Place in the source.
    pub citation: String,
    /// How sure the profile is.
    pub confidence: Confidence,
    /// What would make it pass.
    pub remedy: String,
    /// Days on which it is in force.
    #[serde(skip_serializing_if = "Effective::is_always")]
    pub effective: Effective,
    /// Choices under which it is in force; always when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Figures of the law that people, not the chain, hold facts against.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, String>,
    /// The profile that it was taken from, with its version; nothing for the profile's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// What it replaces, when it replaces a rule of the profile that this one extends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaced>,
    /// Who enforces it.
    pub enforcement: Enforcement<P>,
}

/// The days on which a rule is in force: the first is included, the last is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effective {
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<UtcDay>,
    /// First day on which it is in force no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<UtcDay>,
}

impl Effective {
    /// Whether there is neither a first day nor a last one.
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the rule is in force on `day`.
    pub fn contains(&self, day: UtcDay) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (None, None) => formatter.write_str("always"),
            (Some(from), None) => write!(formatter, "from {from}"),
            (None, Some(until)) => write!(formatter, "before {until}"),
            (Some(from), Some(until)) => write!(formatter, "from {from}, before {until}"),
        }
    }
}

/// The choices of an input under which a rule is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The input.
    pub input: String,
    /// The choices.
    pub is: Vec<String>,
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is {}", self.input, self.is.join(" or "))
    }
}

/// Why a rule stands in the place of an inherited one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// The reason.
    pub reason: String,
    /// Whether it refuses less than the rule that it replaces, or may.
    pub loosens: bool,
}

/// What a verifier or a registrar puts on record, for rules on chain to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attests {
    /// Categories of investors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Flags of investors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Facts about the instrument.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Certificates about an investor and the instrument.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// Whether the place of residence or organisation is meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub residence: bool,
}

/// Who enforces a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "enforced", rename_all = "kebab-case")]
pub enum Enforcement<P = Predicate> {
    /// The regime contract, at every movement it applies to.
    OnChain(OnChain<P>),
    /// Rules on chain that read what somebody attests; whether it is true is shown off chain.
    Attestation {
        /// What is attested.
        attests: Attests,
        /// Ids of the rules on chain that read it.
        checked_by: Vec<String>,
        /// What shows that the attestation is right.
        evidence: String,
    },
    /// People, with evidence.
    OffChain {
        /// Why the chain cannot.
        reason: String,
        /// What shows that it is kept.
        evidence: String,
    },
}

/// The part of a rule that the contract reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnChain<P = Predicate> {
    /// The test and its parameters.
    pub predicate: P,
    /// Movement kinds it judges; the others are carved out.
    pub applies_to: Vec<Movement>,
    /// Sides it judges; empty when the predicate is not about a party.
    pub parties: Vec<Party>,
    /// Short reason.
    pub message: String,
}

/// A predicate whose inputs are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// Name of the predicate.
    pub name: &'static str,
    /// Parameters as the file has them.
    pub parameters: serde_json::Value,
}

impl<P> OnChain<P> {
    /// Whether no movement that the rule applies to has a side that it judges, so that it passes whatever happens.
    pub fn never_judges(&self) -> bool {
        let is_there = |movement: &Movement| {
            self.parties.iter().any(|party| match *party {
                Party::SENDER => movement.has_sender(),
                Party::RECIPIENT => movement.has_recipient(),
                _ => true,
            })
        };
        !self.parties.is_empty() && !self.applies_to.iter().any(is_there)
    }
}

impl<P> Rule<P> {
    /// The part that the contract reads, unless people enforce the rule.
    pub fn on_chain(&self) -> Option<&OnChain<P>> {
        match &self.enforcement {
            Enforcement::OnChain(on_chain) => Some(on_chain),
            Enforcement::Attestation { .. } | Enforcement::OffChain { .. } => None,
        }
    }

    /// Whether the rule belongs to that leg.
    pub fn applies_to_leg(&self, leg: &str) -> bool {
        self.legs.iter().any(|id| id == leg)
    }
}

impl<P> OnChain<P> {
    /// Bit k is set when movement kind k is judged.
    pub fn movement_mask(&self) -> u16 {
        self.applies_to.iter().fold(0, |mask, kind| mask | (1 << kind.bit()))
    }

    /// The sides that are judged, as the contracts number them.
    pub fn parties_mask(&self) -> u8 {
        self.parties.iter().fold(0, |mask, party| mask | (1 << party.bit()))
    }
}

impl Profile {
    /// Rules that count holders or holdings on their leg alone, where an instrument has several: a law may count the class.
    pub fn counted_by_leg(&self) -> impl Iterator<Item = &str> {
        let counts = |rule: &&Rule<Outline>| {
            let name = rule.on_chain().map(|on_chain| on_chain.predicate.name);
            matches!(name, Some("HolderLimit" | "HoldingCap"))
        };
        let several = self.legs.len() > 1;
        self.rules.iter().filter(move |rule| several && counts(rule)).map(|rule| rule.id.as_str())
    }

    /// Ids of the profiles that are compiled in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        library::BUILTIN.iter().map(|(id, _)| *id)
    }

    /// The profiles that are compiled in.
    pub fn builtin() -> Result<Vec<Self>, ProfileError> {
        Self::builtin_ids().map(Self::load).collect()
    }

    /// The compiled-in profile of that id, or the file at that path.
    pub fn load(id_or_path: &str) -> Result<Self, ProfileError> {
        if let Some(source) =
            Self::builtin_ids().find(|id| *id == id_or_path).and_then(library::builtin)
        {
            return Self::parse(source);
        }
        let path = Path::new(id_or_path);
        if !path.exists() && path.extension().is_none() {
            let hint = one_of(id_or_path, Self::builtin_ids());
            return Err(ProfileError::UnknownProfile { given: id_or_path.to_owned(), hint });
        }
        Self::read(path)
    }

    /// Reads a profile file.
    pub fn read(path: &Path) -> Result<Self, ProfileError> {
        Self::parse(Source::read(path)?)
    }

    /// Parses and checks the text of a profile file, with everything that it takes from others.
    pub fn parse(source: Source) -> Result<Self, ProfileError> {
        Ok(read::profile(compose::compose(Document::parse(source)?)?)?)
    }

    /// What messages call the file.
    pub fn file(&self) -> &str {
        self.document.source().name()
    }

    /// The text of the file, or of the whole when it was put together from several: parsing it again, alone, gives the
    /// same profile.
    pub fn text(&self) -> String {
        if self.composed_of.is_empty() {
            return self.document.source().text().to_owned();
        }
        self.document.root().node().to_toml()
    }

    /// The file as canonical JSON (RFC 8785), inputs open: layout, comments and the order of keys leave no trace.
    pub fn canonical(&self) -> Result<String, ProfileError> {
        Ok(self.document.canonical()?)
    }

    /// Keccak-256 of [`Self::canonical`].
    pub fn hash(&self) -> Result<B256, ProfileError> {
        Ok(keccak256(self.canonical()?))
    }
}
