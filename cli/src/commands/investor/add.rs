//! `corridor investor add`

use clap::Args;
use corridor_deploy::accounts::AddressBook;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::investors::{InvestorError, InvestorReader, InvestorRecord};
use corridor_operations::Mode;

use super::import::NAME_TAKEN;
use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::session::Session;

/// The columns of an investor file, which one investor is checked as a row of.
const HEADER: &str = "reference,wallet,jurisdiction,kind,categories,flags";

/// Register one investor. A reference that is an investor already gets a further wallet.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// What the investor is called; never a name
    #[arg(long)]
    reference: String,
    /// The wallet: an address, a label, an account
    #[arg(long)]
    wallet: String,
    /// Of residence or organisation, such as GB or US-NY
    #[arg(long)]
    jurisdiction: String,
    /// natural or entity
    #[arg(long)]
    kind: String,
    /// A category and the last day it is valid, such as identity:2031-12-31; repeat it for each
    #[arg(long = "category", value_name = "NAME:DATE")]
    categories: Vec<String>,
    /// affiliate, distributor, blocked or sanctioned; repeat it for each
    #[arg(long = "flag", value_name = "NAME")]
    flags: Vec<String>,
    #[command(flatten)]
    dry: DryRun,
}

impl Add {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let labels = context.address_book()?;
        // What is wrong on any day is said without a chain.
        self.record(&labels, None)?;
        let (session, mode) = (Session::open(context).await?, self.dry.mode());
        let record = self.record(&labels, Some(session.today().await?))?;
        let mut book =
            if mode == Mode::Execute { session.book_to_write()? } else { session.book()? };
        let performed = session.desk.onboard(&record, &mut book, mode).await;
        session.settle(context, "investor-add", mode, performed)
    }

    /// The investor, checked by the reader of files; with no category that has expired when it is known what day it is.
    fn record(
        &self,
        labels: &AddressBook,
        today: Option<UtcDay>,
    ) -> anyhow::Result<InvestorRecord> {
        // What is no label goes to the reader as it is, which says what is wrong with it.
        let is_address = self.wallet.starts_with("0x");
        let wallet = if is_address {
            self.wallet.clone()
        } else {
            labels.resolve(&self.wallet)?.to_string()
        };
        let columns = [
            self.reference.clone(),
            wallet,
            self.jurisdiction.clone(),
            self.kind.clone(),
            self.categories.join(";"),
            self.flags.join(";"),
        ];
        let broken = columns.iter().position(|value| value.contains([',', '\n', '\r']));
        if let Some(column) = broken {
            let option = option(HEADER.split(',').nth(column).unwrap_or_default());
            return Err(UsageError(format!(
                "{option}: a comma or line break does not belong here"
            ))
            .into());
        }
        let text = format!("{HEADER}\n{}\n", columns.join(","));
        let mut rows = InvestorReader::new("the options", text.as_bytes());
        if let Some(today) = today {
            rows = rows.refusing_expired(today);
        }
        match rows.next() {
            Some(Ok(record)) => match labels.names()?.get(&record.reference) {
                Some(by) => {
                    let wrong = format!("--reference: `{}` is already {by}", record.reference);
                    Err(Hint::on(UsageError(wrong), NAME_TAKEN))
                }
                None => Ok(record),
            },
            Some(Err(InvestorError::Invalid { field, wrong, hint, .. })) => {
                Err(Hint::on(UsageError(format!("{}: {wrong}", option(field))), hint))
            }
            Some(Err(InvestorError::Expired { field, wrong, hint, .. })) => {
                Err(Hint::on(UsageError(format!("{}: {wrong}", option(field))), hint))
            }
            Some(Err(error)) => Err(error.into()),
            None => Err(UsageError("there is no investor in the options".to_owned()).into()),
        }
    }
}

/// The option that gives a column.
fn option(column: &str) -> &str {
    match column {
        "wallet" => "--wallet",
        "jurisdiction" => "--jurisdiction",
        "kind" => "--kind",
        "categories" => "--category",
        "flags" => "--flag",
        _ => "--reference",
    }
}
