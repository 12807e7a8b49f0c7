//! Plays many scenarios: one chain for each regime, several chains at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use alloy::primitives::{B256, keccak256};
use corridor_deploy::profile::BoundProfile;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::{
    Action, ChainWorld, Scenario, ScenarioError, ScenarioFile, ScenarioReport, Setting, Stage, play,
};

/// How long before the first scenario a chain's clock begins: deploying takes its seconds.
const PREPARATION: u64 = 86_400;

/// Plays scenarios on chains of its own.
#[derive(Clone, Debug)]
pub struct Company {
    anvil: PathBuf,
    chains: usize,
}

/// A scenario under one of its settings.
#[derive(Clone, Debug)]
pub struct Job {
    file: Arc<ScenarioFile>,
    scenario: usize,
    setting: usize,
}

/// What an observer is told.
#[derive(Debug)]
#[non_exhaustive]
pub enum Progress<'p> {
    /// A chain has started and has its regimes.
    Staged(&'p str),
    /// A scenario has been played.
    Played(&'p ScenarioReport),
}

/// What the chains send home.
enum Message {
    Staged(String),
    Played(usize, Box<ScenarioReport>),
}

/// The scenarios of one chain, with their places in the whole.
type Group = Vec<(usize, Job)>;

impl Job {
    /// Every scenario of the files under each of its settings, in order.
    pub fn all(files: &[Arc<ScenarioFile>]) -> Vec<Self> {
        let of_file = |file: &Arc<ScenarioFile>| {
            let scenarios = file.scenarios.iter().enumerate();
            let jobs = scenarios.flat_map(|(scenario, content)| {
                let settings = file.settings.iter().enumerate();
                let wanted = settings.filter(|(_, setting)| content.under.contains(&setting.name));
                wanted.map(move |(setting, _)| Self { file: file.clone(), scenario, setting })
            });
            jobs.collect::<Vec<_>>()
        };
        files.iter().flat_map(of_file).collect()
    }

    /// What names its scenario in reports: the file's id and its own.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.file.id, self.scenario().id)
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &ScenarioFile {
        &self.file
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.file.scenarios[self.scenario]
    }

    /// The setting.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.file.settings[self.setting]
    }

    /// Scenarios of the same bonds under one bound profile share a chain.
    fn stage_key(&self) -> Result<(B256, B256), ScenarioError> {
        let mut hashes = Vec::new();
        for bond in &self.file.bonds {
            let hash = bond.hash().map_err(|cause| ScenarioError::Terms {
                file: self.file.source().to_owned(),
                line: self.scenario().line,
                cause: Box::new(cause),
            })?;
            hashes.extend(hash);
        }
        Ok((keccak256(hashes), self.setting().profile.hash()))
    }

    /// The profiles whose regimes the scenario puts in force.
    fn replacements(&self) -> impl Iterator<Item = &BoundProfile> {
        let steps = self.scenario().steps.iter();
        let names = steps.filter_map(|step| match &step.action {
            Action::ReplaceRegime(with) => Some(with),
            _ => None,
        });
        names.filter_map(|name| Some(&self.file.setting(name).ok()?.profile))
    }
}

impl Company {
    /// A company that starts its chains with this Anvil, two at a time.
    #[must_use]
    pub fn new(anvil: impl Into<PathBuf>) -> Self {
        Self { anvil: anvil.into(), chains: 2 }
    }

    /// Plays the jobs and reports them in their order. What is not as expected is in the reports.
    ///
    /// # Errors
    ///
    /// A chain doesn't start, or a step could not be tried at all; nothing further is played then.
    pub async fn play(
        &self,
        jobs: Vec<Job>,
        progress: &mut (dyn FnMut(Progress<'_>) + Send),
    ) -> Result<Vec<ScenarioReport>, ScenarioError> {
        let count = jobs.len();
        let mut waiting = groups(jobs)?;
        // The longest first: the short ones fill what is left.
        waiting.sort_by_key(|group| group.len());
        let (home, mut messages) = mpsc::unbounded_channel();
        let mut tasks: JoinSet<Result<(), ScenarioError>> = JoinSet::new();
        let mut reports: Vec<Option<ScenarioReport>> = vec![None; count];
        loop {
            while tasks.len() < self.chains
                && let Some(group) = waiting.pop()
            {
                let (anvil, home) = (self.anvil.clone(), home.clone());
                tasks.spawn_blocking(move || on_this_thread(&anvil, group, &home));
            }
            tokio::select! {
                biased;
                Some(message) = messages.recv() => note(message, &mut reports, progress),
                Some(ended) = tasks.join_next() => {
                    ended.map_err(|error| ScenarioError::Broken(error.to_string()))??;
                }
                else => break,
            }
            if tasks.is_empty() && waiting.is_empty() {
                break;
            }
        }
        while let Ok(message) = messages.try_recv() {
            note(message, &mut reports, progress);
        }
        Ok(reports.into_iter().flatten().collect())
    }
}

/// The jobs by chain.
fn groups(jobs: Vec<Job>) -> Result<Vec<Group>, ScenarioError> {
    let mut groups: Vec<((B256, B256), Group)> = Vec::new();
    for (place, job) in jobs.into_iter().enumerate() {
        let key = job.stage_key()?;
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push((place, job)),
            None => groups.push((key, vec![(place, job)])),
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

fn note(
    message: Message,
    reports: &mut [Option<ScenarioReport>],
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) {
    match message {
        Message::Staged(setting) => progress(Progress::Staged(&setting)),
        Message::Played(place, report) => {
            progress(Progress::Played(&report));
            reports[place] = Some(*report);
        }
    }
}

/// Each chain has a thread of its own: what explains and deploys need not be able to move between threads. It ends early
/// when nobody listens any more.
fn on_this_thread(
    anvil: &Path,
    group: Group,
    home: &mpsc::UnboundedSender<Message>,
) -> Result<(), ScenarioError> {
    Handle::current().block_on(async {
        tokio::select! {
            played = play_group(anvil, group, home) => played,
            () = home.closed() => Ok(()),
        }
    })
}

/// Plays the scenarios of one chain, one after the other.
async fn play_group(
    anvil: &Path,
    group: Group,
    home: &mpsc::UnboundedSender<Message>,
) -> Result<(), ScenarioError> {
    let Some(stage) = stage(&group) else { return Ok(()) };
    let mut world = ChainWorld::start(anvil, &stage).await?;
    // Whoever listens no longer has given up, and so may this.
    let _ = home.send(Message::Staged(stage.profile.profile().id.clone()));
    for (place, job) in group {
        let report = play(&mut world, job.file(), job.scenario(), job.setting()).await?;
        let _ = home.send(Message::Played(place, Box::new(report)));
    }
    Ok(())
}

/// What the chain of a group has to have.
pub(super) fn stage(group: &[(usize, Job)]) -> Option<Stage> {
    let first = &group.first()?.1;
    let start = group.iter().map(|(_, job)| job.scenario().start).min()?;
    let mut others: Vec<BoundProfile> = Vec::new();
    for profile in group.iter().flat_map(|(_, job)| job.replacements()) {
        let known = std::iter::once(&first.setting().profile).chain(&others);
        if known.into_iter().all(|known| known.hash() != profile.hash()) {
            others.push(profile.clone());
        }
    }
    Some(Stage {
        bonds: first.file.bonds.clone(),
        profile: first.setting().profile.clone(),
        others,
        genesis: start.start_seconds().saturating_sub(PREPARATION),
    })
}
