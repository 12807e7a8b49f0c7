//! Putting a profile together from others.
//!
//! `extends` inherits a whole profile, `from` on a leg takes a leg of another one, and `[[with]]` puts the rules of another
//! one on legs that are there. What comes out is a profile file of its own, with no mention of files beside it: that is
//! what is read, hashed, deployed and recorded. Each rule keeps the name of the profile that it came from.

use std::collections::BTreeSet;
use std::path::Path;

use super::Predicate;
use super::compare::{self, Effect};
use super::entry_effect;
use super::library::{self, Found};
use crate::source::{Cursor, Document, Fields, Node, SourceError};

/// What a file says about itself.
const HEAD: [&str; 6] = ["schema", "id", "version", "title", "as_of", "disclaimer"];
/// Sections whose entries have a key.
const BY_KEY: [&str; 2] = ["inputs", "groups"];
/// Sections that are about several legs: they come along with a whole profile, not with a leg of it.
const BETWEEN_LEGS: [&str; 2] = ["route", "equivalence"];
/// Keys of a rule that say where it is from and not what it says.
const HISTORY: [&str; 2] = ["legs", "origin"];

/// How many files may stand in a row, each taking from the next. Composing calls itself once for each, so that a row
/// without an end would use up the stack, which takes over a thousand; house policies over built-in profiles need ten at most.
const MOST_IN_A_ROW: usize = 64;

/// The document with everything in it that it asks of others; as it is when it asks for nothing.
pub(super) fn compose(document: Document) -> Result<Document, SourceError> {
    let identity = library::identity(Path::new(document.source().name()));
    composed(document, &mut vec![identity])
}

fn composed(document: Document, trail: &mut Vec<String>) -> Result<Document, SourceError> {
    let mut fields = document.root().fields()?;
    let extends = fields.optional("extends");
    let legs = fields.tables("leg")?;
    let with = fields.tables("with")?;
    let takes_legs = legs.iter().any(|leg| leg.node().get("from").is_some());
    if extends.is_none() && !takes_legs && with.is_empty() {
        return Ok(document);
    }
    let mut whole = Whole::of(&document);
    if let Some(extends) = &extends {
        whole.inherit(&load(extends, trail)?)?;
    }
    for leg in &legs {
        whole.leg(leg, trail)?;
    }
    for with in &with {
        whole.join(with, trail)?;
    }
    whole.own(&mut fields)?;
    HEAD.iter().for_each(|key| drop(fields.optional(key)));
    fields.finish()?;
    // What nobody uses is left out of the outermost file only: another file may use it.
    let is_outermost = trail.len() == 1;
    Ok(document.with_root(if is_outermost { whole.pruned() } else { whole.noted() }))
}

/// The profile that `reference` names, put together itself.
fn load(reference: &Cursor<'_>, trail: &mut Vec<String>) -> Result<Document, SourceError> {
    let name = reference.text()?;
    let Found { source, identity } = library::find(name, Path::new(reference.node().file()))
        .map_err(|(wrong, hint)| reference.error(wrong, hint))?;
    if trail.contains(&identity) {
        let circle = trail.iter().chain([&identity]).map(String::as_str).collect::<Vec<_>>();
        let wrong = format!("the profile would contain itself: {}", circle.join(" -> "));
        return Err(reference.error(wrong, "take one of these references out"));
    }
    if trail.len() >= MOST_IN_A_ROW {
        return Err(reference.too_deep(MOST_IN_A_ROW));
    }
    trail.push(identity);
    let document = composed(Document::parse(source)?, trail)?;
    trail.pop();
    Ok(document)
}

/// A profile while it is put together.
struct Whole {
    root: Node,
    composed_of: Vec<String>,
    /// The profile that is extended, with its version.
    parent: Option<String>,
    /// Ids of rules that are inherited, which own ones may replace.
    inherited: Vec<String>,
    /// Whether the file says itself what may be issued, in the place of what its parts say.
    replaces_scope: bool,
    /// Ids of the rules that the file has replaced so far.
    replaced: BTreeSet<String>,
}

impl Whole {
    fn of(document: &Document) -> Self {
        let node = document.root().node();
        let mut root = node.table_here();
        for key in HEAD {
            if let Some(value) = node.get(key) {
                root.set(key, value.clone());
            }
        }
        let scope = node.get("instruments");
        let replaces_scope = scope.is_some_and(|scope| scope.get("replaces").is_some());
        Self {
            root,
            composed_of: Vec::new(),
            parent: None,
            inherited: Vec::new(),
            replaces_scope,
            replaced: BTreeSet::new(),
        }
    }

    /// Everything of the profile that is extended.
    fn inherit(&mut self, parent: &Document) -> Result<(), SourceError> {
        let node = parent.root().node();
        let origin = self.note(node);
        self.share(node)?;
        if let Some(entrant) = node.get("entrant") {
            self.entrant(entrant.clone())?;
        }
        for leg in node.get_items("leg") {
            self.add("leg", leg.clone())?;
        }
        for section in BETWEEN_LEGS {
            for entry in node.get_items(section) {
                self.add(section, entry.clone())?;
            }
        }
        for rule in node.get_items("rule") {
            let rule = with_origin(rule, &origin);
            self.inherited.extend(rule.get_text("id").map(str::to_owned));
            self.add("rule", rule)?;
        }
        self.parent = Some(origin);
        Ok(())
    }

    /// A leg of the file's own, with the rules of the leg that it takes from another profile.
    fn leg(&mut self, leg: &Cursor<'_>, trail: &mut Vec<String>) -> Result<(), SourceError> {
        let mut fields = leg.fields()?;
        let id = fields.required("id")?.text()?.to_owned();
        let Some(from) = fields.optional("from") else {
            return self.add("leg", leg.node().clone());
        };
        let other = load(&from, trail)?;
        let theirs = self.choose_leg(&mut fields, &from, &other, Some(&id))?;
        let mut own = theirs.clone().at_place_of(leg.node());
        own.set("id", leg.node().text_here(&id));
        if let Some(title) = fields.optional("title") {
            own.set("title", title.node().clone());
        }
        fields.finish()?;
        self.add("leg", own)?;
        let theirs = theirs.get_text("id").unwrap_or_default();
        self.take_rules(&other, theirs, &[leg.node().text_here(&id)], None)
    }

    /// The rules of another profile, on legs that are there.
    fn join(&mut self, with: &Cursor<'_>, trail: &mut Vec<String>) -> Result<(), SourceError> {
        let mut fields = with.fields()?;
        let reference = fields.required("profile")?;
        let other = load(&reference, trail)?;
        let theirs = self.choose_leg(&mut fields, &reference, &other, None)?;
        let theirs = theirs.get_text("id").unwrap_or_default().to_owned();
        let known: Vec<String> = ids(self.root.get_items("leg"));
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let legs = match fields.optional("legs") {
            Some(list) => list.distinct(|leg| {
                leg.named("leg", &names, |id| names.contains(&id).then(|| id.to_owned()))
            })?,
            None => known.clone(),
        };
        let known = ids(other.root().node().get_items("rule"));
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let rules = match fields.optional("rules") {
            Some(list) => Some(list.distinct(|rule| {
                rule.named("rule", &names, |id| names.contains(&id).then(|| id.to_owned()))
            })?),
            None => None,
        };
        fields.finish()?;
        let legs: Vec<Node> = legs.iter().map(|leg| with.node().text_here(leg)).collect();
        self.take_rules(&other, &theirs, &legs, rules.as_deref())
    }

    /// The leg of `other` that is meant: the one that is named, the one of the same id, or its only one.
    fn choose_leg<'o>(
        &self,
        fields: &mut Fields<'_>,
        reference: &Cursor<'_>,
        other: &'o Document,
        same: Option<&str>,
    ) -> Result<&'o Node, SourceError> {
        let legs = other.root().node().get_items("leg");
        let names = ids(legs);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let of_id = |id: &str| legs.iter().find(|leg| leg.get_text("id") == Some(id));
        if let Some(named) = fields.optional("leg") {
            return named.named("leg", &names, of_id);
        }
        match (same.and_then(of_id), legs) {
            (Some(leg), _) | (None, [leg]) => Ok(leg),
            _ => Err(reference.error(
                format!("it is not clear which leg is meant: there are {}", names.join(", ")),
                "add `leg = \"...\"`",
            )),
        }
    }

    fn take_rules(
        &mut self,
        other: &Document,
        theirs: &str,
        legs: &[Node],
        only: Option<&[String]>,
    ) -> Result<(), SourceError> {
        let node = other.root().node();
        let origin = self.note(node);
        self.share(node)?;
        let is_meant = |rule: &&Node| {
            let id = rule.get_text("id").unwrap_or_default();
            let of_leg = rule.get("legs").is_none_or(|list| list.mentions(theirs));
            of_leg && only.is_none_or(|only| only.iter().any(|known| known == id))
        };
        let rules: Vec<&Node> = node.get_items("rule").iter().filter(is_meant).collect();
        if let (Some(entrant), true) = (node.get("entrant"), rules.iter().any(needs_entrant)) {
            // It comes along with these legs, and the others are no business of its limit.
            let mut entrant = entrant.clone();
            entrant.set("legs", entrant.list_here(legs.to_vec()));
            self.entrant(entrant)?;
        }
        for rule in rules {
            let mut rule = with_origin(rule, &origin);
            rule.set("legs", rule.list_here(legs.to_vec()));
            self.add("rule", rule)?;
        }
        Ok(())
    }

    /// Sources, inputs, groups and refusals of a profile that is taken from.
    fn share(&mut self, node: &Node) -> Result<(), SourceError> {
        for source in node.get_items("source") {
            self.add("source", source.clone())?;
        }
        for section in BY_KEY {
            for (key, value) in node.get_pairs(section) {
                self.add_key(section, key, value)?;
            }
        }
        for section in ["refused", "removed"] {
            for entry in node.get_items(section) {
                self.add_once(section, entry.clone());
            }
        }
        match node.get("instruments") {
            Some(scope) if !self.replaces_scope => self.instruments(scope),
            _ => Ok(()),
        }
    }

    /// What alone may be issued: each part that says so has to agree, unless the file replaces what they say.
    fn instruments(&mut self, scope: &Node) -> Result<(), SourceError> {
        match self.root.get("instruments") {
            Some(known) if known.get_text("only") != scope.get_text("only") => {
                let wrong = format!("another kind is asked for at {}", known.place());
                let hint = "nothing could be issued under both: take one of the two profiles out, or say in `replaces` of an [instruments] of this file why its kind may be issued";
                Err(scope.problem("instruments", wrong, hint))
            }
            Some(_) => Ok(()),
            None => {
                self.root.set("instruments", scope.clone());
                Ok(())
            }
        }
    }

    fn entrant(&mut self, entrant: Node) -> Result<(), SourceError> {
        match self.root.get_mut("entrant") {
            Some(known) if !known.says_same_but(&HISTORY, &entrant) => Err(entrant.problem(
                "entrant",
                format!("another entrant is described at {}", known.place()),
                "a profile has one entrant: describe it in one place",
            )),
            Some(known) => {
                add_legs(known, &entrant);
                Ok(())
            }
            None => {
                self.root.set("entrant", entrant);
                Ok(())
            }
        }
    }

    /// The file's own sections, over what was inherited.
    fn own(&mut self, fields: &mut Fields<'_>) -> Result<(), SourceError> {
        for source in fields.tables("source")? {
            self.add("source", source.node().clone())?;
        }
        for section in BY_KEY {
            for (key, value) in fields.owner().node().get_pairs(section) {
                self.add_key(section, key, value)?;
            }
            fields.optional(section);
        }
        for refused in fields.tables("refused")? {
            self.add_once("refused", refused.node().clone());
        }
        if let Some(scope) = fields.optional("instruments") {
            self.instruments(scope.node())?;
        }
        if let Some(entrant) = fields.optional("entrant") {
            self.entrant(entrant.node().clone())?;
        }
        for remove in fields.tables("remove")? {
            self.remove(&remove)?;
        }
        for section in BETWEEN_LEGS {
            for entry in fields.tables(section)? {
                self.between_legs(section, &entry)?;
            }
        }
        for rule in fields.tables("rule")? {
            let replaces = rule.node().get("replaces").is_some();
            if replaces { self.replace(&rule)? } else { self.add("rule", rule.node().clone())? }
        }
        Ok(())
    }

    /// Adds a route or an equivalence; over what is inherited none that lets more through unless the file says so.
    fn between_legs(&mut self, section: &str, entry: &Cursor<'_>) -> Result<(), SourceError> {
        let mut fields = entry.fields()?;
        let id = fields.required("id")?.text()?;
        let loosens = fields.optional("loosens");
        let json = entry.node().to_json();
        let effect = match section {
            "route" => entry_effect::route((None, Some(&json))),
            _ => entry_effect::equivalence((None, Some(&json))),
        };
        let entries = self.root.get_items(section);
        let is_inherited = entries.iter().any(|known| known.get_text("id") == Some(id));
        match (&self.parent, loosens) {
            (None, Some(stray)) => {
                return Err(stray
                    .renamed(format!("{section} {id}.loosens"))
                    .error("nothing is inherited here", "remove the line"));
            }
            (Some(parent), None) if effect.may_loosen() && !is_inherited => {
                return Err(entry.renamed(format!("{section} {id}")).error(
                    format!("it lets more through than {parent} does"),
                    "add `loosens = true` if that is meant",
                ));
            }
            _ => {}
        }
        self.add(section, entry.node().clone())
    }

    /// Leaves an inherited rule out, which always loosens.
    fn remove(&mut self, remove: &Cursor<'_>) -> Result<(), SourceError> {
        let mut fields = remove.fields()?;
        let id_at = fields.required("id")?;
        let id = id_at.text()?;
        let reason = fields.required("reason")?;
        reason.text()?;
        let loosens = fields.optional("loosens");
        fields.finish()?;
        let known = self.inherited(&id_at)?.clone();
        if !loosens.is_some_and(|cursor| cursor.boolean().unwrap_or_default()) {
            return Err(remove.error(
                format!("leaving rule {id} out refuses less than {} does", known.place()),
                "add `loosens = true` if that is meant",
            ));
        }
        let mut removed = remove.node().table_here();
        removed.set("id", id_at.node().clone());
        removed.set("reason", reason.node().clone());
        removed.set("origin", known.get("origin").cloned().unwrap_or_else(|| known.text_here("")));
        self.add_once("removed", removed);
        let mut rules = self.root.take_items("rule");
        rules.retain(|rule| rule.get_text("id") != Some(id));
        self.root.set("rule", remove.node().list_here(rules));
        Ok(())
    }

    /// Puts a rule in the place of an inherited one; never a looser one unless the file says so.
    fn replace(&mut self, rule: &Cursor<'_>) -> Result<(), SourceError> {
        let mut fields = rule.fields()?;
        let id_at = fields.required("id")?;
        let id = id_at.text()?.to_owned();
        let named = rule.renamed(format!("rule {id}"));
        let known = self.inherited(&id_at)?.clone();
        if !self.replaced.insert(id.clone()) {
            return Err(id_at.renamed(format!("rule {id}.id")).error(
                "two rules of this file replace the same inherited one",
                "keep one of the two; to add a rule, give it an id of its own and leave `replaces` out",
            ));
        }
        let mut own = rule.node().clone();
        if own.get("legs").is_none()
            && let Some(legs) = known.get("legs")
        {
            own.set("legs", legs.clone());
        }
        if let Some(origin) = known.get("origin") {
            own.set("origin", origin.clone());
        }
        let loosens = match fields.optional("loosens") {
            Some(cursor) => cursor.boolean()?,
            None => false,
        };
        let groups = self.root.get("groups").map(Node::to_json).unwrap_or_default();
        let changes = compare::rules(&known.to_json(), &own.to_json(), &groups, &groups);
        let refused = changes.iter().find(|change| change.effect.may_loosen());
        if let (false, Some(change)) = (loosens, refused) {
            let verb = match change.effect {
                Effect::Looser => "refuses less than",
                _ => "may refuse less than",
            };
            return Err(named.error(
                format!("the rule {verb} the one of {}: {}", known.place(), change.words),
                "make it no looser, or add `loosens = true` beside the reason in `replaces`",
            ));
        }
        let mut rules = self.root.take_items("rule");
        let place = rules.iter_mut().find(|other| other.get_text("id") == Some(&id));
        place.into_iter().for_each(|place| *place = own.clone());
        self.root.set("rule", rule.node().list_here(rules));
        Ok(())
    }

    /// The inherited rule of that id, which the file has not left out.
    fn inherited(&self, id: &Cursor<'_>) -> Result<&Node, SourceError> {
        let text = id.text()?;
        let is_there = |rule: &Node| rule.get_text("id") == Some(text);
        let is_inherited = self.inherited.iter().any(|known| known == text);
        if is_inherited && !self.root.get_items("rule").iter().any(is_there) {
            return Err(id.error(
                format!("a [[remove]] of this file leaves the inherited rule {text} out already"),
                "keep one of the two: the [[remove]], or the rule that takes its place",
            ));
        }
        let names: Vec<&str> = self.inherited.iter().map(String::as_str).collect();
        id.named("inherited rule", &names, |id| {
            let rules = self.root.get_items("rule").iter();
            rules.into_iter().find(|rule| rule.get_text("id") == Some(id))
        })
    }

    /// Adds an entry with an id, or finds that the same is there; the same rule for another leg adds the leg.
    fn add(&mut self, section: &str, entry: Node) -> Result<(), SourceError> {
        let id = entry.get_text("id").unwrap_or_default();
        let place = entry.list_here(Vec::new());
        let mut entries = self.root.take_items(section);
        match entries.iter_mut().find(|known| known.get_text("id") == Some(id)) {
            None => entries.push(entry),
            Some(known) if known.says_same_but(&HISTORY, &entry) && section != "leg" => {
                add_legs(known, &entry);
            }
            Some(known) => {
                let hint = match section {
                    "rule" => {
                        "give one of them another id; to change an inherited rule, say why in `replaces = \"...\"`"
                    }
                    _ => "give one of them another id",
                };
                let wrong = format!("another {section} of that id is at {}", known.place());
                return Err(entry.problem(&format!("{section} {id}"), wrong, hint));
            }
        }
        self.root.set(section, place.list_here(entries));
        Ok(())
    }

    fn add_key(&mut self, section: &str, key: &str, value: &Node) -> Result<(), SourceError> {
        if self.root.get(section).is_none() {
            self.root.set(section, value.table_here());
        }
        let Some(table) = self.root.get_mut(section) else { return Ok(()) };
        match table.get(key) {
            Some(known) if !known.says_same(value) => {
                let wrong = format!("`{key}` means something else at {}", known.place());
                let hint = "give one of them another name";
                Err(value.problem(&format!("{section}.{key}"), wrong, hint))
            }
            Some(_) => Ok(()),
            None => {
                table.set(key, value.clone());
                Ok(())
            }
        }
    }

    fn add_once(&mut self, section: &str, entry: Node) {
        let place = entry.list_here(Vec::new());
        let mut entries = self.root.take_items(section);
        if !entries.iter().any(|known| known.says_same(&entry)) {
            entries.push(entry);
        }
        self.root.set(section, place.list_here(entries));
    }

    /// Writes down that the profile at `node` is part of this one, and what of it is.
    fn note(&mut self, node: &Node) -> String {
        let text = |key| node.get_text(key).unwrap_or_default();
        let origin = format!("{} {}", text("id"), text("version"));
        let parts = node.get_items("composed_of").iter();
        let parts: Vec<String> =
            parts.filter_map(|part| part.as_text().map(str::to_owned)).collect();
        for name in std::iter::once(origin.clone()).chain(parts) {
            if !self.composed_of.contains(&name) {
                self.composed_of.push(name);
            }
        }
        origin
    }

    /// The whole, with the names of its parts.
    fn noted(mut self) -> Node {
        let parts = self.composed_of.iter().map(|name| self.root.text_here(name)).collect();
        self.root.set("composed_of", self.root.list_here(parts));
        self.root
    }

    /// The whole, without inputs, sources and groups that no rule it kept refers to.
    fn pruned(mut self) -> Node {
        let used = |root: &Node, name: &str| {
            root.get_items("rule").iter().chain(root.get("entrant")).any(|node| node.mentions(name))
        };
        for section in BY_KEY {
            let keys = self.root.get_pairs(section).map(|(key, _)| key);
            let unused: Vec<String> =
                keys.filter(|key| !used(&self.root, key)).map(str::to_owned).collect();
            let table = self.root.get_mut(section);
            table.into_iter().for_each(|table| unused.iter().for_each(|key| table.remove(key)));
        }
        let inputs: Vec<String> =
            self.root.get_pairs("inputs").map(|(key, _)| key.to_owned()).collect();
        self.retain("refused", |entry| {
            entry.get_text("input").is_some_and(|input| inputs.iter().any(|key| key == input))
        });
        let sections = ["rule"].into_iter().chain(BETWEEN_LEGS);
        let entries = sections.flat_map(|section| self.root.get_items(section));
        let entries = entries.chain(self.root.get("instruments"));
        let cited: BTreeSet<String> =
            entries.filter_map(|entry| entry.get_text("source").map(str::to_owned)).collect();
        self.retain("source", |source| source.get_text("id").is_some_and(|id| cited.contains(id)));
        self.noted()
    }

    fn retain(&mut self, section: &str, keep: impl Fn(&Node) -> bool) {
        let mut entries = self.root.take_items(section);
        entries.retain(keep);
        let Some(list) = self.root.get(section) else { return };
        self.root.set(section, list.list_here(entries));
    }
}

fn ids(entries: &[Node]) -> Vec<String> {
    entries.iter().filter_map(|entry| entry.get_text("id").map(str::to_owned)).collect()
}

/// Whether the rule reads what is written about an entrant.
fn needs_entrant(rule: &&Node) -> bool {
    rule.get_text("predicate").and_then(Predicate::spec_of).is_some_and(|spec| spec.needs_entrant)
}

fn with_origin(rule: &Node, origin: &str) -> Node {
    let mut rule = rule.clone();
    if rule.get("origin").is_none() {
        rule.set("origin", rule.text_here(origin));
    }
    rule
}

/// Makes `known` apply to the legs of `other` too; a rule without legs applies to all of them.
fn add_legs(known: &mut Node, other: &Node) {
    if known.get("legs").is_none() {
        return;
    }
    if other.get("legs").is_none() {
        known.remove("legs");
        return;
    }
    let mut legs = known.take_items("legs");
    for leg in other.get_items("legs") {
        if !legs.iter().any(|own| own.says_same(leg)) {
            legs.push(leg.clone());
        }
    }
    known.set("legs", known.list_here(legs));
}
