//! What a file would do once more: a corrected one is another file, of which no journal knows that some of it is done; and the journal of
//! the file itself may have lost what it knew.

mod unjournalled;

use std::path::{Path, PathBuf};

use alloy::primitives::{Address, U256, keccak256};
use alloy::sol_types::SolCall as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::bulk::{Done, Journal, Outcome, Sent};
use corridor_deploy::explain::{LegHandle, Wording};
use serde::Serialize;

use super::{Desk, Giver, InstructionFile, OperationError};

/// Rows that are named.
const NAMED: usize = 20;

/// Transactions whose receipts are looked up together.
const TOGETHER: usize = 500;

/// Rows of a file that were done before, by another one of the same instrument or by transactions that its own journal does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// The file.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// How many of them were done before.
    pub repeated: u64,
    /// The first of those.
    pub first: Vec<RepeatedRow>,
    /// The journal of the file, where that should know of them and does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<PathBuf>,
    /// Whether some of them are only signed, and may still be mined.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// A row that was done before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatedRow {
    /// Its line.
    pub line: u64,
    /// What was done.
    pub what: String,
    /// Whether it is only signed, and may still be mined.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

impl RepeatedRow {
    fn words(&self) -> String {
        let waits = if self.waits { ", which may still be mined" } else { "" };
        format!("line {} ({}{waits})", self.line, self.what)
    }
}

impl Repeated {
    /// Which rows they are.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { file, rows, repeated, first, journal, waits } = self;
        let mut named: Vec<String> = first.iter().map(RepeatedRow::words).collect();
        if let Some(more) = repeated.checked_sub(first.len() as u64).filter(|more| *more != 0) {
            named.push(format!("and {more} more"));
        }
        let named = named.join(", ");
        let by = match journal {
            None => "by another file of this instrument".to_owned(),
            Some(journal) => format!(
                "by transactions that are on the chain and not in its journal {}, which was cut off or is an older copy",
                journal.display()
            ),
        };
        let were =
            if *waits { "were done before or may still be mined" } else { "were done before" };
        format!("{file}: {repeated} of {rows} rows {were}, {by}: {named}")
    }

    /// What can be done about it.
    pub(super) const fn advice(&self) -> &'static str {
        match self.journal {
            None if self.waits => {
                "give the command of that file again, which waits for them; take them out of this one, or give --again to do them once more"
            }
            None => "take them out of the file, or give --again to do them once more",
            Some(_) => {
                "put the whole journal back, or make another file of the rows that are left; or give --again to do them once more"
            }
        }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, line: u64, waits: bool, what: impl FnOnce() -> String) {
        self.repeated += 1;
        self.waits |= waits;
        if self.first.len() < NAMED {
            self.first.push(RepeatedRow { line, what: what(), waits });
        }
    }

    /// It, unless there is none.
    pub(super) fn if_any(self) -> Option<Self> {
        (self.repeated != 0).then_some(self)
    }
}

impl Desk {
    /// Rows that another file has done, or the chain and not the journal of the file, which are refused unless the file says that they are
    /// wanted once more. `done` are those of which the journal knows.
    pub(super) async fn expect_new(
        &self,
        (leg, giver, file): (&LegHandle, Giver, &InstructionFile<'_>),
        own: &Path,
        journal: Option<&Journal>,
        done: &Done,
    ) -> Result<Option<Repeated>, OperationError> {
        // What another file has done was asked when the journal was begun.
        let by_others = match journal.is_some_and(|journal| journal.last_row() != 0) {
            true => None,
            false => self.repeated(leg, giver, file, own).await?,
        };
        let repeated = match (by_others, journal) {
            (None, Some(journal)) => self.unjournalled((leg, giver, file), journal, done).await?,
            (by_others, _) => by_others,
        };
        match repeated {
            Some(repeated) if !file.is_again() => Err(OperationError::Repeated(Box::new(repeated))),
            repeated => Ok(repeated),
        }
    }

    /// Rows of a file of movements that another file of the instrument has done: to the same wallet the same amount, and from the same
    /// holder. The journals beside the manifest tell; `own` is that of the file. Eight bytes a row are kept, however many rows others have.
    async fn repeated(
        &self,
        leg: &LegHandle,
        giver: Giver,
        file: &InstructionFile<'_>,
        own: &Path,
    ) -> Result<Option<Repeated>, OperationError> {
        let mut others = self.journals(giver.journal())?;
        others.retain(|path| path != own);
        if others.is_empty() {
            return Ok(None);
        }
        let mut marks = Marks::of(file)?;
        for path in others {
            let sent = Journal::sent(&path, self.connection().identity())?;
            let mut calls =
                sent.filter_map(|sent| marks_of(leg, giver, &sent).map(|of| (sent, of)));
            loop {
                // Only what has a row of the file in it is asked for.
                let chunk = calls.by_ref().filter(|(_, of)| of.iter().any(|mark| marks.has(*mark)));
                let (sent, of): (Vec<Sent>, Vec<Vec<u64>>) = chunk.take(TOGETHER).unzip();
                if sent.is_empty() {
                    break;
                }
                let outcomes = Sent::outcomes(self.connection(), &sent).await?;
                for (of, outcome) in of.into_iter().zip(outcomes) {
                    marks.note(of.into_iter(), outcome);
                }
            }
        }
        Ok(marks.repeated(leg, file, &Done::default())?.if_any())
    }

    /// What is kept of one kind beside the manifest, such as the journals of runs.
    pub(super) fn journals(&self, what: &str) -> Result<Vec<PathBuf>, OperationError> {
        let manifest = self.deployment().store().path();
        let begins = manifest.with_extension(format!("{what}-"));
        let begins = begins.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = manifest.parent().unwrap_or(Path::new("."));
        let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
        let mut found: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&begins) && name.ends_with(".jsonl")
        });
        found.sort();
        Ok(found)
    }
}

/// The rows of a file, each as eight bytes of a hash, in ascending order; and which of them were found elsewhere.
struct Marks {
    all: Vec<u64>,
    /// What became of each elsewhere. What is on its way stands before what is done, as it says more of what to do.
    noted: Vec<Outcome>,
}

impl Marks {
    fn of(file: &InstructionFile<'_>) -> Result<Self, OperationError> {
        let marks = file.rows()?.map(|row| {
            let row = row?;
            Ok(mark(row.wallet, U256::from(row.amount.units())))
        });
        let mut all = marks.collect::<Result<Vec<u64>, OperationError>>()?;
        all.sort_unstable();
        all.dedup();
        Ok(Self { noted: vec![Outcome::Nothing; all.len()], all })
    }

    fn has(&self, mark: u64) -> bool {
        self.all.binary_search(&mark).is_ok()
    }

    fn note(&mut self, marks: impl Iterator<Item = u64>, outcome: Outcome) {
        for mark in marks {
            let place = self.all.binary_search(&mark).ok();
            let noted = place.and_then(|place| self.noted.get_mut(place));
            if let Some(noted) = noted.filter(|noted| **noted != Outcome::Waiting)
                && outcome != Outcome::Nothing
            {
                *noted = outcome;
            }
        }
    }

    /// The rows that were found elsewhere, but for those that are known as done.
    fn repeated(
        &self,
        leg: &LegHandle,
        file: &InstructionFile<'_>,
        done: &Done,
    ) -> Result<Repeated, OperationError> {
        let (file_name, first) = (file.name(), Vec::new());
        let mut found =
            Repeated { file: file_name, rows: 0, repeated: 0, first, journal: None, waits: false };
        for row in file.rows()? {
            let row = row?;
            found.rows += 1;
            let units = U256::from(row.amount.units());
            let outcome = self.noted(mark(row.wallet, units));
            if !done.contains(found.rows) && outcome != Outcome::Nothing {
                let amount = || Wording::new(leg.currency).amount(units);
                let waits = outcome == Outcome::Waiting;
                found.add(row.line, waits, || format!("{} to {}", amount(), row.wallet));
            }
        }
        Ok(found)
    }

    fn noted(&self, mark: u64) -> Outcome {
        self.all.binary_search(&mark).map_or(Outcome::Nothing, |place| self.noted[place])
    }
}

/// The rows of a transaction, if it moved units of the leg from the same giver.
fn marks_of(leg: &LegHandle, giver: Giver, sent: &Sent) -> Option<Vec<u64>> {
    if sent.to != Some(leg.token) {
        return None;
    }
    let (recipients, amounts) = match giver {
        Giver::Issue => {
            let call = ISecurityToken::batchMintCall::abi_decode(&sent.input).ok()?;
            (call.recipients, call.amounts)
        }
        Giver::Holder(holder) if holder == sent.sender => {
            let call = ISecurityToken::batchTransferCall::abi_decode(&sent.input).ok()?;
            (call.recipients, call.amounts)
        }
        Giver::Holder(_) => return None,
    };
    Some(recipients.into_iter().zip(amounts).map(|(to, amount)| mark(to, amount)).collect())
}

/// What tells a recipient and an amount from others.
fn mark(to: Address, amount: U256) -> u64 {
    let hash = keccak256([to.as_slice(), &amount.to_be_bytes::<32>()].concat());
    u64::from_be_bytes(hash[..8].try_into().unwrap_or_default())
}
