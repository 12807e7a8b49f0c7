//! `corridor settle instruct`

use std::path::PathBuf;

use alloy::primitives::U256;
use clap::{Args, ValueEnum};
use corridor_deploy::money::Amount;
use corridor_operations::{
    DeadOrder, OperationError, Order as _, OrderState, OrderStatus, TradeOrder, TradeSide,
};
use serde::Serialize;

use super::{fits, nonce, show, sign, tense, valid_until};
use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::commands::cash::cash;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::session::Session;

/// Sign one side of a trade into a file, for the other party or an agent to submit. The party signs.
#[derive(Debug, Args)]
pub(crate) struct Instruct {
    #[command(flatten)]
    on: OnLeg,
    /// Which side of the trade
    side: Side,
    /// How much, such as "GBP 1,000,000"
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// What is paid for all of it: the price of a delivery, the most that a receipt pays
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    price: String,
    /// What is paid in: a symbol, a currency, a label or an address
    #[arg(long, value_name = "CASH")]
    cash: String,
    /// Whose side it is: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET")]
    party: String,
    /// With whom alone [default: anybody]
    #[arg(long, value_name = "WALLET")]
    counterparty: Option<String>,
    /// Who may submit it besides the two parties [default: anybody]
    #[arg(long, value_name = "WALLET")]
    agent: Option<String>,
    /// The last day, or the last second, on which it counts [default: in 30 days]
    #[arg(long, value_name = "DATE|TIME")]
    valid_until: Option<String>,
    /// The least that is settled at once, except for a smaller rest [default: any part]
    #[arg(long, value_name = "AMOUNT")]
    minimum_fill: Option<String>,
    /// The number that cancels it [default: one that nothing else has]
    #[arg(long, value_name = "NUMBER")]
    nonce: Option<U256>,
    /// Where it is written
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    dry: DryRun,
}

/// A side of a trade.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Side {
    /// Units go out, cash comes in
    Deliver,
    /// Units come in, cash goes out
    Receive,
}

#[derive(Serialize)]
struct Instructed {
    dry_run: bool,
    file: PathBuf,
    #[serde(flatten)]
    status: OrderStatus,
}

impl Instruct {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let order = self.order(&session).await?;
        let to = (self.out.as_path(), self.nonce);
        let signed = sign(context, &session, order, to, self.dry).await?;
        let mut status = session.desk.order_status(&signed).await?;
        if self.dry.dry_run {
            // It has no signature yet; nothing dead is signed.
            status.state = OrderState::Open;
        }
        let report = Instructed { dry_run: self.dry.dry_run, file: self.out, status };
        context.output.document("corridor.settle-instruct/1", &report, || {
            let text = show::text(&report.status, &session.names);
            let (before, behind) = tense(report.dry_run);
            format!("{before}{text}\n  file          {}{behind}", report.file.display())
        })?;
        Ok(ExitStatus::Done)
    }

    async fn order(&self, session: &Session) -> anyhow::Result<TradeOrder> {
        let leg = self.on.resolve(session)?;
        let cash = cash(session, &self.cash).await?;
        let units = amount(&self.amount, leg.currency)?;
        let minimum = self.minimum_fill.as_deref();
        let minimum = minimum.map(|text| amount(text, leg.currency)).transpose()?;
        if let Some(least) = minimum.filter(|least| least.units() > units.units()) {
            let (least, amount) = (least.to_string(), units.to_string());
            let dead = DeadOrder::Minimum { kind: TradeOrder::NAME, least, amount };
            return Err(OperationError::from(dead).into());
        }
        let party = session.account("--party", &self.party).await?;
        let counterparty = self.counterparty.as_deref();
        let counterparty = session.account_if_given("--counterparty", counterparty).await?;
        if counterparty == Some(party) {
            let dead = DeadOrder::Itself { kind: TradeOrder::NAME, party };
            return Err(OperationError::from(dead).into());
        }
        Ok(TradeOrder {
            side: match self.side {
                Side::Deliver => TradeSide::Deliver,
                Side::Receive => TradeSide::Receive,
            },
            party,
            bond: leg.token,
            units: units.units(),
            price: fits("--price", cash.parse(&self.price)?)?,
            cash: cash.token,
            counterparty,
            agent: session.account_if_given("--agent", self.agent.as_deref()).await?,
            minimum_fill: minimum.map_or(0, Amount::units),
            valid_until: valid_until(session, self.valid_until.as_deref()).await?,
            nonce: nonce(self.nonce),
        })
    }
}
