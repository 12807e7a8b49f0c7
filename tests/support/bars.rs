//! Measured entries of `contracts/snapshots`, and the bars of `bench/bars.toml` that some are held against.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checkout;

/// The file of bars.
#[derive(Debug, Deserialize)]
pub struct Bars {
    /// The bars.
    pub bar: Vec<Bar>,
}

/// The most that an entry should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The file of the entry, without its ending.
    pub group: String,
    /// The entry.
    pub entry: String,
    /// Gas, bytes, or thousandths of a plain transfer.
    pub at_most: u64,
    /// What a missed bar is measured at; it may not grow. None where the bar holds.
    #[serde(default)]
    pub missed_at: Option<u64>,
}

impl Bars {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// It can't be read or understood.
    pub fn read() -> anyhow::Result<Self> {
        Ok(toml::from_str(&checkout::read("tests/bench/bars.toml")?)?)
    }
}

/// What was measured, by entry.
///
/// # Errors
///
/// There is no such group, or its file is not understood.
pub fn entries(group: &str) -> anyhow::Result<BTreeMap<String, String>> {
    Ok(serde_json::from_str(&checkout::read(&format!("contracts/snapshots/{group}.json"))?)?)
}
