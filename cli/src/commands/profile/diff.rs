//! `corridor profile diff`

use std::collections::BTreeMap;

use alloy::primitives::B256;
use clap::Args;
use corridor_deploy::deployment::{Deployment, Manifest, ManifestStore};
use corridor_deploy::profile::{BoundProfile, Profile, ProfileDiff, Side};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::hint::UsageError;
use crate::inputs::Inputs;
use crate::output::Report;
use crate::words;

/// Show what differs between two profiles: rules that were added, removed or changed, and whether that lets more or fewer
/// movements through.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The earlier profile: a name, or the path of a file. With --deployed, the later one
    #[arg(value_name = "NAME|FILE")]
    before: String,
    /// The later profile
    #[arg(value_name = "NAME|FILE", required_unless_present = "deployed")]
    after: Option<String>,
    /// Compare what the deployment has in force with the profile
    #[arg(long, conflicts_with = "after")]
    deployed: bool,
    /// With --deployed, the profile that this bond is under
    #[arg(long, value_name = "BOND", requires = "deployed")]
    bond: Option<String>,
    /// Print Markdown
    #[arg(long)]
    markdown: bool,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Debug, Serialize)]
struct DiffReport {
    #[serde(flatten)]
    diff: ProfileDiff,
    /// The same changes of rules, one line each.
    lines: Vec<String>,
    /// What of the later profile would not be in force by the chain as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_in_force: Vec<String>,
}

impl Report for DiffReport {
    const SCHEMA: &'static str = "corridor.profile-diff/1";

    fn text(&self) -> String {
        let ProfileDiff { before, after, .. } = &self.diff;
        let name = |label: &corridor_deploy::profile::Label| {
            format!("{} {} ({})", label.id, label.version, label.file)
        };
        let head = format!("from {}\nto   {}", name(before), name(after));
        let mut text = format!("{head}\n\n{}", words::differences(&self.diff));
        for (index, sentence) in self.not_in_force.iter().enumerate() {
            let gap = if index == 0 { "\n" } else { "" };
            text.push_str(&format!("{gap}\nnot in force: {sentence}"));
        }
        text
    }
}

impl Diff {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (before, after, not_in_force) = match &self.after {
            Some(after) => {
                let (before, after) = self.sides(after)?;
                (before, after, Vec::new())
            }
            None => context.block_on(self.deployed(context))?,
        };
        let diff = before.diff(&after);
        if self.markdown && !context.output.is_json() {
            let notes = not_in_force.iter().map(|sentence| format!("\n\nNot in force: {sentence}"));
            let text = format!("{}{}", diff.markdown().trim_end(), notes.collect::<String>());
            context.output.text(&text)?;
            return Ok(ExitStatus::Done);
        }
        let lines = diff.rule_lines();
        context.output.report(&DiffReport { diff, lines, not_in_force })?;
        Ok(ExitStatus::Done)
    }

    /// Both profiles, each with those of the given inputs that it declares.
    fn sides(&self, after: &str) -> anyhow::Result<(Side, Side)> {
        let profiles = [Profile::load(&self.before)?, Profile::load(after)?];
        let given = self.inputs.parse()?;
        let is_unknown = |name: &&String| !profiles.iter().any(|profile| declares(profile, name));
        if let Some(stray) = given.keys().find(is_unknown) {
            return Err(UsageError(format!("neither profile has an input `{stray}`")).into());
        }
        let side = |profile: &Profile| -> anyhow::Result<Side> {
            let given = declared(profile, given.clone());
            if given.is_empty() {
                return Ok(Side::open(profile)?);
            }
            Ok(Side::bound(&profile.bind(&given)?))
        };
        let [before, after] = &profiles;
        Ok((side(before)?, side(after)?))
    }

    /// What the manifest has, and the profile with the same inputs where none are given; what of it is not in force yet.
    async fn deployed(&self, context: &Context) -> anyhow::Result<(Side, Side, Vec<String>)> {
        let wanted = Profile::load(&self.before)?;
        let connection = context.connect().await?;
        let store = ManifestStore::of(&context.home, &connection);
        let deployment = Deployment::open(&connection, store)?;
        let manifest = deployment.manifest()?;
        let recorded = manifest.bound_profile(self.recorded(manifest, &wanted)?)?;
        let mut given = declared(&wanted, recorded.inputs());
        given.extend(self.inputs.parse()?);
        let wanted: BoundProfile = wanted.bind(&given)?;
        let not_in_force = deployment.not_in_force(&wanted).await?;
        Ok((Side::bound(&recorded), Side::bound(&wanted), not_in_force))
    }

    /// The profile of the manifest that is meant.
    fn recorded(&self, manifest: &Manifest, wanted: &Profile) -> anyhow::Result<B256> {
        if let Some(bond) = &self.bond {
            return Ok(manifest.bond(bond)?.1.profile);
        }
        let hashes = manifest.profiles_in_force(&wanted.id);
        match hashes.as_slice() {
            [only] => Ok(*only),
            [] => Err(UsageError(format!(
                "no bond is under the profile {}; name the bond to compare with by --bond",
                wanted.id
            ))
            .into()),
            _ => Err(UsageError(format!(
                "bonds are under {} versions of the profile {}; name the bond to compare with by --bond",
                hashes.len(),
                wanted.id
            ))
            .into()),
        }
    }
}

/// The values that the profile has inputs for.
fn declared(profile: &Profile, given: BTreeMap<String, String>) -> BTreeMap<String, String> {
    given.into_iter().filter(|(name, _)| declares(profile, name)).collect()
}

fn declares(profile: &Profile, name: &str) -> bool {
    profile.inputs.iter().any(|input| input.name == name)
}
