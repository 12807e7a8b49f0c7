//! What the demonstration does, read from `cli/demo/demo.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The demonstration's data, compiled in.
const SCRIPT: &str = include_str!("../../../demo/demo.toml");

/// The demonstration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    pub(super) disclaimer: String,
    #[serde(rename = "bond")]
    pub(super) bonds: Vec<Bond>,
    #[serde(rename = "chapter")]
    pub(super) chapters: Vec<Chapter>,
    #[serde(rename = "column")]
    pub(super) columns: Vec<Column>,
    #[serde(rename = "question")]
    pub(super) questions: Vec<Asked>,
}

/// A bond under a profile.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bond {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) terms: String,
    pub(super) profile: String,
    pub(super) inputs: BTreeMap<String, String>,
}

/// Steps under a heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chapter {
    pub(super) title: String,
    #[serde(rename = "step")]
    pub(super) steps: Vec<Step>,
}

/// What is done in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Act {
    Mint,
    Transfer,
    Force,
    Freeze,
    Redeem,
    Revoke,
    Clock,
    Tap,
    Travel,
}

/// A step, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    #[serde(rename = "do")]
    pub(super) act: Act,
    #[serde(default)]
    pub(super) bond: String,
    pub(super) leg: Option<String>,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
    #[serde(default)]
    pub(super) amount: String,
    #[serde(default)]
    pub(super) category: String,
    #[serde(default)]
    pub(super) days: u32,
    pub(super) note: String,
    #[serde(default)]
    pub(super) refused_by: Vec<String>,
}

/// A column of the comparison: a leg, who gives there, and on which day after the clock's start.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) title: String,
    pub(super) bond: String,
    pub(super) leg: String,
    pub(super) holder: String,
    pub(super) day: Option<u16>,
}

/// A row of the comparison.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) to: Option<String>,
    pub(super) amount: String,
}

impl Script {
    /// The compiled-in demonstration.
    ///
    /// # Errors
    ///
    /// The file is wrong.
    pub(super) fn load() -> anyhow::Result<Self> {
        Ok(toml::from_str(SCRIPT)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_well_formed() {
        let script = Script::load().unwrap();
        let known = |key: &str| script.bonds.iter().any(|bond| bond.key == key);
        for step in script.chapters.iter().flat_map(|chapter| &chapter.steps) {
            assert!(step.bond.is_empty() || known(&step.bond), "{}", step.note);
        }
        assert!(script.columns.iter().all(|column| known(&column.bond)));
    }
}
