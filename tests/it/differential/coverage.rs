//! What the histories have tried.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use corridor_deploy::explain::token_fact_names;
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_deploy::vocabulary::Movement;
use corridor_scenario::ScenarioFile;

use crate::model::{Regime, Verdict};

/// Numbers of verdicts.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    /// Allowed and refused movements by kind.
    pub(super) kinds: BTreeMap<&'static str, [usize; 2]>,
    /// How often each rule of a profile passed and refused. Token facts have no profile, and pass unseen.
    pub(super) rules: BTreeMap<(String, String), [usize; 2]>,
    /// Acts by name, done and failed.
    pub(super) acts: BTreeMap<String, [usize; 2]>,
}

/// What a movement between two legs is counted as.
pub(super) const EXCHANGE: &str = "exchange";

/// What a token fact stands under in the place of a profile.
pub(super) const TOKEN: &str = "token";

impl Coverage {
    /// Notes a verdict that was given under these regimes.
    pub(super) fn note(&mut self, kind: &'static str, regimes: &[Regime], verdict: &Verdict) {
        let refused = usize::from(!verdict.refused.is_empty());
        self.kinds.entry(kind).or_default()[refused] += 1;
        for (rules, place) in [(&verdict.passed, 0), (&verdict.refused, 1)] {
            for rule in rules {
                let profile = profile_of(rule, regimes);
                self.rules.entry(key(profile, rule)).or_default()[place] += 1;
            }
        }
    }

    pub(super) fn note_act(&mut self, name: &str, is_done: bool) {
        self.acts.entry(name.to_owned()).or_default()[usize::from(!is_done)] += 1;
    }

    /// How often a rule, or a token fact, has refused.
    pub(super) fn refusals(&self, profile: &str, rule: &str) -> usize {
        self.rules.get(&key(profile, rule)).map_or(0, |counts| counts[1])
    }

    /// Whether a rule has passed.
    pub(super) fn has_passed(&self, profile: &str, rule: &str) -> bool {
        self.rules.get(&key(profile, rule)).is_some_and(|counts| counts[0] != 0)
    }

    pub(super) fn movements(&self) -> usize {
        self.kinds.values().flatten().sum()
    }

    pub(super) fn allowed(&self) -> usize {
        self.kinds.values().map(|counts| counts[0]).sum()
    }

    pub(super) fn add(&mut self, other: &Self) {
        let add = |mine: &mut [usize; 2], others: &[usize; 2]| {
            mine[0] += others[0];
            mine[1] += others[1];
        };
        for (kind, counts) in &other.kinds {
            add(self.kinds.entry(kind).or_default(), counts);
        }
        for (rule, counts) in &other.rules {
            add(self.rules.entry(rule.clone()).or_default(), counts);
        }
        for (act, counts) in &other.acts {
            add(self.acts.entry(act.clone()).or_default(), counts);
        }
    }

    /// How many movements, and how many of them are allowed.
    pub(super) fn summary(&self) -> String {
        let share = 100 * self.allowed() / self.movements().max(1);
        format!("{} movements, {share} % allowed", self.movements())
    }

    /// Rules on chain of profiles under these inputs that were never decided both ways.
    pub(super) fn undecided(&self, profiles: &[&BoundProfile]) -> BTreeSet<String> {
        let mut undecided = BTreeSet::new();
        for bound in profiles {
            let profile = &bound.profile().id;
            for rule in bound.rules().iter().filter(|rule| rule.on_chain().is_some()) {
                let counts = self.rules.get(&key(profile, &rule.id)).copied().unwrap_or_default();
                if counts.contains(&0) {
                    let id = &rule.id;
                    undecided
                        .insert(format!("{id} of {profile} is not decided both ways: {counts:?}"));
                }
            }
        }
        undecided
    }

    /// What was never tried, or never decided both ways.
    pub(super) fn gaps(&self, grounds: &[ScenarioFile]) -> Vec<String> {
        let mut gaps = Vec::new();
        for kind in Movement::all().map(|kind| kind.name()).chain([EXCHANGE]) {
            let counts = self.kinds.get(kind).copied().unwrap_or_default();
            if counts.contains(&0) {
                gaps.push(format!("{kind} is not decided both ways: {counts:?}"));
            }
        }
        for act in ["open-route", "close-route", "choose-lot"] {
            if self.acts.get(act).is_none_or(|counts| counts[0] == 0) {
                gaps.push(format!("{act} is never done"));
            }
        }
        let settings = grounds.iter().flat_map(|file| &file.settings);
        let drawn: Vec<&BoundProfile> = settings.map(|setting| &setting.profile).collect();
        gaps.extend(self.undecided(&drawn));
        let is_drawn = |id: &&str| drawn.iter().any(|bound| bound.profile().id == *id);
        let missing = Profile::builtin_ids().filter(|id| !is_drawn(id));
        gaps.extend(missing.map(|id| format!("no history begins under {id}")));
        for fact in token_fact_names() {
            let refuses = self.rules.get(&key(TOKEN, fact)).is_some_and(|counts| counts[1] != 0);
            if !refuses {
                gaps.push(format!("{fact} never refuses"));
            }
        }
        gaps
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.summary())?;
        for (what, counts) in &self.kinds {
            writeln!(formatter, "{what}: {} allowed, {} refused", counts[0], counts[1])?;
        }
        for ((profile, rule), counts) in &self.rules {
            writeln!(formatter, "{profile} {rule}: {} passed, {} refused", counts[0], counts[1])?;
        }
        for (what, counts) in &self.acts {
            writeln!(formatter, "{what}: {} done, {} failed", counts[0], counts[1])?;
        }
        Ok(())
    }
}

/// The profile that a rule of one of the regimes is of.
pub(super) fn profile_of<'r>(rule: &str, regimes: &'r [Regime]) -> &'r str {
    let has = |regime: &&Regime| regime.rules.iter().any(|one| one.id == rule);
    let found = regimes.iter().find(has).or_else(|| regimes.first());
    found.map_or(TOKEN, |regime| regime.profile.as_str())
}

fn key(profile: &str, rule: &str) -> (String, String) {
    let profile = if rule.starts_with("TOKEN-") { TOKEN } else { profile };
    (profile.to_owned(), rule.to_owned())
}
