//! What a change beside the rules does to the movements that are let through.

use std::cmp::Ordering;

use serde_json::Value;

use super::compare::{self, Effect};
use super::predicate::{Order, Parameter, Takes};
use super::stage_limits::StageLimits;

/// What two entries say, in turn; nothing for the side that has no such entry.
pub(super) type Sides<'v> = (Option<&'v Value>, Option<&'v Value>);

/// Keys of a route that decide which movements it takes; its days are compared as those of a rule are.
const ROUTE: [&str; 2] = ["from", "to"];
/// Keys of an equivalence that decide whom it lets in, other than its exceptions.
const EQUIVALENCE: [&str; 3] = ["route", "category", "counts_as"];
/// Keys of an input that decide which values it may be given.
const INPUT: [&str; 2] = ["kind", "or_none"];

/// What the entrant has that more of lets more through.
const STAGE: Parameter =
    Parameter::required("stage", "stage", Takes::Integer(u8::MAX as u64), Order::Lower);
const ACTIVITIES: Parameter =
    Parameter::required("activities", "activities", Takes::Activities, Order::Fewer);

/// A leg is a token of its own: with it come the movements on it.
pub(super) fn leg(sides: Sides<'_>) -> Effect {
    match sides {
        (Some(_), Some(_)) => Effect::Words,
        sides => by_presence(sides),
    }
}

/// A route is a direction in which units move that would not without it.
pub(super) fn route(sides: Sides<'_>) -> Effect {
    let (Some(before), Some(after)) = sides else { return by_presence(sides) };
    if differ(&ROUTE, before, after) {
        return Effect::Other;
    }
    // A rule refuses on its days, and a route lets through on its own.
    let days = compare::dates(before, after).into_iter().map(|change| change.effect.reversed());
    days.fold(Effect::Words, Effect::and)
}

/// An equivalence lets further investors in; one that says `never` keeps nobody out who would come in without it.
pub(super) fn equivalence((before, after): Sides<'_>) -> Effect {
    let holds = |one: &&Value| one["never"] != true;
    let sides = (before.filter(holds), after.filter(holds));
    let (Some(before), Some(after)) = sides else { return by_presence(sides) };
    if differ(&EQUIVALENCE, before, after) {
        return Effect::Other;
    }
    compare::by_members(&before["without"], &after["without"], Effect::Tighter)
}

/// An input whose value is open: what it is given counts where rules and the entrant refer to it, so here only what may be
/// given does.
pub(super) fn input((before, after): Sides<'_>) -> Effect {
    let (Some(before), Some(after)) = (before, after) else { return Effect::Words };
    let choices = |input: &Value| -> Vec<String> {
        let keys = input["choices"].as_object().into_iter().flatten();
        keys.map(|(key, _)| key.clone()).collect()
    };
    let same = !differ(&INPUT, before, after) && choices(before) == choices(after);
    if same { Effect::Words } else { Effect::Other }
}

/// What alone may be issued, as two files say it under `key`.
pub(super) fn instruments(key: &str, sides: Sides<'_>) -> Effect {
    match (key, sides) {
        ("only", (Some(_), Some(_))) => Effect::Other,
        ("only", sides) => by_presence(sides).reversed(),
        _ => Effect::Words,
    }
}

/// What the entrant ledger is told under `key`, with the legs of both profiles. Where only one of them has an entrant, the
/// rules that read it are new or gone themselves.
pub(super) fn entrant(key: &str, before: &Value, after: &Value) -> Effect {
    let (old, new) = (&before["entrant"], &after["entrant"]);
    if !old.is_object() || !new.is_object() {
        return Effect::Words;
    }
    match key {
        "legs" => compare::by_members(&counted(before), &counted(after), Effect::Tighter),
        "stage" => compare::value_effect(&STAGE, &old[key], &new[key]),
        "activities" => compare::value_effect(&ACTIVITIES, &old[key], &new[key]),
        "limit" => limit(&old[key], &new[key]),
        // Another firm, place or class of assets has its own record and its own sum under the limit.
        _ => Effect::Other,
    }
}

/// The legs that are counted under the limit: all where none are named.
fn counted(form: &Value) -> Value {
    match &form["entrant"]["legs"] {
        Value::Null => {
            let legs = form["leg"].as_array().into_iter().flatten();
            legs.map(|leg| leg["id"].clone()).collect()
        }
        named => named.clone(),
    }
}

/// The limits of every stage, one held against the other.
fn limit(before: &Value, after: &Value) -> Effect {
    let limits = |value: &Value| value.as_str()?.parse::<StageLimits>().ok();
    let (Some(old), Some(new)) = (limits(before), limits(after)) else { return Effect::Other };
    let at = |stage| Some((old.at(stage).or(old.nothing())?, new.at(stage).or(new.nothing())?));
    let effect = |stage| match at(stage) {
        Some((old, new)) if old.currency() == new.currency() => match old.units().cmp(&new.units())
        {
            Ordering::Less => Effect::Looser,
            Ordering::Equal => Effect::Words,
            Ordering::Greater => Effect::Tighter,
        },
        _ => Effect::Other,
    };
    (0..=u8::MAX).map(effect).fold(Effect::Words, Effect::and)
}

/// Something that lets movements through is new or gone.
fn by_presence(sides: Sides<'_>) -> Effect {
    match sides {
        (None, Some(_)) => Effect::Looser,
        (Some(_), None) => Effect::Tighter,
        (None, None) | (Some(_), Some(_)) => Effect::Words,
    }
}

fn differ(keys: &[&str], before: &Value, after: &Value) -> bool {
    keys.iter().any(|key| before[key] != after[key])
}
