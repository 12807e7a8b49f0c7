//! Why a contract refused a transaction.

use alloy::primitives::TxHash;
use corridor_bindings::revert::Revert;

use super::BulkFailure;

/// Why a transaction was refused, in words, and whether by the regime.
#[derive(Debug)]
pub(super) struct Refusal {
    reason: String,
    by_regime: bool,
}

impl Refusal {
    pub(super) fn decode(data: &[u8]) -> Self {
        let revert = Revert::decode(data);
        Self { reason: revert.to_string(), by_regime: revert.is_by_regime() }
    }

    /// One that does not come from the regime.
    pub(super) const fn other(reason: String) -> Self {
        Self { reason, by_regime: false }
    }

    pub(super) fn of(self, hash: Option<TxHash>, rows: u64, last_row: u64) -> BulkFailure {
        let Self { reason, by_regime } = self;
        BulkFailure { hash, rows, last_row, reason, by_regime }
    }
}
