//! ISIN, LEI, currency and country codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Advice;

/// Why a code is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Not twelve characters of the ISIN alphabet.
    #[error("`{given}` is not an ISIN (ISO 6166)")]
    IsinForm {
        /// What was given.
        given: String,
    },
    /// The last digit does not match the rest.
    #[error("ISIN `{given}` has check digit {was} where {expected} is right")]
    IsinCheckDigit {
        /// What was given.
        given: String,
        /// The digit it has.
        was: char,
        /// The digit it should have.
        expected: char,
    },
    /// The first two letters are no country and not reserved for users.
    #[error("ISIN `{given}` starts with `{prefix}`, which is no ISO 3166-1 code")]
    IsinPrefix {
        /// What was given.
        given: String,
        /// The two letters.
        prefix: String,
    },
    /// Not twenty characters of the LEI alphabet.
    #[error("`{given}` is not an LEI (ISO 17442)")]
    LeiForm {
        /// What was given.
        given: String,
    },
    /// The last two digits do not match the rest.
    #[error("LEI `{given}` has check digits {was} where {expected} is right")]
    LeiCheckDigits {
        /// What was given.
        given: String,
        /// The digits it has.
        was: String,
        /// The digits it should have.
        expected: String,
    },
    /// Not in ISO 4217.
    #[error("unknown currency `{given}`")]
    UnknownCurrency {
        /// What was given.
        given: String,
    },
    /// In ISO 4217 but without a smallest unit (gold, test codes).
    #[error("currency `{given}` has no smallest unit, so nothing can be denominated in it")]
    CurrencyWithoutUnit {
        /// What was given.
        given: String,
    },
    /// Units, where money is needed.
    #[error("`UNIT` counts shares and is no money")]
    NotMoney,
    /// Not in ISO 3166-1.
    #[error("unknown jurisdiction `{given}`")]
    UnknownCountry {
        /// What was given.
        given: String,
    },
    /// Not a country, a hyphen and one to three characters.
    #[error("`{given}` is not a subdivision (ISO 3166-2)")]
    SubdivisionForm {
        /// What was given.
        given: String,
    },
    /// Of a country whose subdivisions are known, and none of them.
    #[error("ISO 3166-2 has no subdivision `{given}` of {}", country.name())]
    UnknownSubdivision {
        /// What was given.
        given: String,
        /// The country.
        country: Country,
    },
}

impl Advice for IdentifierError {
    fn hint(&self) -> String {
        match self {
            Self::IsinForm { .. } => "write two letters, nine letters or digits and a check digit",
            Self::IsinCheckDigit { .. } | Self::LeiCheckDigits { .. } => {
                "compare it with the source it was copied from"
            }
            Self::IsinPrefix { .. } => "use a country's code, or ZZ for an identifier of your own",
            Self::LeiForm { .. } => "write eighteen capital letters or digits and two check digits",
            Self::UnknownCurrency { .. } => "use an ISO 4217 alphabetic code in capitals, e.g. GBP",
            Self::CurrencyWithoutUnit { .. } | Self::NotMoney => {
                "use a currency that is paid in, e.g. GBP"
            }
            Self::UnknownCountry { given } if given == "UK" => {
                "the ISO 3166-1 code of the United Kingdom is GB"
            }
            Self::SubdivisionForm { .. } => {
                "write the country, a hyphen and one to three capitals or digits, e.g. US-NY"
            }
            Self::UnknownSubdivision { country, .. } => return country.subdivisions_hint(),
            Self::UnknownCountry { .. } => "use an ISO 3166-1 alpha-2 code in capitals, e.g. GB",
        }
        .to_owned()
    }
}

macro_rules! text_serde {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{self}")
            }
        }
    )*};
}

text_serde!(Isin, Lei, Currency, Country);

/// An International Securities Identification Number (ISO 6166) whose check digit is right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Isin([u8; 12]);

impl Isin {
    /// The twelve ASCII bytes, as the contracts store them.
    pub fn bytes(self) -> [u8; 12] {
        self.0
    }

    /// Whether the prefix is one that ISO 3166 leaves to users, so that no numbering agency assigned it.
    pub fn is_user_assigned(&self) -> bool {
        is_user_assigned(&self.0[..2])
    }

    /// The identifier that `payload` (eleven characters) becomes with its check digit.
    pub fn with_check_digit(payload: &str) -> Result<Self, IdentifierError> {
        let built = isin::build_from_payload(payload)
            .map_err(|_| IdentifierError::IsinForm { given: payload.to_owned() })?;
        built.to_string().parse()
    }
}

impl FromStr for Isin {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let given = || text.to_owned();
        isin::parse(text).map_err(|error| match error {
            isin::Error::IncorrectCheckDigit { was, expected } => IdentifierError::IsinCheckDigit {
                given: given(),
                was: was.into(),
                expected: expected.into(),
            },
            _ => IdentifierError::IsinForm { given: given() },
        })?;
        let bytes: [u8; 12] =
            text.as_bytes().try_into().map_err(|_| IdentifierError::IsinForm { given: given() })?;
        let prefix = &text[..2];
        let known =
            is_user_assigned(&bytes[..2]) || prefix == "EU" || prefix.parse::<Country>().is_ok();
        if known {
            Ok(Self(bytes))
        } else {
            Err(IdentifierError::IsinPrefix { given: given(), prefix: prefix.into() })
        }
    }
}

impl fmt::Display for Isin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

/// The codes of ISO 3166-1 that are left to users: AA, QM to QZ, XA to XZ, ZZ.
fn is_user_assigned(code: &[u8]) -> bool {
    matches!(code, b"AA" | b"ZZ" | [b'X', b'A'..=b'Z'] | [b'Q', b'M'..=b'Z'])
}

/// A Legal Entity Identifier (ISO 17442) whose check digits are right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lei([u8; 20]);

impl Lei {
    /// The twenty ASCII bytes, as the contracts store them.
    pub fn bytes(self) -> [u8; 20] {
        self.0
    }
}

impl FromStr for Lei {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let given = || text.to_owned();
        lei::parse(text).map_err(|error| match error {
            lei::LEIError::IncorrectCheckDigits { was, expected } => {
                IdentifierError::LeiCheckDigits {
                    given: given(),
                    was: String::from_utf8_lossy(&was).into_owned(),
                    expected: String::from_utf8_lossy(&expected).into_owned(),
                }
            }
            _ => IdentifierError::LeiForm { given: given() },
        })?;
        text.as_bytes()
            .try_into()
            .map(Self)
            .map_err(|_| IdentifierError::LeiForm { given: given() })
    }
}

impl fmt::Display for Lei {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

/// What amounts are counted in: a currency of ISO 4217 that has a smallest unit, or [`Self::UNIT`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    /// Nothing for units.
    inner: Option<iso_currency::Currency>,
    exponent: u8,
}

impl Currency {
    /// Shares, by their number and in whole ones: the quantity type `UNIT` of ISO 15022 and ISO 20022. It is no money, and amounts of
    /// the two are never compared.
    pub const UNIT: Self = Self { inner: None, exponent: 0 };

    /// Whether it is no currency but a number of units.
    pub fn is_unit(self) -> bool {
        self.inner.is_none()
    }

    /// Alphabetic code; `UNIT` for units.
    pub fn code(self) -> &'static str {
        self.inner.map_or("UNIT", |inner| inner.code())
    }

    /// The three ASCII bytes of the code, as the contracts store them; those that ISO 4217 has for no currency when it counts units.
    pub fn bytes(self) -> [u8; 3] {
        let code = self.inner.map_or("XXX", |inner| inner.code()).as_bytes();
        [code[0], code[1], code[2]]
    }

    /// Numeric code; zero for units.
    pub fn numeric(self) -> u16 {
        self.inner.map_or(0, |inner| inner.numeric())
    }

    /// The currency of that numeric code, if it has a smallest unit.
    pub fn from_numeric(numeric: u16) -> Option<Self> {
        iso_currency::Currency::from_numeric(numeric)?.code().parse().ok()
    }

    /// Decimal places of the smallest unit.
    pub fn exponent(self) -> u8 {
        self.exponent
    }
}

impl FromStr for Currency {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::UNIT.code() {
            return Ok(Self::UNIT);
        }
        let inner = iso_currency::Currency::from_code(text)
            .ok_or_else(|| IdentifierError::UnknownCurrency { given: text.to_owned() })?;
        match inner.exponent().map(u8::try_from) {
            Some(Ok(exponent)) => Ok(Self { inner: Some(inner), exponent }),
            _ => Err(IdentifierError::CurrencyWithoutUnit { given: text.to_owned() }),
        }
    }
}

/// A currency where nothing but money will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyCurrency(pub Currency);

impl FromStr for MoneyCurrency {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let currency: Currency = text.parse()?;
        if currency.is_unit() { Err(IdentifierError::NotMoney) } else { Ok(Self(currency)) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// How many subdivisions a hint lists: those of the federations are fewer.
const LISTED_SUBDIVISIONS: usize = 60;

/// A country or territory of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country {
    numeric: u16,
    alpha2: [u8; 2],
}

impl Country {
    /// Numeric code, as the contracts store it.
    pub fn numeric(self) -> u16 {
        self.numeric
    }

    /// English short name.
    pub fn name(self) -> &'static str {
        rust_iso3166::from_numeric(self.numeric).map_or("", |country| country.name)
    }

    /// Every country and territory.
    pub fn all() -> impl Iterator<Item = Self> {
        rust_iso3166::ALL.iter().filter_map(|country| country.alpha2.parse().ok())
    }

    /// Its subdivisions in ISO 3166-2, each without the country's code and the hyphen; none where the standard lists none.
    pub fn subdivisions(self) -> impl Iterator<Item = &'static str> {
        let alpha2 = std::str::from_utf8(&self.alpha2).unwrap_or_default();
        let known = rust_iso3166::iso3166_2::SUBDIVISION_COUNTRY_MAP.get(alpha2);
        let codes = known.copied().unwrap_or_default().iter();
        codes.filter_map(|known| Some(known.code.split_once('-')?.1))
    }

    /// That there is such a subdivision of it, as far as ISO 3166-2 can tell: of a country without any the form alone is known.
    ///
    /// # Errors
    ///
    /// Its subdivisions are known, and this is none of them.
    pub fn check_subdivision(self, code: &str, given: &str) -> Result<(), IdentifierError> {
        let is_known = self.subdivisions().any(|known| known == code);
        if is_known || self.subdivisions().next().is_none() {
            return Ok(());
        }
        Err(IdentifierError::UnknownSubdivision { given: given.to_owned(), country: self })
    }

    /// What a subdivision of it may be.
    fn subdivisions_hint(self) -> String {
        let known: Vec<_> = self.subdivisions().collect();
        if known.len() > LISTED_SUBDIVISIONS {
            return format!("write one of its {} codes in ISO 3166-2", known.len());
        }
        format!("write one of {}", known.join(", "))
    }

    /// The country with that numeric code, if there is one.
    pub fn from_numeric(numeric: u16) -> Option<Self> {
        rust_iso3166::from_numeric(numeric)?.alpha2.parse().ok()
    }
}

impl FromStr for Country {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || IdentifierError::UnknownCountry { given: text.to_owned() };
        let alpha2: [u8; 2] = text.as_bytes().try_into().map_err(|_| unknown())?;
        if is_user_assigned(&alpha2) {
            return Err(unknown());
        }
        let country = rust_iso3166::from_alpha2(text).ok_or_else(unknown)?;
        Ok(Self { numeric: country.numeric, alpha2 })
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.alpha2).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isins_are_checked() {
        for valid in ["GB00B6460505", "US0378331005", "AU0000VXGZA3", "XS2765024414"] {
            assert_eq!(valid.parse::<Isin>().unwrap().to_string(), valid);
            assert_eq!(Isin::with_check_digit(&valid[..11]).unwrap().to_string(), valid);
        }
        assert_eq!("GB00B6460505".parse::<Isin>().unwrap().bytes(), *b"GB00B6460505");
        assert!(
            "AU0000VXGZA3".parse::<Isin>().is_ok(),
            "a transposition the check digit cannot see"
        );
        assert_eq!(
            "US0373831005".parse::<Isin>().unwrap_err().to_string(),
            "ISIN `US0373831005` has check digit 5 where 9 is right"
        );
        assert!(matches!("GB00B646050".parse::<Isin>(), Err(IdentifierError::IsinForm { .. })));
        assert!(matches!(
            Isin::with_check_digit("UK000000000"),
            Err(IdentifierError::IsinPrefix { .. })
        ));
    }

    #[test]
    fn only_user_assigned_prefixes_are_ours_to_give() {
        assert!(Isin::with_check_digit("ZZCORRIDOR1").unwrap().is_user_assigned());
        assert!(!"GB00B6460505".parse::<Isin>().unwrap().is_user_assigned());
    }

    #[test]
    fn leis_are_checked() {
        for valid in ["969500KSV493XWY0PS33", "ZTMSNXROF84AHWJNKQ93", "ECTRVYYCEF89VWYS6K36"] {
            assert_eq!(valid.parse::<Lei>().unwrap().to_string(), valid);
        }
        assert_eq!(
            "969500KSV493XWY0PS34".parse::<Lei>().unwrap_err().to_string(),
            "LEI `969500KSV493XWY0PS34` has check digits 34 where 33 is right"
        );
        assert!(matches!("969500".parse::<Lei>(), Err(IdentifierError::LeiForm { .. })));
    }

    #[test]
    fn currencies_know_number_and_exponent() {
        let sterling: Currency = "GBP".parse().unwrap();
        assert_eq!((sterling.numeric(), sterling.exponent(), sterling.bytes()), (826, 2, *b"GBP"));
        assert_eq!("JPY".parse::<Currency>().unwrap().exponent(), 0);
        assert_eq!("KWD".parse::<Currency>().unwrap().exponent(), 3);
        assert!(matches!(
            "XAU".parse::<Currency>(),
            Err(IdentifierError::CurrencyWithoutUnit { .. })
        ));
        assert!(matches!("gbp".parse::<Currency>(), Err(IdentifierError::UnknownCurrency { .. })));
    }

    #[test]
    fn countries_map_both_ways() {
        for (alpha2, numeric) in [("GB", 826), ("US", 840), ("PR", 630), ("UM", 581), ("AU", 36)] {
            let country: Country = alpha2.parse().unwrap();
            assert_eq!(country.numeric(), numeric);
            assert_eq!(Country::from_numeric(numeric), Some(country));
        }
        let error = "UK".parse::<Country>().unwrap_err();
        assert_eq!(error.to_string(), "unknown jurisdiction `UK`");
        assert_eq!(error.hint(), "the ISO 3166-1 code of the United Kingdom is GB");
        assert!("XK".parse::<Country>().is_err());
        assert_eq!(Country::from_numeric(0), None);
    }

    #[test]
    fn codes_travel_through_json() {
        let isin: Isin = serde_json::from_str("\"GB00B6460505\"").unwrap();
        assert_eq!(serde_json::to_string(&isin).unwrap(), "\"GB00B6460505\"");
        assert!(serde_json::from_str::<Country>("\"UK\"").is_err());
    }
}
