//! Onboarding: registering investors, one or a file of them.

mod one;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use alloy::primitives::{Address, B256, U256, keccak256};
use alloy::sol_types::SolCall;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{
    BulkCall, BulkFailure, BulkOptions, BulkProgress, BulkSender, Journal, Source,
};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::investors::{
    BookEdits, FurtherWallets, InvestorError, InvestorReader, InvestorRecord, PrivateBook,
};
use serde::Serialize;

use super::conflict::{is_finished, other_than, restrictions};
use super::restrict::SetRestrictions;
use super::{Desk, LinkWallet, Mode, Operation, OperationError, Prepared, Who};

/// Rows whose standings are read together.
const CHUNK: usize = 500;

/// The pause before a node that is away is asked again.
const PAUSE: Duration = Duration::from_millis(500);

/// Conflicts that a report quotes.
const QUOTED: usize = 100;

/// Registers an investor with its first wallet. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct Register {
    /// The wallet.
    pub wallet: Address,
    /// Jurisdiction, attested flags and category days.
    pub facts: U256,
    /// The salted commitment to the off-chain record.
    pub commitment: B256,
}

impl Operation for Register {
    const NAME: &'static str = "register";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { wallet, facts, commitment } = *self;
        let call = InvestorRegistry::registerCall { wallet, facts, commitment };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        Ok(Prepared::act(format!("register {wallet}"), Who::Role(Role::Verifier), investors, &call))
    }
}

/// What became of a file of investors.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Onboarding {
    /// Rows of the file.
    pub rows: u64,
    /// Investors that were registered.
    pub registered: u64,
    /// Wallets that were linked to an investor registered before.
    pub linked: u64,
    /// Investors whose restrictions were set.
    pub restricted: u64,
    /// Rows that are on chain as the file has them.
    pub unchanged: u64,
    /// Rows that are on chain otherwise, or whose wallet was taken from its investor, and that were left as they are.
    pub conflicting: u64,
    /// The first of them.
    pub conflicts: Vec<Conflict>,
    /// Transactions that were refused.
    pub failed: Vec<BulkFailure>,
    /// Transactions that registered investors.
    pub transactions: u64,
    /// Gas of them.
    pub gas_used: u64,
}

/// A row that is on chain with other facts, with other restrictions or of another reference, or whose wallet was taken from its investor.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Line of the file.
    pub line: u64,
    /// The reference.
    pub reference: String,
    /// The wallet.
    pub wallet: Address,
    /// What differs.
    pub difference: String,
}

/// The rows of an investor file.
type Rows = Box<dyn Iterator<Item = Result<InvestorRecord, InvestorError>> + Send>;

/// An investor file, which is read several times from its first row.
#[derive(Clone, Debug)]
pub enum InvestorFile {
    /// The demo's, which is compiled in.
    Demo,
    /// A file at a path.
    At(PathBuf),
}

impl InvestorFile {
    fn rows(&self) -> Result<Rows, InvestorError> {
        Ok(match self {
            Self::Demo => Box::new(InvestorReader::demo()),
            Self::At(path) => Box::new(InvestorReader::open(path)?),
        })
    }

    /// Reads the whole file, compares its rows and shows them; only then it is known to be right.
    fn check_each(
        &self,
        visit: impl FnMut(&InvestorRecord) -> Result<(), OperationError>,
    ) -> Result<(), OperationError> {
        match self {
            Self::Demo => InvestorReader::demo().check_each(visit)?,
            Self::At(path) => InvestorReader::open(path)?.check_each(visit)?,
        };
        Ok(())
    }
}

impl Desk {
    /// Registers a file of investors: first all investors in batches, then their further wallets, then restrictions.
    /// What is on chain as the file has it is skipped, so an interrupted import is continued by doing it again; what is
    /// on chain otherwise is reported and left. A restriction is never lifted, and a wallet that was taken from its investor
    /// never given back.
    ///
    /// # Errors
    ///
    /// The file is wrong (nothing is sent then), the node stays away, or a contract refuses.
    pub async fn import(
        &self,
        file: &InvestorFile,
        book: &mut PrivateBook,
        options: &BulkOptions,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Onboarding, OperationError> {
        let mut report = Onboarding::default();
        let mut digest = B256::ZERO;
        file.check_each(|record| {
            digest = keccak256(
                [digest.as_slice(), record.canonical().as_bytes(), record.wallet.as_slice()]
                    .concat(),
            );
            report.rows += 1;
            Ok(())
        })?;
        let count = self.investor_count().await?;
        let disputed = self.assign_all(file, book, count).await?;
        let mut work =
            Import { file, book, disputed, count, digest, options, report, counted: false };
        let mut since = Instant::now();
        loop {
            let before = work.report.clone();
            match self.import_once(&mut work, progress).await {
                Ok(true) => break,
                // A node that was restarted from an older state has forgotten rows that were done: once more.
                Ok(false) => {}
                Err(error) if error.is_unreachable() && since.elapsed() < options.patience => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
            if before.gas_used != work.report.gas_used {
                since = Instant::now();
            }
            self.actors().resynchronise().await;
        }
        Ok(work.report)
    }

    /// Writes down the salts of all rows but those that conflict with the chain or the book, and says whether there are such.
    async fn assign_all(
        &self,
        file: &InvestorFile,
        book: &mut PrivateBook,
        count: u64,
    ) -> Result<bool, OperationError> {
        let mut disputed = false;
        let (mut rows, mut edits) = (file.rows()?, BookEdits::new(book)?);
        loop {
            let chunk = chunk(&mut rows)?;
            if chunk.is_empty() {
                break;
            }
            // On a chain without investors nothing can conflict: a first import asks it nothing more.
            let standings = if count == 0 { Vec::new() } else { self.standings(&chunk).await? };
            for (index, record) in chunk.iter().enumerate() {
                let Some(standing) = standings.get(index) else {
                    edits.assign(record)?;
                    continue;
                };
                if self.conflict(record, *standing, book, count).await?.is_some() {
                    disputed = true;
                } else if standing.is_registered() || !is_finished_in(book, record, count)? {
                    // A further wallet of an investor whose import has come to its end is written down once it is linked: what the
                    // book has of such an investor was on chain.
                    edits.assign(record)?;
                }
            }
        }
        book.apply(edits)?;
        Ok(disputed)
    }

    /// Registers, links and restricts what is missing; `false` when something that was done is missing again.
    async fn import_once(
        &self,
        work: &mut Import<'_>,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<bool, OperationError> {
        self.register_all(work, progress).await?;
        self.finish_all(work).await
    }

    /// What an import would do, by reading the chain alone.
    ///
    /// # Errors
    ///
    /// The file is wrong, or the endpoint fails.
    pub async fn preview_import(
        &self,
        file: &InvestorFile,
        book: &PrivateBook,
    ) -> Result<Onboarding, OperationError> {
        let mut report = Onboarding::default();
        let mut further = FurtherWallets::new()?;
        file.check_each(|record| Ok(further.note(record)?))?;
        let mut further = further.finish()?;
        let count = self.investor_count().await?;
        let mut rows = file.rows()?;
        loop {
            let chunk = chunk(&mut rows)?;
            if chunk.is_empty() {
                return Ok(report);
            }
            let standings = self.standings(&chunk).await?;
            for (record, standing) in chunk.iter().zip(standings) {
                report.rows += 1;
                let is_further = further.contains(record)?;
                if let Some(difference) = self.conflict(record, standing, book, count).await? {
                    report.conflict(record, difference);
                    continue;
                }
                let is_first = !is_further
                    && (standing.is_registered() || !is_finished_in(book, record, count)?);
                if !standing.is_registered() {
                    *(if is_first { &mut report.registered } else { &mut report.linked }) += 1;
                } else {
                    report.unchanged += 1;
                }
                let (found, wanted) = restrictions(record, standing);
                report.restricted += u64::from(is_first && found != wanted);
            }
        }
    }

    async fn register_all(
        &self,
        work: &mut Import<'_>,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<(), OperationError> {
        let sender = self.sender(Who::Role(Role::Verifier))?;
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let path = self.journal_path("import", work.digest);
        let purpose = keccak256([work.digest.as_slice(), investors.as_slice()].concat());
        let open = || Journal::open(&path, self.connection().identity(), sender.address(), purpose);
        let mut journal = open()?;
        if journal.is_finished() {
            // The chain tells what is there; a journal that has come to its end has nothing to add.
            drop(journal);
            remove(&path);
            journal = open()?;
        }
        let (rows, book) = (work.file.rows()?, &*work.book);
        let mut source = Registrations {
            desk: self,
            investors,
            rows,
            book,
            count: work.count,
            read: 0,
            waiting: VecDeque::new(),
        };
        let bulk = BulkSender::with_options(&sender, work.options.clone());
        let done = bulk.run(&mut source, &mut journal, progress).await?;
        remove(&path);
        // What is registered once more was counted before.
        if !work.counted {
            work.report.registered = done.rows;
            work.counted = true;
        }
        work.report.transactions += done.transactions;
        work.report.gas_used += done.gas_used;
        work.report.failed = done.failed;
        Ok(())
    }

    /// Links further wallets, sets restrictions, notes the ids, and counts what was there already.
    async fn finish_all(&self, work: &mut Import<'_>) -> Result<bool, OperationError> {
        let Import { file, book, report, disputed, count, .. } = work;
        let mut rows = file.rows()?;
        (report.conflicting, report.conflicts) = (0, Vec::new());
        let (mut settled, mut missing) = (0, 0);
        let mut ids = BookEdits::new(book)?;
        loop {
            let chunk = chunk(&mut rows)?;
            if chunk.is_empty() {
                break;
            }
            let standings = self.standings(&chunk).await?;
            for (record, mut standing) in chunk.iter().zip(standings) {
                // The book is searched only where a row is in dispute or undone: it may have a million.
                let (found, wanted) = restrictions(record, standing);
                let done = standing.is_registered() && found == wanted;
                let conflict = if done && !*disputed {
                    other_than(record, standing, true)
                } else {
                    self.conflict(record, standing, book, *count).await?
                };
                if let Some(difference) = conflict {
                    report.conflict(record, difference);
                    continue;
                }
                if !standing.is_registered() {
                    let Some(linked) = self.link_further(record, book, report).await? else {
                        missing += 1;
                        continue;
                    };
                    ids.assign(record)?;
                    standing = linked;
                }
                ids.record_id(&record.reference, standing.investor())?;
                settled += 1;
                report.restricted += u64::from(self.restrict(record, standing).await?);
            }
        }
        report.unchanged = settled - (report.registered + report.linked).min(settled);
        // What a contract refused stays missing.
        let ended = missing == 0 || !report.failed.is_empty();
        if ended {
            // With its id an investor counts as done: what differs from then on was changed by somebody.
            book.apply(ids)?;
        }
        Ok(ended)
    }

    /// Sets the restrictions of a record whose import has not come to its end, and says whether it had to.
    async fn restrict(
        &self,
        record: &InvestorRecord,
        standing: Standing,
    ) -> Result<bool, OperationError> {
        let (found, wanted) = restrictions(record, standing);
        if found == wanted {
            return Ok(false);
        }
        // Another wallet of the investor may have come before in the file, and an enforcement officer meanwhile.
        let (found, wanted) = restrictions(record, self.standing(record.wallet).await?);
        if wanted & !found == 0 {
            return Ok(false);
        }
        let restrict = SetRestrictions { wallet: record.wallet, flags: found | wanted };
        self.perform(&restrict, Mode::Execute).await?;
        Ok(true)
    }

    async fn link_further(
        &self,
        record: &InvestorRecord,
        book: &PrivateBook,
        report: &mut Onboarding,
    ) -> Result<Option<Standing>, OperationError> {
        let Some(known) = book.by_reference(&record.reference)? else { return Ok(None) };
        let Some(wallet) = self.linked_wallets(&known).await?.first().copied() else {
            return Ok(None);
        };
        self.perform(&LinkWallet { wallet, new_wallet: record.wallet }, Mode::Execute).await?;
        report.linked += 1;
        Ok(Some(self.standing(record.wallet).await?))
    }

    async fn standings(&self, records: &[InvestorRecord]) -> Result<Vec<Standing>, OperationError> {
        self.standings_of(records.iter().map(|record| record.wallet)).await
    }

    /// Where the journal of a bulk run is kept: beside the manifest, by purpose.
    pub(super) fn journal_path(&self, what: &str, digest: B256) -> std::path::PathBuf {
        let manifest = self.deployment().store().path();
        manifest.with_extension(format!("{what}-{}.jsonl", &alloy::hex::encode(digest)[..16]))
    }
}

/// Whether the import of the investor of a row came to its end before.
fn is_finished_in(
    book: &PrivateBook,
    record: &InvestorRecord,
    count: u64,
) -> Result<bool, OperationError> {
    let known = book.by_reference(&record.reference)?;
    Ok(known.is_some_and(|known| is_finished(&known, count)))
}

/// An import in progress.
struct Import<'i> {
    file: &'i InvestorFile,
    book: &'i mut PrivateBook,
    /// Whether rows were left out of the book, as they conflict.
    disputed: bool,
    /// How many investors there were on chain before.
    count: u64,
    digest: B256,
    options: &'i BulkOptions,
    report: Onboarding,
    counted: bool,
}

impl Onboarding {
    fn conflict(&mut self, record: &InvestorRecord, difference: String) {
        self.conflicting += 1;
        if self.conflicts.len() < QUOTED {
            let (line, reference, wallet) = (record.line, record.reference.clone(), record.wallet);
            self.conflicts.push(Conflict { line, reference, wallet, difference });
        }
    }
}

/// The registrations that a file still needs.
struct Registrations<'f> {
    desk: &'f Desk,
    investors: Address,
    rows: Rows,
    book: &'f PrivateBook,
    /// How many investors there were on chain before.
    count: u64,
    /// Rows that were read.
    read: u64,
    /// Those of them that still need a transaction, with their number.
    waiting: VecDeque<(u64, InvestorRecord)>,
}

impl Source for Registrations<'_> {
    type Error = OperationError;

    async fn next(&mut self, rows: usize) -> Result<Option<BulkCall>, OperationError> {
        while self.waiting.len() < rows {
            let chunk = chunk(&mut self.rows)?;
            if chunk.is_empty() {
                break;
            }
            let standings = self.desk.standings(&chunk).await?;
            for (record, standing) in chunk.into_iter().zip(standings) {
                self.read += 1;
                if !standing.is_registered() {
                    self.waiting.push_back((self.read, record));
                }
            }
        }
        let mut batch = Batch::default();
        while batch.wallets.len() < rows {
            let Some((row, record)) = self.waiting.pop_front() else { break };
            self.add(&mut batch, row, &record).await?;
        }
        match batch.wallets.len() as u64 {
            0 if self.waiting.is_empty() => Ok(None),
            rows => {
                let Batch { wallets, facts, commitments, last_row } = batch;
                let call = InvestorRegistry::registerBatchCall { wallets, facts, commitments };
                let data = call.abi_encode().into();
                Ok(Some(BulkCall { to: self.investors, data, rows, last_row, skipped: Vec::new() }))
            }
        }
    }
}

/// The arguments of one transaction.
#[derive(Default)]
struct Batch {
    wallets: Vec<Address>,
    facts: Vec<U256>,
    commitments: Vec<B256>,
    last_row: u64,
}

impl Registrations<'_> {
    /// An investor is registered with its first wallet; the others are linked afterwards.
    async fn add(
        &mut self,
        batch: &mut Batch,
        row: u64,
        record: &InvestorRecord,
    ) -> Result<(), OperationError> {
        batch.last_row = row;
        let known = self.book.by_reference(&record.reference)?;
        let known = known.ok_or_else(|| self.book.unassigned(&record.reference))?;
        if known.wallets.first() != Some(&record.wallet) || is_finished(&known, self.count) {
            return Ok(());
        }
        // An investor that has lost its first wallet and was given another one is registered.
        let is_alone = self.count == 0 || known.wallets.len() == 1;
        if is_alone || self.desk.linked_wallets(&known).await?.is_empty() {
            batch.wallets.push(record.wallet);
            batch.facts.push(record.facts());
            batch.commitments.push(record.commitment(known.salt));
        }
        Ok(())
    }
}

fn chunk(
    rows: &mut dyn Iterator<Item = Result<InvestorRecord, InvestorError>>,
) -> Result<Vec<InvestorRecord>, InvestorError> {
    rows.take(CHUNK).collect()
}

/// A journal that has done its work.
fn remove(path: &std::path::Path) {
    // A journal that stays is found finished by the next run, and removed then.
    let _ = std::fs::remove_file(path);
}
