//! `corridor settle check`

use clap::Args;
use corridor_deploy::explain::Verdict;

use super::Trade;
use crate::context::{Context, ExitStatus};
use crate::session::Session;
use crate::words::settlement::{CHECK_SCHEMA, check};

/// Say whether two instructions would settle now, and everything that stands in the way.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    trade: Trade,
}

impl Check {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let trade = self.trade.resolve(&session).await?;
        let mut found = session.desk.check_trade(&trade).await?;
        session.names.label(&mut found.movement);
        context.output.document(CHECK_SCHEMA, &found, || check(&found, &session.names))?;
        Ok(match found.verdict {
            Verdict::Allowed => ExitStatus::Done,
            Verdict::Refused => ExitStatus::Refused,
        })
    }
}
