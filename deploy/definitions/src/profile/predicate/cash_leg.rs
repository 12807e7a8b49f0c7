//! CashLeg: what is paid is money, or an asset, of an admitted class.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, inline, mask};
use super::{Context, Predicate};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::Cash;

pub(super) const SPEC: Spec = Spec {
    id: 26,
    name: "CashLeg",
    passes: "what is paid for the movement is of one of the classes; a movement without payment passes",
    judges: Judges::Movement,
    needs_entrant: false,
    books: 0,
    parameters: &[Parameter::required(
        "classes",
        "classes of cash that are admitted",
        Takes::Cash,
        Order::Fewer,
    )],
};

/// The parameters of CashLeg.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CashLeg {
    /// The classes that pass.
    pub classes: Vec<Cash>,
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let classes = context.required(fields, "classes", |list| list.distinct(Cursor::parsed))?;
    Ok(classes.map(|classes| Predicate::CashLeg(CashLeg { classes })))
}

/// Bits 0..15 the classes.
pub(super) fn words(rule: &CashLeg) -> Words {
    inline(at(mask(rule.classes.iter().map(|class| class.mask())), 0))
}
