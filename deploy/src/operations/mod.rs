//! What a deployed system is asked to do.
//!
//! Every operation is a value. [`Desk::perform`] resolves it into one transaction, judges the movement it makes, and
//! sends it as the account whose role it needs; on a [`Mode::DryRun`] it says what would be sent. A movement that is
//! refused is an [`OperationError::Refused`] with the full explanation, whether it was found before sending or after.

mod clock;
mod desk;
mod error;
mod force;
mod freeze;
mod halt;
mod mint;
mod redeem;
mod transfer;

pub use clock::StartClock;
pub use desk::{Desk, Mode, Operation, Performed, Prepared, Transaction, Who};
pub use error::OperationError;
pub use force::ForcedTransfer;
pub use freeze::{Freeze, Part, Unfreeze};
pub use halt::{SetHalted, SetPaused, WindDown};
pub use mint::Mint;
pub use redeem::Redeem;
pub use transfer::{Approve, Transfer};
