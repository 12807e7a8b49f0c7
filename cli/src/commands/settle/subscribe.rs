//! `corridor settle subscribe`

use std::path::PathBuf;

use alloy::primitives::{B256, U256};
use clap::Args;
use corridor_operations::{DeadOrder, OperationError, SignedOrder, SubscriptionOrder};
use serde::Serialize;

use super::{fits, nonce, sign, tense, valid_until};
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::inputs::amount;
use crate::output::fields;
use crate::session::Session;
use crate::words::time;

/// Sign an order in an offering into a file, for the issuer to allot. The investor signs.
#[derive(Debug, Args)]
pub(crate) struct Subscribe {
    /// The number of the offering
    offering: u64,
    /// The most that is taken
    #[arg(allow_hyphen_values = true)]
    amount: String,
    /// The most that is paid for all of it
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    price: String,
    /// Who takes: a reference such as INV-0001, a label or an address
    #[arg(long, value_name = "WALLET")]
    investor: String,
    /// The last day, or the last second, on which it counts [default: in 30 days]
    #[arg(long, value_name = "DATE|TIME")]
    valid_until: Option<String>,
    /// The number that cancels it [default: one that nothing else has]
    #[arg(long, value_name = "NUMBER")]
    nonce: Option<U256>,
    /// Where it is written
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    dry: DryRun,
}

#[derive(Serialize)]
struct Subscribed {
    dry_run: bool,
    file: PathBuf,
    digest: B256,
    subscription: SubscriptionOrder,
}

impl Subscribe {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let offering = session.desk.offering(self.offering).await?;
        if !offering.open {
            let dead = DeadOrder::Closed { offering: self.offering };
            return Err(OperationError::from(dead).into());
        }
        let token = offering.bond;
        let leg = session.desk.legs()?.into_iter().find(|leg| leg.token == token);
        let leg = leg.ok_or(OperationError::ForeignBond { token })?;
        let cash = session.desk.cash(offering.cash).await?;
        let (units, price) = (amount(&self.amount, leg.currency)?, cash.parse(&self.price)?);
        let price_units = fits("--price", price)?;
        let asked = (units.units(), price_units);
        session.desk.require_allottable(&offering, (&leg, &cash), asked).await?;
        let order = SubscriptionOrder {
            investor: session.account("--investor", &self.investor).await?,
            offering: self.offering,
            units: units.units(),
            price: price_units,
            valid_until: valid_until(&session, self.valid_until.as_deref()).await?,
            nonce: nonce(self.nonce),
        };
        let to = (self.out.as_path(), self.nonce);
        let signed = sign(context, &session, order, to, self.dry).await?;
        let SignedOrder { digest, order: subscription, .. } = signed;
        let report = Subscribed { dry_run: self.dry.dry_run, file: self.out, digest, subscription };
        context.output.document("corridor.settle-subscribe/1", &report, || {
            let (order, (before, behind)) = (&report.subscription, tense(report.dry_run));
            let values = [
                ("investor", session.names.full(order.investor)),
                ("pays", format!("{} at most", cash.words(price))),
                ("valid until", time(order.valid_until)),
                ("number", order.nonce.to_string()),
                ("digest", report.digest.to_string()),
                ("file", format!("{}{behind}", report.file.display())),
            ];
            let title = format!(
                "{before}subscribe {units} of {} in offering {}",
                leg.instrument, order.offering
            );
            fields(&title, values)
        })?;
        Ok(ExitStatus::Done)
    }
}
