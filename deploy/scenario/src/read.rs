//! Reading a scenario file.

mod cast;
mod step;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::Instrument;
use corridor_deploy::explain::token_fact_names;
use corridor_deploy::profile::Profile;
use corridor_deploy::source::{Cursor, Document, Fields, Source, SourceError, one_of};
use corridor_deploy::terms::Security;

use super::moment;
use super::{Action, Scenario, ScenarioError, ScenarioFile, Setting};

pub(super) use cast::MOST_WALLETS;

/// A file that is being read: where others are looked for that it names, and what messages call it.
#[derive(Clone, Copy)]
struct Place<'p> {
    folder: &'p Path,
    file: &'p str,
}

impl Place<'_> {
    /// A compiled-in name as it is, a path from the scenario file's folder.
    fn beside(self, given: &str) -> String {
        if given.ends_with(".toml") {
            return self.folder.join(given).display().to_string();
        }
        given.to_owned()
    }
}

/// Reads and checks a scenario file; profiles and terms by path are looked for beside it.
pub(super) fn file(source: Source, folder: &Path) -> Result<ScenarioFile, ScenarioError> {
    let document = Document::parse(source)?;
    let place = Place { folder, file: document.source().name() };
    let root = document.root();
    let mut fields = root.fields()?;
    fields.required("schema")?.integer(1, 1)?;
    let id = name(&fields.required("id")?)?;
    let title = fields.required("title")?.text()?.to_owned();
    let start = day_of(&fields.required("start")?)?;
    let bonds = bonds(&fields.required("terms")?, place)?;
    let settings = settings(&mut fields, place)?;
    let investors = cast::investors(&mut fields, start)?;
    let at = fields.required("scenario")?;
    let reader = step::Reader { bonds: &bonds, settings: &settings, investors: &investors };
    let mut scenarios: Vec<Scenario> = Vec::new();
    for item in at.items()? {
        let scenario = scenario(&item, &reader, start)?;
        if scenarios.iter().any(|other| other.id == scenario.id) {
            let wrong = format!("there are two scenarios `{}`", scenario.id);
            return Err(item.error(wrong, "rename one of them").into());
        }
        scenarios.push(scenario);
    }
    if scenarios.is_empty() {
        return Err(at.error("there is no scenario", "add a `[[scenario]]`").into());
    }
    fields.finish()?;
    scenarios.iter().try_for_each(|scenario| scene(scenario, &settings, &bonds, place))?;
    let source = document.source().name().to_owned();
    Ok(ScenarioFile { id, title, start, bonds, settings, investors, scenarios, source })
}

/// That every bond can be issued under every setting of a scenario, as is done before its first step.
fn scene(
    scenario: &Scenario,
    settings: &[Setting],
    bonds: &[Security],
    place: Place<'_>,
) -> Result<(), ScenarioError> {
    for setting in settings.iter().filter(|setting| scenario.under.contains(&setting.name)) {
        for bond in bonds {
            let issued = Instrument::new(bond, setting.profile.clone());
            issued.map_err(|cause| ScenarioError::Scene {
                file: place.file.to_owned(),
                line: scenario.line,
                setting: setting.name.clone(),
                cause: Box::new(cause),
            })?;
        }
    }
    Ok(())
}

fn day_of(cursor: &Cursor<'_>) -> Result<UtcDay, SourceError> {
    let date = cursor.date()?;
    UtcDay::from_date(date)
        .map_err(|error| cursor.error(error.to_string(), "write a date inside that range"))
}

/// A name: lower-case letters, digits and hyphens, so that it can stand in reports and on command lines as it is.
fn name(cursor: &Cursor<'_>) -> Result<String, SourceError> {
    let text = cursor.text()?;
    let is_part =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if text.chars().all(is_part) && !text.starts_with('-') && !text.ends_with('-') {
        return Ok(text.to_owned());
    }
    Err(cursor.error(format!("`{text}` is no name"), "use lower-case letters, digits and hyphens"))
}

/// One bond, or a list of them.
fn bonds(cursor: &Cursor<'_>, place: Place<'_>) -> Result<Vec<Security>, ScenarioError> {
    if cursor.is_text() {
        return Ok(vec![terms(cursor, place)?]);
    }
    let mut bonds: Vec<Security> = Vec::new();
    for item in cursor.items()? {
        let bond = terms(&item, place)?;
        if bonds.iter().any(|other| other.id() == bond.id()) {
            let wrong = format!("there are two bonds `{}`", bond.id());
            return Err(item.error(wrong, "remove one of the two").into());
        }
        bonds.push(bond);
    }
    if bonds.is_empty() {
        return Err(cursor.error("there is no bond", "name at least one").into());
    }
    Ok(bonds)
}

fn terms(cursor: &Cursor<'_>, place: Place<'_>) -> Result<Security, ScenarioError> {
    Security::load(&place.beside(cursor.text()?)).map_err(|cause| ScenarioError::Terms {
        file: place.file.to_owned(),
        line: cursor.line(),
        cause: Box::new(cause),
    })
}

fn settings(fields: &mut Fields<'_>, place: Place<'_>) -> Result<Vec<Setting>, ScenarioError> {
    let at = fields.required("under")?;
    let mut settings: Vec<Setting> = Vec::new();
    for item in at.items()? {
        let setting = setting(&item, place)?;
        if settings.iter().any(|other| other.name == setting.name) {
            let wrong = format!("there are two settings `{}`", setting.name);
            return Err(item.error(wrong, "give one of them another `name`").into());
        }
        settings.push(setting);
    }
    if settings.is_empty() {
        return Err(at.error("there is no setting", "add an `[[under]]` with a profile").into());
    }
    Ok(settings)
}

fn setting(cursor: &Cursor<'_>, place: Place<'_>) -> Result<Setting, ScenarioError> {
    let mut fields = cursor.fields()?;
    let named = fields.optional("name").map(|at| name(&at)).transpose()?;
    let profile = fields.required("profile")?;
    let wrong = |cause| ScenarioError::Profile {
        file: place.file.to_owned(),
        line: profile.line(),
        cause: Box::new(cause),
    };
    let loaded = Profile::load(&place.beside(profile.text()?)).map_err(wrong)?;
    let mut inputs = BTreeMap::new();
    if let Some(given) = fields.optional("inputs") {
        for (input, value) in given.fields()?.all() {
            inputs.insert(input.to_owned(), value.text()?.to_owned());
        }
    }
    let bound = loaded.bind(&inputs).map_err(wrong)?;
    let ids: Vec<&str> = loaded.legs.iter().map(|leg| leg.id.as_str()).collect();
    let leg = match (fields.optional("leg"), ids.as_slice()) {
        (Some(at), _) => {
            at.named("leg", &ids, |text| ids.contains(&text).then(|| text.to_owned()))?
        }
        (None, [only]) => (*only).to_owned(),
        (None, _) => {
            let wrong = format!("profile `{}` has several legs", loaded.id);
            let hint = format!("add a line `leg = ...` with one of {}", ids.join(", "));
            return Err(cursor.error(wrong, hint).into());
        }
    };
    fields.finish()?;
    Ok(Setting { name: named.unwrap_or_else(|| loaded.id.clone()), profile: bound, leg })
}

fn scenario(
    cursor: &Cursor<'_>,
    reader: &step::Reader<'_>,
    start: UtcDay,
) -> Result<Scenario, SourceError> {
    let mut fields = cursor.fields()?;
    let id = name(&fields.required("id")?)?;
    let title = fields.required("title")?.text()?.to_owned();
    let names: Vec<&str> = reader.settings.iter().map(|setting| setting.name.as_str()).collect();
    let under = match fields.optional("under") {
        Some(at) => at.distinct(|one| setting_name(one, &names))?,
        None => names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let start = fields.optional("start").map_or(Ok(start), |at| day_of(&at))?;
    let rules = fields.required("rules")?;
    let boundary =
        fields.optional("boundary").map(|at| at.text().map(str::to_owned)).transpose()?;
    let mut steps = Vec::new();
    for item in fields.required("step")?.items()? {
        let since = steps.last().map_or(start.start_seconds(), |step: &super::Step| step.at);
        steps.extend(reader.steps(&item, &under, start, since)?);
    }
    // A step may put the regime of another setting in force.
    let replaced = steps.iter().filter_map(|step| match &step.action {
        Action::ReplaceRegime(with) => Some(with.clone()),
        _ => None,
    });
    let in_force: Vec<String> = under.iter().cloned().chain(replaced).collect();
    let known = known_rules(reader.settings, &in_force);
    let rules = rules.distinct(|one| rule(one, &known))?;
    if !steps.iter().any(|step| step.action.movement().is_some()) {
        return Err(cursor.error("nothing is judged", "add a step that is a movement"));
    }
    fields.finish()?;
    Ok(Scenario { id, title, rules, boundary, under, start, steps, line: cursor.line() })
}

fn setting_name(cursor: &Cursor<'_>, names: &[&str]) -> Result<String, SourceError> {
    cursor.named("setting", names, |text| names.contains(&text).then(|| text.to_owned()))
}

/// Every on-chain rule of the settings, any of which a scenario may put in force, and every token fact.
fn known_rules(settings: &[Setting], under: &[String]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for setting in settings.iter().filter(|setting| under.contains(&setting.name)) {
        let rules = setting.profile.rules().iter().filter(|rule| rule.on_chain().is_some());
        known.extend(rules.map(|rule| rule.id.clone()));
    }
    known.extend(token_fact_names().map(str::to_owned));
    known.sort();
    known.dedup();
    known
}

fn rule(cursor: &Cursor<'_>, known: &[String]) -> Result<String, SourceError> {
    let text = cursor.text()?;
    if known.iter().any(|id| id == text) {
        return Ok(text.to_owned());
    }
    let wrong = format!("no setting of the scenario has an on-chain rule `{text}`");
    Err(cursor.error(wrong, one_of(text, known.iter().map(String::as_str))))
}

/// A moment, or that of the step before.
fn step_moment(cursor: Option<Cursor<'_>>, start: UtcDay, since: u64) -> Result<u64, SourceError> {
    let Some(cursor) = cursor else { return Ok(since) };
    let at = moment::moment(&cursor, start)?;
    if at < since {
        let hint = "put the steps in the order of time; the first is not before the start";
        return Err(cursor.error("the step lies before the one above it", hint));
    }
    Ok(at)
}
