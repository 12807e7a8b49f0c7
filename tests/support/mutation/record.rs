//! `contracts/mutation`: what was found of each rule, and the mutants that nobody can tell from the rule, with reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use alloy::primitives::B256;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::sources::Sources;
use crate::checkout;

const FOLDER: &str = "contracts/mutation";

/// Written by people, beside the files that are written by the tool.
const EQUIVALENTS: &str = "contracts/mutation/equivalents.toml";

/// What was found of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Of what the files below said then.
    pub hash: B256,
    /// The rule and the code that it needs.
    pub sources: Vec<String>,
    /// The tests that noticed the mutants.
    pub tests: Vec<String>,
    /// Each mutant that was noticed, and the test that noticed it.
    pub killed: BTreeMap<String, String>,
    /// Those of which the compiler makes the same code: they are no changes.
    pub same_code: BTreeSet<String>,
    /// Those that no test noticed. That none can is for `equivalents.toml` to say.
    pub survived: BTreeSet<String>,
}

impl Entry {
    /// The hash of its files as they are now; none when one of them is gone.
    #[must_use]
    pub fn hash_now(&self, sources: &Sources) -> Option<B256> {
        let files: Vec<_> = self.sources.iter().chain(&self.tests).cloned().collect();
        sources.hash(&files).ok()
    }

    /// Whether it says what would be found now: of the same sources, of which none has changed.
    #[must_use]
    pub fn is_fresh(&self, rule: &str, sources: &Sources) -> bool {
        self.sources == sources.deciding(rule) && self.hash_now(sources) == Some(self.hash)
    }

    /// What is left to do when these mutants are called equivalent: to test what survives, and to strike what does not.
    #[must_use]
    pub fn problems(&self, rule: &str, called: &BTreeSet<String>) -> Vec<String> {
        let survivors = self.survived.difference(called).map(|mutant| {
            format!(
                "{rule} survives `{mutant}`: write the test that notices it, or say in {EQUIVALENTS} why none can"
            )
        });
        let misnamed = called.difference(&self.survived).map(|mutant| {
            format!(
                "{rule} has no surviving mutant `{mutant}`: a test notices it, or the source has changed; strike it from {EQUIVALENTS}"
            )
        });
        survivors.chain(misnamed).collect()
    }

    /// The names of all its mutants.
    #[must_use]
    pub fn mutants(&self) -> BTreeSet<&str> {
        self.killed
            .keys()
            .chain(&self.same_code)
            .chain(&self.survived)
            .map(String::as_str)
            .collect()
    }
}

/// The entry of a rule, if there is one.
///
/// # Errors
/// When its file cannot be understood.
pub fn entry(rule: &str) -> anyhow::Result<Option<Entry>> {
    let path = path(rule);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path)?;
    let entry = serde_json::from_str(&text);
    Ok(Some(entry.with_context(|| format!("{} is no result", path.display()))?))
}

/// Writes the entry of a rule.
///
/// # Errors
/// When it cannot be written.
pub fn write(rule: &str, entry: &Entry) -> anyhow::Result<()> {
    let path = path(rule);
    let text = format!("{}\n", serde_json::to_string_pretty(entry)?);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The rules that have an entry.
///
/// # Errors
/// When the folder cannot be listed.
pub fn rules() -> anyhow::Result<Vec<String>> {
    let files = checkout::files(FOLDER, ".json")?;
    let names = files.iter().filter_map(|file| file.file_stem());
    Ok(names.map(|name| name.to_string_lossy().into_owned()).collect())
}

fn path(rule: &str) -> PathBuf {
    checkout::root().join(FOLDER).join(format!("{rule}.json"))
}

/// A mutant that behaves as the rule does.
#[derive(Clone, Debug, Deserialize)]
pub struct Equivalent {
    /// The rule.
    pub rule: String,
    /// The mutant's name.
    pub mutant: String,
    /// Why no test can notice it.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
struct Equivalents {
    #[serde(default)]
    equivalent: Vec<Equivalent>,
}

/// The mutants of a rule that are called equivalent.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn called_equivalent(rule: &str) -> anyhow::Result<BTreeSet<String>> {
    let known = equivalents()?.into_iter().filter(|known| known.rule == rule);
    Ok(known.map(|known| known.mutant).collect())
}

/// All that are known.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn equivalents() -> anyhow::Result<Vec<Equivalent>> {
    let file: Equivalents = toml::from_str(&checkout::read(EQUIVALENTS)?)
        .with_context(|| format!("{EQUIVALENTS} is no list of equivalent mutants"))?;
    Ok(file.equivalent)
}
