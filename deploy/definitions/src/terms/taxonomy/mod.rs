//! Terms as XML of the ICMA Bond Data Taxonomy, version 1.2, and back: the fields that both have.
//!
//! Names, order, codes and how often an element may stand are those of the schema of 2 February 2024, read element by element. Its terms of use
//! do not let it be passed on, so no test holds documents against it. It requires more than terms say: an export names what is missing.
//!
//! Whatever is exported is imported as terms with the same payments. Terms that say what no element is known for are not exported, and
//! the error names them. Later issues are no part of that: a document is of one issue under one ISIN, and an
//! export names the taps and the legs it is without.

mod bounds;
mod place;
mod read;
mod write;

#[cfg(test)]
mod tests;

use super::{BusinessDayConvention, DayCount, ReferenceRate};
use crate::schedule::BusinessCentre;

pub use place::{ExportError, Unplaced};
pub use read::{Import, TaxonomyError, import};
pub use write::{Export, export};

/// The namespace of its elements.
const NAMESPACE: &str = "urn:icma:xsd:ICMABondDataTaxonomy";
/// The version of its schema.
pub const VERSION: &str = "1.2";
/// A price in per cent of the principal.
const PER_CENT: &str = "PRICE_PERCENT";
/// The party that issues.
const ISSUER: &str = "ISSUER";
/// Who may end a bond early.
const CALLED_BY_ISSUER: &str = "ISSUER_CALL";
const PUT_BY_INVESTOR: &str = "INVESTOR_PUT";

/// Day counts and their codes. 30E/360 has none.
const DAY_COUNTS: [(DayCount, &str); 4] = [
    (DayCount::ActualActualIcma, "ICMA_ACT/ACT"),
    (DayCount::Thirty360Us, "30/360"),
    (DayCount::Actual360, "ACT/360"),
    (DayCount::Actual365Fixed, "ACT/365"),
];

/// Conventions with whether interest accrues to the moved day, and their codes. Others have none.
const CONVENTIONS: [(BusinessDayConvention, bool, &str); 3] = [
    (BusinessDayConvention::Following, false, "FOLLOWING_UNADJUSTED"),
    (BusinessDayConvention::Preceding, false, "PRECEDING"),
    (BusinessDayConvention::ModifiedFollowing, true, "MODIFIED_FOLLOWING_ADJUSTED"),
];

/// Business centres and their codes. London has none.
const CENTRES: [(BusinessCentre, &str); 2] =
    [(BusinessCentre::Target, "TARGET"), (BusinessCentre::NewYork, "NEW_YORK")];

/// Reference rates and their codes.
const BENCHMARKS: [(ReferenceRate, &str); 2] =
    [(ReferenceRate::Sonia, "SONA"), (ReferenceRate::Sofr, "SOFR")];

/// A principal that is repaid in parts, which no element that is known says the days of.
const IN_PARTS: &str = "INSTALLMENT";

/// How an overnight rate is compounded.
const COMPOUNDED: &str = "COMPOUND_DAILY";
/// Whether a rate counts for the days it was observed for, and their codes.
const OBSERVATION_METHODS: [(bool, &str); 2] = [(true, "OBSERVATION_SHIFT"), (false, "LAG")];

/// Payments a year and their codes. Monthly has none.
const FREQUENCIES: [(u8, &str); 3] = [(1, "ANNUALLY"), (2, "SEMIANNUALLY"), (4, "QUARTERLY")];
