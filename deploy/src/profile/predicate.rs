//! Predicates: the tests that the regime contract knows, with their parameters.

use std::collections::BTreeMap;

use serde::Serialize;

use super::input::{FromInput, Inputs};
use crate::calendar::UtcDay;
use crate::identifiers::Country;
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError, one_of};
use crate::vocabulary::{Activity, Category, Flag};

/// Largest amount that a denomination word holds.
const MAX_DENOMINATION: u128 = (1 << 104) - 1;

/// A test of the regime contract. What each one means is written in `deploy/profiles/README.md`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "name")]
pub enum Predicate {
    /// A judged party holds the category on the day.
    Attested {
        /// The category.
        category: Category,
    },
    /// No judged party has one of the flags.
    ForbiddenFlags {
        /// The flags.
        flags: Vec<Flag>,
    },
    /// Every judged party matches a row.
    EligibleParty {
        /// The rows.
        rows: Vec<EligibleRow>,
    },
    /// The instrument is not halted.
    NotHalted,
    /// The amount fits under the entrant's limit.
    Capacity,
    /// The amount, and what stays behind, is no less than the minimum and the amount is a multiple.
    Denomination {
        /// Smallest holding.
        minimum: Amount,
        /// Step of amounts.
        multiple: Amount,
    },
    /// The movement happens between the days.
    ValidityWindow {
        /// First day that is inside.
        start: Option<UtcDay>,
        /// First day that is outside.
        end: Option<UtcDay>,
    },
    /// No judged party is of the restricted jurisdictions until the days have elapsed since the offering clock started.
    OfferingClock {
        /// Days that have to elapse.
        days: u16,
        /// Who is restricted.
        #[serde(flatten)]
        jurisdictions: Jurisdictions,
    },
    /// The entrant has reached a stage.
    EntrantStage {
        /// The stage.
        minimum: u8,
    },
    /// The entrant is permitted all of the activities.
    EntrantActivity {
        /// The activities.
        activities: Vec<Activity>,
    },
    /// The entrant is established in one of the jurisdictions.
    EntrantEstablished {
        /// The jurisdictions.
        jurisdictions: Vec<Country>,
    },
}

/// A set of jurisdictions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Jurisdictions {
    /// These.
    #[serde(rename = "jurisdictions")]
    Listed(Vec<Country>),
    /// All but these.
    Except(Vec<Country>),
}

impl Jurisdictions {
    /// Whether `country` is in the set.
    pub fn contains(&self, country: Country) -> bool {
        match self {
            Self::Listed(countries) => countries.contains(&country),
            Self::Except(countries) => !countries.contains(&country),
        }
    }

    /// The countries that are named.
    pub fn countries(&self) -> &[Country] {
        match self {
            Self::Listed(countries) | Self::Except(countries) => countries,
        }
    }

    /// Whether the named countries are the ones outside the set.
    pub fn is_exclusive(&self) -> bool {
        matches!(self, Self::Except(_))
    }
}

/// A way to be eligible: jurisdiction, category and the absence of flags together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EligibleRow {
    /// Where the party resides or is organised.
    #[serde(flatten)]
    pub jurisdictions: Jurisdictions,
    /// Categories one of which it holds; empty when none is needed.
    pub categories: Vec<Category>,
    /// Flags it may not have.
    pub without: Vec<Flag>,
}

impl Predicate {
    /// Names of all predicates, in order of their ids from 1.
    pub const NAMES: [&str; 11] = [
        "Attested",
        "ForbiddenFlags",
        "EligibleParty",
        "NotHalted",
        "Capacity",
        "Denomination",
        "ValidityWindow",
        "OfferingClock",
        "EntrantStage",
        "EntrantActivity",
        "EntrantEstablished",
    ];

    /// The number that the contracts know it by.
    pub fn id(&self) -> u8 {
        match self {
            Self::Attested { .. } => 1,
            Self::ForbiddenFlags { .. } => 2,
            Self::EligibleParty { .. } => 3,
            Self::NotHalted => 4,
            Self::Capacity => 5,
            Self::Denomination { .. } => 6,
            Self::ValidityWindow { .. } => 7,
            Self::OfferingClock { .. } => 8,
            Self::EntrantStage { .. } => 9,
            Self::EntrantActivity { .. } => 10,
            Self::EntrantEstablished { .. } => 11,
        }
    }

    /// The name in files.
    pub fn name(&self) -> &'static str {
        Self::NAMES[usize::from(self.id()) - 1]
    }
}

/// Whether the predicate is about parties, so that a rule has to say which.
pub(super) fn judges_parties(name: &str) -> bool {
    matches!(name, "Attested" | "ForbiddenFlags" | "EligibleParty" | "OfferingClock")
}

/// Whether the predicate reads the entrant ledger, so that a profile has to say what is written there.
pub(super) fn needs_entrant(name: &str) -> bool {
    matches!(name, "Capacity" | "EntrantStage" | "EntrantActivity" | "EntrantEstablished")
}

/// Named lists of jurisdictions.
pub(super) type Groups = BTreeMap<String, Vec<Country>>;

/// What parameters are read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'c> {
    pub(super) inputs: &'c Inputs<'c>,
    pub(super) groups: &'c Groups,
}

impl Context<'_> {
    /// Reads the parameters of predicate `name`; `None` while an input that it depends on has no value.
    pub(super) fn predicate(
        &self,
        name: &str,
        fields: &mut Fields<'_>,
    ) -> Result<Option<Predicate>, SourceError> {
        Ok(match name {
            "Attested" => self
                .required(fields, "category", Cursor::parsed)?
                .map(|category| Predicate::Attested { category }),
            "ForbiddenFlags" => self
                .required(fields, "flags", |list| list.distinct(Cursor::parsed))?
                .map(|flags| Predicate::ForbiddenFlags { flags }),
            "EligibleParty" => self
                .required(fields, "rows", |list| self.rows(list))?
                .map(|rows| Predicate::EligibleParty { rows }),
            "NotHalted" => Some(Predicate::NotHalted),
            "Capacity" => Some(Predicate::Capacity),
            "Denomination" => self.denomination(fields)?,
            "ValidityWindow" => self.validity_window(fields)?,
            "OfferingClock" => {
                let days = self.required(fields, "days", |days| bounded(days, u16::MAX))?;
                let jurisdictions = self.jurisdictions(fields)?;
                days.map(|days| Predicate::OfferingClock { days, jurisdictions })
            }
            "EntrantStage" => self
                .required(fields, "minimum", |stage| bounded(stage, u8::MAX))?
                .map(|minimum| Predicate::EntrantStage { minimum }),
            "EntrantActivity" => self
                .required(fields, "activities", |list| list.distinct(Cursor::parsed))?
                .map(|activities| Predicate::EntrantActivity { activities }),
            _ => self
                .required(fields, "jurisdictions", |list| self.countries(list))?
                .map(|jurisdictions| Predicate::EntrantEstablished { jurisdictions }),
        })
    }

    /// The parameter `key`.
    pub(super) fn required<'d, T: FromInput>(
        &self,
        fields: &mut Fields<'d>,
        key: &str,
        read: impl Fn(&Cursor<'d>) -> Result<T, SourceError>,
    ) -> Result<Option<T>, SourceError> {
        self.inputs.parameter(&fields.required(key)?, read)
    }

    fn denomination(&self, fields: &mut Fields<'_>) -> Result<Option<Predicate>, SourceError> {
        let (at_minimum, at_multiple) = (fields.required("minimum")?, fields.required("multiple")?);
        let minimum: Option<Amount> = self.inputs.parameter(&at_minimum, Cursor::parsed)?;
        let multiple: Option<Amount> = self.inputs.parameter(&at_multiple, Cursor::parsed)?;
        for (cursor, amount) in [(&at_minimum, minimum), (&at_multiple, multiple)] {
            if let Some(amount) = amount.filter(|amount| amount.units() > MAX_DENOMINATION) {
                return Err(cursor.error(
                    format!("{amount} does not fit"),
                    "use less than 2^104 smallest units",
                ));
            }
        }
        let (Some(minimum), Some(multiple)) = (minimum, multiple) else { return Ok(None) };
        if multiple.units() == 0 {
            return Err(at_multiple
                .error("no amount is a multiple of zero", "use at least the smallest unit"));
        }
        if minimum.currency() != multiple.currency() {
            let wrong = format!("{multiple} is not in the currency of the minimum, {minimum}");
            return Err(at_multiple.error(wrong, "use one currency"));
        }
        Ok(Some(Predicate::Denomination { minimum, multiple }))
    }

    fn validity_window(&self, fields: &mut Fields<'_>) -> Result<Option<Predicate>, SourceError> {
        let (start, end) = (fields.optional("start"), fields.optional("end"));
        if start.is_none() && end.is_none() {
            return Err(fields
                .owner()
                .error("neither `start` nor `end` is given", "give at least one day"));
        }
        let day = |cursor: &Cursor<'_>| {
            UtcDay::from_date(cursor.date()?)
                .map_err(|error| cursor.error(error.to_string(), "write a date inside that range"))
        };
        let start = start.map(|cursor| day(&cursor)).transpose()?;
        let Some(end) = end else {
            return Ok(Some(Predicate::ValidityWindow { start, end: None }));
        };
        let last = day(&end)?;
        if start.is_some_and(|start| start >= last) {
            return Err(end.error("the window ends before it starts", "exchange the two days"));
        }
        Ok(Some(Predicate::ValidityWindow { start, end: Some(last) }))
    }

    fn rows(&self, list: &Cursor<'_>) -> Result<Vec<EligibleRow>, SourceError> {
        let rows = list.items()?.iter().map(|row| self.row(row)).collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Err(list.error(
                "there is no row, so nobody is eligible",
                "add a row, or halt the instrument",
            ));
        }
        Ok(rows)
    }

    fn row(&self, row: &Cursor<'_>) -> Result<EligibleRow, SourceError> {
        let mut fields = row.fields()?;
        let jurisdictions = self.jurisdictions(&mut fields)?;
        let categories = match fields.optional("categories") {
            Some(list) => list.distinct(Cursor::parsed)?,
            None => Vec::new(),
        };
        let without = match fields.optional("without") {
            Some(list) => list.distinct(Cursor::parsed)?,
            None => Vec::new(),
        };
        fields.finish()?;
        Ok(EligibleRow { jurisdictions, categories, without })
    }

    /// One of `jurisdictions = [...]`, `except = [...]` and `anywhere = true`.
    fn jurisdictions(&self, fields: &mut Fields<'_>) -> Result<Jurisdictions, SourceError> {
        let owner = fields.owner().clone();
        match (
            fields.optional("jurisdictions"),
            fields.optional("except"),
            fields.optional("anywhere"),
        ) {
            (Some(list), None, None) => Ok(Jurisdictions::Listed(self.countries(&list)?)),
            (None, Some(list), None) => Ok(Jurisdictions::Except(self.countries(&list)?)),
            (None, None, Some(anywhere)) if anywhere.boolean()? => {
                Ok(Jurisdictions::Except(Vec::new()))
            }
            (None, None, Some(anywhere)) => {
                Err(anywhere
                    .error("`anywhere = false` says nothing", "list `jurisdictions` instead"))
            }
            _ => Err(owner.error(
                "it is not clear which jurisdictions are meant",
                "give one of `jurisdictions`, `except` and `anywhere = true`",
            )),
        }
    }

    /// A list of country codes and group names.
    pub(super) fn countries(&self, list: &Cursor<'_>) -> Result<Vec<Country>, SourceError> {
        let mut countries = Vec::new();
        for item in list.items()? {
            let text = item.text()?;
            let is_code = text.len() == 2;
            let named = match self.groups.get(text) {
                Some(group) => group.clone(),
                None if is_code => vec![item.parsed::<Country>()?],
                None => {
                    let hint = match one_of(text, self.groups.keys().map(String::as_str)) {
                        guess if guess.starts_with("did") => guess,
                        _ => "use an ISO 3166-1 alpha-2 code, e.g. GB, or the name of a group"
                            .to_owned(),
                    };
                    return Err(item.error(format!("unknown jurisdiction `{text}`"), hint));
                }
            };
            for country in named {
                if countries.contains(&country) {
                    return Err(
                        item.error(format!("{country} is listed twice"), "remove one of the two")
                    );
                }
                countries.push(country);
            }
        }
        if countries.is_empty() {
            return Err(list.error("the list is empty", "name at least one jurisdiction"));
        }
        Ok(countries)
    }
}

/// An integer from 0 to `maximum`.
pub(super) fn bounded<T>(cursor: &Cursor<'_>, maximum: T) -> Result<T, SourceError>
where
    T: TryFrom<i64> + Into<i64> + Copy,
{
    let value = cursor.integer(0, maximum.into())?;
    Ok(T::try_from(value).unwrap_or(maximum))
}
