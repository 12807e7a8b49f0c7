//! `corridor permit certificate`

use alloy::primitives::B256;
use clap::Args;
use corridor_operations::RecordCertificate;

use super::Until;
use crate::args::DryRun;
use crate::commands::bond::OnLeg;
use crate::context::{Context, ExitStatus};
use crate::hint::{UsageError, bad_option};

/// Record an investor's certificate for a bond until a day, or withdraw it. The registrar signs.
#[derive(Debug, Args)]
pub(crate) struct Certificate {
    #[command(flatten)]
    on: OnLeg,
    /// What is certified, such as qib-transferee
    certificate: String,
    /// Any wallet of the investor
    #[arg(long, value_name = "WALLET")]
    of: String,
    #[command(flatten)]
    until: Until,
    /// Hash of the document, which is logged and never stored
    #[arg(long, value_name = "HASH")]
    document: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Certificate {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let certificate =
            self.certificate.parse().map_err(|error| bad_option("CERTIFICATE", &error))?;
        let wrong = |_| UsageError("--document: write 0x and 64 hexadecimal digits".to_owned());
        let document = self.document.as_deref().map(|text| text.parse::<B256>().map_err(wrong));
        let document = document.transpose()?.unwrap_or_default();
        let (session, until) = self.until.open(context).await?;
        let leg = self.on.resolve(&session)?;
        let wallet = session.wallet("--of", &self.of).await?;
        let operation = RecordCertificate { leg, certificate, wallet, until, document };
        session.perform(context, "permit-certificate", &operation, self.dry.mode()).await
    }
}
