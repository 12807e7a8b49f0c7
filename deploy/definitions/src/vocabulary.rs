//! Names of categories, flags, activities, movement kinds and parties.
//!
//! What a bit of a standing means is data (`vocabulary.toml`), not code: the contracts know positions only, and this
//! module knows the names of the file that is compiled in.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use crate::source::{Advice, Cursor, Document, Source, SourceError, one_of};

/// A name and the bit it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The name in files.
    pub name: String,
    /// The words in messages.
    pub title: String,
    /// Position in the contracts.
    pub bit: u8,
}

/// Not a name of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{given}`")]
pub struct UnknownTerm {
    /// What kind of name was looked for.
    pub what: &'static str,
    /// What was given.
    pub given: String,
    names: Vec<&'static str>,
}

impl Advice for UnknownTerm {
    fn hint(&self) -> String {
        one_of(&self.given, self.names.iter().copied())
    }
}

/// The whole vocabulary.
#[derive(Clone, Debug)]
struct Vocabulary {
    categories: Vec<Term>,
    flags: Vec<Term>,
    activities: Vec<Term>,
    movements: Vec<Term>,
    parties: Vec<Term>,
    facts: Vec<Term>,
    certificates: Vec<Term>,
    cash: Vec<Term>,
}

impl Vocabulary {
    fn parse(source: Source) -> Result<Self, SourceError> {
        let document = Document::parse(source)?;
        let mut fields = document.root().fields()?;
        fields.required("schema")?.integer(1, 1)?;
        let mut flags = terms(&fields.required("flags")?, 0..=11)?;
        flags.extend(terms(&fields.required("restrictions")?, 12..=22)?);
        let vocabulary = Self {
            categories: terms(&fields.required("categories")?, 0..=9)?,
            flags,
            activities: terms(&fields.required("activities")?, 0..=15)?,
            movements: terms(&fields.required("movements")?, 0..=15)?,
            parties: terms(&fields.required("parties")?, 0..=7)?,
            facts: terms(&fields.required("facts")?, 0..=255)?,
            certificates: terms(&fields.required("certificates")?, 0..=255)?,
            cash: terms(&fields.required("cash")?, 1..=15)?,
        };
        fields.finish()?;
        Ok(vocabulary)
    }
}

fn terms(
    table: &Cursor<'_>,
    bits: std::ops::RangeInclusive<i64>,
) -> Result<Vec<Term>, SourceError> {
    let mut terms: Vec<Term> = Vec::new();
    for (name, entry) in table.fields()?.all() {
        let mut fields = entry.fields()?;
        let position = fields.required("bit")?;
        let bit = u8::try_from(position.integer(*bits.start(), *bits.end())?).unwrap_or_default();
        if terms.iter().any(|term| term.bit == bit) {
            return Err(position.error(format!("bit {bit} has a name already"), "take a free one"));
        }
        let title = fields.required("title")?.text()?.to_owned();
        fields.finish()?;
        terms.push(Term { name: name.to_owned(), title, bit });
    }
    Ok(terms)
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let source = Source::from_text("vocabulary.toml", include_str!("../../vocabulary.toml"));
    match Vocabulary::parse(source) {
        Ok(vocabulary) => vocabulary,
        Err(error) => unreachable!("the compiled-in vocabulary is tested: {error}"),
    }
});

macro_rules! vocabulary_types {
    ($($(#[$doc:meta])* $name:ident, $field:ident, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u8);

        impl $name {
            /// Every one, in order of the vocabulary file.
            pub fn all() -> impl Iterator<Item = Self> {
                VOCABULARY.$field.iter().map(|term| Self(term.bit))
            }

            /// The names of all.
            pub fn names() -> Vec<&'static str> {
                VOCABULARY.$field.iter().map(|term| term.name.as_str()).collect()
            }

            /// The one at that position, if the vocabulary has it.
            pub fn from_bit(bit: u8) -> Option<Self> {
                VOCABULARY.$field.iter().any(|term| term.bit == bit).then_some(Self(bit))
            }

            /// Those whose bits are set in `mask`.
            pub fn in_mask(mask: u32) -> Vec<Self> {
                Self::all().filter(|one| one.mask() & mask != 0).collect()
            }

            /// Position in the contracts.
            pub fn bit(self) -> u8 {
                self.0
            }

            /// A word with only this bit set; none for a number beyond the word.
            pub fn mask(self) -> u32 {
                1u32.checked_shl(self.0.into()).unwrap_or(0)
            }

            /// The name in files.
            pub fn name(self) -> &'static str {
                self.term().map_or("", |term| &term.name)
            }

            /// The words in messages.
            pub fn title(self) -> &'static str {
                self.term().map_or("", |term| &term.title)
            }

            fn term(self) -> Option<&'static Term> {
                VOCABULARY.$field.iter().find(|term| term.bit == self.0)
            }
        }

        impl FromStr for $name {
            type Err = UnknownTerm;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match VOCABULARY.$field.iter().find(|term| term.name == text) {
                    Some(term) => Ok(Self(term.bit)),
                    None => Err(UnknownTerm { what: $what, given: text.to_owned(), names: Self::names() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.name())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.name())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    )*};
}

vocabulary_types! {
    /// An investor category that a verifier attests, with an expiry day.
    Category, categories, "category";
    /// A flag of a standing; from bit 12 on it restricts.
    Flag, flags, "flag";
    /// Something an entrant may be permitted to do.
    Activity, activities, "activity";
    /// A kind of movement.
    Movement, movements, "movement kind";
    /// A side of a movement.
    Party, parties, "party";
    /// Something that is on record about an instrument, with a last day.
    Fact, facts, "fact";
    /// A kind of certificate about an investor and an instrument, with a last day.
    Certificate, certificates, "certificate";
    /// A class of what is paid with.
    Cash, cash, "class of cash";
}

impl Flag {
    /// Whether only an enforcement officer may write it.
    pub fn is_restriction(self) -> bool {
        self.0 >= 12
    }
}

impl Movement {
    /// New units to a first holder.
    pub const ISSUE: Self = Self(0);
    /// From holder to holder.
    pub const TRANSFER: Self = Self(1);
    /// Out of one leg of an instrument.
    pub const EXCHANGE_OUT: Self = Self(2);
    /// Into another leg.
    pub const EXCHANGE_IN: Self = Self(3);
    /// Units cancelled against repayment.
    pub const REDEEM: Self = Self(4);
    /// Interest paid.
    pub const COUPON: Self = Self(5);
    /// Moved by an enforcement officer.
    pub const FORCED_TRANSFER: Self = Self(6);
    /// From a lost wallet to another one of the same investor.
    pub const RECOVERY: Self = Self(7);

    /// Whether a holder gives: nobody does on issue or for a coupon, and what comes into a leg has left another one.
    pub fn has_sender(self) -> bool {
        ![Self::ISSUE, Self::EXCHANGE_IN, Self::COUPON].contains(&self)
    }

    /// Whether a holder receives: nobody does when units are repaid or leave the leg.
    pub fn has_recipient(self) -> bool {
        ![Self::REDEEM, Self::EXCHANGE_OUT].contains(&self)
    }
}

impl Party {
    /// Who gives.
    pub const SENDER: Self = Self(0);
    /// Who receives.
    pub const RECIPIENT: Self = Self(1);
    /// Who moves what is not theirs.
    pub const OPERATOR: Self = Self(2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_vocabulary_is_valid() {
        assert_eq!(Category::all().count(), 10);
        assert_eq!("us-qib".parse::<Category>().unwrap().bit(), 6);
        assert_eq!("sanctioned".parse::<Flag>().unwrap().mask(), 1 << 13);
        assert!("blocked".parse::<Flag>().unwrap().is_restriction());
        assert!(!"affiliate".parse::<Flag>().unwrap().is_restriction());
    }

    #[test]
    fn positions_agree_with_the_names_in_code() {
        let movements = [
            (Movement::ISSUE, "issue"),
            (Movement::TRANSFER, "transfer"),
            (Movement::EXCHANGE_OUT, "exchange-out"),
            (Movement::EXCHANGE_IN, "exchange-in"),
            (Movement::REDEEM, "redeem"),
            (Movement::COUPON, "coupon"),
            (Movement::FORCED_TRANSFER, "forced-transfer"),
            (Movement::RECOVERY, "recovery"),
        ];
        for (movement, name) in movements {
            assert_eq!(movement.name(), name);
        }
        let parties = [
            (Party::SENDER, "sender"),
            (Party::RECIPIENT, "recipient"),
            (Party::OPERATOR, "operator"),
        ];
        for (party, name) in parties {
            assert_eq!(party.name(), name);
        }
    }

    #[test]
    fn unknown_names_get_advice() {
        let error = "us-qbi".parse::<Category>().unwrap_err();
        assert_eq!(
            format!("{error}; {}", error.hint()),
            "unknown category `us-qbi`; did you mean `us-qib`?"
        );
    }

    #[test]
    fn two_names_for_one_bit_are_refused() {
        let text = include_str!("../../vocabulary.toml")
            .replace("maintain = { bit = 1", "maintain = { bit = 0");
        let error = Vocabulary::parse(Source::from_text("v.toml", text)).unwrap_err().to_string();
        assert!(
            error.ends_with("activities.maintain.bit: bit 0 has a name already; take a free one"),
            "{error}"
        );
    }

    #[test]
    fn masks_read_back() {
        assert_eq!(Movement::in_mask(0b11), [Movement::ISSUE, Movement::TRANSFER]);
        assert_eq!(Category::from_bit(10), None);
    }
}
