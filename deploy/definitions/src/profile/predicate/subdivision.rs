//! Subdivision: each judged party of a country is, or is not, of one of its subdivisions.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, lanes};
use super::{Context, Predicate};
use crate::identifiers::Country;
use crate::source::{Advice, Cursor, Fields, SourceError};

/// What a digit of a code may be; 0 is for a digit that is not there.
const DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE: u16 = 37;

pub(super) const SPEC: Spec = Spec {
    id: 25,
    name: "Subdivision",
    passes: "each judged party of the jurisdiction is of one of the subdivisions (`except`: of none of them); parties of other jurisdictions pass",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[
        Parameter::required("jurisdiction", "parties of", Takes::Country, Order::Unranked),
        Parameter::optional(
            "subdivisions",
            "subdivisions that are admitted",
            Takes::Subdivisions,
            Order::Fewer,
        ),
        Parameter::optional(
            "except",
            "subdivisions that are refused",
            Takes::Subdivisions,
            Order::More,
        ),
    ],
};

/// The parameters of Subdivision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subdivision {
    /// Parties of this country are judged.
    pub jurisdiction: Country,
    /// The subdivisions.
    pub subdivisions: Vec<SubdivisionCode>,
    /// Whether they are refused instead of admitted.
    pub excludes: bool,
}

/// The part of an ISO 3166-2 code behind the hyphen: up to three digits and capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubdivisionCode(u16);

/// Not the part of an ISO 3166-2 code behind the hyphen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not the part of an ISO 3166-2 code behind the hyphen")]
pub struct NoSubdivision {
    given: String,
}

impl Advice for NoSubdivision {
    fn hint(&self) -> String {
        "write up to three digits and capitals, e.g. NY".to_owned()
    }
}

impl SubdivisionCode {
    /// As a standing holds it: the digits in base 37.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The code that a standing holds; `None` for none, and for a number that no code has.
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
}

impl FromStr for SubdivisionCode {
    type Err = NoSubdivision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NoSubdivision { given: text.to_owned() };
        if text.is_empty() || text.len() > 3 {
            return Err(wrong());
        }
        text.bytes()
            .try_fold(0u16, |number, letter| {
                let digit = DIGITS.iter().position(|digit| *digit == letter)?;
                Some(number * BASE + u16::try_from(digit).ok()? + 1)
            })
            .map(Self)
            .ok_or_else(wrong)
    }
}

impl fmt::Display for SubdivisionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.0;
        while rest != 0 {
            let digit = usize::from(rest % BASE).saturating_sub(1);
            letters.push(char::from(DIGITS[digit]));
            rest /= BASE;
        }
        formatter.write_str(&letters.iter().rev().collect::<String>())
    }
}

impl Serialize for SubdivisionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let jurisdiction = context.required(fields, "jurisdiction", Cursor::parsed)?;
    let owner = fields.owner().clone();
    let (list, excludes) = match (fields.optional("subdivisions"), fields.optional("except")) {
        (Some(list), None) => (list, false),
        (None, Some(list)) => (list, true),
        _ => {
            return Err(owner.error(
                "it is not clear which subdivisions are meant",
                "give one of `subdivisions` and `except`",
            ));
        }
    };
    let subdivisions = list.distinct(|code| read_code(code, jurisdiction))?;
    Ok(jurisdiction.map(|jurisdiction| {
        Predicate::Subdivision(Subdivision { jurisdiction, subdivisions, excludes })
    }))
}

/// A code, which is one of the jurisdiction when that is known already.
fn read_code(
    cursor: &Cursor<'_>,
    jurisdiction: Option<Country>,
) -> Result<SubdivisionCode, SourceError> {
    let code: SubdivisionCode = cursor.parsed()?;
    let text = code.to_string();
    match jurisdiction.map(|country| country.check_subdivision(&text, &text)) {
        Some(Err(wrong)) => Err(cursor.error(wrong.to_string(), wrong.hint())),
        _ => Ok(code),
    }
}

/// Bits 0..15 the jurisdiction, 40 the lanes list who is refused; extra words: lanes of subdivision codes.
pub(super) fn words(rule: &Subdivision) -> Words {
    let codes: Vec<u16> = rule.subdivisions.iter().map(|code| code.number()).collect();
    (at(rule.jurisdiction.numeric(), 0) | at(rule.excludes, 40), lanes(&codes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_packed_in_base_37() {
        for (text, number) in
            [("0", 1), ("Z", 36), ("NY", 24 * 37 + 35), ("ENG", 15 * 1369 + 24 * 37 + 17)]
        {
            let code: SubdivisionCode = text.parse().unwrap();
            assert_eq!((code.number(), code.to_string()), (number, text.to_owned()));
            assert_eq!(SubdivisionCode::from_number(number), Some(code));
        }
        assert!("ZZZ".parse::<SubdivisionCode>().unwrap().number() < BASE * BASE * BASE);
        for wrong in ["", "ny", "US-NY", "ABCD"] {
            assert!(wrong.parse::<SubdivisionCode>().is_err(), "{wrong}");
        }
        assert_eq!(SubdivisionCode::from_number(0), None);
        assert_eq!(SubdivisionCode::from_number(37 * 37), None);
    }
}
