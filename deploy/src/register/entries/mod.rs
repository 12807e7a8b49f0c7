//! Entries for the book of holders: from references, which people write, to commitments, which the book goes by.

mod file;

use std::collections::BTreeSet;

use alloy::primitives::B256;

use super::{DEFAULT_SPAN, RegisterError, Registrations};
use crate::deployment::Manifest;
use crate::investors::{BookError, InvestorError, PrivateBook};
use crate::network::Connection;
use crate::owner::Owner;

pub use file::{COLUMNS, EntryRow, read};

/// Why entries cannot be brought to their investors.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// A row names nobody who is registered.
    #[error(transparent)]
    Row(#[from] InvestorError),
    /// The private book could not be read.
    #[error(transparent)]
    Private(#[from] BookError),
    /// The registrations could not be read.
    #[error(transparent)]
    Register(Box<RegisterError>),
}

impl From<RegisterError> for EntryError {
    fn from(error: RegisterError) -> Self {
        Self::Register(Box::new(error))
    }
}

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
) -> Result<Vec<(B256, String, Owner)>, EntryError> {
    let mut numbered = Vec::with_capacity(rows.len());
    for row in rows {
        let known = private.by_reference(&row.reference)?;
        let investor = known.as_ref().and_then(|known| known.id);
        let investor = investor.ok_or_else(|| match known {
            None => unknown(file, row.line, "is not in the private book of the deployment"),
            Some(_) => unknown(file, row.line, "is not registered on chain yet"),
        })?;
        numbered.push((investor, row));
    }
    let investors: BTreeSet<u64> = numbered.iter().map(|(investor, _)| *investor).collect();
    let found = Registrations::read(connection, manifest, &investors, DEFAULT_SPAN).await?;
    let identified = numbered.into_iter().map(|(investor, row)| match found.of(investor) {
        Some(commitment) => Ok((commitment, row.reference, row.owner)),
        None => {
            Err(unknown(file, row.line, "has no registration among the events of the chain").into())
        }
    });
    identified.collect()
}

/// The reference is not repeated: where columns are exchanged, it is a name.
fn unknown(file: &str, line: u64, is_what: &str) -> InvestorError {
    InvestorError::Invalid {
        file: file.to_owned(),
        line,
        field: "id",
        wrong: format!("the reference {is_what}"),
        hint: "check the reference, or import the investor first".to_owned(),
    }
}
