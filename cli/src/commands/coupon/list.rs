//! `corridor coupon list`

use clap::Args;
use corridor_operations::DistributionView;
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::output::table;
use crate::session::Session;
use crate::words;

/// List what was declared, and how far it has come.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// A bond [default: all]
    bond: Option<String>,
    /// The leg, when there are several
    #[arg(long, requires = "bond")]
    leg: Option<String>,
}

#[derive(Serialize)]
struct Distributions {
    distributions: Vec<DistributionView>,
}

impl List {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = match &self.bond {
            Some(bond) => Some(session.desk.leg(bond, self.leg.as_deref())?),
            None => None,
        };
        let mut list = Distributions { distributions: Vec::new() };
        for one in session.desk.distributions(leg.as_ref()).await? {
            list.distributions.push(session.desk.distribution_view(&one).await?);
        }
        context.output.document("corridor.coupon-list/1", &list, || list.text())?;
        Ok(ExitStatus::Done)
    }
}

impl Distributions {
    fn text(&self) -> String {
        if self.distributions.is_empty() {
            return "nothing was declared".to_owned();
        }
        let row = |one: &DistributionView| {
            [
                one.id.to_string(),
                format!("{}, leg {}", one.instrument, one.leg),
                one.kind.to_string(),
                one.record_date.clone().unwrap_or_else(|| "-".to_owned()),
                one.payment_date.clone(),
                words::coupon::state(one),
                one.due.clone().unwrap_or_else(|| "-".to_owned()),
                one.paid.clone(),
                one.withheld.clone(),
            ]
        };
        let headers =
            ["no", "of", "what", "record day", "paid from", "status", "due", "paid", "kept"];
        table(headers, self.distributions.iter().map(row))
    }
}
