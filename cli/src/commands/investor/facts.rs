//! `corridor investor facts`

use clap::Args;
use corridor_deploy::residence::Residence;
use corridor_deploy::vocabulary::Flag;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::session::Session;

/// Record another residence, or other flags that verifiers attest, on every wallet of the investor. The verifier signs.
#[derive(Debug, Args)]
#[command(after_help = "What is not named stays as it is.")]
pub(crate) struct Facts {
    /// Any wallet of the investor
    wallet: String,
    /// Where it resides or is organised now, such as GB or US-NY
    #[arg(long, required_unless_present_any = ["flags", "no_flags"])]
    jurisdiction: Option<String>,
    /// A flag it gets: affiliate or distributor; repeat it for each
    #[arg(long = "flag", value_name = "NAME")]
    flags: Vec<String>,
    /// A flag it loses; repeat it for each
    #[arg(long = "no-flag", value_name = "NAME")]
    no_flags: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

fn flags(option: &str, names: &[String]) -> anyhow::Result<Vec<Flag>> {
    let flag = |name: &String| name.parse().map_err(|error| bad_option(option, &error));
    names.iter().map(flag).collect()
}

impl Facts {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let jurisdiction = self.jurisdiction.as_deref().map(str::parse::<Residence>).transpose();
        let jurisdiction = jurisdiction.map_err(|error| bad_option("--jurisdiction", &error))?;
        let (gets, loses) = (flags("--flag", &self.flags)?, flags("--no-flag", &self.no_flags)?);
        if let Some(both) = gets.iter().find(|flag| loses.contains(flag)) {
            let wrong = UsageError(format!("--flag and --no-flag both name `{both}`"));
            return Err(Hint::on(wrong, "leave one of them out"));
        }
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        let performed = match session.desk.other_facts(wallet, jurisdiction, &gets, &loses).await? {
            Some(operation) => session.desk.perform(&operation, mode).await.map(|one| vec![one]),
            None => Ok(Vec::new()),
        };
        session.settle(context, "investor-facts", mode, performed)
    }
}
