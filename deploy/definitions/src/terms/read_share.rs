//! Reading the terms of a share.

use super::ShareTerms;
use super::read::{Identity, countable, identity, legs, provenance, token_text};
use crate::identifiers::Currency;
use crate::money::Amount;
use crate::source::{Cursor, Document, SourceError};

/// Reads and checks them.
pub(super) fn terms(document: Document) -> Result<ShareTerms, SourceError> {
    let root = document.root();
    let mut fields = root.fields()?;
    fields.required("schema")?.integer(1, 1)?;
    fields.required("kind")?;
    let Identity { id, replica, name, symbol, issuer, isin } = identity(&mut fields)?;
    let cfi = fields.required("cfi")?.parsed()?;
    let share_class = token_text(&fields.required("share_class")?)?;
    let nominal_value =
        fields.optional("nominal_value").map(|cursor| cursor.parsed()).transpose()?;
    let shares_authorised = number_of_shares(&fields.required("shares_authorised")?)?;
    let issue_date = countable(&fields.required("issue_date")?)?;
    let legs = legs(&fields.required("leg")?)?;
    let (sources, assumptions) = provenance(&mut fields)?;
    fields.finish()?;
    Ok(ShareTerms {
        id,
        replica,
        name,
        symbol,
        issuer,
        isin,
        cfi,
        share_class,
        nominal_value,
        shares_authorised,
        issue_date,
        legs,
        sources,
        assumptions,
        document,
    })
}

fn number_of_shares(cursor: &Cursor<'_>) -> Result<Amount, SourceError> {
    let amount: Amount = cursor.parsed()?;
    if amount.currency() != Currency::UNIT || amount.units() == 0 {
        let wrong = format!("{amount} is no number of shares");
        return Err(cursor.error(wrong, "write how many, e.g. \"1,000,000 shares\""));
    }
    Ok(amount)
}
