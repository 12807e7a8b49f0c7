//! What is not on record where a rule has nothing to judge by. The remedy is then what records it: that of the rule supposes that it can judge.

use alloy::primitives::Address;

use super::LegHandle;
use crate::calendar::UtcDay;

/// The numbers of a rule in words, and what of them is missing.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) details: Vec<String>,
    /// Everything that is missing, since what is recorded alone does not help.
    pub(super) missing: Vec<Missing>,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// The wallet of a party.
    Registration(Address),
    /// The days that the book of lots begins with.
    LotTerms,
    /// The pool in which the offerings of an instrument are counted.
    OfferingPool,
    /// The share of the average volume that is a breach.
    VolumeShare(String),
    /// The average daily volume of a month, counted from January 1970.
    AverageVolume(u16),
    /// The rate between the currencies of an instrument and of its limit; the former is that of the leg, or one of another instrument.
    Rate { from: Option<String>, to: String },
    /// The limit of an asset class.
    Limit { entrant: String, class: String },
    /// The place of a symbol in its venue group.
    Symbol,
    /// The end of the time in which an issuer may object.
    ObjectionTime(UtcDay),
    /// A symbol whose issuer has not objected.
    Unbarred,
}

impl From<Vec<String>> for Found {
    fn from(details: Vec<String>) -> Self {
        Self { details, missing: Vec::new() }
    }
}

impl Found {
    /// What is missing beside it.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.details.extend(other.details);
        self.missing.extend(other.missing);
        self
    }

    /// What would make the rule pass: what puts on record whatever is missing, or what the rule advises.
    pub(super) fn remedy(&self, leg: &LegHandle, advised: &str) -> String {
        let mut steps: Vec<String> = self.missing.iter().map(|one| one.remedy(leg)).collect();
        if self.missing.iter().all(Missing::is_judged_once_recorded) {
            steps.push(advised.to_owned());
        }
        steps.join(" ")
    }
}

impl Missing {
    /// Whether the rule can judge without it, so that what the rule advises is still to be done.
    const fn is_judged_once_recorded(&self) -> bool {
        matches!(self, Self::Registration(_))
    }

    /// With what is said of it.
    pub(super) fn said(self, detail: String) -> Found {
        Found { details: vec![detail], missing: vec![self] }
    }

    /// What puts it on record.
    fn remedy(&self, leg: &LegHandle) -> String {
        let on = format!("{} --leg {}", leg.instrument, leg.leg);
        match self {
            Self::Registration(wallet) => format!(
                "A registrar registers the wallet: `corridor investor add --reference REFERENCE --wallet {wallet} --jurisdiction COUNTRY --kind KIND`."
            ),
            Self::LotTerms => format!("A registrar settles the dates: `corridor book lots {on}`."),
            Self::OfferingPool => {
                format!(
                    "A registrar puts it in the offeror's pool: `corridor book pool {on} POOL`."
                )
            }
            Self::VolumeShare(share) => {
                format!("The supervisor sets that share: `corridor book share {on} \"{share}\"`.")
            }
            Self::AverageVolume(month) => format!(
                "The supervisor records that average: `corridor permit volume {on} AVERAGE --month {}-{:02}`.",
                1970 + month / 12,
                month % 12 + 1
            ),
            Self::Rate { from, to } => {
                let from = from.as_deref().unwrap_or("CURRENCY");
                format!(
                    "The supervisor records it: `corridor entrant rate RATE --from {from} --to {to} --day DATE`."
                )
            }
            Self::Limit { entrant, class } => format!(
                "The supervisor sets it: `corridor entrant limit {entrant} LIMIT --asset-class {class}`."
            ),
            Self::Symbol => format!(
                "The registrar admits it: `corridor permit symbol admit {on} --group GROUP --notice DATE`."
            ),
            Self::ObjectionTime(last) => {
                format!(
                    "Wait until {last} is over; it may be traded then, unless the issuer objects."
                )
            }
            Self::Unbarred => {
                "None: an objection in time bars the symbol, whatever room the group has."
                    .to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_names_its_command() {
        let (instrument, leg) = ("bond@us-tsv".to_owned(), "tsv".to_owned());
        let currency = "USD".parse().unwrap();
        let leg = LegHandle { instrument, leg, token: Address::ZERO, currency };
        let rate = |from| Missing::Rate { from, to: "GBP".to_owned() };
        for (missing, command) in [
            (Missing::LotTerms, "book lots bond@us-tsv --leg tsv`"),
            (Missing::OfferingPool, "book pool bond@us-tsv --leg tsv POOL`"),
            (Missing::VolumeShare("0.25 %".to_owned()), "share bond@us-tsv --leg tsv \"0.25 %\"`"),
            (Missing::AverageVolume(56 * 12 + 9), "--leg tsv AVERAGE --month 2026-10`"),
            (rate(Some("USD".to_owned())), "entrant rate RATE --from USD --to GBP --day DATE`"),
            (rate(None), "--from CURRENCY --to GBP"),
            (Missing::Symbol, "permit symbol admit bond@us-tsv --leg tsv --group GROUP"),
        ] {
            let remedy = missing.said(String::new()).remedy(&leg, "What the rule advises.");
            assert!(remedy.contains(command), "{remedy}");
            assert!(!remedy.contains("advises"), "{remedy}");
        }
    }

    #[test]
    fn whatever_is_missing_is_recorded_before_the_rule_is_followed() {
        let (instrument, leg) = ("bond@us-tsv".to_owned(), "tsv".to_owned());
        let currency = "USD".parse().unwrap();
        let leg = LegHandle { instrument, leg, token: Address::ZERO, currency };
        let advised = "A verifier attests it.";
        let said = |missing: Missing| missing.said(String::new());
        let found = Found::from(vec!["expired".to_owned()]);
        assert_eq!(found.remedy(&leg, advised), advised);
        let remedy = said(Missing::Registration(Address::ZERO)).remedy(&leg, advised);
        assert!(remedy.contains("`corridor investor add") && remedy.ends_with(advised), "{remedy}");
        let both =
            said(Missing::VolumeShare("0.25 %".to_owned())).and(said(Missing::AverageVolume(0)));
        let remedy = both.remedy(&leg, advised);
        assert!(remedy.contains("book share") && remedy.contains("permit volume"), "{remedy}");
        assert!(!remedy.contains(advised), "{remedy}");
    }
}
