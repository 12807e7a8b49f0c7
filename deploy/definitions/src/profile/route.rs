//! Routes between the legs of a profile, and the table of which category of one regime counts as which of the other.

use serde::Serialize;

use super::predicate::{CATEGORIES_PER_ROW, EligibleRow, Predicate, truth};
use super::read::{Header, confidence, distinct};
use super::rule::{ReadRule, effective};
use super::{Citation, Confidence, Effective};
use crate::source::{Cursor, Fields, SourceError};
use crate::vocabulary::{Category, Flag, Movement};

/// A direction in which units may move from one leg to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Identifier, unique among the routes of the profile.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The leg that is left.
    pub from: String,
    /// The leg that is entered.
    pub to: String,
    /// The days on which it is open.
    #[serde(skip_serializing_if = "Effective::is_always")]
    pub effective: Effective,
    /// Where it comes from.
    pub source: Citation,
    /// Place in the source.
    pub citation: String,
    /// How sure the profile is.
    pub confidence: Confidence,
    /// What helps who may not use it.
    pub remedy: String,
    /// Whether the profile has it beside what it inherits, and so lets more through.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub loosens: bool,
}

impl Route {
    /// First second in which it is open, and first in which it is no longer; 0 for none, as the contract has it.
    pub fn window(&self) -> (u64, u64) {
        let seconds =
            |day: Option<crate::calendar::UtcDay>| day.map_or(0, |day| day.start_seconds());
        (seconds(self.effective.from), seconds(self.effective.until))
    }

    /// Whether a window, of seconds as in [`Self::window`], is this one or a part of it.
    #[must_use]
    pub fn has_within(&self, window: (u64, u64)) -> bool {
        is_within(window, self.window())
    }
}

const fn is_within((start, end): (u64, u64), (from, until): (u64, u64)) -> bool {
    let ends_in_time = until == 0 || (end != 0 && end <= until);
    start >= from && ends_in_time
}

/// Whether a category that a verifier attests for one regime counts as a category of the regime behind a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Equivalence {
    /// Identifier, unique among the equivalences of the profile.
    pub id: String,
    /// The route.
    pub route: String,
    /// The category that an investor holds.
    pub category: Category,
    /// The category that the leg behind the route asks for.
    pub counts_as: Category,
    /// Investors that carry one of these are left out of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Flag>,
    /// Whether it does. One that does not is written down so that nobody takes it for an omission, and nothing on that leg may
    /// contradict it.
    pub holds: bool,
    /// Why.
    pub reason: String,
    /// Where it comes from.
    pub source: Citation,
    /// Place in the source.
    pub citation: String,
    /// How sure the profile is.
    pub confidence: Confidence,
    /// Whether the profile has it beside what it inherits, and so lets more through.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub loosens: bool,
    /// Rules on chain that it stands in: those that it widens, or those that it was held against.
    pub rules: Vec<String>,
}

/// Reads the routes.
pub(super) fn routes(fields: &mut Fields<'_>, header: &Header) -> Result<Vec<Route>, SourceError> {
    let tables = fields.tables("route")?;
    let routes = distinct(&tables, "route", |cursor, id| route(cursor, id, header))?;
    let routes: Vec<Route> = routes.into_iter().map(|(_, route)| route).collect();
    for (cursor, route) in tables.iter().zip(&routes) {
        let same = |other: &&Route| (&other.from, &other.to) == (&route.from, &route.to);
        if routes.iter().find(same).is_some_and(|first| first.id != route.id) {
            let wrong = format!("two routes lead from leg `{}` to leg `{}`", route.from, route.to);
            return Err(cursor.error(wrong, "a direction has one route: remove one of them"));
        }
    }
    Ok(routes)
}

fn route(cursor: &Cursor<'_>, id: String, header: &Header) -> Result<Route, SourceError> {
    let mut fields = cursor.fields()?;
    fields.required("id")?;
    let title = fields.required("title")?.text()?.to_owned();
    let legs: Vec<&str> = header.legs.iter().map(|leg| leg.id.as_str()).collect();
    let leg =
        |at: &Cursor<'_>| at.named("leg", &legs, |id| legs.contains(&id).then(|| id.to_owned()));
    let from = leg(&fields.required("from")?)?;
    let to_at = fields.required("to")?;
    let to = leg(&to_at)?;
    if from == to {
        return Err(to_at.error("the route leads to the leg that it leaves", "name two legs"));
    }
    let days = fields.optional("effective").map(|table| effective(&table)).transpose()?;
    let (source, citation, confidence) = cited(&mut fields, header)?;
    let remedy = fields.required("remedy")?.text()?.to_owned();
    let loosens = loosens(&mut fields, header)?;
    fields.finish()?;
    let effective = days.unwrap_or_default();
    Ok(Route { id, title, from, to, effective, source, citation, confidence, remedy, loosens })
}

/// Whether a file that inherits says that the entry lets more through.
fn loosens(fields: &mut Fields<'_>, header: &Header) -> Result<bool, SourceError> {
    match fields.optional("loosens") {
        Some(stray) if header.composed_of.is_empty() => {
            Err(stray.error("nothing is inherited here", "remove the line"))
        }
        _ => truth(fields, "loosens"),
    }
}

fn cited(
    fields: &mut Fields<'_>,
    header: &Header,
) -> Result<(Citation, String, Confidence), SourceError> {
    let known: Vec<&str> = header.sources.iter().map(|source| source.id.as_str()).collect();
    let source = fields.required("source")?.named("source", &known, |id| {
        header.sources.iter().find(|source| source.id == id).cloned()
    })?;
    let citation = fields.required("citation")?.text()?.to_owned();
    Ok((source, citation, confidence(&fields.required("confidence")?)?))
}

/// Default deny: a leg that a route leads to says who may come in.
pub(super) fn check_entrances(
    fields: &mut Fields<'_>,
    routes: &[Route],
    rules: &[ReadRule],
) -> Result<(), SourceError> {
    let says_who = |rule: &ReadRule, leg: &str| {
        rule.applies_to_leg(leg)
            && rule.on_chain().is_some_and(|part| {
                part.predicate.0.name == "EligibleParty"
                    && part.applies_to.contains(&Movement::EXCHANGE_IN)
            })
    };
    for (cursor, route) in fields.tables("route")?.iter().zip(routes) {
        if !rules.iter().any(|rule| says_who(rule, &route.to)) {
            let wrong = format!("no rule says who may come into leg `{}` by it", route.to);
            let hint = "add a rule with the predicate EligibleParty that applies to `exchange-in`";
            return Err(cursor.renamed(format!("route {}", route.id)).error(wrong, hint));
        }
    }
    Ok(())
}

/// Reads the table of equivalences and lets it widen the rules for coming in: an investor of the one category passes wherever the
/// other is asked for on the leg behind the route.
pub(super) fn equivalences(
    fields: &mut Fields<'_>,
    header: &Header,
    routes: &[Route],
    rules: &mut [ReadRule],
) -> Result<Vec<Equivalence>, SourceError> {
    let tables = fields.tables("equivalence")?;
    let read =
        distinct(&tables, "equivalence", |cursor, id| equivalence(cursor, id, header, routes))?;
    let mut read: Vec<Equivalence> = read.into_iter().map(|(_, one)| one).collect();
    // What may not be is compared with the rules as they are written, before any is widened.
    for (cursor, one) in tables.iter().zip(&mut read) {
        let named = cursor.renamed(format!("equivalence {}", one.id));
        one.rules = affected(one, routes, rules);
        if one.rules.is_empty() {
            let wrong = format!(
                "no rule for coming in by route `{}` asks for {}",
                one.route, one.counts_as
            );
            return Err(
                named.error(wrong, "remove it, or add the rule to the leg behind the route")
            );
        }
        if let Some(rule) = (!one.holds).then(|| contradicting(one, rules)).flatten() {
            let wrong = format!(
                "{} is no {}, and rule {rule} admits both alike",
                one.category, one.counts_as
            );
            return Err(named.error(
                wrong,
                "take the category out of the rule, or this entry out of the table",
            ));
        }
    }
    for (cursor, one) in tables.iter().zip(&read) {
        if let Some(other) = read.iter().find(|other| is_opposite(one, other)) {
            let named = cursor.renamed(format!("equivalence {}", one.id));
            let wrong = format!("equivalence {} says the opposite", other.id);
            return Err(named.error(wrong, "remove one of the two"));
        }
        if one.holds {
            widen(one, rules);
        }
    }
    Ok(read)
}

fn is_opposite(one: &Equivalence, other: &Equivalence) -> bool {
    let subject = |one: &Equivalence| (one.category, one.counts_as);
    one.holds != other.holds && one.route == other.route && subject(one) == subject(other)
}

fn equivalence(
    cursor: &Cursor<'_>,
    id: String,
    header: &Header,
    routes: &[Route],
) -> Result<Equivalence, SourceError> {
    let mut fields = cursor.fields()?;
    fields.required("id")?;
    let names: Vec<&str> = routes.iter().map(|route| route.id.as_str()).collect();
    let route = fields
        .required("route")?
        .named("route", &names, |id| names.contains(&id).then(|| id.to_owned()))?;
    let category = fields.required("category")?.parsed()?;
    let counts_as = fields.required("counts_as")?.parsed()?;
    let without = match fields.optional("without") {
        Some(list) => list.distinct(Cursor::parsed)?,
        None => Vec::new(),
    };
    let holds = !truth(&mut fields, "never")?;
    let reason = fields.required("reason")?.text()?.to_owned();
    let (source, citation, confidence) = cited(&mut fields, header)?;
    let loosens = loosens(&mut fields, header)?;
    fields.finish()?;
    let rules = Vec::new();
    Ok(Equivalence {
        id,
        route,
        category,
        counts_as,
        without,
        holds,
        reason,
        source,
        citation,
        confidence,
        loosens,
        rules,
    })
}

/// Whether a rule says who may come in by a route, and nothing of any other movement.
fn is_of(rule: &ReadRule, leg: &str) -> bool {
    let comes_in = |kinds: &[Movement]| kinds == [Movement::EXCHANGE_IN];
    rule.applies_to_leg(leg) && rule.on_chain().is_some_and(|part| comes_in(&part.applies_to))
}

fn affected(one: &Equivalence, routes: &[Route], rules: &[ReadRule]) -> Vec<String> {
    let leg = routes.iter().find(|route| route.id == one.route).map_or("", |route| &route.to);
    let asks = |rule: &&ReadRule| match rule.on_chain().map(|part| &part.predicate.1) {
        Some(Some(Predicate::EligibleParty { rows })) => {
            rows.iter().any(|row| row.categories.contains(&one.counts_as))
        }
        _ => false,
    };
    let found = rules.iter().filter(|rule| is_of(rule, leg)).filter(asks);
    found.map(|rule| rule.id.clone()).collect()
}

fn contradicting<'r>(one: &Equivalence, rules: &'r [ReadRule]) -> Option<&'r str> {
    let admits = |rule: &&ReadRule| match rule.on_chain().map(|part| &part.predicate.1) {
        Some(Some(Predicate::EligibleParty { rows })) => rows.iter().any(|row| {
            row.categories.contains(&one.counts_as) && row.categories.contains(&one.category)
        }),
        _ => false,
    };
    let found = rules.iter().filter(|rule| one.rules.contains(&rule.id)).find(admits);
    found.map(|rule| rule.id.as_str())
}

fn widen(one: &Equivalence, rules: &mut [ReadRule]) {
    for rule in rules.iter_mut().filter(|rule| one.rules.contains(&rule.id)) {
        let super::Enforcement::OnChain(part) = &mut rule.enforcement else { continue };
        let Some(Predicate::EligibleParty { rows }) = &mut part.predicate.1 else { continue };
        let mut further = Vec::new();
        for row in rows.iter_mut().filter(|row| row.categories.contains(&one.counts_as)) {
            if row.categories.contains(&one.category) {
                continue;
            }
            // A row has room for so many categories, and one list of flags; what has no place in it is a row of its own.
            if one.without.is_empty() && row.categories.len() < CATEGORIES_PER_ROW {
                row.categories.push(one.category);
                continue;
            }
            let more = one.without.iter().filter(|flag| !row.without.contains(flag));
            let without = row.without.iter().chain(more).copied().collect();
            further.push(EligibleRow { categories: vec![one.category], without, ..row.clone() });
        }
        rows.extend(further);
    }
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_window_is_within_another_that_begins_no_later_and_ends_no_earlier() {
        let always = (0, 0);
        for (window, other, expected) in [
            (always, always, true),
            ((5, 9), always, true),
            (always, (5, 0), false),
            (always, (0, 9), false),
            ((5, 9), (5, 9), true),
            ((4, 9), (5, 9), false),
            ((5, 10), (5, 9), false),
            ((6, 0), (5, 9), false),
            ((6, 8), (5, 9), true),
        ] {
            assert_eq!(is_within(window, other), expected, "{window:?} in {other:?}");
        }
    }
}
