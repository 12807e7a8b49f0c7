//! Why a profile cannot be used.

use crate::identifiers::Currency;
use crate::instrument::InstrumentKind;
use crate::money::Amount;
use crate::source::SourceError;

/// Why a profile cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file is wrong.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Neither a compiled-in profile nor a file.
    #[error("there is no profile `{given}`; {hint}, or give the path of a profile file")]
    UnknownProfile {
        /// What was asked for.
        given: String,
        /// What might have been meant.
        hint: String,
    },
    /// Inputs without a value. None has a default: every one is a decision.
    #[error("profile {profile}: {} without a value: {}; give each one a value", count(missing.len()), list(missing))]
    MissingInputs {
        /// The profile.
        profile: String,
        /// Name and title of each.
        missing: Vec<(String, String)>,
    },
    /// A value for an input that the profile does not declare.
    #[error("profile {profile}: there is no input `{input}`; {hint}")]
    UnknownInput {
        /// The profile.
        profile: String,
        /// What was given a value.
        input: String,
        /// What might have been meant.
        hint: String,
    },
    /// A value that the input does not take.
    #[error("profile {profile}: input `{input}` ({title}): {wrong}; {hint}")]
    InvalidInput {
        /// The profile.
        profile: String,
        /// The input.
        input: String,
        /// Its title.
        title: String,
        /// What is wrong with the value.
        wrong: String,
        /// What to do.
        hint: String,
    },
    /// A choice that the profile knows and refuses.
    #[error(
        "profile {profile}: input `{input}` = `{choice}` is refused: {message}; use another choice"
    )]
    RefusedChoice {
        /// The profile.
        profile: String,
        /// The input.
        input: String,
        /// The choice.
        choice: String,
        /// Why.
        message: String,
    },
    /// No such leg.
    #[error("profile {profile} has no leg `{leg}`; {hint}")]
    UnknownLeg {
        /// The profile.
        profile: String,
        /// What was asked for.
        leg: String,
        /// What might have been meant.
        hint: String,
    },
    /// Amounts in another currency than the instrument's.
    #[error(
        "profile {profile}, rule {rule}: {found} is not in {instrument}, the currency of the instrument; give the amounts \
         of the rules in {instrument}"
    )]
    OtherCurrency {
        /// The profile.
        profile: String,
        /// The rule.
        rule: String,
        /// The amount of the rule.
        found: Amount,
        /// Currency of the instrument.
        instrument: Currency,
    },
    /// Terms of a kind that the profile is not for.
    #[error(
        "profile {profile} is for {only} alone ([instruments] of the profile; {source_title}: {citation}), and the terms of \
         {terms} are of a {}; name the terms of a {}, or another profile",
        kind.noun(),
        only.noun()
    )]
    OtherKind {
        /// The profile.
        profile: String,
        /// What it is for.
        only: InstrumentKind,
        /// Title of the source that says so.
        source_title: String,
        /// Place in it.
        citation: String,
        /// The terms.
        terms: String,
        /// What they are of.
        kind: InstrumentKind,
    },
    /// The rules do not fit into a table.
    #[error(
        "profile {profile}, leg {leg}: the rule table cannot be encoded: {wrong}; split the leg or shorten its lists"
    )]
    Table {
        /// The profile.
        profile: String,
        /// The leg.
        leg: String,
        /// What does not fit.
        wrong: String,
    },
}

fn count(inputs: usize) -> String {
    format!("{inputs} input{}", if inputs == 1 { "" } else { "s" })
}

fn list(missing: &[(String, String)]) -> String {
    missing.iter().map(|(name, title)| format!("`{name}` ({title})")).collect::<Vec<_>>().join(", ")
}
