//! What the files of a user define: profiles, terms, the words and numbers in them, and what follows from them without a chain.

pub mod calendar;
pub mod distribution;
pub mod identifiers;
pub mod instrument;
pub mod lines;
pub mod money;
pub mod notice;
pub mod owner;
pub mod profile;
pub mod schedule;
pub mod source;
pub mod terms;
pub mod text;
pub mod vocabulary;
pub mod whole_file;
