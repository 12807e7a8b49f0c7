//! What changed between two versions of a rule, and whether the later one refuses more or less.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::Predicate;
use super::predicate::{Order, Parameter, Share, Takes, Window};
use crate::money::Amount;

/// What a change does to the movements that are let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Words only: the same movements pass.
    Words,
    /// Fewer movements pass.
    Tighter,
    /// More movements pass.
    Looser,
    /// Other movements pass, or it can't be told.
    Other,
}

impl Effect {
    /// Whether a movement may pass that did not.
    pub fn may_loosen(self) -> bool {
        matches!(self, Self::Looser | Self::Other)
    }

    /// What the opposite change does.
    #[must_use]
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Tighter => Self::Looser,
            Self::Looser => Self::Tighter,
            effect => effect,
        }
    }

    /// Both, one after the other.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Words, effect) | (effect, Self::Words) => effect,
            (left, right) if left == right => left,
            _ => Self::Other,
        }
    }

    /// "tighter", "looser", or nothing.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            Self::Tighter => Some("tighter"),
            Self::Looser => Some("looser"),
            Self::Other => Some("other"),
        }
    }
}

/// One thing about a rule that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// The key of the rule, or of its parameters.
    pub what: String,
    /// In words: "highest number of purchasers 35 -> 30".
    pub words: String,
    /// What it does.
    pub effect: Effect,
}

/// The keys of a rule that are words, with what they are called.
const TEXTS: [(&str, &str); 8] = [
    ("title", "title"),
    ("source", "source"),
    ("citation", "citation"),
    ("confidence", "confidence"),
    ("remedy", "remedy"),
    ("message", "message"),
    ("reason", "reason"),
    ("evidence", "evidence"),
];

/// What changed from one version of a rule to another, both as the file has them, with the groups that each refers to.
pub(super) fn rules(
    before: &Value,
    after: &Value,
    groups_before: &Value,
    groups_after: &Value,
) -> Vec<RuleChange> {
    let mut changes = Vec::new();
    enforcement(before, after, &mut changes);
    // A test that appears or goes away is compared with nothing.
    let both_on_chain = before["predicate"].is_string() && after["predicate"].is_string();
    if both_on_chain {
        test(before, after, groups_before, groups_after, &mut changes);
    }
    for (key, what) in [("applies_to", "applies to"), ("parties", "judges"), ("legs", "legs")] {
        let (old, new) = (&before[key], &after[key]);
        if old != new && (both_on_chain || key == "legs") {
            // A list that is left out names everything.
            let effect = match (old, new) {
                (Value::Null, _) => Effect::Looser,
                (_, Value::Null) => Effect::Tighter,
                _ => by_members(old, new, Effect::Tighter),
            };
            push(&mut changes, key, list_words(what, old, new), effect);
        }
    }
    changes.extend(dates(before, after));
    let same_enforcement = before["enforced"] == after["enforced"];
    for key in ["when", "attests", "checked_by", "figures"] {
        if before[key] != after[key] && (same_enforcement || key == "when") {
            let words = format!(
                "{} {} -> {}",
                key.replace('_', " "),
                plain(&before[key]),
                plain(&after[key])
            );
            push(&mut changes, key, words, Effect::Other);
        }
    }
    for (key, what) in TEXTS {
        if before[key] != after[key] {
            let words = format!("{what} {} -> {}", quoted(&before[key]), quoted(&after[key]));
            push(&mut changes, key, words, Effect::Words);
        }
    }
    changes
}

/// What changed about the test of a rule on chain.
fn test(
    before: &Value,
    after: &Value,
    groups_before: &Value,
    groups_after: &Value,
    changes: &mut Vec<RuleChange>,
) {
    if before["predicate"] != after["predicate"] {
        let words =
            format!("test {} -> {}", plain(&before["predicate"]), plain(&after["predicate"]));
        return push(changes, "predicate", words, Effect::Other);
    }
    let spec = before["predicate"].as_str().and_then(Predicate::spec_of);
    for parameter in spec.map_or(&[][..], |spec| spec.parameters) {
        let value = |rule: &Value, groups| {
            expanded(parameter.takes, &rule["parameters"][parameter.key], groups)
        };
        let (old, new) = (value(before, groups_before), value(after, groups_after));
        parameter_change(parameter, &old, &new, changes);
    }
}

fn push(changes: &mut Vec<RuleChange>, what: &str, words: String, effect: Effect) {
    changes.push(RuleChange { what: what.to_owned(), words, effect });
}

fn enforcement(before: &Value, after: &Value, changes: &mut Vec<RuleChange>) {
    let rank = |rule: &Value| match rule["enforced"].as_str() {
        Some("on-chain") => 2,
        Some("attestation") => 1,
        _ => 0,
    };
    let (old, new) = (rank(before), rank(after));
    if old != new {
        let words =
            format!("enforced {} -> {}", plain(&before["enforced"]), plain(&after["enforced"]));
        push(changes, "enforced", words, if new > old { Effect::Tighter } else { Effect::Looser });
    }
}

fn parameter_change(
    parameter: &Parameter,
    before: &Value,
    after: &Value,
    changes: &mut Vec<RuleChange>,
) {
    if before == after {
        return;
    }
    if parameter.takes == Takes::Rows
        && let (Some(old), Some(new)) = (before.as_array(), after.as_array())
    {
        return row_changes(old, new, changes);
    }
    let words = match parameter.takes {
        Takes::Flags | Takes::Activities | Takes::Countries | Takes::Subdivisions | Takes::Cash => {
            list_words(parameter.title, before, after)
        }
        _ => format!("{} {} -> {}", parameter.title, plain(before), plain(after)),
    };
    push(changes, parameter.key, words, value_effect(parameter, before, after));
}

/// What going from one value to the other does, whatever the inputs are.
pub(super) fn value_effect(parameter: &Parameter, before: &Value, after: &Value) -> Effect {
    if let (Some(old), Some(new)) = (choices(before), choices(after))
        && before["input"] == after["input"]
        && old.keys().eq(new.keys())
    {
        let pairs = old.values().zip(new.values());
        return pairs
            .map(|(old, new)| one_effect(parameter, old, new))
            .fold(Effect::Words, Effect::and);
    }
    let (Some(old), Some(new)) = (possible(before), possible(after)) else { return Effect::Other };
    let pairs = old.iter().flat_map(|old| new.iter().map(move |new| (*old, *new)));
    pairs.map(|(old, new)| one_effect(parameter, old, new)).fold(Effect::Words, Effect::and)
}

/// The value for each choice of an input, when there is one for each.
fn choices(value: &Value) -> Option<&serde_json::Map<String, Value>> {
    value.get("input")?;
    value.get("map")?.as_object()
}

/// The values that a parameter may have; nothing when an input gives it freely.
fn possible(value: &Value) -> Option<Vec<&Value>> {
    match (value.get("input"), value.get("map").and_then(Value::as_object)) {
        (None, _) => Some(vec![value]),
        (Some(_), Some(map)) => Some(map.values().collect()),
        (Some(_), None) => None,
    }
}

fn one_effect(parameter: &Parameter, before: &Value, after: &Value) -> Effect {
    if before == after {
        return Effect::Words;
    }
    let absent = (before.is_null(), after.is_null());
    let ordered = |tighter: bool| if tighter { Effect::Tighter } else { Effect::Looser };
    match (parameter.order, absent) {
        (Order::Lower | Order::Higher, (true, _)) => Effect::Tighter,
        (Order::Lower | Order::Higher, (_, true)) => Effect::Looser,
        (Order::HigherOrNone | Order::Narrows, (true, _)) => Effect::Looser,
        (Order::HigherOrNone | Order::Narrows, (_, true)) => Effect::Tighter,
        (Order::Lower, _) => match ordering(parameter.takes, before, after) {
            Some(order) => ordered(order.is_gt()),
            None => Effect::Other,
        },
        (Order::Higher | Order::HigherOrNone, _) => {
            match ordering(parameter.takes, before, after) {
                Some(order) => ordered(order.is_lt()),
                None => Effect::Other,
            }
        }
        (Order::Fewer | Order::More, (true, _) | (_, true)) => Effect::Other,
        (Order::Fewer, _) => by_members(before, after, Effect::Looser),
        (Order::More, _) => by_members(before, after, Effect::Tighter),
        (Order::Narrows | Order::Rows | Order::Unranked, _) => Effect::Other,
    }
}

/// How `before` compares with `after`.
fn ordering(takes: Takes, before: &Value, after: &Value) -> Option<std::cmp::Ordering> {
    let texts = || Some((before.as_str()?, after.as_str()?));
    match takes {
        Takes::Amount => {
            let (old, new) = texts()?;
            let (old, new): (Amount, Amount) = (old.parse().ok()?, new.parse().ok()?);
            (old.currency() == new.currency()).then(|| old.units().cmp(&new.units()))
        }
        Takes::Share => {
            let (old, new) = texts()?;
            Some(old.parse::<Share>().ok()?.cmp(&new.parse().ok()?))
        }
        Takes::Window => {
            let (old, new) = texts()?;
            match (old.parse().ok()?, new.parse().ok()?) {
                (Window::Days(old), Window::Days(new)) => Some(old.cmp(&new)),
                (Window::Months(old), Window::Months(new)) => Some(old.cmp(&new)),
                _ => None,
            }
        }
        // ISO 8601 days sort as text.
        Takes::Day => texts().map(|(old, new)| old.cmp(new)),
        Takes::Integer(_) => Some(before.as_u64()?.cmp(&after.as_u64()?)),
        _ => None,
    }
}

/// What a list does that only grew (`grown`) or only shrank (the opposite).
pub(super) fn by_members(before: &Value, after: &Value, grown: Effect) -> Effect {
    let (old, new) = (members(before), members(after));
    let shrunk = if grown == Effect::Tighter { Effect::Looser } else { Effect::Tighter };
    match (old.is_subset(&new), new.is_subset(&old)) {
        (true, true) => Effect::Words,
        (true, false) => grown,
        (false, true) => shrunk,
        (false, false) => Effect::Other,
    }
}

fn members(list: &Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().map(plain).collect()
}

fn row_changes(before: &[Value], after: &[Value], changes: &mut Vec<RuleChange>) {
    let inside = |row: &Value, rows: &[Value]| {
        parts(row).iter().all(|part| rows.iter().any(|other| is_within(part, other)))
    };
    for row in before.iter().filter(|row| !after.contains(row)) {
        let effect = if inside(row, after) { Effect::Words } else { Effect::Tighter };
        push(changes, "rows", format!("admits no longer as such: {}", row_words(row)), effect);
    }
    for row in after.iter().filter(|row| !before.contains(row)) {
        let effect = if inside(row, before) { Effect::Words } else { Effect::Looser };
        push(changes, "rows", format!("admits: {}", row_words(row)), effect);
    }
}

/// The row as several that together admit the same: each is of one jurisdiction and of one category, where it lists them.
fn parts(row: &Value) -> Vec<Value> {
    let of_one = |row: Value, key: &str| match row[key].as_array() {
        Some(list) if !list.is_empty() => list
            .iter()
            .map(|one| {
                let mut part = row.clone();
                part[key] = Value::Array(vec![one.clone()]);
                part
            })
            .collect(),
        _ => vec![row],
    };
    let places = of_one(row.clone(), "jurisdictions").into_iter();
    places.flat_map(|place| of_one(place, "categories")).collect()
}

/// Whether everybody that `row` admits is admitted by `other` as well.
fn is_within(row: &Value, other: &Value) -> bool {
    let (listed, except) = (members(&row["jurisdictions"]), members(&row["except"]));
    let places = match (row["jurisdictions"].is_null(), other["jurisdictions"].is_null()) {
        (false, false) => listed.is_subset(&members(&other["jurisdictions"])),
        (false, true) => listed.is_disjoint(&members(&other["except"])),
        (true, true) => members(&other["except"]).is_subset(&except),
        (true, false) => false,
    };
    let (categories, others) = (members(&row["categories"]), members(&other["categories"]));
    let held = others.is_empty() || (!categories.is_empty() && categories.is_subset(&others));
    places && held && members(&other["without"]).is_subset(&members(&row["without"]))
}

fn row_words(row: &Value) -> String {
    let mut words = match (&row["jurisdictions"], &row["except"]) {
        (Value::Null, Value::Null) => "anywhere".to_owned(),
        (Value::Null, except) => format!("anywhere but {}", plain(except)),
        (listed, _) => plain(listed),
    };
    if !row["categories"].is_null() {
        words.push_str(&format!(", holding {}", plain(&row["categories"])));
    }
    if !row["without"].is_null() {
        words.push_str(&format!(", without {}", plain(&row["without"])));
    }
    words
}

/// What changed about the days on which a rule is in force, and what that does while it refuses.
pub(super) fn dates(before: &Value, after: &Value) -> Vec<RuleChange> {
    let mut changes = Vec::new();
    let (old, new) = (&before["effective"], &after["effective"]);
    for (key, what, later_is_tighter) in
        [("from", "in force from", false), ("until", "in force until", true)]
    {
        let (old, new) = (&old[key], &new[key]);
        if old == new {
            continue;
        }
        let later = match (old.as_str(), new.as_str()) {
            // No first day is the earliest, no last day the latest.
            (None, _) => !later_is_tighter,
            (_, None) => later_is_tighter,
            (Some(old), Some(new)) => new > old,
        };
        let effect = if later == later_is_tighter { Effect::Tighter } else { Effect::Looser };
        push(&mut changes, key, format!("{what} {} -> {}", plain(old), plain(new)), effect);
    }
    changes
}

/// The value with groups of jurisdictions replaced by their members.
fn expanded(takes: Takes, value: &Value, groups: &Value) -> Value {
    match (takes, value) {
        (Takes::Countries, Value::Array(items)) => {
            let member = |item: &Value| match item.as_str().map(|name| &groups[name]) {
                Some(Value::Array(group)) => group.clone(),
                _ => vec![item.clone()],
            };
            items.iter().flat_map(member).collect()
        }
        (Takes::Rows | Takes::Countries, Value::Object(entries))
            if value.get("input").is_some() =>
        {
            let mut entries = entries.clone();
            if let Some(Value::Object(map)) = entries.get_mut("map") {
                for choice in map.values_mut() {
                    *choice = expanded(takes, choice, groups);
                }
            }
            Value::Object(entries)
        }
        (Takes::Rows, Value::Array(rows)) => {
            rows.iter().map(|row| expanded(takes, row, groups)).collect()
        }
        (Takes::Rows, Value::Object(row)) => {
            let mut row = row.clone();
            for key in ["jurisdictions", "except"] {
                if let Some(list) = row.get_mut(key) {
                    *list = expanded(Takes::Countries, list, groups);
                }
            }
            Value::Object(row)
        }
        _ => value.clone(),
    }
}

/// "flags that refuse: adds blocked; drops affiliate".
fn list_words(what: &str, before: &Value, after: &Value) -> String {
    if before.is_null() || after.is_null() || before.is_object() || after.is_object() {
        return format!("{what} {} -> {}", plain(before), plain(after));
    }
    let (old, new) = (members(before), members(after));
    let named = |set: Vec<&String>| set.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    let added: Vec<_> = new.difference(&old).collect();
    if !added.is_empty() {
        parts.push(format!("adds {}", named(added)));
    }
    let dropped: Vec<_> = old.difference(&new).collect();
    if !dropped.is_empty() {
        parts.push(format!("drops {}", named(dropped)));
    }
    if parts.is_empty() {
        parts.push("another order".to_owned());
    }
    format!("{what}: {}", parts.join("; "))
}

/// A value as people write it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(entries) => match (entries.get("input"), entries.get("map")) {
            (Some(input), None) => format!("the input `{}`", plain(input)),
            (Some(input), Some(map)) => format!("by the input `{}` ({})", plain(input), plain(map)),
            _ => {
                let pair = |(key, value): (&String, &Value)| format!("{key}: {}", plain(value));
                entries.iter().map(pair).collect::<Vec<_>>().join(", ")
            }
        },
        other => other.to_string(),
    }
}

fn quoted(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        other => format!("\"{}\"", plain(other)),
    }
}
