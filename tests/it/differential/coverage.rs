//! What the histories have tried.

use std::collections::{BTreeMap, BTreeSet};

use corridor_deploy::vocabulary::Movement;

use crate::model::Verdict;

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

/// What a token fact stands under in the place of a profile.
pub(super) const TOKEN: &str = "token";

impl Coverage {
    pub(super) fn note(&mut self, kind: Movement, profile: &str, verdict: &Verdict) {
        let refused = usize::from(!verdict.refused.is_empty());
        self.kinds.entry(kind.name()).or_default()[refused] += 1;
        for (rules, place) in [(&verdict.passed, 0), (&verdict.refused, 1)] {
            for rule in rules {
                self.rules.entry(key(profile, rule)).or_default()[place] += 1;
            }
        }
    }

    pub(super) fn note_act(&mut self, name: &str, is_done: bool) {
        self.acts.entry(name.to_owned()).or_default()[usize::from(!is_done)] += 1;
    }

    /// How much a verdict would add: most of all what was rarely seen, and seen alone.
    pub(super) fn worth(&self, profile: &str, verdict: &Verdict) -> u64 {
        let seen = |rule: &String| {
            self.rules.get(&key(profile, rule)).copied().unwrap_or_default()[1] as u64
        };
        let worth: u64 = verdict.refused.iter().map(|rule| 1_000_000 / (1 + seen(rule))).sum();
        worth / (verdict.refused.len() as u64).max(1)
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

    /// Profiles that were in force.
    pub(super) fn profiles(&self) -> BTreeSet<&str> {
        self.rules.keys().map(|(profile, _)| profile.as_str()).filter(|one| *one != TOKEN).collect()
    }
}

fn key(profile: &str, rule: &str) -> (String, String) {
    let profile = if rule.starts_with("TOKEN-") { TOKEN } else { profile };
    (profile.to_owned(), rule.to_owned())
}
