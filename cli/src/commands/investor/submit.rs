//! `corridor investor submit` and `corridor investor withdraw`

use std::path::PathBuf;

use clap::Args;
use corridor_operations::{
    RevokeAllAttestations, RevokeAttestation, SignedAttestation, SubmitAttestation, Who,
};

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::session::Session;

/// Submit what a verifier signed. The wallet it is about pays for it, or whoever is named.
#[derive(Debug, Args)]
pub(crate) struct Submit {
    /// The file that `corridor investor attest --sign-only` wrote
    file: PathBuf,
    /// Who sends it: a label, an account or an address whose key is here [default: the wallet it is about]
    #[arg(long, value_name = "ACCOUNT")]
    from: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

/// Take back what the verifier signed and nobody submitted. The verifier signs.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The file that `corridor investor attest --sign-only` wrote
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    file: Option<PathBuf>,
    /// All that it has signed up to now, of whomever
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Withdraw {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let signed = self.file.as_deref().map(SignedAttestation::load).transpose()?;
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        match signed {
            Some(signed) => {
                let operation = RevokeAttestation { signed };
                session.perform(context, "investor-withdraw", &operation, mode).await
            }
            None => {
                session.perform(context, "investor-withdraw", &RevokeAllAttestations, mode).await
            }
        }
    }
}

impl Submit {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let signed = SignedAttestation::load(&self.file)?;
        let session = Session::open(context).await?;
        let submitter = match &self.from {
            Some(account) => session.wallet("--from", account).await?,
            None => signed.attestation.wallet,
        };
        let operation = SubmitAttestation { signed, submitter: Who::Wallet(submitter) };
        session.perform(context, "investor-submit", &operation, self.dry.mode()).await
    }
}
