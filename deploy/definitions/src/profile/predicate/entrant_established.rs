//! EntrantEstablished: the entrant is established in one of the jurisdictions.

use alloy_primitives::U256;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, country_lanes};
use super::{Context, Predicate};
use crate::identifiers::Country;
use crate::source::{Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 11,
    name: "EntrantEstablished",
    passes: "the entrant is established in one of the jurisdictions",
    judges: Judges::Instrument,
    needs_entrant: true,
    books: 0,
    parameters: &[Parameter::required(
        "jurisdictions",
        "where the entrant has to be established",
        Takes::Countries,
        Order::Fewer,
    )],
};

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let jurisdictions =
        context.required(fields, "jurisdictions", |list| context.countries(list))?;
    Ok(jurisdictions.map(|jurisdictions| Predicate::EntrantEstablished { jurisdictions }))
}

/// Extra words: lanes of jurisdictions.
pub(super) fn words(jurisdictions: &[Country]) -> Words {
    (U256::ZERO, country_lanes(jurisdictions))
}
