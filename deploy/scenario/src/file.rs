//! A scenario file, read and checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::InvestorKind;
use corridor_deploy::profile::BoundProfile;
use corridor_deploy::residence::Residence;
use corridor_deploy::source::{Source, one_of};
use corridor_deploy::terms::Security;
use corridor_deploy::vocabulary::{Category, Flag};

use super::{Action, ScenarioError, Wallet, read};

/// Scenarios that share a bond, regimes and investors.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Short name, unique among scenario files.
    pub id: String,
    /// What its scenarios have in common.
    pub title: String,
    /// The first day, unless a scenario has its own.
    pub start: UtcDay,
    /// The bonds; a step is about the first unless it names another one.
    pub bonds: Vec<Security>,
    /// The regimes it is put under.
    pub settings: Vec<Setting>,
    /// Who takes part.
    pub investors: Vec<Investor>,
    /// The scenarios, in file order.
    pub scenarios: Vec<Scenario>,
    pub(super) source: String,
}

/// A regime that a bond is put under: a profile with its inputs, and the leg that steps mean.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Short name within the file; that of the profile unless the file says otherwise.
    pub name: String,
    /// The profile with its inputs.
    pub profile: BoundProfile,
    /// The leg that a step is about when it names none.
    pub leg: String,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Investor {
    /// What steps call it.
    pub name: String,
    /// Whether anybody registered it; a stranger has no standing at all.
    pub registered: bool,
    /// Where it resides or is organised.
    pub jurisdiction: Option<Residence>,
    /// Person or organisation.
    pub kind: InvestorKind,
    /// Attested categories, each with its last valid day.
    pub categories: Vec<(Category, UtcDay)>,
    /// Flags, restrictions included; that of a natural person follows from the kind.
    pub flags: Vec<Flag>,
    /// How many wallets are registered; steps may link more.
    pub wallets: u8,
}

/// Steps that begin on a fresh chain.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Short name, unique within the file.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Rules, or token facts, that it is about.
    pub rules: Vec<String>,
    /// The boundary that it holds, in words, if it holds one.
    pub boundary: Option<String>,
    /// The settings that it runs under.
    pub under: Vec<String>,
    /// The first day.
    pub start: UtcDay,
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// Its line in the file.
    pub line: usize,
}

/// One thing that happens, and what must come of it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its line in the file.
    pub line: usize,
    /// When, in unix seconds.
    pub at: u64,
    /// What.
    pub action: Action,
    /// Of which bond, by the id of its terms; the first of the file when missing.
    pub bond: Option<String>,
    /// On which leg; that of the setting when missing.
    pub leg: Option<String>,
    /// What must come of it.
    pub expectation: Expectation,
    /// What the step is there for.
    pub note: Option<String>,
}

/// What must come of a step, under each setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// Under settings that have nothing of their own.
    pub everywhere: Expected,
    /// Under a setting.
    pub under: BTreeMap<String, Expected>,
}

/// What must come of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// It is done.
    #[default]
    Done,
    /// It is refused by exactly these rules and token facts.
    RefusedBy(BTreeSet<String>),
    /// A contract refuses it with this error, which is no verdict.
    FailsWith(String),
}

impl Expectation {
    /// What must come of the step under a setting.
    #[must_use]
    pub fn under(&self, setting: &str) -> &Expected {
        self.under.get(setting).unwrap_or(&self.everywhere)
    }
}

impl ScenarioFile {
    /// Reads a scenario file.
    ///
    /// # Errors
    ///
    /// The file can't be read or is wrong, or a profile or terms that it names are.
    pub fn read(path: &Path) -> Result<Self, ScenarioError> {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self::parse_in(Source::read(path)?, &folder)
    }

    /// Parses and checks the text of a scenario file that names no other file.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn parse(source: Source) -> Result<Self, ScenarioError> {
        Self::parse_in(source, Path::new(""))
    }

    fn parse_in(source: Source, folder: &Path) -> Result<Self, ScenarioError> {
        read::file(source, folder)
    }

    /// What messages call the file.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The setting of that name.
    ///
    /// # Errors
    ///
    /// The file has none.
    pub fn setting(&self, name: &str) -> Result<&Setting, ScenarioError> {
        self.settings.iter().find(|setting| setting.name == name).ok_or_else(|| {
            ScenarioError::UnknownSetting {
                file: self.source.clone(),
                name: name.to_owned(),
                hint: one_of(name, self.settings.iter().map(|setting| setting.name.as_str())),
            }
        })
    }
}

impl Scenario {
    /// The wallets that its steps are about, each once.
    pub fn wallets(&self) -> impl Iterator<Item = &Wallet> {
        let all: BTreeSet<&Wallet> =
            self.steps.iter().flat_map(|step| step.action.wallets()).collect();
        all.into_iter()
    }
}

/// The scenario files at paths: files as they are, folders with everything below them that ends in `.toml`, in order.
///
/// # Errors
///
/// A path can't be read, there is no file, a file is wrong, or two files have one id.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<ScenarioFile>, ScenarioError> {
    let mut found = Vec::new();
    for path in paths {
        collect(path, &mut found)?;
    }
    if let (true, Some(path)) = (found.is_empty(), paths.first()) {
        return Err(ScenarioError::Empty { path: path.clone() });
    }
    let mut files: Vec<ScenarioFile> = Vec::new();
    for path in found {
        let file = ScenarioFile::read(&path)?;
        if let Some(other) = files.iter().find(|other| other.id == file.id) {
            let (id, first, second) = (file.id, other.source.clone(), file.source);
            return Err(ScenarioError::TwoFiles { id, first, second });
        }
        files.push(file);
    }
    Ok(files)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), ScenarioError> {
    let unreadable = |cause| ScenarioError::Folder { path: path.to_owned(), cause };
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(unreadable)?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() || entry.extension().is_some_and(|extension| extension == "toml") {
            collect(&entry, found)?;
        }
    }
    Ok(())
}
