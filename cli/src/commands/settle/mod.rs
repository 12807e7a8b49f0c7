//! `corridor settle`: one file a command.

mod allot;
mod approve;
mod cancel;
mod check;
mod close;
mod instruct;
mod offer;
mod run;
mod show;
mod subscribe;

use std::path::PathBuf;

use alloy::primitives::U256;
use clap::{Args, Subcommand};
use corridor_operations::{Order, SettleTrade, SignedOrder, TradeOrder, TradeSide, fresh_nonce};

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::inputs::{amount, moment};
use crate::session::Session;

const SECONDS_A_DAY: u64 = 86_400;

/// Days that a signed order counts when nothing is said.
const VALID_DAYS: u64 = 30;

/// Sell units against cash, all or nothing; allot an order book.
#[derive(Debug, Subcommand)]
pub(crate) enum SettleCommand {
    /// Sign one side of a trade into a file
    Instruct(instruct::Instruct),
    /// Say whether two instructions would settle, and everything that stands in the way
    Check(check::Check),
    /// Settle two instructions: units and cash together, or nothing
    Run(run::Run),
    /// Take back what a party signed under a number, for good
    Cancel(cancel::Cancel),
    /// Show what became of an instruction
    Show(show::Show),
    /// Let the settlement contract take units or cash of a party
    #[command(subcommand)]
    Approve(approve::ApproveCommand),
    /// Open an offering that investors sign subscriptions in
    Offer(offer::Offer),
    /// Sign an order in an offering into a file
    Subscribe(subscribe::Subscribe),
    /// Allot an order book: judge every order, share out, issue against payment
    Allot(allot::Allot),
    /// Close an offering for good
    Close(close::Close),
}

impl SettleCommand {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Instruct(command) => command.run(context).await,
            Self::Check(command) => command.run(context).await,
            Self::Run(command) => command.run(context).await,
            Self::Cancel(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Approve(command) => command.run(context).await,
            Self::Offer(command) => command.run(context).await,
            Self::Subscribe(command) => command.run(context).await,
            Self::Allot(command) => command.run(context).await,
            Self::Close(command) => command.run(context).await,
        }
    }
}

/// Two instructions that are settled together.
#[derive(Debug, Args)]
pub(crate) struct Trade {
    /// The instruction to deliver, as `corridor settle instruct` wrote it
    delivery: PathBuf,
    /// The instruction to receive
    receipt: PathBuf,
    /// How much of them [default: what is left of both]
    #[arg(long)]
    amount: Option<String>,
    /// Who submits them: a reference, a label or an address [default: the party that delivers]
    #[arg(long = "as", value_name = "WALLET")]
    submitter: Option<String>,
}

impl Trade {
    async fn resolve(&self, session: &Session) -> anyhow::Result<SettleTrade> {
        let delivery = load(&self.delivery, TradeSide::Deliver)?;
        let receipt = load(&self.receipt, TradeSide::Receive)?;
        let legs = session.desk.legs()?;
        let leg = legs.iter().find(|leg| leg.token == delivery.order.bond);
        let units = match (&self.amount, leg) {
            (Some(text), Some(leg)) => Some(amount(text, leg.currency)?.units()),
            _ => None,
        };
        let submitter = match &self.submitter {
            Some(name) => session.account("--as", name).await?,
            None => delivery.order.party,
        };
        Ok(SettleTrade { delivery, receipt, units, submitter })
    }
}

fn load(path: &std::path::Path, side: TradeSide) -> anyhow::Result<SignedOrder<TradeOrder>> {
    let signed = SignedOrder::<TradeOrder>::load(path)?;
    if signed.order.side == side {
        return Ok(signed);
    }
    let (path, found) = (path.display(), signed.order.side.name());
    let wrong = UsageError(format!("{path} is an instruction to {found}"));
    Err(Hint::on(wrong, "give the delivery first and the receipt second"))
}

/// The last second that an order counts: of a day, its end.
async fn valid_until(session: &Session, text: Option<&str>) -> anyhow::Result<u64> {
    match text {
        None => Ok(session.now().await? + VALID_DAYS * SECONDS_A_DAY),
        Some(text) if text.contains('T') => moment("--valid-until", text),
        Some(text) => Ok(moment("--valid-until", text)? + SECONDS_A_DAY - 1),
    }
}

/// The number of an order: the one that is given, or any.
fn nonce(given: Option<U256>) -> U256 {
    given.unwrap_or_else(fresh_nonce)
}

/// Signs an order and writes it; when it is only tried, neither.
async fn sign<O: Order>(
    context: &Context,
    session: &Session,
    order: O,
    (out, nonce): (&std::path::Path, Option<U256>),
    dry: DryRun,
) -> anyhow::Result<SignedOrder<O>> {
    session.desk.require_live(&order).await?;
    if dry.dry_run {
        if nonce.is_none() {
            context.output.note("without --nonce, number and digest are others when it is signed");
        }
        return Ok(session.desk.draft_order(order).await?);
    }
    let signed = session.desk.sign_order(order).await?;
    crate::files::create(out, &serde_json::to_string_pretty(&signed)?)?;
    Ok(signed)
}

/// What a report of an order begins with, and ends with.
fn tense(dry_run: bool) -> (&'static str, &'static str) {
    if dry_run { ("dry run: ", " (not written)") } else { ("", "") }
}

/// A number that fits the contract.
fn fits(option: &str, units: U256) -> anyhow::Result<u128> {
    let wrong = || UsageError(format!("{option}: the amount is too large for an order"));
    u128::try_from(units).map_err(|_| wrong().into())
}
