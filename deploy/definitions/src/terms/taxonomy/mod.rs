//! Terms as XML of the ICMA Bond Data Taxonomy, version 1.2, and back: the fields that both have.
//!
//! **Not schema-checked.** The schema could not be read where this was written; names, order and codes follow descriptions of it
//! by others, and what those do not describe is left out and named.

mod read;
mod write;

#[cfg(test)]
mod tests;

use super::{BusinessDayConvention, DayCount};
use crate::schedule::BusinessCentre;

pub use read::{TaxonomyError, import};
pub use write::{Export, export};

/// The namespace of its elements.
const NAMESPACE: &str = "urn:icma:xsd:ICMABondDataTaxonomy";
/// What a document says of itself.
const NOT_CHECKED: &str = "not schema-checked";

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

/// Payments a year and their codes. Monthly has none.
const FREQUENCIES: [(u8, &str); 3] = [(1, "ANNUALLY"), (2, "SEMIANNUALLY"), (4, "QUARTERLY")];
