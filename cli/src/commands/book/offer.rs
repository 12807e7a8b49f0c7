//! `corridor book offer`

use clap::Args;
use corridor_operations::{Counted, Mode, RecordOffers};

use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Record that investors were offered a bond; who was offered it before is not counted again. The issuer signs.
#[derive(Debug, Args)]
pub(crate) struct Offer {
    #[command(flatten)]
    on: OnLeg,
    /// Any wallet of each investor
    #[arg(long = "to", value_name = "WALLET", required = true, num_args = 1..)]
    to: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Offer {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallets = session.wallets("--to", &self.to).await?;
        let (operation, mode) = (RecordOffers { leg, wallets }, self.dry.mode());
        let status = session.perform(context, "book-offer", &operation, mode).await?;
        for one in session.desk.counted(&operation.leg).await?.iter().filter(|one| one.offerees) {
            if let Some(note) = warning(one, operation.wallets.len() as u64, mode) {
                context.output.note(&note);
            }
        }
        Ok(status)
    }
}

/// Offers are made outside the chain: one too many is not refused, and closes the exception.
fn warning(counted: &Counted, offers: u64, mode: Mode) -> Option<String> {
    let Counted { rule, of, count, highest, .. } = counted;
    let on_record = format!("{rule} allows {highest} {of}, and {count} are on record");
    match mode {
        Mode::Execute if count > highest => {
            Some(format!("{on_record}: the exception is lost, and the rule refuses every issue"))
        }
        Mode::Execute if count == highest => {
            Some(format!("{on_record}: this was the last offer that it allows"))
        }
        Mode::DryRun if count + offers >= *highest => {
            Some(format!("{on_record}: with up to {offers} more it allows no further offer"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_offer_is_said_to_be_the_last() {
        let said = |count, offers, mode| {
            let (rule, of) = ("UK-OFF-150".to_owned(), "offerees of GB".to_owned());
            let counted = Counted { rule, of, count, highest: 149, offerees: true };
            warning(&counted, offers, mode).unwrap_or_default()
        };
        assert_eq!(said(148, 1, Mode::Execute), "");
        assert!(
            said(149, 1, Mode::Execute)
                .ends_with("149 are on record: this was the last offer that it allows")
        );
        assert!(said(150, 1, Mode::Execute).contains("the exception is lost"));
        assert_eq!(said(147, 1, Mode::DryRun), "");
        assert!(said(148, 1, Mode::DryRun).contains("with up to 1 more"));
    }
}
