//! `corridor profile check`

use std::collections::BTreeMap;

use clap::Args;
use corridor_deploy::profile::{BoundProfile, LeftOut, Profile};
use serde::Serialize;

use super::{Chosen, Summary};
use crate::context::{Context, ExitStatus};
use crate::inputs::Inputs;
use crate::output::Report;
use crate::words;

/// Check a profile.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Debug, Serialize)]
struct CheckReport {
    #[serde(flatten)]
    summary: Summary,
    file: String,
    inputs: BTreeMap<String, String>,
    open_inputs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOut>,
    /// Rules that judge no side of what they apply to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    never_judge: Vec<String>,
    /// Rules that count on each leg by itself, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counted_by_leg: Vec<String>,
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
        for LeftOut { rule, title, why } in &self.left_out {
            text.push_str(&format!("\nwithout {rule} ({title}): {why}"));
        }
        for rule in &self.never_judge {
            text.push_str(&format!(
                "\nwarning: {rule} never judges: no movement that it applies to has a side that it judges; look at its applies_to and parties"
            ));
        }
        for rule in &self.counted_by_leg {
            text.push_str(&format!("\nwarning: {}", words::counted_by_leg(rule)));
        }
        text
    }
}

impl Check {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let profile = Profile::load(&self.chosen.profile)?;
        let bound = self.inputs.bind(&profile)?;
        let idle = profile
            .rules
            .iter()
            .filter(|rule| rule.on_chain().is_some_and(|on_chain| on_chain.never_judges()));
        let by_leg: Vec<&str> = match &bound {
            Some(bound) => bound.counted_by_leg().collect(),
            None => profile.counted_by_leg().collect(),
        };
        let open = profile.inputs.iter().filter(|_| bound.is_none());
        context.output.report(&CheckReport {
            summary: Summary::from(&profile),
            file: profile.file().to_owned(),
            inputs: bound.as_ref().map(BoundProfile::inputs).unwrap_or_default(),
            open_inputs: open.map(|input| input.name.clone()).collect(),
            counted_by_leg: by_leg.into_iter().map(str::to_owned).collect(),
            never_judge: idle.map(|rule| rule.id.clone()).collect(),
            left_out: bound.as_ref().map(|bound| bound.left_out().to_vec()).unwrap_or_default(),
        })?;
        Ok(ExitStatus::Done)
    }
}
