//! `corridor bond recover`

use alloy::primitives::Address;
use clap::Args;
use corridor_deploy::explain::LegHandle;
use corridor_operations::{Desk, OperationError, Recovery};

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Move the holdings of a lost wallet to another one of the same investor. The new wallet is linked first, pledges and what is due of
/// distributions of any bond follow, and the lost wallet is unlinked once it holds nothing. The registrar and the enforcement officer sign.
#[derive(Debug, Args)]
pub(crate) struct Recover {
    /// The wallet whose key is lost
    lost: String,
    /// The investor's other wallet
    #[arg(long, value_name = "WALLET")]
    to: String,
    /// Only this bond [default: every holding]
    #[arg(long)]
    bond: Option<String>,
    /// Only this leg of the bond [default: each of them]
    #[arg(long, requires = "bond")]
    leg: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Recover {
    /// The holdings that are moved: of a bond with several legs, and none named, those of all of them.
    async fn legs(&self, desk: &Desk, lost: Address) -> anyhow::Result<Vec<LegHandle>> {
        let Some(bond) = &self.bond else { return Ok(desk.recoverable(lost).await?) };
        match desk.leg(bond, self.leg.as_deref()) {
            Ok(leg) => Ok(vec![leg]),
            Err(OperationError::WhichLeg { instrument, .. }) => {
                let held = desk.recoverable(lost).await?.into_iter();
                Ok(held.filter(|leg| leg.instrument == instrument).collect())
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let lost = session.wallet("LOST", &self.lost).await?;
        let replacement = session.wallet("--to", &self.to).await?;
        if lost == replacement {
            let name = session.names.full(lost);
            anyhow::bail!(
                "LOST and --to are one wallet, {name}; a reference stands for what is linked to its investor now, so give the lost wallet by its address"
            );
        }
        let legs = self.legs(&session.desk, lost).await?;
        if legs.is_empty()
            && session.desk.redirectable(lost).await?.is_empty()
            && !session.desk.was_recovered(lost, replacement).await?
        {
            let name = session.names.full(lost);
            anyhow::bail!(
                "{name} holds nothing and is due nothing, so there is nothing to recover; check the wallet"
            );
        }
        let later = session.desk.redirectable_later(lost).await?;
        let recovery = Recovery { legs, lost, replacement };
        let performed = session.desk.recover(&recovery, mode).await;
        // Also what an interrupted recovery has linked is noted.
        let noted = session.note_wallets(&[replacement, lost], mode).await;
        if performed.is_ok() {
            for id in later {
                context.output.note(format!(
                    "the lost wallet is due something of distribution {id}, which is not paid in yet: once it is, and before `corridor \
                     coupon pay {id}`, `corridor coupon redirect {id} --from {lost} --to {replacement}`"
                ));
            }
        }
        let status = session.settle(context, "bond-recover", mode, performed)?;
        noted?;
        Ok(status)
    }
}
