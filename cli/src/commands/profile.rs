//! `corridor profile`

use std::collections::BTreeMap;

use alloy::primitives::B256;
use clap::{Args, Subcommand};
use corridor_deploy::profile::{
    BoundProfile, Citation, Enforcement, Input, Leg, OnChain, Outline, Profile, Rule,
};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::hint::UsageError;
use crate::inputs::Inputs;
use crate::output::{Report, fields, heading, table};

/// Look at the regimes that profiles describe.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Show the profiles that come with this tool
    List(List),
    /// Show the rules of a profile, with citation and remedy
    Show(Show),
    /// Check a profile file, and the values for its inputs when any are given
    Check(Check),
    /// Print the hash that names a profile on chain
    Hash(Hash),
}

/// Show the profiles.
#[derive(Debug, Args)]
pub(crate) struct List;

#[derive(Debug, Args)]
struct Chosen {
    /// The name of a profile, or the path of a profile file
    #[arg(value_name = "NAME|FILE")]
    profile: String,
}

/// Show the rules of a profile.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    chosen: Chosen,
    /// Only the rules of this leg
    #[arg(long)]
    leg: Option<String>,
}

/// Check a profile.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    inputs: Inputs,
}

/// Print the hash of a profile.
#[derive(Debug, Args)]
pub(crate) struct Hash {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    inputs: Inputs,
}

impl ProfileCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::List(list) => list.run(context),
            Self::Show(show) => show.run(context),
            Self::Check(check) => check.run(context),
            Self::Hash(hash) => hash.run(context),
        }
    }
}

#[derive(Debug, Serialize)]
struct Summary {
    id: String,
    version: String,
    title: String,
    as_of: String,
    legs: Vec<String>,
    rules_on_chain: usize,
    rules_off_chain: usize,
}

impl From<&Profile> for Summary {
    fn from(profile: &Profile) -> Self {
        let on_chain = profile.rules.iter().filter(|rule| rule.on_chain().is_some()).count();
        Self {
            id: profile.id.clone(),
            version: profile.version.clone(),
            title: profile.title.clone(),
            as_of: profile.as_of.to_string(),
            legs: profile.legs.iter().map(|leg| leg.id.clone()).collect(),
            rules_on_chain: on_chain,
            rules_off_chain: profile.rules.len() - on_chain,
        }
    }
}

#[derive(Debug, Serialize)]
struct ListReport {
    profiles: Vec<Summary>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.profile-list/1";

    fn text(&self) -> String {
        let row = |profile: &Summary| {
            let rules = format!("{} + {}", profile.rules_on_chain, profile.rules_off_chain);
            let legs = profile.legs.join(", ");
            let (id, title) = (profile.id.clone(), profile.title.clone());
            [id, profile.version.clone(), profile.as_of.clone(), legs, rules, title]
        };
        let headers = ["profile", "version", "as of", "legs", "rules on + off chain", "title"];
        table(headers, self.profiles.iter().map(row))
    }
}

impl List {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profiles = Profile::builtin()?;
        let profiles = profiles.iter().map(Summary::from).collect();
        context.output.report(&ListReport { profiles })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct ShowReport {
    #[serde(flatten)]
    summary: Summary,
    disclaimer: String,
    sources: Vec<Citation>,
    inputs: Vec<Input>,
    legs_in_full: Vec<Leg>,
    rules: Vec<Rule<Outline>>,
}

impl Report for ShowReport {
    const SCHEMA: &'static str = "corridor.profile-show/1";

    fn text(&self) -> String {
        let about = [
            ("version", self.summary.version.clone()),
            ("as of", self.summary.as_of.clone()),
            ("legs", list(self.legs_in_full.iter().map(|leg| (&leg.id, &leg.title)))),
        ];
        let title = format!("{}: {}", self.summary.id, self.summary.title);
        let mut parts = vec![format!("{}\n  {}", fields(&title, about), self.disclaimer)];
        if !self.inputs.is_empty() {
            let row = |input: &Input| {
                [input.name.clone(), input.kind.name().to_owned(), input.title.clone()]
            };
            parts.push(table(["input", "kind", "what it is"], self.inputs.iter().map(row)));
        }
        parts.extend(self.rules.iter().map(rule_text));
        parts.join("\n\n")
    }
}

fn list<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    pairs.map(|(id, title)| format!("{id} ({title})")).collect::<Vec<_>>().join(", ")
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
    lines.push(format!("  citation   {} ({})", rule.citation, rule.confidence.name()));
    lines.push(format!("  remedy     {}", rule.remedy));
    lines.join("\n")
}

impl Show {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
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
        context.output.report(&ShowReport {
            summary: Summary::from(&profile),
            disclaimer: profile.disclaimer.clone(),
            sources: profile.sources.clone(),
            inputs: profile.inputs.clone(),
            legs_in_full: profile.legs.clone(),
            rules,
        })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct CheckReport {
    #[serde(flatten)]
    summary: Summary,
    file: String,
    inputs: BTreeMap<String, String>,
    open_inputs: Vec<String>,
}

impl Report for CheckReport {
    const SCHEMA: &'static str = "corridor.profile-check/1";

    fn text(&self) -> String {
        let Summary { id, version, rules_on_chain, rules_off_chain, .. } = &self.summary;
        let mut text = format!(
            "profile {id} {version} is well-formed: {rules_on_chain} rules on chain, {rules_off_chain} off chain"
        );
        if self.open_inputs.is_empty() {
            text.push_str("; every input has a value");
        } else {
            let open = self.open_inputs.join(", ");
            text.push_str(&format!("\nto be deployed it needs values for: {open}"));
        }
        text
    }
}

impl Check {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profile = Profile::load(&self.chosen.profile)?;
        let bound = self.inputs.bind(&profile)?;
        let open = profile.inputs.iter().filter(|_| bound.is_none());
        context.output.report(&CheckReport {
            summary: Summary::from(&profile),
            file: profile.file().to_owned(),
            inputs: bound.as_ref().map(BoundProfile::inputs).unwrap_or_default(),
            open_inputs: open.map(|input| input.name.clone()).collect(),
        })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct HashReport {
    profile: String,
    version: String,
    hash: B256,
    inputs_bound: bool,
}

impl Report for HashReport {
    const SCHEMA: &'static str = "corridor.profile-hash/1";

    fn text(&self) -> String {
        self.hash.to_string()
    }
}

impl Hash {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profile = Profile::load(&self.chosen.profile)?;
        let bound = self.inputs.bind(&profile)?;
        let hash = match &bound {
            Some(bound) => bound.hash(),
            None => profile.hash()?,
        };
        let inputs_bound = bound.is_some() || profile.inputs.is_empty();
        if !inputs_bound {
            context.output.note(
                "this is the hash of the file; the hash on chain includes the inputs, given by --input",
            );
        }
        let Profile { id, version, .. } = profile;
        context.output.report(&HashReport { profile: id, version, hash, inputs_bound })?;
        Ok(ExitStatus::Done)
    }
}
