//! Deployment as plan, apply and verify, recorded in one manifest a chain.
//!
//! A [`Goal`] says what should be there. [`Deployment::plan`] holds it against the manifest and the chain and lists the
//! missing [`Step`]s; [`Deployment::apply`] carries them out, keeping every transaction in the manifest before it is
//! sent and after it is mined, so that an interrupted run is continued and a second one finds nothing to do;
//! [`verify`](Deployment::verify) reads everything back from the chain and lists what differs.

mod actors;
mod apply;
mod bound;
mod calls;
mod cash;
mod contracts;
mod diff;
mod error;
mod foresee;
mod goal;
mod leg_rules;
mod manifest;
mod moved;
mod not_in_force;
mod plan;
pub(crate) mod reads;
mod record;
pub mod roles;
mod routes;
mod schedule;
mod state;
mod step;
mod token;
mod verify;

pub use actors::Actors;
pub use apply::{Applied, AppliedStep, Deployment, Observer, Progress, Waiting};
pub use bound::BoundProfiles;
pub use calls::{Decision, Work};
pub use cash::{CashRecord, CashTerms};
pub use contracts::SystemContract;
pub use diff::ProfileChange;
pub use error::DeploymentError;
pub use foresee::{Outlook, PlannedReplacement};
pub use goal::{Goal, Instrument, fixed};
pub use leg_rules::{enters_by_clock, objection_days, restarting_flags, uses_clock};
pub use manifest::{
    BondRecord, ContractRecord, EntrantRecord, LegRecord, MANIFEST_SCHEMA, Manifest, ManifestStore,
    Pending, ProfileRecord, RegimeRecord,
};
pub use not_in_force::limit_to_set;
pub use plan::{Plan, WaitingReplacement, plan};
pub use reads::{logs, read, read_many};
pub use schedule::{ScheduledRegime, scheduled_regimes};
pub use state::{ChainState, fixed_lei};
pub use step::{Signer, Step};
pub(crate) use token::{Created, CreatedTerms};
pub use verify::{Finding, Severity, Verification};
