//! `corridor investor show`

use clap::Args;
use corridor_operations::{CategoryView, HoldingView, InvestorView};

use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::{fields, table};
use crate::session::Session;

/// Show what the chain has of an investor.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// A wallet: a reference such as INV-0001, a label or an address
    wallet: String,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let wallet = session.wallet("WALLET", &self.wallet).await?;
        let book = session.book()?;
        let view = session.desk.show_investor(wallet, Some(&book)).await?;
        context
            .output
            .document("corridor.investor-show/2", &view, || words(&view, &session.names))?;
        Ok(ExitStatus::Done)
    }
}

fn words(view: &InvestorView, names: &Names) -> String {
    let title = view.reference.clone().or_else(|| names.of(view.wallet));
    let title = title.unwrap_or_else(|| view.wallet.to_string());
    let Some(investor) = view.investor else {
        return format!("{} is not registered", names.full(view.wallet));
    };
    let mut values = vec![("investor", investor.to_string())];
    values.push(("jurisdiction", view.jurisdiction.clone().unwrap_or_else(|| "none".to_owned())));
    let flags: Vec<&str> = view.flags.iter().map(|flag| flag.title()).collect();
    values.push(("flags", if flags.is_empty() { "none".to_owned() } else { flags.join(", ") }));
    values.extend(view.wallets.iter().map(|wallet| ("wallet", names.full(*wallet))));
    let mut parts = vec![fields(&title, values)];
    if !view.categories.is_empty() {
        let row = |category: &CategoryView| {
            let state = if category.valid { "valid" } else { "expired" };
            [category.category.to_string(), category.until.clone(), state.to_owned()]
        };
        parts.push(table(["category", "until", "today"], view.categories.iter().map(row)));
    }
    if !view.holdings.is_empty() {
        let row = |holding: &HoldingView| {
            let HoldingView { wallet, instrument, leg, amount, frozen } = holding.clone();
            [instrument, leg, names.full(wallet), amount, frozen]
        };
        let headers = ["holding", "leg", "wallet", "amount", "frozen"];
        parts.push(table(headers, view.holdings.iter().map(row)));
    }
    parts.join("\n\n")
}
