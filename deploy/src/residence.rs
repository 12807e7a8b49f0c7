//! Where an investor resides or is organised: a country, and a subdivision of it where a rule asks for one.

use std::fmt;
use std::str::FromStr;

use corridor_bindings::standing::Standing;
use serde::{Serialize, Serializer};

use crate::identifiers::{Country, IdentifierError};

/// What a character of a code may be. A digit 0 of the number is for a character that is not there.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE: u16 = 37;

/// The part of an ISO 3166-2 code behind the hyphen: up to three digits and capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubdivisionCode(u16);

impl SubdivisionCode {
    /// As a standing holds it: the characters are digits of base 37.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The code that a standing holds; `None` for none, and for a number that no code has.
    #[must_use]
    pub fn from_number(number: u16) -> Option<Self> {
        let mut rest = number;
        while rest != 0 {
            if rest.is_multiple_of(BASE) {
                return None;
            }
            rest /= BASE;
        }
        (number != 0 && number < BASE.pow(3)).then_some(Self(number))
    }

    fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > 3 {
            return None;
        }
        let number = text.bytes().try_fold(0, |number, character| {
            let digit = ALPHABET.iter().position(|one| *one == character)?;
            Some(number * BASE + u16::try_from(digit).ok()? + 1)
        });
        number.map(Self)
    }
}

impl fmt::Display for SubdivisionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in [BASE * BASE, BASE, 1] {
            let digit = usize::from(self.0 / place % BASE);
            if let Some(character) = digit.checked_sub(1).and_then(|index| ALPHABET.get(index)) {
                write!(formatter, "{}", char::from(*character))?;
            }
        }
        Ok(())
    }
}

/// A country (ISO 3166-1), or a subdivision of one (ISO 3166-2): `GB`, `US-NY`.
///
/// The country is one that there is, and so is the subdivision where the standard lists those of the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Residence {
    /// The country.
    pub country: Country,
    /// The subdivision, when one is given.
    pub subdivision: Option<SubdivisionCode>,
}

impl Residence {
    /// Where a standing says its investor resides; `None` when it has no jurisdiction, or one that is no country.
    #[must_use]
    pub fn of(standing: Standing) -> Option<Self> {
        let country = Country::from_numeric(standing.jurisdiction())?;
        Some(Self { country, subdivision: SubdivisionCode::from_number(standing.subdivision()) })
    }

    /// The standing with this residence.
    #[must_use]
    pub fn write(self, standing: Standing) -> Standing {
        standing
            .with_jurisdiction(self.country.numeric())
            .with_subdivision(self.subdivision.map_or(0, SubdivisionCode::number))
    }
}

impl FromStr for Residence {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (country, subdivision) = match text.split_once('-') {
            Some((country, subdivision)) => (country, Some(subdivision)),
            None => (text, None),
        };
        let country: Country = country.parse()?;
        let wrong = || IdentifierError::SubdivisionForm { given: text.to_owned() };
        let subdivision = match subdivision {
            Some(code) => {
                let parsed = SubdivisionCode::parse(code).ok_or_else(wrong)?;
                country.check_subdivision(code, text)?;
                Some(parsed)
            }
            None => None,
        };
        Ok(Self { country, subdivision })
    }
}

impl fmt::Display for Residence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.country)?;
        match self.subdivision {
            Some(subdivision) => write!(formatter, "-{subdivision}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Residence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Advice as _;

    #[test]
    fn codes_are_digits_of_base_37() {
        for (text, number) in
            [("0", 1), ("Z", 36), ("NY", 24 * 37 + 35), ("ENG", 15 * 1369 + 24 * 37 + 17)]
        {
            let code = SubdivisionCode::parse(text).unwrap();
            assert_eq!((code.number(), code.to_string().as_str()), (number, text));
            assert_eq!(SubdivisionCode::from_number(number), Some(code));
        }
        // No code has a gap inside, or more than three characters.
        for number in [0, 37, 37 * 37, 24 * 1369 + 35, 37 * 37 * 37, u16::MAX] {
            assert_eq!(SubdivisionCode::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn a_residence_is_a_country_with_or_without_a_subdivision() {
        // The Holy See has no subdivisions that a code could be held against.
        for text in ["GB", "US-NY", "US-PR", "GB-ENG", "CA-ON", "FR-75C", "JP-13", "VA-X"] {
            let residence: Residence = text.parse().unwrap();
            assert_eq!(residence.to_string(), text);
            let standing = residence.write(Standing::from_word(alloy::primitives::U256::MAX));
            assert_eq!(Residence::of(standing), Some(residence));
        }
        assert_eq!(Residence::of(Standing::default()), None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let advice = |text: &str| {
            let error = text.parse::<Residence>().unwrap_err();
            format!("{error}; {}", error.hint())
        };
        let unknown = advice("US-ZZ");
        let wrong = "ISO 3166-2 has no subdivision `US-ZZ` of United States of America; write one of AK, AL, ";
        assert!(unknown.starts_with(wrong) && unknown.ends_with(", WV, WY"), "{unknown}");
        assert_eq!(
            advice("GB-ZZ"),
            "ISO 3166-2 has no subdivision `GB-ZZ` of United Kingdom of Great Britain and Northern Ireland; write one of its 221 codes in ISO 3166-2"
        );
        assert_eq!(
            advice("UK-ENG"),
            "unknown jurisdiction `UK`; the ISO 3166-1 code of the United Kingdom is GB"
        );
        for wrong in ["US-", "US-ny", "US-NYNY", "US-N-Y", "US-N Y"] {
            assert_eq!(
                advice(wrong),
                format!(
                    "`{wrong}` is not a subdivision (ISO 3166-2); write the country, a hyphen and one to three capitals or digits, e.g. US-NY"
                )
            );
        }
    }

    proptest! {
        #[test]
        fn numbers_and_codes_are_one_to_one(number: u16) {
            if let Some(code) = SubdivisionCode::from_number(number) {
                prop_assert_eq!(SubdivisionCode::parse(&code.to_string()), Some(code));
            }
        }
    }
}
