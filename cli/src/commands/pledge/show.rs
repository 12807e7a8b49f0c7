//! `corridor pledge show`

use clap::Args;
use corridor_operations::{PledgeView, PledgesView};

use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::names::Names;
use crate::output::table;
use crate::session::Session;

/// Show the pledges of a bond, as the events add up, and what is frozen.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    on: OnLeg,
    /// One holder's alone
    #[arg(long, value_name = "WALLET")]
    holder: Option<String>,
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let holder = session.account_if_given("--holder", self.holder.as_deref()).await?;
        let view = session.desk.pledges_of(&leg, holder).await?;
        let show = || text(&view, &session.names);
        context.output.document("corridor.pledge-show/1", &view, show)?;
        Ok(ExitStatus::Done)
    }
}

fn text(view: &PledgesView, names: &Names) -> String {
    if view.pledges.is_empty() {
        return format!("nothing of {}, leg {}, is pledged", view.instrument, view.leg);
    }
    let row = |one: &PledgeView| {
        let short = "less than is pledged: `corridor pledge restore`";
        [
            names.full(one.holder),
            names.full(one.secured),
            one.pledged.clone(),
            one.holding.clone(),
            one.frozen.clone(),
            if one.short { short } else { "" }.to_owned(),
        ]
    };
    table(["holder", "secured", "pledged", "holds", "frozen", ""], view.pledges.iter().map(row))
}
