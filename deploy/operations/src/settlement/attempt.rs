//! What a run of an allotment writes down, so that an interrupted one goes on where it was and nothing is done twice.

use std::path::Path;

use alloy::primitives::{Address, Bytes, U256};
use alloy::sol_types::SolCall as _;
use corridor_bindings::Settlement;
use corridor_deploy::bulk::{BulkCall, Source};
use corridor_deploy::home::{Visibility, read_optional, write_atomic};

use super::order::SignedOrder;
use super::subscription::SubscriptionOrder;
use crate::OperationError;

/// What each order of a book gets: nothing is known of those that were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shares {
    /// By which rule, in which size: a book that was begun is not allotted otherwise.
    pub(super) terms: String,
    pub(super) of_orders: Vec<Option<u128>>,
}

const REFUSED: &str = "refused";

impl Shares {
    pub(super) fn of(&self, index: usize) -> u128 {
        self.of_orders.get(index).copied().flatten().unwrap_or_default()
    }

    /// Whether nobody gets anything.
    pub(super) fn is_nothing(&self) -> bool {
        self.of_orders.iter().flatten().all(|units| *units == 0)
    }

    pub(super) fn read(path: &Path) -> Result<Option<Self>, OperationError> {
        let Some(text) = read_optional(path)? else { return Ok(None) };
        let damaged = || OperationError::BadAllotment { file: path.display().to_string() };
        let (terms, rows) = text.split_once('\n').ok_or_else(damaged)?;
        let share = |row: &str| match row {
            REFUSED => Ok(None),
            units => units.parse().map(Some).map_err(|_| damaged()),
        };
        let of_orders = rows.lines().map(share).collect::<Result<_, _>>()?;
        Ok(Some(Self { terms: terms.to_owned(), of_orders }))
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), OperationError> {
        let row = |share: &Option<u128>| match share {
            None => format!("{REFUSED}\n"),
            Some(units) => format!("{units}\n"),
        };
        let rows: String = self.of_orders.iter().map(row).collect();
        let text = format!("{}\n{rows}", self.terms);
        Ok(write_atomic(path, text.as_bytes(), Visibility::Private)?)
    }
}

/// What is sent in one go: orders of the book, with what each still gets.
pub(super) fn read_rows(path: &Path) -> Result<Option<Vec<(usize, u128)>>, OperationError> {
    let Some(text) = read_optional(path)? else { return Ok(None) };
    let damaged = || OperationError::BadAllotment { file: path.display().to_string() };
    let row = |line: &str| {
        let (index, units) = line.split_once(',')?;
        Some((index.parse().ok()?, units.parse().ok()?))
    };
    text.lines().map(|line| row(line).ok_or_else(damaged)).collect::<Result<_, _>>().map(Some)
}

pub(super) fn write_rows(path: &Path, rows: &[(usize, u128)]) -> Result<(), OperationError> {
    let text: String = rows.iter().map(|(index, units)| format!("{index},{units}\n")).collect();
    Ok(write_atomic(path, text.as_bytes(), Visibility::Private)?)
}

/// The batches of a run, behind what an earlier one has sent.
pub(super) struct Batches {
    contract: Address,
    rows: Vec<(SignedOrder<SubscriptionOrder>, u128)>,
    row: u64,
}

impl Batches {
    pub(super) fn new(
        contract: Address,
        rows: Vec<(SignedOrder<SubscriptionOrder>, u128)>,
        skip: u64,
    ) -> Self {
        let row = skip.min(rows.len() as u64);
        Self { contract, rows, row }
    }

    fn call(&self, start: usize, end: usize) -> Option<Bytes> {
        let batch = self.rows.get(start..end).filter(|batch| !batch.is_empty())?;
        let allocations = batch.iter().map(|(order, units)| order.encode(*units)).collect();
        Some(Settlement::allotCall { allocations }.abi_encode().into())
    }
}

impl Source for Batches {
    type Error = OperationError;

    async fn next(&mut self, rows: usize) -> Result<Option<BulkCall>, OperationError> {
        let start = usize::try_from(self.row).unwrap_or(usize::MAX);
        let end = self.rows.len().min(start.saturating_add(rows));
        let Some(data) = self.call(start, end) else { return Ok(None) };
        self.row = end as u64;
        let rows = (end - start) as u64;
        Ok(Some(BulkCall {
            to: self.contract,
            data,
            rows,
            last_row: self.row,
            skipped: Vec::new(),
        }))
    }
}

/// The number by which an order of a book is cancelled: 64 bits that follow from the book and its line.
pub(super) fn nonce_of(book: alloy::primitives::B256, line: u64) -> U256 {
    let hash = alloy::primitives::keccak256([book.as_slice(), &line.to_be_bytes()].concat());
    U256::from_be_slice(&hash[..8])
}
