//! `corridor cash show`

use clap::Args;
use corridor_operations::CashTokenView;
use serde::Serialize;

use super::cash;
use crate::context::{Context, ExitStatus};
use crate::output::table;
use crate::session::Session;

/// Show cash tokens, and what a wallet has of each.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The cash token [default: each of this deployment]
    cash: Option<String>,
    /// A wallet: a role such as paying-agent, a reference, a label or an address
    #[arg(long, value_name = "WALLET")]
    of: Option<String>,
}

#[derive(Serialize)]
struct CashList {
    cash: Vec<CashTokenView>,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.account_if_given("--of", self.of.as_deref()).await?;
        let names: Vec<String> = match &self.cash {
            Some(name) => vec![name.clone()],
            None => session.desk.manifest()?.cash.keys().cloned().collect(),
        };
        let mut list = CashList { cash: Vec::new() };
        for name in names {
            let handle = cash(&session, &name).await?;
            list.cash.push(session.desk.cash_view(handle, wallet).await?);
        }
        context.output.document("corridor.cash/1", &list, || list.text())?;
        Ok(ExitStatus::Done)
    }
}

impl CashList {
    fn text(&self) -> String {
        if self.cash.is_empty() {
            return "no cash tokens; make one with `corridor cash create GBP`".to_owned();
        }
        let row = |one: &CashTokenView| {
            [
                one.cash.symbol.clone(),
                one.cash.token.to_string(),
                one.cash.decimals.to_string(),
                if one.allowlisted { "allowlisted" } else { "anybody" }.to_owned(),
                one.supply.clone(),
                one.balance.clone().unwrap_or_else(|| "-".to_owned()),
            ]
        };
        let headers = ["cash", "token", "decimals", "received by", "in all", "of the wallet"];
        table(headers, self.cash.iter().map(row))
    }
}
