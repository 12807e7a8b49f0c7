//! `corridor doctor`

use clap::Args;
use corridor_doctor::{Check, DEFAULT_SPAN, Drift, Examination, Progress, Since, Verdict};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{heading, table};
use crate::session::Session;

/// Recount from the events what the contracts count, and name what differs. It only reads.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 sound, 1 drift was found, or the examination failed.")]
pub(crate) struct Doctor {
    /// The bonds [default: all of the deployment]
    #[arg(value_name = "BOND")]
    bonds: Vec<String>,
    /// Most blocks that one question for logs covers; endpoints that allow fewer are asked for fewer by themselves
    #[arg(long, value_name = "BLOCKS", default_value_t = DEFAULT_SPAN, value_parser = clap::value_parser!(u64).range(1..))]
    span: u64,
}

#[derive(Serialize)]
struct Document<'d> {
    sound: bool,
    #[serde(flatten)]
    examination: &'d Examination,
}

const SCHEMA: &str = "corridor.doctor/1";

impl Doctor {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let connection = session.desk.connection();
        let bar = context.output.progress(0, "reading events");
        let mut show = |progress: Progress| match progress {
            Progress::Read { block, first, last } => {
                bar.set_length(last - first + 1);
                bar.set_position(block - first + 1);
            }
            Progress::Comparing { check } => bar.set_message(check),
        };
        let manifest = session.desk.manifest()?;
        let found =
            corridor_doctor::examine(connection, manifest, &self.bonds, self.span, &mut show).await;
        bar.finish_and_clear();
        let found = found?;
        let sound = found.is_sound();
        let document = Document { sound, examination: &found };
        context.output.document(SCHEMA, &document, || words(&found, &session.names))?;
        Ok(if sound { ExitStatus::Done } else { ExitStatus::Failed })
    }
}

/// The examination as a table, and every drift below it.
fn words(found: &Examination, names: &Names) -> String {
    let row = |check: &Check| {
        let verdict = match check.verdict {
            Verdict::Sound => "sound".to_owned(),
            Verdict::Drift => format!("DRIFT: {}", check.drifts.len()),
            Verdict::NotKept => "not kept".to_owned(),
        };
        [check.subject.clone(), check.name.to_owned(), check.compared.to_string(), verdict]
    };
    let verdict = if found.is_sound() { "sound" } else { "NOT sound" };
    let mut parts = vec![
        heading(&format!(
            "{verdict}: {} events with {} movements, from block {} to block {}",
            found.events, found.movements, found.first_block, found.block
        )),
        table(["subject", "check", "compared", "verdict"], found.checks.iter().map(row)),
    ];
    parts.extend(found.drifts().map(|(check, drift)| drift_words(check, drift, names)));
    parts.join("\n")
}

fn drift_words(check: &Check, drift: &Drift, names: &Names) -> String {
    let last = drift
        .last_event
        .map(|event| format!("block {}, transaction {}", event.block, event.transaction));
    let last = last.unwrap_or_else(|| "none of its own".to_owned());
    let since = match drift.since {
        Since::Block { block } => format!("block {block}, in which no event changes it"),
        Since::LastEvent => "its last event, or before".to_owned(),
        Since::Unknown => {
            "not known: the endpoint keeps no older state, or it has no event of its own".to_owned()
        }
        Since::NotLookedFor => "not looked for: too much differs".to_owned(),
    };
    let heading =
        heading(&format!("{}, {}: {}", check.subject, check.name, names.in_text(&drift.what)));
    let lines = [
        ("stored", names.in_text(&drift.stored)),
        ("recounted", names.in_text(&drift.recomputed)),
        ("last event", last),
        ("wrong since", since),
        ("what to do", drift.remedy.to_owned()),
    ];
    let lines = lines.map(|(name, value)| format!("  {name:<11} {value}"));
    format!("\n{heading}\n{}", lines.join("\n"))
}
