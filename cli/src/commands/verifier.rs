//! `corridor verifier`

use clap::{Args, Subcommand};
use corridor_bindings::standing::VerifierScope;
use corridor_deploy::identifiers::Country;
use corridor_deploy::vocabulary::Category;
use corridor_operations::{SetVerifierScope, VerifierView};
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::names::Names;
use crate::output::table;
use crate::session::Session;

/// Everything, in a list of jurisdictions or categories.
const ALL: &str = "all";

/// Say who may attest what.
#[derive(Debug, Subcommand)]
pub(crate) enum VerifierCommand {
    /// Set what an account may attest
    Set(Set),
    /// Show what each verifier may attest
    Show(Show),
}

/// Set what an account may attest. The governor signs; what it may attest from now on is what is given here.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The verifier: a label, an account, an address, or `attestation-desk`
    verifier: String,
    /// Of investors of which jurisdictions, up to six, such as GB,US; or `all`
    #[arg(long = "jurisdiction", value_name = "CODE", value_delimiter = ',')]
    jurisdictions: Vec<String>,
    /// Which categories, such as identity,uk-professional; or `all`
    #[arg(long = "category", value_name = "NAME", value_delimiter = ',')]
    categories: Vec<String>,
    /// End its authority
    #[arg(long, conflicts_with_all = ["jurisdictions", "categories"])]
    nothing: bool,
    #[command(flatten)]
    dry: DryRun,
}

/// Show what each verifier may attest.
#[derive(Debug, Args)]
pub(crate) struct Show {}

#[derive(Serialize)]
struct Verifiers {
    verifiers: Vec<VerifierView>,
}

impl VerifierCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Set(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
        }
    }
}

impl Set {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let scope = self.scope()?;
        let (mut session, mode) = (Session::open(context).await?, self.dry.mode());
        let verifier = match self.verifier.as_str() {
            "attestation-desk" => session.desk.attestation_desk()?,
            other => session.account("VERIFIER", other).await?,
        };
        let operation = SetVerifierScope { verifier, scope };
        let performed = session.desk.set_verifier_scope(&operation, mode).await;
        session.settle(context, "verifier-set", mode, performed.map(|performed| vec![performed]))
    }

    fn scope(&self) -> anyhow::Result<VerifierScope> {
        if self.nothing {
            return Ok(VerifierScope::default());
        }
        if self.jurisdictions.is_empty() || self.categories.is_empty() {
            let wrong = UsageError("a scope needs a jurisdiction and a category".to_owned());
            return Err(Hint::on(
                wrong,
                "give --jurisdiction and --category, each with a list or `all`; or --nothing to end its authority",
            ));
        }
        let jurisdictions = if self.jurisdictions == [ALL] {
            vec![VerifierScope::ANYWHERE]
        } else {
            let parse = |code: &String| {
                let country = code.parse::<Country>();
                country.map(Country::numeric).map_err(|error| bad_option("--jurisdiction", &error))
            };
            self.jurisdictions.iter().map(parse).collect::<Result<_, _>>()?
        };
        let categories = if self.categories == [ALL] {
            Category::all().map(Category::bit).collect()
        } else {
            let parse = |name: &String| {
                let category = name.parse::<Category>();
                category.map(Category::bit).map_err(|error| bad_option("--category", &error))
            };
            self.categories.iter().map(parse).collect::<Result<Vec<_>, _>>()?
        };
        VerifierScope::new(&jurisdictions, &categories)
            .map_err(|error| UsageError(format!("--jurisdiction: {error}")).into())
    }
}

impl Show {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let report = Verifiers { verifiers: session.desk.verifiers().await? };
        context.output.document("corridor.verifier-show/1", &report, || {
            words(&report.verifiers, &session.names)
        })?;
        Ok(ExitStatus::Done)
    }
}

fn words(verifiers: &[VerifierView], names: &Names) -> String {
    if verifiers.is_empty() {
        return "nobody may attest anything".to_owned();
    }
    let row = |view: &VerifierView| {
        let jurisdictions =
            if view.anywhere { ALL.to_owned() } else { view.jurisdictions.join(", ") };
        let categories = if view.categories.len() == Category::all().count() {
            ALL.to_owned()
        } else {
            view.categories.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ")
        };
        [names.full(view.verifier), jurisdictions, categories]
    };
    table(["verifier", "jurisdictions", "categories"], verifiers.iter().map(row))
}
