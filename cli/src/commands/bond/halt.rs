//! `corridor bond halt`, `resume`, `pause` and `unpause`

use clap::Args;
use corridor_operations::{SetHalted, SetPaused};

use super::OnLeg;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

macro_rules! switches {
    ($($(#[$doc:meta])* $name:ident, $command:literal, $operation:ident { $field:ident: $value:literal };)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            #[command(flatten)]
            on: OnLeg,
            #[command(flatten)]
            dry: DryRun,
        }

        impl $name {
            pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
                let session = Session::open(context).await?;
                let leg = self.on.resolve(&session)?;
                let operation = $operation { leg, $field: $value };
                session.perform(context, $command, &operation, self.dry.mode()).await
            }
        }
    )*};
}

switches! {
    /// Halt what the regime's halt rule covers. The supervisor signs.
    Halt, "bond-halt", SetHalted { halted: true };
    /// Lift a halt. The supervisor signs.
    Resume, "bond-resume", SetHalted { halted: false };
    /// Pause issue and transfers. The supervisor signs.
    Pause, "bond-pause", SetPaused { paused: true };
    /// Unpause issue and transfers. The supervisor signs.
    Unpause, "bond-unpause", SetPaused { paused: false };
}
