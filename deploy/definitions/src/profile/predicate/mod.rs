//! Predicates: the tests that the regime contract knows, with their parameters. One file each.

mod affiliate_volume;
mod approved_transfer;
mod attested;
mod capacity;
mod cash_leg;
mod certified;
mod denomination;
mod eligible_party;
mod entrant_activity;
mod entrant_established;
mod entrant_stage;
mod forbidden_flags;
mod holder_limit;
mod holding_cap;
mod instrument_fact;
mod lot_clock;
mod named_venue;
mod not_halted;
mod offer_made;
mod offeree_limit;
mod offering_clock;
mod offering_total;
mod purchaser_limit;
mod share;
mod spec;
mod subdivision;
mod symbol_limit;
mod validity_window;
mod volume_cap;
mod volume_ladder;
mod window;
mod words;

use std::collections::BTreeMap;

use alloy_primitives::U256;
use serde::Serialize;

use super::input::{FromInput, Inputs};
use crate::calendar::UtcDay;
use crate::identifiers::Country;
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError, one_of};
use crate::vocabulary::{Activity, Category, Flag};

pub use affiliate_volume::AffiliateVolume;
pub use cash_leg::CashLeg;
pub use certified::Certified;
pub(super) use eligible_party::CATEGORIES_PER_ROW;
pub use eligible_party::EligibleRow;
pub use holder_limit::{HolderClass, HolderLimit};
pub use holding_cap::HoldingCap;
pub use instrument_fact::InstrumentFact;
pub use lot_clock::LotClock;
pub use offeree_limit::OffereeLimit;
pub use offering_total::OfferingTotal;
pub use purchaser_limit::PurchaserLimit;
pub use share::{NoShare, Share};
pub use spec::{Judges, Order, Parameter, Spec, Takes, books};
pub use subdivision::{NoSubdivision, Subdivision, SubdivisionCode};
pub use symbol_limit::SymbolLimit;
pub use volume_cap::{VolumeCap, VolumeScope};
pub use volume_ladder::VolumeLadder;
pub use window::{NoWindow, Window};
pub(super) use words::Words;

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
    /// No investor holds more than a cap.
    HoldingCap(HoldingCap),
    /// There are no more than so many holders.
    HolderLimit(HolderLimit),
    /// No more than so many purchasers buy from the issuer within days.
    PurchaserLimit(PurchaserLimit),
    /// The offer was made to fewer than so many persons.
    OffereeLimit(OffereeLimit),
    /// The recipient's investor has an offer on record.
    OfferMade,
    /// No more than so much is transferred within a window.
    VolumeCap(VolumeCap),
    /// No more than so much is issued in an offering pool within months.
    OfferingTotal(OfferingTotal),
    /// What moves comes from lots whose holding period has elapsed.
    LotClock(LotClock),
    /// Who carries a flag sells no more than a share of the outstanding within months.
    AffiliateVolume(AffiliateVolume),
    /// A fact about the instrument holds, or does not.
    InstrumentFact(InstrumentFact),
    /// Each judged party has a certificate on record.
    Certified(Certified),
    /// The movement was approved beforehand.
    ApprovedTransfer,
    /// The movement goes through a named venue.
    NamedVenue,
    /// Parties of a country are of admitted subdivisions.
    Subdivision(Subdivision),
    /// What is paid is of an admitted class.
    CashLeg(CashLeg),
    /// The symbol is not suspended for its volume.
    VolumeLadder(VolumeLadder),
    /// The venue trades no more than so many symbols.
    SymbolLimit(SymbolLimit),
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

/// Number of predicates.
const COUNT: usize = 28;

impl Predicate {
    /// All predicates, in order of their numbers from 1.
    pub const SPECS: [&Spec; COUNT] = [
        &attested::SPEC,
        &forbidden_flags::SPEC,
        &eligible_party::SPEC,
        &not_halted::SPEC,
        &capacity::SPEC,
        &denomination::SPEC,
        &validity_window::SPEC,
        &offering_clock::SPEC,
        &entrant_stage::SPEC,
        &entrant_activity::SPEC,
        &entrant_established::SPEC,
        &holding_cap::SPEC,
        &holder_limit::SPEC,
        &purchaser_limit::SPEC,
        &offeree_limit::SPEC,
        &offer_made::SPEC,
        &volume_cap::SPEC,
        &offering_total::SPEC,
        &lot_clock::SPEC,
        &affiliate_volume::SPEC,
        &instrument_fact::SPEC,
        &certified::SPEC,
        &approved_transfer::SPEC,
        &named_venue::SPEC,
        &subdivision::SPEC,
        &cash_leg::SPEC,
        &volume_ladder::SPEC,
        &symbol_limit::SPEC,
    ];

    /// Names of all predicates, in order of their numbers from 1.
    pub const NAMES: [&str; COUNT] = {
        let mut names = [""; COUNT];
        let mut index = 0;
        while index < COUNT {
            names[index] = Self::SPECS[index].name;
            index += 1;
        }
        names
    };

    /// What is known of the predicate of that name.
    pub fn spec_of(name: &str) -> Option<&'static Spec> {
        Self::SPECS.into_iter().find(|spec| spec.name == name)
    }

    /// What is known of the predicate whatever its parameters.
    pub fn spec(&self) -> &'static Spec {
        match self {
            Self::Attested { .. } => &attested::SPEC,
            Self::ForbiddenFlags { .. } => &forbidden_flags::SPEC,
            Self::EligibleParty { .. } => &eligible_party::SPEC,
            Self::NotHalted => &not_halted::SPEC,
            Self::Capacity => &capacity::SPEC,
            Self::Denomination { .. } => &denomination::SPEC,
            Self::ValidityWindow { .. } => &validity_window::SPEC,
            Self::OfferingClock { .. } => &offering_clock::SPEC,
            Self::EntrantStage { .. } => &entrant_stage::SPEC,
            Self::EntrantActivity { .. } => &entrant_activity::SPEC,
            Self::EntrantEstablished { .. } => &entrant_established::SPEC,
            Self::HoldingCap(_) => &holding_cap::SPEC,
            Self::HolderLimit(_) => &holder_limit::SPEC,
            Self::PurchaserLimit(_) => &purchaser_limit::SPEC,
            Self::OffereeLimit(_) => &offeree_limit::SPEC,
            Self::OfferMade => &offer_made::SPEC,
            Self::VolumeCap(_) => &volume_cap::SPEC,
            Self::OfferingTotal(_) => &offering_total::SPEC,
            Self::LotClock(_) => &lot_clock::SPEC,
            Self::AffiliateVolume(_) => &affiliate_volume::SPEC,
            Self::InstrumentFact(_) => &instrument_fact::SPEC,
            Self::Certified(_) => &certified::SPEC,
            Self::ApprovedTransfer => &approved_transfer::SPEC,
            Self::NamedVenue => &named_venue::SPEC,
            Self::Subdivision(_) => &subdivision::SPEC,
            Self::CashLeg(_) => &cash_leg::SPEC,
            Self::VolumeLadder(_) => &volume_ladder::SPEC,
            Self::SymbolLimit(_) => &symbol_limit::SPEC,
        }
    }

    /// The number that the contracts know it by.
    pub fn id(&self) -> u8 {
        self.spec().id
    }

    /// The name in files.
    pub fn name(&self) -> &'static str {
        self.spec().name
    }

    /// Whether it is asked of the contract beside the regime, which knows books and permits.
    pub fn is_extended(&self) -> bool {
        self.id() > entrant_established::SPEC.id
    }

    /// Books of the instrument ledger that it needs, as a mask of [`books`].
    pub fn books(&self) -> u8 {
        self.spec().books
    }

    /// An amount that is compared with amounts of the instrument, so that it has to be in its currency.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Denomination { minimum, .. } => Some(*minimum),
            Self::HoldingCap(rule) => rule.cap,
            Self::VolumeCap(rule) => Some(rule.cap),
            Self::OfferingTotal(rule) => Some(rule.cap),
            _ => None,
        }
    }

    /// The parameters as a row of the rule table holds them; each file says where.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::Attested { category } => attested::words(*category),
            Self::ForbiddenFlags { flags } => forbidden_flags::words(flags),
            Self::EligibleParty { rows } => eligible_party::words(rows),
            Self::Denomination { minimum, multiple } => denomination::words(*minimum, *multiple),
            Self::ValidityWindow { start, end } => validity_window::words(*start, *end),
            Self::OfferingClock { days, jurisdictions } => {
                offering_clock::words(*days, jurisdictions)
            }
            Self::EntrantStage { minimum } => entrant_stage::words(*minimum),
            Self::EntrantActivity { activities } => entrant_activity::words(activities),
            Self::EntrantEstablished { jurisdictions } => entrant_established::words(jurisdictions),
            Self::HoldingCap(rule) => holding_cap::words(rule),
            Self::HolderLimit(rule) => holder_limit::words(rule),
            Self::PurchaserLimit(rule) => purchaser_limit::words(rule),
            Self::OffereeLimit(rule) => offeree_limit::words(rule),
            Self::VolumeCap(rule) => volume_cap::words(rule),
            Self::OfferingTotal(rule) => offering_total::words(rule),
            Self::LotClock(rule) => lot_clock::words(rule),
            Self::AffiliateVolume(rule) => affiliate_volume::words(rule),
            Self::InstrumentFact(rule) => instrument_fact::words(rule),
            Self::Certified(rule) => certified::words(rule),
            Self::Subdivision(rule) => subdivision::words(rule),
            Self::CashLeg(rule) => cash_leg::words(rule),
            Self::VolumeLadder(rule) => volume_ladder::words(rule),
            Self::SymbolLimit(rule) => symbol_limit::words(rule),
            Self::NotHalted
            | Self::Capacity
            | Self::OfferMade
            | Self::ApprovedTransfer
            | Self::NamedVenue => (U256::ZERO, Vec::new()),
        }
    }
}

/// A predicate that takes no parameters.
pub(super) fn without_parameters(name: &str) -> Option<Predicate> {
    Some(match name {
        "NotHalted" => Predicate::NotHalted,
        "Capacity" => Predicate::Capacity,
        "OfferMade" => Predicate::OfferMade,
        "ApprovedTransfer" => Predicate::ApprovedTransfer,
        "NamedVenue" => Predicate::NamedVenue,
        _ => return None,
    })
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
    /// Reads the parameters of predicate `name`; `None` while an input that it depends on has no value, and when the value
    /// is that there is none.
    pub(super) fn predicate(
        &self,
        name: &str,
        fields: &mut Fields<'_>,
    ) -> Result<Option<Predicate>, SourceError> {
        let read = match name {
            "Attested" => attested::read,
            "ForbiddenFlags" => forbidden_flags::read,
            "EligibleParty" => eligible_party::read,
            "Denomination" => denomination::read,
            "ValidityWindow" => validity_window::read,
            "OfferingClock" => offering_clock::read,
            "EntrantStage" => entrant_stage::read,
            "EntrantActivity" => entrant_activity::read,
            "EntrantEstablished" => entrant_established::read,
            "HoldingCap" => holding_cap::read,
            "HolderLimit" => holder_limit::read,
            "PurchaserLimit" => purchaser_limit::read,
            "OffereeLimit" => offeree_limit::read,
            "VolumeCap" => volume_cap::read,
            "OfferingTotal" => offering_total::read,
            "LotClock" => lot_clock::read,
            "AffiliateVolume" => affiliate_volume::read,
            "InstrumentFact" => instrument_fact::read,
            "Certified" => certified::read,
            "Subdivision" => subdivision::read,
            "CashLeg" => cash_leg::read,
            "VolumeLadder" => volume_ladder::read,
            "SymbolLimit" => symbol_limit::read,
            other => return Ok(without_parameters(other)),
        };
        read(self, fields)
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

    /// A parameter that may be left out.
    fn given<'d, T: FromInput>(
        &self,
        cursor: Option<&Cursor<'d>>,
        read: impl Fn(&Cursor<'d>) -> Result<T, SourceError>,
    ) -> Result<Option<T>, SourceError> {
        cursor.map_or(Ok(None), |cursor| self.inputs.parameter(cursor, read))
    }

    /// One of `jurisdictions = [...]`, `except = [...]` and `anywhere = true`.
    pub(super) fn jurisdictions(
        &self,
        fields: &mut Fields<'_>,
    ) -> Result<Jurisdictions, SourceError> {
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

/// An integer from 1 to `maximum`.
fn positive<T>(cursor: &Cursor<'_>, maximum: T) -> Result<T, SourceError>
where
    T: TryFrom<i64> + Into<i64> + Copy,
{
    let value = cursor.integer(1, maximum.into())?;
    Ok(T::try_from(value).unwrap_or(maximum))
}

/// A day that the contracts can count.
pub(super) fn day(cursor: &Cursor<'_>) -> Result<UtcDay, SourceError> {
    UtcDay::from_date(cursor.date()?)
        .map_err(|error| cursor.error(error.to_string(), "write a date inside that range"))
}

/// Whether `key = true` is there.
pub(super) fn truth(fields: &mut Fields<'_>, key: &str) -> Result<bool, SourceError> {
    match fields.optional(key) {
        None => Ok(false),
        Some(cursor) if cursor.boolean()? => Ok(true),
        Some(cursor) => Err(cursor.error("`false` says nothing", "remove the line")),
    }
}
