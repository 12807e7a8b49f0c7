//! Between references, which people write, and commitments, which entries go by.

use std::collections::BTreeSet;

use alloy::primitives::B256;

use super::{BookError, EntryRow, HolderBook, Owner};
use crate::deployment::Manifest;
use crate::investors::{InvestorError, PrivateBook};
use crate::network::Connection;
use crate::register::{DEFAULT_SPAN, Register, Registrations};

/// The commitment of every row's investor, by the private book and the registrations on chain.
///
/// # Errors
///
/// A reference is nobody's or was not registered yet, or the endpoint or the private book can't be read.
pub async fn identify(
    connection: &Connection,
    manifest: &Manifest,
    private: &PrivateBook,
    file: &str,
    rows: Vec<EntryRow>,
) -> Result<Vec<(B256, String, Owner)>, BookError> {
    let mut numbered = Vec::with_capacity(rows.len());
    for row in rows {
        let known = private.by_reference(&row.reference)?;
        let investor = known.as_ref().and_then(|known| known.id);
        let investor = investor.ok_or_else(|| match known {
            None => unknown(file, &row, "is not in the private book of the deployment"),
            Some(_) => unknown(file, &row, "is not registered on chain yet"),
        })?;
        numbered.push((investor, row));
    }
    let investors: BTreeSet<u64> = numbered.iter().map(|(investor, _)| *investor).collect();
    let found = Registrations::read(connection, manifest, &investors, DEFAULT_SPAN).await?;
    let identified = numbered.into_iter().map(|(investor, row)| match found.of(investor) {
        Some(commitment) => Ok((commitment, row.reference, row.owner)),
        None => {
            Err(unknown(file, &row, "has no registration among the events of the chain").into())
        }
    });
    identified.collect()
}

fn unknown(file: &str, row: &EntryRow, is_what: &str) -> InvestorError {
    InvestorError::Invalid {
        file: file.to_owned(),
        line: row.line,
        field: "id",
        wrong: format!("`{}` {is_what}", row.reference),
        hint: "check the reference, or import the investor first".to_owned(),
    }
}

impl Register {
    /// Says of every holder what the book says. The commitments were added before.
    ///
    /// # Errors
    ///
    /// The database refuses.
    pub fn add_owners(&mut self, book: &HolderBook) -> Result<(), BookError> {
        for holder in self.holders.iter_mut().chain(&mut self.cancelled) {
            if let Some(commitment) = holder.commitment {
                holder.owner = book.by_commitment(commitment)?.map(|entry| entry.owner);
            }
        }
        Ok(())
    }
}
