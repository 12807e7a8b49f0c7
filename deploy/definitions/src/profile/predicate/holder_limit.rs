//! HolderLimit: the instrument has no more than so many holders, of a class or of all.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::words::{Words, at, inline};
use super::{Context, Predicate, positive};
use crate::identifiers::Country;
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Category;

pub(super) const SPEC: Spec = Spec {
    id: 13,
    name: "HolderLimit",
    passes: "the movement makes no holder of the class beyond the number; a holder of the class that leaves makes room, and a holder is counted as it was admitted",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::HOLDERS,
    parameters: &[
        Parameter::required(
            "highest",
            "highest number of holders",
            Takes::Integer(u32::MAX as u64),
            Order::Lower,
        ),
        Parameter::optional("jurisdiction", "holders of", Takes::Country, Order::Unranked),
        Parameter::optional("category", "holders with", Takes::Category, Order::Unranked),
        Parameter::optional("without", "holders without", Takes::Category, Order::Unranked),
    ],
};

/// The parameters of HolderLimit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HolderLimit {
    /// Highest number of holders.
    pub highest: u32,
    /// Who is counted.
    #[serde(flatten)]
    pub class: HolderClass,
}

/// Which holders are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HolderClass {
    /// All.
    All {},
    /// Those of a jurisdiction.
    Jurisdiction(Country),
    /// Those that hold a category.
    Category(Category),
    /// Those that don't.
    Without(Category),
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    // None at all is no limit of holders but an instrument that nobody may hold.
    let highest = context.required(fields, "highest", |number| positive(number, u32::MAX))?;
    let owner = fields.owner().clone();
    let class = match (
        fields.optional("jurisdiction"),
        fields.optional("category"),
        fields.optional("without"),
    ) {
        (None, None, None) => HolderClass::All {},
        (Some(country), None, None) => HolderClass::Jurisdiction(country.parsed()?),
        (None, Some(category), None) => HolderClass::Category(category.parsed()?),
        (None, None, Some(category)) => HolderClass::Without(Cursor::parsed(&category)?),
        _ => {
            return Err(owner.error(
                "one rule counts one class of holders",
                "give one of `jurisdiction`, `category` and `without`, or none to count all",
            ));
        }
    };
    Ok(highest.map(|highest| Predicate::HolderLimit(HolderLimit { highest, class })))
}

/// Bits 0..31 the number, 32..39 the kind of class, 40..55 the jurisdiction or category.
pub(super) fn words(rule: &HolderLimit) -> Words {
    let (kind, value): (u8, u16) = match rule.class {
        HolderClass::All {} => (0, 0),
        HolderClass::Jurisdiction(country) => (1, country.numeric()),
        HolderClass::Category(category) => (2, category.bit().into()),
        HolderClass::Without(category) => (3, category.bit().into()),
    };
    inline(at(rule.highest, 0) | at(kind, 32) | at(value, 40))
}
