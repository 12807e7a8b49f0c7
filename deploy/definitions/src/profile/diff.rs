//! What differs between two profiles, in words that a lawyer reads.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::B256;
use serde::Serialize;
use serde_json::Value;

use super::bind::BoundProfile;
use super::compare::{self, Effect, RuleChange, plain};
use super::entry_effect::{self, Sides};
use super::input::InputValue;
use super::{Profile, ProfileError};

/// One of the two profiles that are compared: a file with its inputs open, or one with its inputs given.
#[derive(Clone, Debug)]
pub struct Side {
    label: Label,
    form: Value,
}

/// Which profile a side is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What messages call the file.
    pub file: String,
    /// Its hash; the one on chain when the inputs are given.
    pub hash: B256,
    /// Whether the inputs are given.
    pub bound: bool,
}

/// What differs.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileDiff {
    /// The earlier one.
    pub before: Label,
    /// The later one.
    pub after: Label,
    /// What all changes together do to the movements that are let through.
    pub effect: Effect,
    /// Changes of the head, legs, inputs, sources and the entrant.
    pub about: Vec<EntryChange>,
    /// Changes of rules.
    pub rules: Vec<RuleDiff>,
}

/// What happened to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// An entry beside the rules that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryChange {
    /// The section: "leg", "input".
    pub section: String,
    /// The entry.
    pub id: String,
    /// What happened to it.
    pub fate: Fate,
    /// What that does to the movements that are let through by itself: the value of an input counts where a rule or the entrant
    /// refers to it.
    pub effect: Effect,
    /// In words.
    pub words: String,
}

/// A rule that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleDiff {
    /// The rule.
    pub id: String,
    /// What it is about, as the later profile has it.
    pub title: String,
    /// What happened to it.
    pub fate: Fate,
    /// What that does to the movements that are let through.
    pub effect: Effect,
    /// For a changed one, what changed.
    pub changes: Vec<RuleChange>,
    /// Where the rule comes from, as the later profile has it.
    pub citation: String,
    /// How sure the profile is of it.
    pub confidence: String,
}

impl Side {
    /// A profile with its inputs open.
    ///
    /// # Errors
    ///
    /// It has no canonical form.
    pub fn open(profile: &Profile) -> Result<Self, ProfileError> {
        let label = label(profile, profile.hash()?, false);
        Ok(Self { label, form: profile.document.to_json() })
    }

    /// A profile with its inputs given: parameters have their values, and rules that the inputs leave out are gone.
    pub fn bound(bound: &BoundProfile) -> Self {
        let profile = bound.profile();
        let mut form = profile.document.to_json();
        let left_out: BTreeSet<&str> =
            bound.left_out().iter().map(|rule| rule.rule.as_str()).collect();
        if let Some(rules) = form["rule"].as_array_mut() {
            rules.retain(|rule| !rule["id"].as_str().is_some_and(|id| left_out.contains(id)));
            for rule in rules {
                with_values(rule, bound.values());
                if let Some(rule) = rule.as_object_mut() {
                    rule.remove("when");
                }
            }
        }
        with_values(&mut form["entrant"], bound.values());
        form["bound"] = serde_json::to_value(bound.inputs()).unwrap_or_default();
        Self { label: label(profile, bound.hash(), true), form }
    }

    /// What differs from this profile to a later one.
    #[must_use]
    pub fn diff(&self, after: &Self) -> ProfileDiff {
        let about = about(&self.form, &after.form);
        let rules = rules(&self.form, &after.form);
        let effects = rules.iter().map(|rule| rule.effect);
        let effects = effects.chain(about.iter().map(|change| change.effect));
        let effect = effects.fold(Effect::Words, Effect::and);
        ProfileDiff { before: self.label.clone(), after: after.label.clone(), effect, about, rules }
    }
}

fn label(profile: &Profile, hash: B256, bound: bool) -> Label {
    Label {
        id: profile.id.clone(),
        version: profile.version.clone(),
        file: profile.file().to_owned(),
        hash,
        bound,
    }
}

/// Puts the values of inputs in the place of references to them.
fn with_values(form: &mut Value, values: &BTreeMap<String, InputValue>) {
    if let Some(value) = referred(form, values) {
        *form = value;
        return;
    }
    match form {
        Value::Array(items) => items.iter_mut().for_each(|item| with_values(item, values)),
        Value::Object(entries) => {
            entries.values_mut().for_each(|entry| with_values(entry, values));
            // A parameter whose input is none is as one that was left out.
            entries.retain(|_, entry| !entry.is_null());
        }
        _ => {}
    }
}

fn referred(form: &Value, values: &BTreeMap<String, InputValue>) -> Option<Value> {
    let entries = form.as_object()?;
    let is_reference = entries.keys().all(|key| key == "input" || key == "map");
    let value = values.get(entries.get("input")?.as_str()?).filter(|_| is_reference)?;
    Some(match (entries.get("map"), value) {
        (Some(map), value) => map[value.to_string().as_str()].clone(),
        (None, InputValue::None) => Value::Null,
        (None, InputValue::Integer(number)) => (*number).into(),
        (None, InputValue::Activities(list)) => list.iter().map(|one| one.name()).collect(),
        (None, value) => value.to_string().into(),
    })
}

/// What changed beside the rules, each with what it does. The value of an input counts where it is referred to.
fn about(before: &Value, after: &Value) -> Vec<EntryChange> {
    let words = |_: &str, _: Sides<'_>| Effect::Words;
    let mut about = head(before, after);
    let mut of_list = |section: &str, effect: &dyn Fn(&str, Sides<'_>) -> Effect| {
        let (old, new) = (listed(before, section), listed(after, section));
        about.extend(entries(section, &old, &new, effect));
    };
    of_list("leg", &|_, sides| entry_effect::leg(sides));
    of_list("route", &|_, sides| entry_effect::route(sides));
    of_list("equivalence", &|_, sides| entry_effect::equivalence(sides));
    for section in ["source", "refused", "removed"] {
        of_list(section, &words);
    }
    let mut of_table = |section, what, effect: &dyn Fn(&str, Sides<'_>) -> Effect| {
        let (old, new) = (keyed(before, section), keyed(after, section));
        about.extend(entries(what, &old, &new, effect));
    };
    let given = !before["bound"].is_null() && !after["bound"].is_null();
    of_table("inputs", "input", &|_, sides| {
        if given { Effect::Words } else { entry_effect::input(sides) }
    });
    of_table("bound", "value of input", &words);
    of_table("instruments", "instruments", &entry_effect::instruments);
    of_table("entrant", "entrant", &|key, _| entry_effect::entrant(key, before, after));
    about.extend(exchanged(before, after));
    about
}

/// Rules that both have and one has in another order: every verdict is the same, the hash and the numbers of the rules are not.
fn exchanged(before: &Value, after: &Value) -> Option<EntryChange> {
    let ids = |form: &Value| -> Vec<String> {
        let rules = form["rule"].as_array().into_iter().flatten();
        rules.filter_map(|rule| rule["id"].as_str().map(str::to_owned)).collect()
    };
    let (old, new) = (ids(before), ids(after));
    let shared = |ids: &[String], others: &[String]| -> Vec<String> {
        ids.iter().filter(|id| others.contains(id)).cloned().collect()
    };
    let (old, new) = (shared(&old, &new), shared(&new, &old));
    let (was, is) = old.iter().zip(&new).find(|(was, is)| was != is)?;
    let words = format!("where {was} stood, {is} stands: the same rules have other numbers");
    let (section, id) = ("profile".to_owned(), "order".to_owned());
    Some(EntryChange { section, id, fate: Fate::Changed, effect: Effect::Words, words })
}

type Entries = BTreeMap<String, Value>;

/// The entries of a list by id.
fn listed(form: &Value, section: &str) -> Entries {
    let items = form[section].as_array().into_iter().flatten();
    let id = |item: &Value| match (item["id"].as_str(), item["input"].as_str()) {
        (Some(id), _) => id.to_owned(),
        (None, Some(input)) => format!("{input} = {}", plain(&item["choice"])),
        (None, None) => plain(item),
    };
    items.map(|item| (id(item), item.clone())).collect()
}

/// The entries of a table by key.
fn keyed(form: &Value, section: &str) -> Entries {
    let entries = form[section].as_object().into_iter().flatten();
    entries.map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn head(before: &Value, after: &Value) -> Vec<EntryChange> {
    let keys = ["id", "version", "title", "as_of", "disclaimer", "composed_of"];
    let value = |form: &Value| -> Entries {
        let present = keys.iter().filter(|key| !form[**key].is_null());
        present.map(|key| ((*key).to_owned(), form[*key].clone())).collect()
    };
    entries("profile", &value(before), &value(after), &|_, _| Effect::Words)
}

/// The entries that differ, with what `effect` says that each does.
fn entries(
    section: &str,
    before: &Entries,
    after: &Entries,
    effect: &dyn Fn(&str, Sides<'_>) -> Effect,
) -> Vec<EntryChange> {
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let change = |id: &String| {
        let sides = (before.get(id), after.get(id));
        let (fate, words) = match sides {
            (Some(old), Some(new)) if old == new => return None,
            (Some(old), Some(new)) => (Fate::Changed, differences(old, new)),
            (None, Some(new)) => (Fate::Added, described(new)),
            (Some(old), None) => (Fate::Removed, described(old)),
            (None, None) => return None,
        };
        let effect = effect(id, sides);
        Some(EntryChange { section: section.to_owned(), id: id.clone(), fate, effect, words })
    };
    ids.into_iter().filter_map(change).collect()
}

fn described(value: &Value) -> String {
    let words = value["title"].as_str().or_else(|| value["reason"].as_str());
    words.map_or_else(|| plain(value), str::to_owned)
}

fn differences(before: &Value, after: &Value) -> String {
    let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else {
        return format!("{} -> {}", plain(before), plain(after));
    };
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    let word = |key: &String| format!("{key}: {} -> {}", plain(&before[key]), plain(&after[key]));
    changed.map(word).collect::<Vec<_>>().join("; ")
}

fn rules(before: &Value, after: &Value) -> Vec<RuleDiff> {
    let (old, new) = (listed(before, "rule"), listed(after, "rule"));
    // In the order of the later file, those that are gone last.
    let order = |form: &Value| -> Vec<String> {
        let items = form["rule"].as_array().into_iter().flatten();
        items.filter_map(|rule| rule["id"].as_str().map(str::to_owned)).collect()
    };
    let gone = order(before).into_iter().filter(|id| !new.contains_key(id));
    let ids = order(after).into_iter().chain(gone);
    ids.filter_map(|id| match (old.get(&id), new.get(&id)) {
        (Some(old), Some(new)) => {
            let changes = compare::rules(old, new, &before["groups"], &after["groups"]);
            let effect =
                changes.iter().map(|change| change.effect).fold(Effect::Words, Effect::and);
            (!changes.is_empty()).then(|| rule(id, new, Fate::Changed, effect, changes))
        }
        (None, Some(new)) => Some(rule(id, new, Fate::Added, Effect::Tighter, Vec::new())),
        (Some(old), None) => Some(rule(id, old, Fate::Removed, Effect::Looser, Vec::new())),
        (None, None) => None,
    })
    .collect()
}

fn rule(
    id: String,
    form: &Value,
    fate: Fate,
    effect: Effect,
    changes: Vec<RuleChange>,
) -> RuleDiff {
    let text = |key: &str| form[key].as_str().unwrap_or_default().to_owned();
    RuleDiff {
        id,
        title: text("title"),
        fate,
        effect,
        changes,
        citation: text("citation"),
        confidence: text("confidence"),
    }
}

impl ProfileDiff {
    /// Whether nothing differs but where the parts come from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.about.is_empty() && self.rules.is_empty()
    }

    /// One line for each change of a rule: "Rule US-506B: highest number of purchasers 35 -> 30 (tighter)".
    #[must_use]
    pub fn rule_lines(&self) -> Vec<String> {
        self.rules.iter().flat_map(RuleDiff::lines).collect()
    }
}

impl ProfileDiff {
    /// What all changes together do, in a sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match self.effect {
            Effect::Words => "The same movements pass.",
            Effect::Tighter => "Fewer movements pass.",
            Effect::Looser => "More movements pass.",
            Effect::Other => "Some movements may pass that did not, and others may pass no longer.",
        }
    }

    /// The comparison as a page of Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let Self { before, after, .. } = self;
        let mut page = format!(
            "# {} {} -> {} {}\n\n{}\n",
            before.id,
            before.version,
            after.id,
            after.version,
            self.summary()
        );
        page.push_str(&format!("\n- before: `{}` {}\n", before.hash, before.file));
        page.push_str(&format!("- after: `{}` {}\n", after.hash, after.file));
        if !self.rules.is_empty() {
            page.push_str(
                "\n| rule | change | effect | citation | confidence |\n|---|---|---|---|---|\n",
            );
        }
        for rule in &self.rules {
            let words: Vec<String> = match rule.fate {
                Fate::Added => vec![format!("added: {}", rule.title)],
                Fate::Removed => vec![format!("removed: {}", rule.title)],
                Fate::Changed => rule.changes.iter().map(|change| change.words.clone()).collect(),
            };
            let cells = [
                rule.id.clone(),
                words.join("; "),
                rule.effect.word().unwrap_or("words").to_owned(),
                rule.citation.clone(),
                rule.confidence.clone(),
            ];
            page.push_str(&row(&cells));
        }
        if !self.about.is_empty() {
            page.push_str(
                "\n| what | which | change | effect | in words |\n|---|---|---|---|---|\n",
            );
        }
        for change in &self.about {
            let fate = format!("{:?}", change.fate).to_lowercase();
            page.push_str(&row(&[
                change.section.clone(),
                change.id.clone(),
                fate,
                change.effect.word().unwrap_or_default().to_owned(),
                change.words.clone(),
            ]));
        }
        page
    }
}

/// A row of a Markdown table.
fn row(cells: &[String]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |\n", cells.join(" | "))
}

impl RuleDiff {
    /// A line for each thing that changed.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let Self { id, title, .. } = self;
        let with_effect = |words: String, effect: Effect| match effect.word() {
            Some(word) => format!("Rule {id}: {words} ({word})"),
            None => format!("Rule {id}: {words}"),
        };
        match self.fate {
            Fate::Added => vec![with_effect(format!("added: {title}"), self.effect)],
            Fate::Removed => vec![with_effect(format!("removed: {title}"), self.effect)],
            Fate::Changed => self
                .changes
                .iter()
                .map(|change| with_effect(change.words.clone(), change.effect))
                .collect(),
        }
    }
}
