//! `corridor settle show`

use std::path::PathBuf;

use clap::Args;
use corridor_operations::{OrderState, OrderStatus, SignedOrder, TradeOrder, TradeSide};

use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::fields;
use crate::session::Session;

/// Show an instruction, and what became of it.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The file that `corridor settle instruct` wrote
    file: PathBuf,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let signed = SignedOrder::<TradeOrder>::load(&self.file)?;
        let session = Session::open(context).await?;
        let status = session.desk.order_status(&signed).await?;
        let show = || text(&status, &session.names);
        context.output.document("corridor.settle-show/1", &status, show)?;
        Ok(ExitStatus::Done)
    }
}

pub(super) fn text(one: &OrderStatus, names: &Names) -> String {
    let (units, bond, leg, price) = (&one.units, &one.instrument, &one.leg, &one.price);
    let against = match one.side {
        TradeSide::Deliver => format!("for {price}"),
        TradeSide::Receive => format!("for {price} at most"),
    };
    let side = one.side.name();
    let anybody = |wallet| names_or(names, wallet, "anybody");
    let values = [
        ("state", state(one.state)),
        ("party", names.full(one.party)),
        ("counterparty", anybody(one.counterparty)),
        ("agent", anybody(one.agent)),
        ("filled", format!("{}, paid {}", one.filled, one.paid)),
        ("left", one.left.clone()),
        ("minimum fill", one.minimum_fill.clone()),
        ("valid until", one.valid_until.clone()),
        ("number", one.nonce.clone()),
        ("digest", one.digest.to_string()),
    ];
    fields(&format!("{side} {units} of {bond}, leg {leg}, {against}"), values)
}

fn state(state: OrderState) -> String {
    match state {
        OrderState::Unsigned => "unsigned: the signature is not that of its party".to_owned(),
        state => state.name().to_owned(),
    }
}

fn names_or(names: &Names, wallet: Option<alloy::primitives::Address>, nobody: &str) -> String {
    wallet.map_or_else(|| nobody.to_owned(), |wallet| names.full(wallet))
}
