//! How values stand in the documents of JSON: times as ISO 8601 in UTC, whole numbers of any size as texts of decimal digits.

use serde::{Serialize, Serializer};

use crate::explain::timestamp;

/// Numbers as texts of decimal digits: those of JSON do not hold 128 bits everywhere.
pub mod decimal {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes a number.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn serialize<T: Display, S: Serializer>(
        number: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    /// Reads a number.
    ///
    /// # Errors
    ///
    /// There is something else than digits, or more than the type holds.
    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = is_number.then(|| text.parse().ok()).flatten();
        number.ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no whole number")))
    }
}

/// As [`decimal`], of a number that is not always known.
///
/// # Errors
///
/// The serializer's own.
pub fn decimal_if_known<T: ToString, S: Serializer>(
    number: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    number.as_ref().map(ToString::to_string).serialize(serializer)
}

/// A time in unix seconds.
///
/// # Errors
///
/// The serializer's own.
pub fn in_utc<S: Serializer>(seconds: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&timestamp(*seconds))
}

/// A time in unix seconds, where 0 says that there is none.
///
/// # Errors
///
/// The serializer's own.
pub fn in_utc_if_any<S: Serializer>(seconds: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    (*seconds != 0).then(|| timestamp(*seconds)).serialize(serializer)
}

/// Several times in unix seconds.
///
/// # Errors
///
/// The serializer's own.
pub fn each_in_utc<S: Serializer>(times: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(times.iter().map(|seconds| timestamp(*seconds)))
}

#[cfg(test)]
mod tests {
    use alloy::primitives::U256;
    use serde_json::json;

    use super::*;

    #[derive(Serialize)]
    struct Document {
        #[serde(with = "decimal")]
        units: U256,
        #[serde(serialize_with = "decimal_if_known")]
        known: Option<U256>,
        #[serde(serialize_with = "decimal_if_known")]
        unknown: Option<U256>,
        #[serde(serialize_with = "in_utc")]
        time: u64,
        #[serde(serialize_with = "in_utc_if_any")]
        opens: u64,
        #[serde(serialize_with = "in_utc_if_any")]
        closes: u64,
        #[serde(serialize_with = "each_in_utc")]
        dates: Vec<u64>,
    }

    #[test]
    fn numbers_are_decimal_and_times_are_iso() {
        let document = Document {
            units: U256::from(u128::MAX),
            known: Some(U256::from(200)),
            unknown: None,
            time: 0,
            opens: 1_795_824_000,
            closes: 0,
            dates: vec![86_400],
        };
        let written = serde_json::to_value(document).expect("a document");
        assert_eq!(
            written,
            json!({
                "units": "340282366920938463463374607431768211455",
                "known": "200",
                "unknown": null,
                "time": "1970-01-01T00:00:00Z",
                "opens": "2026-11-28T00:00:00Z",
                "closes": null,
                "dates": ["1970-01-02T00:00:00Z"],
            })
        );
    }
}
