//! What a deployed system is asked to do.
//!
//! Every operation is a value. [`Desk::perform`] resolves it into one transaction, judges the movement it makes, and
//! sends it as the account whose role it needs; on a [`Mode::DryRun`] it says what would be sent. A movement that is
//! refused is an [`OperationError::Refused`] with the full explanation, whether it was found before sending or after.

mod attest;
mod attestation;
mod clock;
mod desk;
mod enrol;
mod error;
mod facts;
mod force;
mod freeze;
mod halt;
mod instructions;
mod limit;
mod link;
mod many;
mod mint;
mod onboard;
mod recover;
mod redeem;
mod replace;
mod restrict;
mod show;
mod tap;
mod transfer;
mod verifier;

pub use attest::{Attest, Revoke};
pub use attestation::{
    ATTESTATION_SCHEMA, CategoryDay, RevokeAttestation, SignedAttestation, Statement,
    SubmitAttestation, attestation_domain,
};
pub use clock::StartClock;
pub use desk::{Desk, Mode, Operation, Performed, Prepared, Transaction, Who};
pub use enrol::RegisterMany;
pub use error::OperationError;
pub use facts::SetFacts;
pub use force::ForcedTransfer;
pub use freeze::{Freeze, Part, Unfreeze};
pub use halt::{SetHalted, SetPaused, WindDown};
pub use instructions::{Instruction, InstructionFile, Instructions};
pub use limit::{SetEntrant, SetLimit, SetRate};
pub use link::{LinkWallet, UnlinkWallet};
pub use many::{Giver, Moved};
pub use mint::Mint;
pub use onboard::{Conflict, InvestorFile, Onboarding, Register};
pub use recover::Recover;
pub use redeem::Redeem;
pub use replace::ReplaceRegime;
pub use restrict::Restrict;
pub use show::{BondView, CategoryView, HoldingView, InvestorView, LegView};
pub use tap::{AmendTerms, IncreaseVolume};
pub use transfer::{Approve, Transfer};
pub use verifier::{SetVerifierScope, VerifierView};
