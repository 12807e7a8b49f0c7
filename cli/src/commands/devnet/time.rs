//! `corridor devnet time`

use anyhow::bail;
use clap::Args;
use corridor_deploy::devnet::travel;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::moment;
use crate::output::Report;
use crate::session::latest_time;
use crate::words::time;

/// Show the clock of a devnet, or move it forward.
#[derive(Debug, Args)]
pub(crate) struct Time {
    /// Move it to a day (its beginning, UTC) or a time such as 2027-06-07T12:00:00Z
    #[arg(long, value_name = "DATE|TIME")]
    to: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Debug, Serialize)]
struct TimeReport {
    dry_run: bool,
    network: String,
    /// Unix seconds of the latest block, or of the one that would be made.
    seconds: u64,
    time: String,
}

impl Report for TimeReport {
    const SCHEMA: &'static str = "corridor.devnet-time/1";

    fn text(&self) -> String {
        let tense = if self.dry_run { "would be" } else { "is" };
        format!("it {tense} {} on {}", self.time, self.network)
    }
}

impl Time {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let to = self.to.as_deref().map(|text| moment("--to", text)).transpose()?;
        let connection = context.connect().await?;
        let network = connection.network().name.clone();
        if let Some(to) = to {
            if !connection.allows_test_accounts() {
                bail!("the clock of {network} is not ours to move: only a devnet's is");
            }
            let now = latest_time(&connection).await?;
            if to <= now {
                bail!(
                    "{network} is at {} already, and a clock only goes forward; give a later time",
                    time(now)
                );
            }
            if !self.dry.dry_run {
                travel(&connection, to).await?;
            }
        }
        let dry_run = self.dry.dry_run && to.is_some();
        let seconds = match to {
            Some(to) if dry_run => to,
            _ => latest_time(&connection).await?,
        };
        context.output.report(&TimeReport { dry_run, network, seconds, time: time(seconds) })?;
        Ok(ExitStatus::Done)
    }
}
