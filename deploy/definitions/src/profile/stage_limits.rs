//! Limits of an entrant that rise with the stage it has reached.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::money::{Amount, Money, MoneyError};
use crate::source::Advice;

/// A limit, or one for each stage from which it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageLimits {
    /// By the first stage that each applies to; 0 for one that applies to all.
    by_stage: BTreeMap<u8, Amount>,
}

/// Why a text is not a list of limits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageLimitsError {
    /// One of the limits is no amount.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// One of the stages is no number.
    #[error("`{given}` is no stage")]
    Stage {
        /// What was given.
        given: String,
    },
    /// A stage has two limits.
    #[error("stage {stage} has two limits")]
    Twice {
        /// The stage.
        stage: u8,
    },
    /// A limit falls from one stage to the next, or is in another currency.
    #[error("the limit {after} of stage {stage} does not rise from {before}")]
    Falls {
        /// The stage.
        stage: u8,
        /// The limit before it.
        before: Amount,
        /// Its limit.
        after: Amount,
    },
}

impl Advice for StageLimitsError {
    fn hint(&self) -> String {
        match self {
            Self::Amount(error) => error.hint(),
            Self::Stage { .. } | Self::Twice { .. } => {
                "write one amount, or one for each stage: \"2: GBP 500,000,000; 3: GBP 1,000,000,000\"".to_owned()
            }
            Self::Falls { .. } => "give later stages no lower a limit, in the same currency".to_owned(),
        }
    }
}

impl StageLimits {
    /// The limit of an entrant that has reached `stage`; nothing before the first stage that has one.
    pub fn at(&self, stage: u8) -> Option<Amount> {
        self.by_stage.range(..=stage).next_back().map(|(_, limit)| *limit)
    }

    /// The limits by the first stage that each applies to.
    pub fn by_stage(&self) -> &BTreeMap<u8, Amount> {
        &self.by_stage
    }

    /// Nothing of the currency: the limit before the first stage that has one.
    pub(super) fn nothing(&self) -> Option<Amount> {
        self.by_stage.values().next().map(|limit| Amount::from_units(0, limit.currency()))
    }
}

impl FromStr for StageLimits {
    type Err = StageLimitsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut by_stage: BTreeMap<u8, Amount> = BTreeMap::new();
        if !text.contains(':') {
            by_stage.insert(0, text.parse::<Money>()?.0);
            return Ok(Self { by_stage });
        }
        for entry in text.split(';') {
            let (stage, limit) = entry.split_once(':').unwrap_or((entry, ""));
            let stage: u8 = stage
                .trim()
                .parse()
                .map_err(|_| StageLimitsError::Stage { given: stage.trim().to_owned() })?;
            if by_stage.insert(stage, limit.trim().parse::<Money>()?.0).is_some() {
                return Err(StageLimitsError::Twice { stage });
            }
        }
        let limits: Vec<(u8, Amount)> =
            by_stage.iter().map(|(stage, limit)| (*stage, *limit)).collect();
        for pair in limits.windows(2) {
            let ((_, before), (stage, after)) = (pair[0], pair[1]);
            if before.currency() != after.currency() || before.units() > after.units() {
                return Err(StageLimitsError::Falls { stage, before, after });
            }
        }
        Ok(Self { by_stage })
    }
}

impl fmt::Display for StageLimits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(limit) = self.by_stage.get(&0).filter(|_| self.by_stage.len() == 1) {
            return write!(formatter, "{limit}");
        }
        let entries: Vec<String> =
            self.by_stage.iter().map(|(stage, limit)| format!("{stage}: {limit}")).collect();
        formatter.write_str(&entries.join("; "))
    }
}

impl Serialize for StageLimits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_rises_with_the_stage() {
        let limits: StageLimits = "2: GBP 500;3: GBP 1,000".parse().unwrap();
        let at = |stage| limits.at(stage).map(|limit| limit.to_string());
        assert_eq!(at(1), None);
        assert_eq!(at(2).unwrap(), "GBP 500");
        assert_eq!(at(4).unwrap(), "GBP 1,000");
        assert_eq!(limits.to_string(), "2: GBP 500; 3: GBP 1,000");
        let one: StageLimits = "GBP 500".parse().unwrap();
        assert_eq!((one.at(0), one.to_string().as_str()), (one.at(4), "GBP 500"));
    }

    #[test]
    fn limits_that_make_no_sense_are_refused() {
        for (text, expected) in [
            ("2: GBP 500; 2: GBP 600", "stage 2 has two limits"),
            ("2: GBP 500; 3: GBP 400", "the limit GBP 400 of stage 3 does not rise from GBP 500"),
            ("2: GBP 500; 3: USD 600", "the limit USD 600 of stage 3 does not rise from GBP 500"),
            ("two: GBP 500", "`two` is no stage"),
            ("2: GBP 500;", "`` is no stage"),
            ("2: 500", "amount `500` has no currency"),
        ] {
            assert_eq!(text.parse::<StageLimits>().unwrap_err().to_string(), expected, "{text}");
        }
    }
}
