//! `corridor permit symbol`

use clap::{Args, Subcommand};
use corridor_operations::{AdmitSymbol, RecordObjection, SymbolView, WithdrawSymbol};

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::inputs::{day, name};
use crate::session::Session;

/// Admit, withdraw or bar a symbol of a venue group.
#[derive(Debug, Subcommand)]
pub(crate) enum SymbolCommand {
    /// Admit a bond as the next symbol of a venue group
    Admit(Admit),
    /// Take a symbol out of its group
    Withdraw(Withdraw),
    /// Record the objection of a symbol's issuer, which bars it for good
    Object(Object),
}

/// Admit a bond as the next symbol of a venue group. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Admit {
    #[command(flatten)]
    on: OnLeg,
    /// Name of the group: the venues that count their symbols together
    #[arg(long)]
    group: String,
    /// When its issuer was told
    #[arg(long, value_name = "DATE")]
    notice: String,
    /// Days after the notice through which an objection bars the symbol [default: those of its profile, which are the fewest]
    #[arg(long, value_name = "DAYS")]
    objection_days: Option<u16>,
    #[command(flatten)]
    dry: DryRun,
}

/// Take a symbol out of its group; the last of the group gets its rank. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    on: OnLeg,
    #[command(flatten)]
    dry: DryRun,
}

/// Record the objection of a symbol's issuer, which bars it for good. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Object {
    #[command(flatten)]
    on: OnLeg,
    /// The day on which it was received
    #[arg(long, value_name = "DATE")]
    day: String,
    #[command(flatten)]
    dry: DryRun,
}

impl SymbolCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Admit(command) => command.run(context).await,
            Self::Withdraw(command) => command.run(context).await,
            Self::Object(command) => command.run(context).await,
        }
    }
}

/// The last day for an objection.
fn last_day(symbol: &SymbolView) -> String {
    symbol.objections_until.map_or_else(|| "2149".to_owned(), |day| day.to_string())
}

impl Admit {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let group = name("--group", &self.group)?;
        let notice = day("--notice", &self.notice)?;
        let session = Session::open(context).await?;
        let token = self.on.resolve(&session)?.token;
        let Self { objection_days, dry, .. } = self;
        let before = session.desk.symbol_of(token).await?;
        if let Some(before) = before.filter(|one| one.is_withdrawn() && one.notice != notice) {
            let (first, until) = (before.notice, last_day(&before));
            context.output.note(format!(
                "it was admitted on the notice of {first} before, and withdrawn: an objection that its issuer made through {until} is recorded \
                 before it is admitted on another notice, by `corridor permit symbol object`, and not afterwards"
            ));
        }
        let operation = AdmitSymbol { token, group, notice, objection_days };
        session.perform(context, "permit-symbol-admit", &operation, dry.mode()).await
    }
}

impl Withdraw {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let token = self.on.resolve(&session)?.token;
        let operation = WithdrawSymbol { token };
        session.perform(context, "permit-symbol-withdraw", &operation, self.dry.mode()).await
    }
}

impl Object {
    async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let day = day("--day", &self.day)?;
        let session = Session::open(context).await?;
        let operation = RecordObjection { token: self.on.resolve(&session)?.token, day };
        session.perform(context, "permit-symbol-object", &operation, self.dry.mode()).await
    }
}
