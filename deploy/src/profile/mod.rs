//! Profiles: a regime as data.
//!
//! A profile file (see `deploy/profiles/README.md`) lists the rules of a regime, each with its citation, confidence and
//! remedy. [`Profile`] is the file, read and checked; [`Profile::bind`] gives every declared input a value and makes a
//! [`BoundProfile`], whose [`table`](BoundProfile::table) goes on chain and whose [`hash`](BoundProfile::hash) names it.
//!
//! ```
//! use corridor_deploy::profile::Profile;
//!
//! let profile = Profile::load("us-exemption")?;
//! let inputs = [("category", "2"), ("seasoning", "qib-only"), ("minimum", "USD 200,000"), ("multiple", "USD 1,000")];
//! let bound = profile.bind(&inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())?;
//! assert_eq!(bound.on_chain("144a")?[0].bit, 0);
//! # Ok::<(), corridor_deploy::profile::ProfileError>(())
//! ```

mod bind;
mod error;
mod guard;
mod input;
mod predicate;
mod read;
mod table;

#[cfg(test)]
mod tests;

use std::path::Path;

use alloy::primitives::{B256, keccak256};
use jiff::civil::Date;
use serde::Serialize;

use crate::source::{Document, Source, one_of};
use crate::vocabulary::{Movement, Party};

pub use bind::{BoundProfile, EntrantTerms, NumberedRule};
pub use error::ProfileError;
pub use input::{Input, InputKind, InputValue};
pub use predicate::{EligibleRow, Jurisdictions, Predicate};

/// The profiles that are compiled in: id and text.
const BUILTIN: [(&str, &str); 2] = [
    ("uk-sandbox", include_str!("../../profiles/uk-sandbox.toml")),
    ("us-exemption", include_str!("../../profiles/us-exemption.toml")),
];

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
    /// Choices that are known and refused.
    pub refused: Vec<Refused>,
    /// Rules in file order.
    pub rules: Vec<Rule<Outline>>,
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
    /// Who enforces it.
    pub enforcement: Enforcement<P>,
}

/// Who enforces a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "enforced", rename_all = "kebab-case")]
pub enum Enforcement<P = Predicate> {
    /// The regime contract, at every movement it applies to.
    OnChain(OnChain<P>),
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

impl<P> Rule<P> {
    /// The part that the contract reads, unless people enforce the rule.
    pub fn on_chain(&self) -> Option<&OnChain<P>> {
        match &self.enforcement {
            Enforcement::OnChain(on_chain) => Some(on_chain),
            Enforcement::OffChain { .. } => None,
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
    /// Ids of the profiles that are compiled in.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(id, _)| *id)
    }

    /// The profiles that are compiled in.
    pub fn builtin() -> Result<Vec<Self>, ProfileError> {
        Self::builtin_ids().map(Self::load).collect()
    }

    /// The compiled-in profile of that id, or the file at that path.
    pub fn load(id_or_path: &str) -> Result<Self, ProfileError> {
        if let Some((id, text)) = BUILTIN.iter().find(|(id, _)| *id == id_or_path) {
            return Self::parse(Source::from_text(format!("profiles/{id}.toml"), *text));
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

    /// Parses and checks the text of a profile file.
    pub fn parse(source: Source) -> Result<Self, ProfileError> {
        Ok(read::profile(Document::parse(source)?)?)
    }

    /// What messages call the file.
    pub fn file(&self) -> &str {
        self.document.source().name()
    }

    /// The text of the file: parsing it again gives the same profile.
    pub fn text(&self) -> &str {
        self.document.source().text()
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
