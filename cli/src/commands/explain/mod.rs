//! `corridor explain`

mod file;

use std::path::PathBuf;

use alloy::primitives::U256;
use clap::Args;
use corridor_deploy::explain::{LegHandle, Question, Verdict};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;

use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError, bad_option};
use crate::inputs::{amount, moment};
use crate::session::Session;
use crate::words;

/// Say whether a movement is allowed, and by which rules it is refused.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 allowed, 3 refused. Nothing is sent. With --at, replacements of the regime that are scheduled \
until then count as done."
)]
pub(crate) struct Explain {
    #[command(flatten)]
    on: OnLeg,
    /// How much, such as "GBP 1,000,000"; a coupon moves no units, so for it this may be left out
    #[arg(required_unless_present_any = ["file", "kind"], conflicts_with = "file", allow_hyphen_values = true)]
    amount: Option<String>,
    /// issue, transfer, exchange-out, exchange-in, redeem, coupon, forced-transfer or recovery
    #[arg(long, default_value = "transfer", conflicts_with = "file")]
    kind: String,
    /// The leg that is entered: an exchange along a route, judged by both legs at once
    #[arg(long, value_name = "LEG", conflicts_with_all = ["kind", "file", "cash"])]
    to_leg: Option<String>,
    /// Who gives
    #[arg(long, value_name = "WALLET", conflicts_with = "file")]
    from: Option<String>,
    /// Who receives [default with --to-leg: who gives]
    #[arg(long, value_name = "WALLET", conflicts_with = "file")]
    to: Option<String>,
    /// Who moves it out of an allowance
    #[arg(long, value_name = "WALLET", conflicts_with = "file")]
    operator: Option<String>,
    /// The token that is paid with, when payment is on chain: its symbol, its currency, a label or an address
    #[arg(long, value_name = "TOKEN", conflicts_with = "file")]
    cash: Option<String>,
    /// Judge as on a day or at a time, with the state of the chain as it is now [default: the latest block's]
    #[arg(long, value_name = "DATE|TIME")]
    at: Option<String>,
    /// A CSV file with the columns amount and any of kind, from, to, operator, at and cash: every row is judged
    #[arg(long)]
    file: Option<PathBuf>,
}

impl Explain {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let at = self.at.as_deref().map(|text| moment("--at", text)).transpose()?;
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        if let Some(path) = &self.file {
            return file::run(context, &session, &leg, path, at).await;
        }
        let question = self.question(&session, &leg, at).await?;
        let mut enters = None;
        let mut explanation = match &self.to_leg {
            None => {
                session.desk.require_route(&leg, question.movement).await?;
                session.desk.explain(&leg, &question).await?
            }
            Some(to_leg) => {
                let enters = enters.insert(session.desk.leg(&leg.instrument, Some(to_leg))?);
                // Who moves it receives it, where nobody else is named, as along a route.
                let to = question.to.or(question.from);
                let question = Question { movement: Movement::EXCHANGE_OUT, to, ..question };
                session.desk.explain_exchange(&leg, enters, &question).await?
            }
        };
        session.names.label(&mut explanation);
        context.output.document(words::EXPLAIN_SCHEMA, &explanation, || {
            words::explanation(&explanation, &session.names)
        })?;
        if explanation.verdict == Verdict::Refused {
            return Ok(ExitStatus::Refused);
        }
        note_unjudged(context, &session, &leg, enters.as_ref(), &question).await;
        Ok(ExitStatus::Done)
    }

    async fn question(
        &self,
        session: &Session,
        leg: &LegHandle,
        at: Option<u64>,
    ) -> anyhow::Result<Question> {
        let movement: Movement = self.kind.parse().map_err(|error| bad_option("--kind", &error))?;
        let amount = match &self.amount {
            None if movement == Movement::COUPON => Amount::from_units(0, leg.currency),
            None => {
                let wrong = format!("AMOUNT: a movement of kind `{movement}` is of some amount");
                return Err(Hint::on(UsageError(wrong), "give one, such as \"GBP 1,000\""));
            }
            Some(given) => amount(given, leg.currency)?,
        };
        let from = session.wallet_if_given("--from", self.from.as_deref()).await?;
        let to = session.wallet_if_given("--to", self.to.as_deref()).await?;
        let operator = session.wallet_if_given("--operator", self.operator.as_deref()).await?;
        let cash = self.cash.as_deref().map(|text| session.token("--cash", text)).transpose()?;
        let question = Question::new(movement, from, to, U256::from(amount.units()));
        if let Some((party, wrong)) = question.stray_party() {
            let wrong = UsageError(format!("--{party}: {wrong}"));
            return Err(Hint::on(wrong, "leave it out, or give another --kind"));
        }
        Ok(Question { operator, cash, at, ahead: at.is_some(), ..question })
    }
}

/// Says what keeps an allowed movement back of which the regime says nothing.
async fn note_unjudged(
    context: &Context,
    session: &Session,
    leg: &LegHandle,
    enters: Option<&LegHandle>,
    question: &Question,
) {
    let (desk, output) = (&session.desk, &context.output);
    if question.movement == Movement::ISSUE
        && let Err(error) = desk.require_issuable(leg).await
    {
        output.note(format!("nothing is issued of it all the same: {error}"));
    }
    if let (Some(enters), Some(from)) = (enters, question.from)
        && let Err(error) = desk.require_exchangeable(leg, enters, from, question.amount).await
    {
        output.note(format!("it is not moved all the same: {error}"));
    }
}
