//! What differs between the profile that an instrument is under and another version or other inputs of it.

use std::collections::BTreeMap;

use alloy::primitives::B256;
use serde::Serialize;
use serde_json::Value;

use super::ProfileRecord;
use crate::profile::BoundProfile;

/// An instrument is under a profile that differs from the one that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileChange {
    /// The instrument.
    pub instrument: String,
    /// The profile's id.
    pub profile: String,
    /// Version and hash in force.
    pub from: (String, B256),
    /// Version and hash that are wanted.
    pub to: (String, B256),
    /// Inputs whose values differ.
    pub inputs: Vec<ValueChange>,
    /// Rules that differ.
    pub rules: Vec<RuleChange>,
}

/// A value that differs. An absent side is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueChange {
    /// Its name.
    pub name: String,
    /// In force.
    pub before: Option<String>,
    /// Wanted.
    pub after: Option<String>,
}

/// A rule that was added, removed or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// The rule.
    pub rule: String,
    /// What happened to it.
    pub change: Change,
    /// For a changed one, its fields that differ.
    pub fields: Vec<ValueChange>,
}

/// What happened to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its fields differ.
    Changed,
}

/// Compares the recorded profile of `instrument` with a wanted one.
pub(super) fn compare(
    instrument: &str,
    recorded_hash: B256,
    recorded: &ProfileRecord,
    wanted: &BoundProfile,
) -> ProfileChange {
    ProfileChange {
        instrument: instrument.to_owned(),
        profile: recorded.id.clone(),
        from: (recorded.version.clone(), recorded_hash),
        to: (wanted.profile().version.clone(), wanted.hash()),
        inputs: values(&recorded.inputs, &wanted.inputs()),
        rules: compare_rules(&rules(&recorded.canonical), &rules(wanted.canonical())),
    }
}

fn values(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<ValueChange> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differing
        .map(|name| ValueChange {
            name: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

/// The rules of a canonical profile by id, each as fields in text.
fn rules(canonical: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let document: Value = serde_json::from_str(canonical).unwrap_or_default();
    let rules = document.get("rule").and_then(Value::as_array).cloned().unwrap_or_default();
    let fields = |rule: &Value| -> BTreeMap<String, String> {
        let object = rule.as_object().into_iter().flatten();
        object.map(|(name, value)| (name.clone(), text(value))).collect()
    };
    rules.iter().map(|rule| (rule.get("id").map(text).unwrap_or_default(), fields(rule))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

type Rules = BTreeMap<String, BTreeMap<String, String>>;

fn compare_rules(before: &Rules, after: &Rules) -> Vec<RuleChange> {
    let removed = before.keys().filter(|rule| !after.contains_key(*rule));
    let removed = removed.map(|rule| RuleChange {
        rule: rule.clone(),
        change: Change::Removed,
        fields: Vec::new(),
    });
    let others = after.iter().filter_map(|(rule, fields)| match before.get(rule) {
        None => Some(RuleChange { rule: rule.clone(), change: Change::Added, fields: Vec::new() }),
        Some(old) if old == fields => None,
        Some(old) => Some(RuleChange {
            rule: rule.clone(),
            change: Change::Changed,
            fields: values(old, fields),
        }),
    });
    removed.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_compared_by_id() {
        let before =
            rules(r#"{"rule":[{"id":"A","message":"a"},{"id":"B","days":40},{"id":"C","x":[1]}]}"#);
        let after = rules(r#"{"rule":[{"id":"B","days":41},{"id":"C","x":[1]},{"id":"D"}]}"#);
        let changes = compare_rules(&before, &after);
        let short: Vec<_> =
            changes.iter().map(|change| (change.rule.as_str(), change.change)).collect();
        assert_eq!(short, [("A", Change::Removed), ("B", Change::Changed), ("D", Change::Added)]);
        let days = ValueChange {
            name: "days".into(),
            before: Some("40".into()),
            after: Some("41".into()),
        };
        assert_eq!(changes[1].fields, [days]);
    }
}
