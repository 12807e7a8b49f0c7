//! Devnets, profiles, deployment and operations: the library behind the `corridor` command.

pub mod accounts;
pub mod bulk;
pub mod calendar;
pub mod deployment;
pub mod devnet;
pub mod doctor;
pub mod explain;
pub mod home;
pub mod identifiers;
pub mod investors;
pub mod money;
pub mod network;
pub mod operations;
pub mod profile;
pub mod register;
pub mod residence;
pub mod scenario;
pub mod schedule;
pub mod source;
pub mod terms;
pub mod vocabulary;
