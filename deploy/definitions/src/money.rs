//! Exact nominal amounts: of money, and of shares.
//!
//! Shares are written "UNIT 1,000", as currencies are by their code, and read as "1,000 shares" too. Neither is ever taken for the other.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identifiers::{Currency, IdentifierError};
use crate::source::Advice;

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// No currency code in front, and none is understood.
    #[error("amount `{given}` has no currency")]
    MissingCurrency {
        /// What was given.
        given: String,
    },
    /// The currency in front is no currency.
    #[error("amount `{given}`: {cause}")]
    Currency {
        /// What was given.
        given: String,
        /// What is wrong with the code.
        cause: IdentifierError,
    },
    /// Another currency than the one that is needed here.
    #[error("amount `{given}` is not in {}", if expected.is_unit() { "shares" } else { expected.code() })]
    OtherCurrency {
        /// What was given.
        given: String,
        /// The currency that is needed.
        expected: Currency,
    },
    /// A minus sign.
    #[error("amount `{given}` is negative")]
    Negative {
        /// What was given.
        given: String,
    },
    /// 1e30 and the like.
    #[error("amount `{given}` is in exponent notation")]
    Exponent {
        /// What was given.
        given: String,
    },
    /// Something other than digits, grouped or not, with at most one point.
    #[error("amount `{given}` is not a number")]
    Malformed {
        /// What was given.
        given: String,
    },
    /// More decimals than the currency has.
    #[error(
        "amount `{given}` is finer than the smallest unit of {currency}, which has {exponent} decimals"
    )]
    TooFine {
        /// What was given.
        given: String,
        /// Its currency.
        currency: Currency,
        /// Decimals of that currency.
        exponent: u8,
    },
    /// More smallest units than 128 bits hold.
    #[error("amount `{given}` is larger than 2^128 smallest units")]
    TooLarge {
        /// What was given.
        given: String,
    },
}

impl Advice for MoneyError {
    fn hint(&self) -> String {
        match self {
            Self::MissingCurrency { .. } => "put the currency in front, e.g. \"GBP 1,000,000\"".to_owned(),
            Self::Currency { cause, .. } => cause.hint(),
            Self::OtherCurrency { expected, .. } if expected.is_unit() => {
                "it is counted in shares: write their number, e.g. \"1,000 shares\"".to_owned()
            }
            Self::OtherCurrency { expected, .. } => format!("write it in {expected}"),
            Self::Negative { .. } => "write an amount of zero or more".to_owned(),
            Self::Exponent { .. } => "write all the digits, e.g. \"GBP 1,000,000\"".to_owned(),
            Self::Malformed { given } if given.to_lowercase().contains("share") => {
                "write a whole number and the word behind it, e.g. \"1,000 shares\"".to_owned()
            }
            Self::Malformed { .. } => {
                "write digits, commas between thousands and a point before decimals, e.g. \"GBP 1,000,000.50\""
                    .to_owned()
            }
            Self::TooFine { exponent: 0, .. } => "write a whole number".to_owned(),
            Self::TooFine { exponent, .. } => format!("round it to {exponent} decimals"),
            Self::TooLarge { .. } => "write an amount that the instrument can hold".to_owned(),
        }
    }
}

/// A number of smallest units of a currency, or of shares.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    units: u128,
    currency: Currency,
}

impl Amount {
    /// `units` smallest units of `currency`.
    pub fn from_units(units: u128, currency: Currency) -> Self {
        Self { units, currency }
    }

    /// Number of smallest units.
    pub fn units(self) -> u128 {
        self.units
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Reads "GBP 1,000,000" or, since the currency is known, "1000000".
    pub fn parse_in(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let text = text.trim();
        let has_unit = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if has_unit || number_of_shares(text).is_some() {
            let amount: Self = text.parse()?;
            if amount.currency != currency {
                return Err(MoneyError::OtherCurrency {
                    given: text.to_owned(),
                    expected: currency,
                });
            }
            return Ok(amount);
        }
        Ok(Self { units: parse_units(text, text, currency)?, currency })
    }

    /// The number alone, grouped, without trailing zero decimals: "1,000,000" or "0.01".
    pub fn number(self) -> String {
        let scale = 10u128.pow(u32::from(self.currency.exponent()));
        let (whole, fraction) = (self.units / scale, self.units % scale);
        let mut number = group(&whole.to_string());
        if fraction != 0 {
            number.push_str(&format!(
                ".{fraction:0>width$}",
                width = usize::from(self.currency.exponent())
            ));
        }
        number
    }
}

/// What stands before the word, in "1,000 shares".
fn number_of_shares(text: &str) -> Option<&str> {
    let number = text.strip_suffix(" shares").or_else(|| text.strip_suffix(" share"))?;
    Some(number.trim_end())
}

/// Digits with commas between thousands.
#[must_use]
pub fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn parse_units(given: &str, number: &str, currency: Currency) -> Result<u128, MoneyError> {
    let given = || given.to_owned();
    if number.starts_with(['-', '\u{2212}']) {
        return Err(MoneyError::Negative { given: given() });
    }
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let whole = ungroup(whole).ok_or_else(|| malformed(given()))?;
    let fraction = match fraction {
        None => String::new(),
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.trim_end_matches('0').to_owned()
        }
        Some(_) => return Err(malformed(given())),
    };
    let exponent = currency.exponent();
    if fraction.len() > usize::from(exponent) {
        return Err(MoneyError::TooFine { given: given(), currency, exponent });
    }
    let digits = format!("{whole}{fraction:0<width$}", width = usize::from(exponent));
    digits.parse().map_err(|_| MoneyError::TooLarge { given: given() })
}

fn malformed(given: String) -> MoneyError {
    match has_exponent(&given) {
        true => MoneyError::Exponent { given },
        false => MoneyError::Malformed { given },
    }
}

/// Whether there is an `e` of a number: between a digit and another one, with or without a sign. Currencies and shares have one too.
fn has_exponent(text: &str) -> bool {
    let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    text.match_indices(['e', 'E']).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let behind = behind.strip_prefix(['+', '-']).unwrap_or(behind);
        before.ends_with(is_number) && behind.starts_with(|letter: char| letter.is_ascii_digit())
    })
}

/// The digits of a whole number whose commas, if any, stand between groups of three.
#[must_use]
pub fn ungroup(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(',').collect();
    let digits_only = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let first_fits = match groups.len() {
        1 => !text.is_empty(),
        _ => (1..=3).contains(&groups[0].len()),
    };
    let rest_fits = groups.iter().skip(1).all(|group| group.len() == 3);
    (digits_only && first_fits && rest_fits).then(|| groups.concat())
}

impl FromStr for Amount {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some(number) = number_of_shares(text) {
            let units = parse_units(text, number, Currency::UNIT)?;
            return Ok(Self { units, currency: Currency::UNIT });
        }
        let (code, number) = match text.split_once(' ') {
            Some((code, number)) => (code, number.trim_start()),
            None if text.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                return Err(MoneyError::Malformed { given: text.to_owned() });
            }
            None => return Err(MoneyError::MissingCurrency { given: text.to_owned() }),
        };
        let currency =
            code.parse().map_err(|cause| MoneyError::Currency { given: text.to_owned(), cause })?;
        Ok(Self { units: parse_units(text, number, currency)?, currency })
    }
}

/// An amount where nothing but money will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money(pub Amount);

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let amount: Amount = text.parse()?;
        if amount.currency.is_unit() {
            let (given, cause) = (text.to_owned(), IdentifierError::NotMoney);
            return Err(MoneyError::Currency { given, cause });
        }
        Ok(Self(amount))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.currency, self.number())
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sterling() -> Currency {
        "GBP".parse().unwrap()
    }

    fn refusal(text: &str) -> String {
        let error = text.parse::<Amount>().unwrap_err();
        format!("{error}; {}", error.hint())
    }

    #[test]
    fn amounts_are_exact() {
        for (text, units) in [
            ("GBP 1,000,000", 100_000_000),
            ("GBP 1000000", 100_000_000),
            ("GBP 0.01", 1),
            ("GBP 1.5", 150),
            ("GBP 1.500", 150),
            ("JPY 7", 7),
            ("KWD 0.001", 1),
        ] {
            assert_eq!(text.parse::<Amount>().unwrap().units(), units, "{text}");
        }
        assert_eq!(Amount::parse_in("1000000", sterling()).unwrap().units(), 100_000_000);
        assert_eq!(Amount::parse_in("GBP 5", sterling()).unwrap().units(), 500);
    }

    #[test]
    fn shares_are_counted_whole_and_are_no_money() {
        for text in ["UNIT 1,000", "1,000 shares", "UNIT 1000", " 1000  shares "] {
            let amount: Amount = text.parse().unwrap();
            assert_eq!((amount.units(), amount.currency()), (1_000, Currency::UNIT), "{text}");
            assert_eq!(Amount::parse_in(text, Currency::UNIT).unwrap(), amount, "{text}");
        }
        assert_eq!("1 share".parse::<Amount>().unwrap().to_string(), "UNIT 1");
        assert_eq!(Amount::parse_in("7", Currency::UNIT).unwrap().to_string(), "UNIT 7");
        assert!(matches!("0.5 shares".parse::<Amount>(), Err(MoneyError::TooFine { .. })));
        for (text, currency) in
            [("5 shares", sterling()), ("UNIT 5", sterling()), ("GBP 5", Currency::UNIT)]
        {
            let error = Amount::parse_in(text, currency).unwrap_err();
            assert!(matches!(error, MoneyError::OtherCurrency { .. }), "{text}: {error}");
        }
        assert_eq!("GBP 5".parse::<Money>().unwrap().0.units(), 500);
        let error = "UNIT 5".parse::<Money>().unwrap_err().to_string();
        assert_eq!(error, "amount `UNIT 5`: `UNIT` counts shares and is no money");
        for text in ["GBP 5 shares", "shares", "five shares", "-1 shares"] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }

    /// What is given, and the message.
    const REFUSED: &[(&str, &str)] = &[
        (
            "1000",
            "amount `1000` has no currency; put the currency in front, e.g. \"GBP 1,000,000\"",
        ),
        ("GBP -5", "amount `GBP -5` is negative; write an amount of zero or more"),
        (
            "GBP 1e30",
            "amount `GBP 1e30` is in exponent notation; write all the digits, e.g. \"GBP 1,000,000\"",
        ),
        (
            "GBP 0.001",
            "amount `GBP 0.001` is finer than the smallest unit of GBP, which has 2 decimals; round it to 2 \
             decimals",
        ),
        (
            "JPY 0.5",
            "amount `JPY 0.5` is finer than the smallest unit of JPY, which has 0 decimals; write a whole number",
        ),
        (
            "GBP 1,00",
            "amount `GBP 1,00` is not a number; write digits, commas between thousands and a point before \
             decimals, e.g. \"GBP 1,000,000.50\"",
        ),
        (
            "EEE 5",
            "amount `EEE 5`: unknown currency `EEE`; use an ISO 4217 alphabetic code in capitals, e.g. GBP",
        ),
        (
            "GBP 4000000000000000000000000000000000000",
            "amount `GBP 4000000000000000000000000000000000000` is larger than 2^128 smallest units; write an \
             amount that the instrument can hold",
        ),
    ];

    #[test]
    fn what_is_not_an_amount_is_refused_with_advice() {
        for (text, expected) in REFUSED {
            assert_eq!(refusal(text), *expected);
        }
        for text in [
            "GBP",
            "GBP ",
            "GBP .",
            "GBP 1.",
            "GBP .5",
            "GBP 1.2.3",
            "GBP ,1",
            "EUR five",
            "GBP +1",
            "",
        ] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
        assert!(matches!(
            Amount::parse_in("USD 1", sterling()),
            Err(MoneyError::OtherCurrency { .. })
        ));
        assert!(matches!(Amount::parse_in("1e30", sterling()), Err(MoneyError::Exponent { .. })));
        assert!(matches!(Amount::parse_in("-1", sterling()), Err(MoneyError::Negative { .. })));
    }

    #[test]
    fn letters_of_shares_and_currencies_are_no_exponent() {
        for text in ["1,00 share", "1share", "1_000 shares", "1,001 SHARES", "1,0000 shares"] {
            let error = Amount::parse_in(text, Currency::UNIT).unwrap_err();
            assert!(matches!(error, MoneyError::Malformed { .. }), "{text}: {error}");
            assert!(error.hint().contains("1,000 shares"), "{text}: {}", error.hint());
        }
        for text in ["1e3 shares", "1E+3 shares", "1.e3"] {
            let error = Amount::parse_in(text, Currency::UNIT).unwrap_err();
            assert!(matches!(error, MoneyError::Exponent { .. }), "{text}: {error}");
        }
        assert!(matches!("EUR 1,5".parse::<Amount>(), Err(MoneyError::Malformed { .. })));
        let error = Amount::parse_in("GBP 5", Currency::UNIT).unwrap_err().to_string();
        assert_eq!(error, "amount `GBP 5` is not in shares");
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(units: u128, code in prop::sample::select(vec!["GBP", "JPY", "KWD", "UNIT"])) {
            let amount = Amount::from_units(units, code.parse().unwrap());
            prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
            prop_assert_eq!(Amount::parse_in(&amount.number(), amount.currency()).unwrap(), amount);
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = text.parse::<Amount>();
            let _ = Amount::parse_in(&text, sterling());
        }
    }
}
