//! `corridor profile show`

use clap::Args;
use corridor_deploy::profile::{
    Citation, Enforcement, Equivalence, Input, InstrumentScope, Leg, OnChain, Outline, Profile,
    Removed, Route, Rule,
};
use serde::Serialize;

use super::{Chosen, Summary};
use crate::context::{Context, ExitStatus};
use crate::hint::UsageError;
use crate::inputs::day;
use crate::output::{Report, fields, heading, table};

/// Show the rules of a profile.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    chosen: Chosen,
    /// Only the rules of this leg
    #[arg(long)]
    leg: Option<String>,
    /// Only the rules that are in force on this day
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
}

#[derive(Debug, Serialize)]
struct ShowReport {
    #[serde(flatten)]
    summary: Summary,
    disclaimer: String,
    sources: Vec<Citation>,
    inputs: Vec<Input>,
    legs_in_full: Vec<Leg>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instruments: Option<InstrumentScope>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    routes: Vec<Route>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    equivalences: Vec<Equivalence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    composed_of: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<Removed>,
    rules: Vec<Rule<Outline>>,
}

impl Report for ShowReport {
    const SCHEMA: &'static str = "corridor.profile-show/1";

    fn text(&self) -> String {
        let mut about = vec![
            ("version", self.summary.version.clone()),
            ("as of", self.summary.as_of.clone()),
            ("legs", list(self.legs_in_full.iter().map(|leg| (&leg.id, &leg.title)))),
        ];
        if let Some(scope) = &self.instruments {
            let InstrumentScope { only, citation, confidence, replaces, .. } = scope;
            about.push(("for", format!("{only} alone: {citation} ({})", confidence.name())));
            about.extend(replaces.clone().map(|reason| ("replaces", reason)));
        }
        if !self.composed_of.is_empty() {
            about.push(("made of", self.composed_of.join(", ")));
        }
        for removed in &self.removed {
            let Removed { id, reason, origin } = removed;
            about.push(("without", format!("{id} of {origin}: {reason}")));
        }
        let title = format!("{}: {}", self.summary.id, self.summary.title);
        let mut parts = vec![format!("{}\n  {}", fields(&title, about), self.disclaimer)];
        if !self.inputs.is_empty() {
            let row = |input: &Input| {
                [input.name.clone(), input.kind.name().to_owned(), input.title.clone()]
            };
            parts.push(table(["input", "kind", "what it is"], self.inputs.iter().map(row)));
        }
        parts.extend(self.routes.iter().map(route_text));
        parts.extend(self.equivalences.iter().map(equivalence_text));
        parts.extend(self.rules.iter().map(rule_text));
        parts.join("\n\n")
    }
}

fn list<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    pairs.map(|(id, title)| format!("{id} ({title})")).collect::<Vec<_>>().join(", ")
}

/// What stands at a route or an equivalence that a profile has beside what it inherits.
const LOOSENS: &str = "  loosens    it lets more through than what is inherited";

fn route_text(route: &Route) -> String {
    let mut lines = vec![heading(&format!("route {}  {}", route.id, route.title))];
    lines.push(format!("  legs       {} to {}", route.from, route.to));
    if !route.effective.is_always() {
        lines.push(format!("  open       {}", route.effective));
    }
    lines.extend(route.loosens.then(|| LOOSENS.to_owned()));
    lines.push(format!("  citation   {} ({})", route.citation, route.confidence.name()));
    lines.push(format!("  remedy     {}", route.remedy));
    lines.join("\n")
}

fn equivalence_text(one: &Equivalence) -> String {
    let (category, counts_as) = (one.category.name(), one.counts_as.name());
    let verb = if one.holds { "counts as" } else { "never counts as" };
    let but =
        one.without.iter().map(|flag| format!(" without {}", flag.name())).collect::<String>();
    let effect = if one.holds { "widens" } else { "held against" };
    let mut lines = vec![
        heading(&format!("equivalence {}  {category}{but} {verb} {counts_as}", one.id)),
        format!("  route      {}", one.route),
        format!("  {effect:<9}  {}", one.rules.join(", ")),
    ];
    lines.extend(one.loosens.then(|| LOOSENS.to_owned()));
    lines.push(format!("  reason     {}", one.reason));
    lines.push(format!("  citation   {} ({})", one.citation, one.confidence.name()));
    lines.join("\n")
}

fn rule_text(rule: &Rule<Outline>) -> String {
    let mut lines = vec![heading(&format!("{}  {}", rule.id, rule.title))];
    match &rule.enforcement {
        Enforcement::OnChain(OnChain { predicate, applies_to, .. }) => {
            let kinds: Vec<_> = applies_to.iter().map(|kind| kind.name()).collect();
            lines.push(format!("  on chain   {} on {}", predicate.name, kinds.join(", ")));
        }
        Enforcement::Attestation { checked_by, evidence, .. } => {
            lines.push(format!("  attested   read by {}", checked_by.join(", ")));
            lines.push(format!("  evidence   {evidence}"));
        }
        Enforcement::OffChain { reason, evidence } => {
            lines.push(format!("  off chain  {reason}"));
            lines.push(format!("  evidence   {evidence}"));
        }
    }
    lines.push(format!("  legs       {}", rule.legs.join(", ")));
    if !rule.effective.is_always() {
        lines.push(format!("  in force   {}", rule.effective));
    }
    if let Some(when) = &rule.when {
        lines.push(format!("  only if    {when}"));
    }
    for (name, figure) in &rule.figures {
        lines.push(format!("  figure     {name}: {figure}"));
    }
    if let Some(replaced) = &rule.replaces {
        let effect = if replaced.loosens { "loosens" } else { "tightens" };
        lines.push(format!("  replaces   {effect} the inherited rule: {}", replaced.reason));
    }
    if let Some(origin) = &rule.origin {
        lines.push(format!("  from       {origin}"));
    }
    lines.push(format!("  citation   {} ({})", rule.citation, rule.confidence.name()));
    lines.push(format!("  remedy     {}", rule.remedy));
    lines.join("\n")
}

impl Show {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profile = Profile::load(&self.chosen.profile)?;
        let mut rules = profile.rules.clone();
        if let Some(leg) = &self.leg {
            if !profile.legs.iter().any(|known| known.id == *leg) {
                let known: Vec<_> = profile.legs.iter().map(|known| known.id.as_str()).collect();
                let message = format!("--leg `{leg}` is none of {}", known.join(", "));
                return Err(UsageError(message).into());
            }
            rules.retain(|rule| rule.applies_to_leg(leg));
        }
        if let Some(at) = &self.at {
            let at = day("--at", at)?;
            rules.retain(|rule| rule.applies_on(at));
        }
        context.output.report(&ShowReport {
            summary: Summary::from(&profile),
            disclaimer: profile.disclaimer.clone(),
            sources: profile.sources.clone(),
            inputs: profile.inputs.clone(),
            legs_in_full: profile.legs.clone(),
            instruments: profile.instruments.clone(),
            routes: profile.routes.clone(),
            equivalences: profile.equivalences.clone(),
            composed_of: profile.composed_of.clone(),
            removed: profile.removed.clone(),
            rules,
        })?;
        Ok(ExitStatus::Done)
    }
}
