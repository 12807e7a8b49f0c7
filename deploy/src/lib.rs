//! Devnets, profiles, deployment and operations: the library behind the `corridor` command.

pub mod accounts;
mod advice;
pub mod bulk;
pub mod deployment;
pub mod devnet;
pub mod doctor;
pub mod explain;
pub mod home;
pub mod investors;
pub mod network;
pub mod operations;
pub mod register;
pub mod residence;
pub mod scenario;
mod slots;

pub use corridor_definitions::{
    calendar, identifiers, instrument, money, notice, profile, schedule, source, terms, vocabulary,
};
