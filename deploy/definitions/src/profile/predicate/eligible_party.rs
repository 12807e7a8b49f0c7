//! EligibleParty: each judged party matches a row of the allowlist.

use alloy_primitives::U256;
use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes};
use super::words::{Words, at, country_lanes, mask};
use super::{Context, Jurisdictions, Predicate};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::{Category, Flag};

/// An allowlist row names at most this many categories, each in four bits.
pub(in crate::profile) const CATEGORIES_PER_ROW: usize = 4;

pub(super) const SPEC: Spec = Spec {
    id: 3,
    name: "EligibleParty",
    passes: "each judged party matches a row",
    judges: Judges::Parties,
    needs_entrant: false,
    books: 0,
    parameters: &[Parameter::required("rows", "who is admitted", Takes::Rows, Order::Rows)],
};

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

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let rows = context.required(fields, "rows", |list| read_rows(context, list))?;
    Ok(rows.map(|rows| Predicate::EligibleParty { rows }))
}

fn read_rows(context: &Context<'_>, list: &Cursor<'_>) -> Result<Vec<EligibleRow>, SourceError> {
    let rows: Vec<EligibleRow> =
        list.items()?.iter().map(|row| read_row(context, row)).collect::<Result<_, _>>()?;
    if rows.is_empty() {
        return Err(list
            .error("there is no row, so nobody is eligible", "add a row, or halt the instrument"));
    }
    Ok(rows)
}

fn read_row(context: &Context<'_>, row: &Cursor<'_>) -> Result<EligibleRow, SourceError> {
    let mut fields = row.fields()?;
    let jurisdictions = context.jurisdictions(&mut fields)?;
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

/// Extra words: each row a head and its lanes of jurisdictions.
pub(super) fn words(rows: &[EligibleRow]) -> Words {
    (U256::ZERO, rows.iter().flat_map(row_words).collect())
}

/// The head word of a row and its lane words; a row of more categories than fit one head becomes several.
fn row_words(row: &EligibleRow) -> Vec<U256> {
    let EligibleRow { jurisdictions, categories, without } = row;
    let lanes = country_lanes(jurisdictions.countries());
    let tail = at(mask(without.iter().map(|flag| flag.mask())), 16)
        | at(jurisdictions.is_exclusive(), 40)
        | (U256::from(lanes.len()) << 48);
    let row = |list: &[Category]| std::iter::once(categories_of(list) | tail).chain(lanes.clone());
    if categories.is_empty() {
        return row(&[]).collect();
    }
    categories.chunks(CATEGORIES_PER_ROW).flat_map(row).collect()
}

/// Four bits a category, the first in the lowest, each one more than its number.
fn categories_of(categories: &[Category]) -> U256 {
    categories
        .iter()
        .rev()
        .fold(U256::ZERO, |list, category| (list << 4) | U256::from(category.bit() + 1))
}
