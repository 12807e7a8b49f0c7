//! Reading a profile file, with its inputs open or bound.

use std::collections::BTreeMap;

use super::bind::EntrantTerms;
use super::input::{Input, InputKind, InputValue, Inputs};
use super::predicate::{Context, Groups, bounded, truth};
use super::route::{self, Equivalence, Route};
use super::rule::{self, ReadRule};
use super::stage_limits::StageLimits;
use super::{Citation, Confidence, InstrumentScope, Leg, Profile, Refused, Removed};
use crate::identifiers::Country;
use crate::instrument::InstrumentKind;
use crate::source::{Cursor, Document, Fields, SourceError};
use crate::vocabulary::Activity;

/// Bits of a verdict that belong to rules.
const MAX_RULES: usize = 240;

/// What does not depend on inputs.
pub(super) struct Header {
    pub(super) sources: Vec<Citation>,
    pub(super) inputs: Vec<Input>,
    pub(super) legs: Vec<Leg>,
    pub(super) instruments: Option<InstrumentScope>,
    pub(super) refused: Vec<Refused>,
    pub(super) groups: Groups,
    /// Profiles that it was put together from.
    pub(super) composed_of: Vec<String>,
    /// Rules of them that it left out.
    pub(super) removed: Vec<Removed>,
    pub(super) has_entrant: bool,
}

/// The rules and the entrant, as far as inputs are known.
pub(super) struct Content {
    pub(super) rules: Vec<ReadRule>,
    pub(super) routes: Vec<Route>,
    pub(super) equivalences: Vec<Equivalence>,
    pub(super) entrant: Option<EntrantTerms>,
}

/// Reads and checks a profile file with its inputs open.
pub(super) fn profile(document: Document) -> Result<Profile, SourceError> {
    let root = document.root();
    let mut fields = root.fields()?;
    let schema = fields.required("schema")?;
    schema.integer(1, 1)?;
    let id = fields.required("id")?.name()?;
    let version = fields.required("version")?.text()?.to_owned();
    let title = fields.required("title")?.text()?.to_owned();
    let as_of = fields.required("as_of")?.date()?;
    let disclaimer = fields.required("disclaimer")?.text()?.to_owned();
    let header = header(&mut fields)?;
    let content = content_of(&mut fields, &header, None)?;
    // What takes from other profiles is gone by now; advice on a misspelt key may still mean it.
    for key in ["extends", "with"] {
        fields.optional(key);
    }
    fields.finish()?;
    let (routes, equivalences) = (content.routes, content.equivalences);
    let rules = content.rules.into_iter().map(|rule| rule.map(|(outline, _)| outline)).collect();
    let Header {
        sources,
        inputs,
        legs,
        instruments,
        refused,
        composed_of,
        removed,
        has_entrant,
        groups: _,
    } = header;
    Ok(Profile {
        id,
        version,
        title,
        as_of,
        disclaimer,
        sources,
        inputs,
        legs,
        instruments,
        refused,
        rules,
        composed_of,
        removed,
        routes,
        equivalences,
        has_entrant,
        document,
    })
}

/// Reads the rules again, now with the values of the inputs.
pub(super) fn content(
    document: &Document,
    values: &BTreeMap<String, InputValue>,
) -> Result<Content, SourceError> {
    let mut fields = document.root().fields()?;
    let header = header(&mut fields)?;
    content_of(&mut fields, &header, Some(values))
}

fn header(fields: &mut Fields<'_>) -> Result<Header, SourceError> {
    let sources = distinct(&fields.tables("source")?, "source", source)?;
    let inputs = match fields.optional("inputs") {
        Some(table) => table
            .fields()?
            .all()
            .into_iter()
            .map(|(key, cursor)| input(key, &cursor))
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let legs_at = fields.required("leg")?;
    let legs = distinct(&legs_at.items()?, "leg", leg)?;
    if legs.is_empty() {
        return Err(legs_at.error("there is no leg", "add a [[leg]] with id and title"));
    }
    let sources: Vec<Citation> = sources.into_iter().map(|(_, source)| source).collect();
    let composed_of = match fields.optional("composed_of") {
        Some(list) => list.distinct(|name| Ok(name.text()?.to_owned()))?,
        None => Vec::new(),
    };
    let stands_alone = composed_of.is_empty();
    let instruments = fields.optional("instruments");
    let instruments =
        instruments.map(|table| instrument_scope(&table, &sources, stands_alone)).transpose()?;
    let refused = fields.tables("refused")?;
    let refused =
        refused.iter().map(|cursor| refusal(cursor, &inputs)).collect::<Result<_, _>>()?;
    let groups = match fields.optional("groups") {
        Some(table) => groups(&table)?,
        None => Groups::new(),
    };
    Ok(Header {
        sources,
        inputs,
        legs: legs.into_iter().map(|(_, leg)| leg).collect(),
        instruments,
        refused,
        groups,
        composed_of,
        removed: fields.tables("removed")?.iter().map(removed).collect::<Result<_, _>>()?,
        has_entrant: fields.optional("entrant").is_some(),
    })
}

fn removed(cursor: &Cursor<'_>) -> Result<Removed, SourceError> {
    let mut fields = cursor.fields()?;
    let id = fields.required("id")?.name()?;
    let reason = fields.required("reason")?.text()?.to_owned();
    let origin = fields.required("origin")?.text()?.to_owned();
    fields.finish()?;
    Ok(Removed { id, reason, origin })
}

/// Reads each table, refusing a second one of the same id.
pub(super) fn distinct<'d, T>(
    tables: &[Cursor<'d>],
    what: &str,
    read: impl Fn(&Cursor<'d>, String) -> Result<T, SourceError>,
) -> Result<Vec<(String, T)>, SourceError> {
    let mut values: Vec<(String, T)> = Vec::new();
    for table in tables {
        let id_at = table.fields()?.required("id")?;
        let id = id_at.name()?;
        if values.iter().any(|(known, _)| *known == id) {
            return Err(id_at.error(
                format!("two {what}s have the id `{id}`"),
                "give each one an id of its own",
            ));
        }
        let value = read(&table.renamed(format!("{what} {id}")), id.clone())?;
        values.push((id, value));
    }
    Ok(values)
}

fn source(cursor: &Cursor<'_>, id: String) -> Result<Citation, SourceError> {
    let mut fields = cursor.fields()?;
    fields.required("id")?;
    let title = fields.required("title")?.text()?.to_owned();
    let url_at = fields.required("url")?;
    let url = url_at.text()?.to_owned();
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(
            url_at.error(format!("`{url}` is not an address"), "write it with https:// in front")
        );
    }
    let accessed = fields.required("accessed")?.date()?;
    fields.finish()?;
    Ok(Citation { id, title, url, accessed })
}

fn leg(cursor: &Cursor<'_>, id: String) -> Result<Leg, SourceError> {
    let mut fields = cursor.fields()?;
    fields.required("id")?;
    let title = fields.required("title")?.text()?.to_owned();
    fields.finish()?;
    Ok(Leg { id, title })
}

fn instrument_scope(
    table: &Cursor<'_>,
    sources: &[Citation],
    stands_alone: bool,
) -> Result<InstrumentScope, SourceError> {
    let mut fields = table.fields()?;
    let only = fields.required("only")?;
    let only = only.named("kind", &InstrumentKind::NAMES, InstrumentKind::from_name)?;
    let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let source = fields
        .required("source")?
        .named("source", &known, |id| sources.iter().find(|source| source.id == id).cloned())?;
    let citation = fields.required("citation")?.text()?.to_owned();
    let confidence = confidence(&fields.required("confidence")?)?;
    let replaces = match fields.optional("replaces") {
        Some(stray) if stands_alone => {
            return Err(stray.error("nothing is inherited here", "remove the line"));
        }
        reason => reason.map(|reason| reason.text().map(str::to_owned)).transpose()?,
    };
    fields.finish()?;
    Ok(InstrumentScope { only, source, citation, confidence, replaces })
}

pub(super) fn confidence(cursor: &Cursor<'_>) -> Result<Confidence, SourceError> {
    let levels = [Confidence::Primary, Confidence::Secondary, Confidence::Assumption];
    let names = levels.map(Confidence::name);
    cursor.named("confidence", &names, |name| levels.into_iter().find(|level| level.name() == name))
}

fn input(key: &str, cursor: &Cursor<'_>) -> Result<Input, SourceError> {
    let mut fields = cursor.fields()?;
    let kind =
        fields.required("kind")?.named("input kind", &InputKind::NAMES, InputKind::from_name)?;
    let title = fields.required("title")?.text()?.to_owned();
    let why = fields.required("why")?.text()?.to_owned();
    let confidence = confidence(&fields.required("confidence")?)?;
    let or_none = truth(&mut fields, "or_none")?;
    let mut choices = BTreeMap::new();
    if kind == InputKind::Choice {
        let table = fields.required("choices")?;
        for (choice, meaning) in table.fields()?.all() {
            choices.insert(choice.to_owned(), meaning.text()?.to_owned());
        }
        if choices.is_empty() {
            return Err(
                table.error("there is nothing to choose from", "add `\"value\" = \"meaning\"`")
            );
        }
    }
    fields.finish()?;
    Ok(Input { name: key.to_owned(), kind, title, why, confidence, or_none, choices })
}

fn refusal(cursor: &Cursor<'_>, inputs: &[Input]) -> Result<Refused, SourceError> {
    let mut fields = cursor.fields()?;
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let declared = fields
        .required("input")?
        .named("input", &names, |name| inputs.iter().find(|input| input.name == name))?;
    let choice_at = fields.required("choice")?;
    let choice = choice_at.text()?.to_owned();
    if declared.choices.contains_key(&choice) {
        let wrong = format!("choice `{choice}` of input `{}` is offered as well", declared.name);
        return Err(choice_at.error(wrong, "remove it from one of the two lists"));
    }
    let message = fields.required("message")?.text()?.to_owned();
    fields.finish()?;
    Ok(Refused { input: declared.name.clone(), choice, message })
}

fn groups(table: &Cursor<'_>) -> Result<Groups, SourceError> {
    let mut groups = Groups::new();
    for (key, list) in table.fields()?.all() {
        if key.len() == 2 {
            return Err(list.error("a group may not look like a country code", "use a longer name"));
        }
        groups.insert(key.to_owned(), list.distinct(Cursor::parsed::<Country>)?);
    }
    Ok(groups)
}

fn content_of(
    fields: &mut Fields<'_>,
    header: &Header,
    values: Option<&BTreeMap<String, InputValue>>,
) -> Result<Content, SourceError> {
    let inputs = Inputs::new(&header.inputs, values);
    let context = Context { inputs: &inputs, groups: &header.groups };
    let entrant_at = fields.optional("entrant");
    let entrant = match &entrant_at {
        Some(table) => entrant(table, context, &header.legs)?,
        None => None,
    };
    if let (Some(table), Some(_), None) = (&entrant_at, values, &entrant) {
        return Err(table.error("one of its values is `none`", "give each of its inputs a value"));
    }
    let tables = fields.required("rule")?;
    let rules =
        distinct(&tables.items()?, "rule", |cursor, id| rule::read(cursor, id, header, context))?;
    let mut rules: Vec<ReadRule> = rules.into_iter().map(|(_, rule)| rule).collect();
    let routes = route::routes(fields, header)?;
    route::check_entrances(fields, &routes, &rules)?;
    let equivalences = route::equivalences(fields, header, &routes, &mut rules)?;
    check_counts(&fields.tables("leg")?, header, &rules)?;
    rule::check_attestations(&tables, &rules)?;
    if let Some(unused) = inputs.unused().first() {
        let declared = fields.required("inputs")?.fields()?.required(unused)?;
        return Err(declared.error(
            "no rule uses this input",
            "remove it, or refer to it with { input = \"...\" }",
        ));
    }
    Ok(Content { rules, routes, equivalences, entrant })
}

/// That every leg has rules, and no more than a verdict holds. The legs stand in the order in which they were read.
fn check_counts(
    legs: &[Cursor<'_>],
    header: &Header,
    rules: &[ReadRule],
) -> Result<(), SourceError> {
    for (leg, at) in header.legs.iter().zip(legs) {
        let count = rules
            .iter()
            .filter(|rule| rule.applies_to_leg(&leg.id) && rule.on_chain().is_some())
            .count();
        if count == 0 {
            let wrong = "it has no rule on chain, so everything would be allowed";
            let at = at.renamed(format!("leg {}", leg.id));
            return Err(at.error(wrong, "add a rule with `enforced = \"on-chain\"` that is on it"));
        }
        if count > MAX_RULES {
            let at = at.renamed(format!("leg {}", leg.id));
            let wrong = format!("it has {count} rules on chain");
            return Err(at.error(wrong, format!("a verdict holds {MAX_RULES}; split the leg")));
        }
    }
    Ok(())
}

fn entrant(
    table: &Cursor<'_>,
    context: Context<'_>,
    legs: &[Leg],
) -> Result<Option<EntrantTerms>, SourceError> {
    let mut fields = table.fields()?;
    let lei = context.required(&mut fields, "lei", Cursor::parsed)?;
    let jurisdiction = context.required(&mut fields, "jurisdiction", Cursor::parsed)?;
    let stage = context.required(&mut fields, "stage", |stage| bounded(stage, u8::MAX))?;
    let activities: Option<Vec<Activity>> =
        context.required(&mut fields, "activities", |list| list.distinct(Cursor::parsed))?;
    let asset_class = context.required(&mut fields, "asset_class", Cursor::name)?;
    let limits: Option<StageLimits> = context.required(&mut fields, "limit", Cursor::parsed)?;
    let known: Vec<&str> = legs.iter().map(|leg| leg.id.as_str()).collect();
    let legs = match fields.optional("legs") {
        Some(list) => list.distinct(|leg| {
            leg.named("leg", &known, |id| known.contains(&id).then(|| id.to_owned()))
        })?,
        None => known.iter().map(|id| (*id).to_owned()).collect(),
    };
    fields.finish()?;
    let entrant = (|| {
        let (stage, limits) = (stage?, limits?);
        Some(EntrantTerms {
            lei: lei?,
            jurisdiction: jurisdiction?,
            stage,
            activities: activities?,
            asset_class: asset_class?,
            limit: limits.at(stage).or_else(|| limits.nothing())?,
            limits,
            legs,
        })
    })();
    Ok(entrant)
}
