//! Devnets, profiles, deployment and explanations: the library behind the `corridor` command.

pub mod advice;
pub mod bulk;
pub mod deployment;
pub mod explain;
pub mod investors;
pub mod json;
pub mod register;
pub mod residence;
pub mod slots;
pub mod unlinked;

pub use corridor_definitions::{
    calendar, distribution, identifiers, instrument, lines, money, notice, owner, profile,
    schedule, source, terms, text, vocabulary, whole_file,
};
pub use corridor_nodes::{accounts, devnet, home, network};
