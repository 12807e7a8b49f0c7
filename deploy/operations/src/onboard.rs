//! Onboarding: registering investors, one or a file of them.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256, keccak256};
use alloy::sol_types::SolCall;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{
    BulkCall, BulkFailure, BulkOptions, BulkProgress, BulkSender, Journal, Source, read_together,
};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::investors::{
    BookEdits, FurtherWallets, InvestorError, InvestorReader, InvestorRecord, PrivateBook,
};
use corridor_deploy::network::Connection;
use serde::Serialize;

use super::conflict::{conflict, is_known, require_own, require_same};
use super::restrict::SetRestrictions;
use super::{Desk, LinkWallet, Mode, Operation, OperationError, Performed, Prepared, Who};

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
    /// Rows whose wallet is on chain with other facts or of another reference, and was left as it is.
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

/// A row whose wallet is on chain with other facts or of another reference.
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
    /// Registers one investor, or links the wallet when the reference is an investor already.
    ///
    /// # Errors
    ///
    /// It is registered with other facts, a contract refuses, the book can't be written, or the endpoint fails.
    pub async fn onboard(
        &self,
        record: &InvestorRecord,
        book: &mut PrivateBook,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let mut performed = Vec::new();
        let current = self.standing_or_none(record.wallet).await?;
        require_own(record, current, book)?;
        require_same(record, current)?;
        let other = self.registered_wallet(record, book).await?;
        if !current.is_registered() {
            performed.push(match other {
                Some(wallet) => {
                    self.perform(&LinkWallet { wallet, new_wallet: record.wallet }, mode).await?
                }
                None => {
                    // The salt is on the disk before its commitment is on the chain. A rehearsal needs none that lasts.
                    let salt = match mode {
                        Mode::Execute => book.assign(record)?.salt,
                        Mode::DryRun => B256::ZERO,
                    };
                    let commitment = record.commitment(salt);
                    let register =
                        Register { wallet: record.wallet, facts: record.facts(), commitment };
                    self.perform(&register, mode).await?
                }
            });
        }
        if mode == Mode::Execute {
            let current = self.standing(record.wallet).await?;
            let mut edits = BookEdits::new(book)?;
            edits.assign(record)?;
            edits.record_id(&record.reference, current.investor())?;
            book.apply(edits)?;
            if current.flags() & Standing::RESTRICTION_FLAGS != record.restriction_flags() {
                let restrict =
                    SetRestrictions { wallet: record.wallet, flags: record.restriction_flags() };
                performed.push(self.perform(&restrict, mode).await?);
            }
        }
        Ok(performed)
    }

    /// Another wallet of the investor, which is registered with the facts of the record.
    async fn registered_wallet(
        &self,
        record: &InvestorRecord,
        book: &PrivateBook,
    ) -> Result<Option<Address>, OperationError> {
        let Some(first) = first_wallet(record, book)? else { return Ok(None) };
        let standing = self.standing_or_none(first).await?;
        require_same(record, standing)?;
        Ok(standing.is_registered().then_some(first))
    }

    /// Registers a file of investors: first all investors in batches, then their further wallets, then restrictions.
    /// What is on chain as the file has it is skipped, so an interrupted import is continued by doing it again; what is
    /// on chain otherwise is reported and left.
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
        let disputed = self.assign_all(file, book).await?;
        let mut work = Import { file, book, disputed, digest, options, report, counted: false };
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
    ) -> Result<bool, OperationError> {
        let mut disputed = false;
        let (mut rows, mut edits) = (file.rows()?, BookEdits::new(book)?);
        // On a chain without investors nothing can conflict: a first import asks it nothing more.
        let somebody = self.has_investors().await?;
        loop {
            let chunk = chunk(&mut rows)?;
            if chunk.is_empty() {
                break;
            }
            let mut fresh = Vec::new();
            for record in chunk {
                if somebody && !is_known(&record, book)? {
                    fresh.push(record);
                } else {
                    edits.assign(&record)?;
                }
            }
            for (record, standing) in fresh.iter().zip(self.standings(&fresh).await?) {
                let standing = self.standing_of_investor(record, standing, book).await?;
                match conflict(record, standing, Some(book))? {
                    Some(_) => disputed = true,
                    None => edits.assign(record)?,
                }
            }
        }
        book.apply(edits)?;
        Ok(disputed)
    }

    async fn has_investors(&self) -> Result<bool, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let calls = [(investors, InvestorRegistry::investorCountCall {})].into_iter();
        let counts = read_together(self.connection(), calls, BlockId::latest()).await?;
        Ok(counts.into_iter().any(|count| !count.is_zero()))
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
        let mut rows = file.rows()?;
        loop {
            let chunk = chunk(&mut rows)?;
            if chunk.is_empty() {
                return Ok(report);
            }
            let standings = self.standings(&chunk).await?;
            for (record, standing) in chunk.iter().zip(standings) {
                report.rows += 1;
                let is_first = !further.contains(record)?;
                let there = self.standing_of_investor(record, standing, book).await?;
                if let Some(difference) = conflict(record, there, Some(book))? {
                    report.conflict(record, difference);
                    continue;
                }
                if !standing.is_registered() {
                    *(if is_first { &mut report.registered } else { &mut report.linked }) += 1;
                } else {
                    report.unchanged += 1;
                }
                let restrictions = standing.flags() & Standing::RESTRICTION_FLAGS;
                report.restricted +=
                    u64::from(is_first && restrictions != record.restriction_flags());
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
            connection: self.connection(),
            investors,
            rows,
            book,
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
        let Import { file, book, report, disputed, .. } = work;
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
                let there = self.standing_of_investor(record, standing, book).await?;
                // The book is searched only where a row is in dispute: it may have a million.
                if let Some(difference) = conflict(record, there, disputed.then_some(&**book))? {
                    report.conflict(record, difference);
                    continue;
                }
                if !standing.is_registered() {
                    let Some(linked) = self.link_further(record, book, report).await? else {
                        missing += 1;
                        continue;
                    };
                    standing = linked;
                }
                ids.record_id(&record.reference, standing.investor())?;
                settled += 1;
                if standing.flags() & Standing::RESTRICTION_FLAGS != record.restriction_flags() {
                    let current = self.standing(record.wallet).await?;
                    if current.flags() & Standing::RESTRICTION_FLAGS != record.restriction_flags() {
                        let restrict = SetRestrictions {
                            wallet: record.wallet,
                            flags: record.restriction_flags(),
                        };
                        self.perform(&restrict, Mode::Execute).await?;
                        report.restricted += 1;
                    }
                }
            }
        }
        book.apply(ids)?;
        report.unchanged = settled - (report.registered + report.linked).min(settled);
        // What a contract refused stays missing.
        Ok(missing == 0 || !report.failed.is_empty())
    }

    /// What a row is compared with: the standing of its wallet or, of a further wallet that is not registered, that of its investor.
    async fn standing_of_investor(
        &self,
        record: &InvestorRecord,
        standing: Standing,
        book: &PrivateBook,
    ) -> Result<Standing, OperationError> {
        if standing.is_registered() {
            return Ok(standing);
        }
        match first_wallet(record, book)? {
            Some(first) => self.standing_or_none(first).await,
            None => Ok(standing),
        }
    }

    async fn link_further(
        &self,
        record: &InvestorRecord,
        book: &PrivateBook,
        report: &mut Onboarding,
    ) -> Result<Option<Standing>, OperationError> {
        let Some(first) = first_wallet(record, book)? else { return Ok(None) };
        if !self.standing_or_none(first).await?.is_registered() {
            return Ok(None);
        }
        self.perform(&LinkWallet { wallet: first, new_wallet: record.wallet }, Mode::Execute)
            .await?;
        report.linked += 1;
        Ok(Some(self.standing(record.wallet).await?))
    }

    async fn standings(&self, records: &[InvestorRecord]) -> Result<Vec<Standing>, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        standings(self.connection(), investors, records).await
    }

    /// Where the journal of a bulk run is kept: beside the manifest, by purpose.
    pub(super) fn journal_path(&self, what: &str, digest: B256) -> std::path::PathBuf {
        let manifest = self.deployment().store().path();
        manifest.with_extension(format!("{what}-{}.jsonl", &alloy::hex::encode(digest)[..16]))
    }
}

/// The first wallet of the investor of a row, where that is another one.
fn first_wallet(
    record: &InvestorRecord,
    book: &PrivateBook,
) -> Result<Option<Address>, OperationError> {
    let known = book.by_reference(&record.reference)?;
    let first = known.and_then(|known| known.wallets.first().copied());
    Ok(first.filter(|first| *first != record.wallet))
}

/// An import in progress.
struct Import<'i> {
    file: &'i InvestorFile,
    book: &'i mut PrivateBook,
    /// Whether rows were left out of the book, as they conflict.
    disputed: bool,
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
    connection: &'f Connection,
    investors: Address,
    rows: Rows,
    book: &'f PrivateBook,
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
            let standings = standings(self.connection, self.investors, &chunk).await?;
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
            self.add(&mut batch, row, &record)?;
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
    fn add(
        &self,
        batch: &mut Batch,
        row: u64,
        record: &InvestorRecord,
    ) -> Result<(), OperationError> {
        batch.last_row = row;
        let known = self.book.by_reference(&record.reference)?;
        let known = known.ok_or_else(|| self.book.unassigned(&record.reference))?;
        if known.wallets.first() == Some(&record.wallet) {
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

async fn standings(
    connection: &Connection,
    investors: Address,
    records: &[InvestorRecord],
) -> Result<Vec<Standing>, OperationError> {
    let calls = records
        .iter()
        .map(|record| (investors, InvestorRegistry::standingOfCall { wallet: record.wallet }));
    let words = read_together(connection, calls, BlockId::latest()).await?;
    Ok(words.into_iter().map(Standing::from_word).collect())
}

/// A journal that has done its work.
fn remove(path: &std::path::Path) {
    // A journal that stays is found finished by the next run, and removed then.
    let _ = std::fs::remove_file(path);
}
