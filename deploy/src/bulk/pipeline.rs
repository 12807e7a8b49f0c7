//! The pipeline: a bounded window of signed transactions, filled from a source and emptied by receipts.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use alloy::network::TransactionBuilder;
use alloy::primitives::TxHash;
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::transports::TransportError;

use super::away::wait_for_node;
use super::flight::{InFlight, Sends};
use super::journal::{Entry, Journal};
use super::overtaken::{is_mined, mined_with_nonce};
use super::receipts::Receipts;
use super::refusal::Refusal;
use super::{BulkCall, BulkError, BulkOptions, BulkProgress, BulkReport, RESUMED, Source};
use crate::network::{NetworkError, NetworkKind, SendError, SignedTransaction, TransactionSender};

/// Transactions that go out in one request.
const TOGETHER: usize = 100;

/// Bytes that go out in one request, more or less: nodes cap the size of one.
const BYTES_TOGETHER: usize = 256 << 10;

/// Rows of the first transaction, whose gas tells how many the others may have.
const FIRST_ROWS: usize = 100;

/// Gas limit above what the first transaction took for as many rows, in percent.
const GAS_MARGIN: u64 = 30;

/// Gas limit for what a transaction costs before its first row. That of the first one is spread over its rows.
const GAS_BASE: u64 = 150_000;

/// The most that EIP-7825 lets a transaction have as its limit.
const GAS_CAP: u64 = 1 << 24;

/// How long a devnet may stand still before it is told to mine.
const STANDSTILL: Duration = Duration::from_millis(500);

/// Sends many transactions of one account.
#[derive(Debug)]
pub struct BulkSender<'s> {
    sender: &'s TransactionSender,
    options: BulkOptions,
}

impl<'s> BulkSender<'s> {
    /// A sender with the usual window.
    #[must_use]
    pub fn new(sender: &'s TransactionSender) -> Self {
        Self::with_options(sender, BulkOptions::default())
    }

    /// A sender that works otherwise.
    #[must_use]
    pub const fn with_options(sender: &'s TransactionSender, options: BulkOptions) -> Self {
        Self { sender, options }
    }

    /// Sends everything that `source` gives, after what an earlier run had put into the journal. Ends when every
    /// transaction has a receipt.
    ///
    /// # Errors
    ///
    /// The node stays away, does not take a transaction, or the source fails. What was sent is in the journal.
    pub async fn run<S: Source>(
        &self,
        source: &mut S,
        journal: &mut Journal,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<BulkReport, S::Error> {
        let report = self.pass(None, source, journal, progress).await?;
        journal.finish()?;
        Ok(report)
    }

    /// As [`run`](Self::run), of which it is a part: the journal is not at its end yet. `before` is what the parts before this
    /// one came to, which have taken up what the journal holds.
    ///
    /// # Errors
    ///
    /// As of `run`.
    pub async fn pass<S: Source>(
        &self,
        before: Option<BulkReport>,
        source: &mut S,
        journal: &mut Journal,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<BulkReport, S::Error> {
        let is_first = before.is_none();
        let run = Run {
            sender: self.sender,
            options: &self.options,
            journal,
            in_flight: VecDeque::new(),
            report: before.unwrap_or_default(),
            gas_per_row: self.options.trust_row_gas.then_some(self.options.row_gas),
            sends: Sends::default(),
            receipts: Receipts::default(),
            looked: Instant::now(),
            progressed: Instant::now(),
            woken: Instant::now(),
        };
        let result = run.complete(is_first, source, progress).await;
        self.sender.resynchronise().await;
        result
    }
}

struct Run<'r> {
    sender: &'r TransactionSender,
    options: &'r BulkOptions,
    journal: &'r mut Journal,
    /// By nonce.
    in_flight: VecDeque<InFlight>,
    report: BulkReport,
    gas_per_row: Option<u64>,
    sends: Sends,
    receipts: Receipts,
    looked: Instant,
    /// When a receipt was last read, or the node came back.
    progressed: Instant,
    /// When a devnet was last told to mine.
    woken: Instant,
}

impl Run<'_> {
    async fn complete<S: Source>(
        mut self,
        is_first: bool,
        source: &mut S,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<BulkReport, S::Error> {
        if is_first {
            self.resume().await?;
        }
        let counted = self.nonce(true).await?;
        let mut next_nonce = self.journal.next_nonce().unwrap_or(0).max(counted);
        let mut exhausted = is_first && self.journal.is_finished();
        loop {
            if !exhausted && self.has_room() {
                exhausted = self.fill(source, &mut next_nonce).await?;
                if self.has_room() && self.looked.elapsed() < self.options.poll {
                    continue;
                }
            }
            if exhausted && self.in_flight.is_empty() {
                // Nothing is done that the chain does not hold at the end.
                self.take_back_lost().await?;
                if self.in_flight.is_empty() {
                    break;
                }
            }
            let has_time = exhausted || !self.has_room();
            self.collect(has_time).await?;
            progress(self.progress());
        }
        progress(self.progress());
        Ok(self.report)
    }

    fn progress(&self) -> BulkProgress {
        let BulkReport { rows, transactions, resent, .. } = self.report;
        BulkProgress { rows, transactions, in_flight: self.in_flight.len(), resent }
    }

    /// Takes up what the journal holds.
    async fn resume(&mut self) -> Result<(), BulkError> {
        let mut from = 0;
        loop {
            let chunk =
                self.journal.entries_from(from)?.take(RESUMED).collect::<Result<Vec<_>, _>>()?;
            let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { break };
            if from == 0 {
                self.expect_all_before(first.nonce).await?;
            }
            from = last.nonce + 1;
            self.in_flight.extend(chunk.into_iter().map(InFlight::resumed));
            self.take_receipts(true).await?;
            self.send_again(|_| true).await?;
            while !self.in_flight.is_empty() {
                self.collect(true).await?;
            }
        }
        Ok(())
    }

    /// Fails where the node, asked twice, lacks what the account sent before this nonce: nothing behind it would ever be mined.
    async fn expect_all_before(&mut self, first: u64) -> Result<(), BulkError> {
        if self.nonce(true).await? < first {
            tokio::time::sleep(STANDSTILL).await;
        }
        let (sender, on_chain) = (self.sender.address(), self.nonce(true).await?);
        let error = BulkError::LostBefore { sender, on_chain, first };
        if on_chain < first { Err(error) } else { Ok(()) }
    }

    fn gas_left(&self) -> u64 {
        let gas = self.in_flight.iter().map(|sent| sent.gas).sum();
        self.options.gas_window.saturating_sub(gas)
    }

    fn has_room(&self) -> bool {
        self.in_flight.len() < self.options.window && self.gas_left() > 0
    }

    /// How many rows the next transaction may have.
    fn rows(&self) -> usize {
        let fitting = match self.gas_per_row {
            None => FIRST_ROWS,
            Some(gas) => usize::try_from(self.options.gas / gas.max(1)).unwrap_or(usize::MAX),
        };
        fitting.min(self.options.rows).max(1)
    }

    /// Makes the transactions of one request, journals them and lets them go; true at the end of the source.
    async fn fill<S: Source>(
        &mut self,
        source: &mut S,
        next_nonce: &mut u64,
    ) -> Result<bool, S::Error> {
        let (mut made, mut bytes, mut exhausted) = (Vec::new(), 0, false);
        let room = TOGETHER.min(self.options.window - self.in_flight.len());
        let mut gas_left = self.gas_left();
        while made.len() < room && bytes < BYTES_TOGETHER && gas_left > 0 {
            let is_first = self.gas_per_row.is_none();
            let Some(call) = source.next(self.rows()).await? else {
                exhausted = true;
                break;
            };
            if let Some(sent) = self.make(call, *next_nonce).await? {
                *next_nonce += 1;
                bytes += sent.entry.raw.len();
                gas_left = gas_left.saturating_sub(sent.gas);
                made.push(sent);
            }
            if is_first {
                break;
            }
        }
        self.journal.append(made.iter().map(|sent| &sent.entry))?;
        self.sends.begin(self.sender.connection(), &made);
        self.in_flight.extend(made);
        if self.sends.is_full() {
            self.note_sent(true).await?;
        }
        Ok(exhausted)
    }

    /// Signs one transaction; `None` when its estimate shows a refusal.
    async fn make(&mut self, call: BulkCall, nonce: u64) -> Result<Option<InFlight>, BulkError> {
        let BulkCall { to, data, rows, last_row, skipped } = call;
        let mut request = TransactionRequest::default().with_to(to).with_input(data);
        if let Some(per_row) = self.gas_per_row {
            let limit = per_row * rows.max(1);
            request.set_gas_limit((limit + limit * GAS_MARGIN / 100 + GAS_BASE).min(GAS_CAP));
        }
        let signed = match self.sign(request, nonce, last_row).await? {
            Ok(signed) => signed,
            Err(refusal) => {
                self.report.failed.push(refusal.of(None, rows, last_row));
                return Ok(None);
            }
        };
        if self.gas_per_row.is_none() && rows > 0 {
            let headroom = 100 + self.sender.options().gas_headroom;
            let measured = signed.gas_limit() * 100 / headroom / rows;
            self.gas_per_row = Some(measured.max(self.options.row_gas));
        }
        let (hash, raw, former) = (signed.hash, signed.raw.clone(), Vec::new());
        let entry = Entry { nonce, hash, rows, last_row, raw, former, skipped };
        Ok(Some(InFlight::new(entry, signed.gas_limit())))
    }

    /// Notes what became of requests that went out.
    async fn note_sent(&mut self, wait: bool) -> Result<(), BulkError> {
        while let Some(answer) = self.sends.next(wait && self.sends.is_full()).await {
            let Some(taken) = answer.taken else {
                self.wait_for_node().await?;
                continue;
            };
            for (nonce, taken) in answer.nonces.into_iter().zip(taken) {
                let place = self.in_flight.binary_search_by_key(&nonce, |sent| sent.entry.nonce);
                if let Some(sent) = place.ok().and_then(|place| self.in_flight.get_mut(place)) {
                    sent.taken |= taken;
                    sent.last_sent = sent.last_sent.filter(|_| taken);
                }
            }
        }
        Ok(())
    }

    /// Signs; a refusal that the estimate shows is the inner error.
    async fn sign(
        &mut self,
        request: TransactionRequest,
        nonce: u64,
        last_row: u64,
    ) -> Result<Result<SignedTransaction, Refusal>, BulkError> {
        loop {
            match self.sender.sign_at(request.clone(), nonce).await {
                Ok(signed) => return Ok(Ok(signed)),
                Err(SendError::Reverted(revert)) => return Ok(Err(Refusal::decode(&revert.data))),
                Err(SendError::Network(_)) => self.wait_for_node().await?,
                Err(source) => {
                    return Err(BulkError::Send {
                        last_row,
                        done: self.report.rows,
                        source: Box::new(source),
                    });
                }
            }
        }
    }

    /// Reads receipts, sends again what is overdue, and pauses when nothing has changed and there is time.
    async fn collect(&mut self, has_time: bool) -> Result<(), BulkError> {
        let before = self.in_flight.len();
        self.note_sent(false).await?;
        self.take_receipts(false).await?;
        if self.in_flight.len() < before {
            return Ok(());
        }
        // A node may be slow, with many before it; it may not stand still.
        let patience = self.options.patience;
        let is_late = |sent: &&InFlight| sent.first_sent.elapsed() > patience;
        let lost = self.in_flight.iter().find(is_late);
        if let Some(lost) = lost.filter(|_| self.progressed.elapsed() > patience) {
            let (hash, done) = (lost.entry.hash, self.report.rows);
            return Err(BulkError::NotMined { hash, patience, done });
        }
        self.wake().await;
        let overdue = self.options.resend_after;
        if self.in_flight.front().is_some_and(|sent| sent.is_overdue(overdue)) {
            // A block that was replaced may have taken its receipt along.
            self.take_receipts(true).await?;
            self.take_back_lost().await?;
            self.send_again(|sent| sent.is_overdue(overdue)).await?;
        }
        if has_time {
            tokio::time::sleep(self.options.poll).await;
        }
        Ok(())
    }

    /// A devnet that mines when a transaction comes leaves what does not fit into that block, and looks at it again when another one comes:
    /// at the end of a run none does.
    async fn wake(&mut self) {
        let connection = self.sender.connection();
        let is_devnet = connection.network().kind == NetworkKind::Devnet;
        let still = self.progressed.elapsed().min(self.woken.elapsed());
        if is_devnet && !self.in_flight.is_empty() && still > STANDSTILL {
            // Whether it has helped, the receipts tell.
            if connection.provider().anvil_get_auto_mine().await.unwrap_or(false) {
                let _ = connection.provider().evm_mine(None).await;
            }
            self.woken = Instant::now();
        }
    }

    /// Counts what has a receipt: by the blocks since the last look, or by asking for each one.
    async fn take_receipts(&mut self, each: bool) -> Result<(), BulkError> {
        self.looked = Instant::now();
        if each {
            self.receipts.forget();
        }
        let mut found = loop {
            let hashes = self.in_flight.iter().flat_map(|sent| sent.entry.hashes());
            match self.receipts.of(self.sender.connection(), hashes).await {
                Ok(found) => break found,
                Err(_) => self.wait_for_node().await?,
            }
        };
        if found.is_empty() {
            return Ok(());
        }
        let before = self.in_flight.len();
        let mut waiting = VecDeque::with_capacity(before);
        for sent in std::mem::take(&mut self.in_flight) {
            let receipt = sent.entry.hashes().find_map(|hash| found.remove(&hash));
            let Some(receipt) = receipt else {
                waiting.push_back(sent);
                continue;
            };
            self.report.transactions += 1;
            self.report.gas_used += receipt.gas_used();
            if receipt.succeeded() {
                self.report.rows += sent.entry.rows;
                self.report.done.add(&sent.entry);
            } else {
                let hash = receipt.hash();
                let refusal = self.refusal(&sent.entry, hash).await;
                let Entry { rows, last_row, .. } = sent.entry;
                self.report.failed.push(refusal.of(Some(hash), rows, last_row));
            }
        }
        self.in_flight = waiting;
        if self.in_flight.len() < before {
            self.progressed = Instant::now();
        }
        Ok(())
    }

    /// Why a mined transaction was refused.
    async fn refusal(&self, entry: &Entry, mined: TxHash) -> Refusal {
        let unknown = || Refusal::other("the transaction was refused".to_owned());
        let Some(signed) = SignedTransaction::decode(entry.raw.clone()) else { return unknown() };
        match self.sender.wait(&signed.sent_as(mined)).await {
            Err(SendError::Reverted(revert)) => Refusal::decode(&revert.data),
            Err(error) => Refusal::other(error.to_string()),
            Ok(_) => unknown(),
        }
    }

    async fn send_again(
        &mut self,
        is_overdue: impl Fn(&InFlight) -> bool,
    ) -> Result<(), BulkError> {
        let overdue: Vec<usize> = self
            .in_flight
            .iter()
            .enumerate()
            .filter(|(_, sent)| is_overdue(sent))
            .map(|(index, _)| index)
            .collect();
        for index in overdue {
            let Some(signed) = self.at_todays_fees(index).await? else { continue };
            match self.sender.broadcast(&signed).await {
                Err(SendError::Network(_)) => self.wait_for_node().await?,
                // Already known, or its nonce is used: by itself, which a receipt tells, or by another one.
                Err(source @ SendError::Rejected { .. }) => self.rejected(index, source).await?,
                Err(source) => return Err(self.not_sent(index, source)),
                Ok(_) => {
                    self.report.resent += 1;
                    if let Some(sent) = self.in_flight.get_mut(index) {
                        sent.taken = true;
                    }
                }
            }
            if let Some(sent) = self.in_flight.get_mut(index) {
                sent.last_sent = Some(Instant::now());
            }
        }
        self.in_flight.retain(|sent| !sent.lost);
        Ok(())
    }

    /// What is to be sent again: as it was signed, or signed again where no block takes what it offers any more.
    async fn at_todays_fees(
        &mut self,
        index: usize,
    ) -> Result<Option<SignedTransaction>, BulkError> {
        let raw = self.in_flight.get(index).map(|sent| sent.entry.raw.clone());
        let Some(signed) = raw.and_then(SignedTransaction::decode) else { return Ok(None) };
        let repriced = loop {
            match self.sender.repriced(&signed).await {
                Ok(repriced) => break repriced,
                Err(SendError::Network(_)) => self.wait_for_node().await?,
                Err(source) => return Err(self.not_sent(index, source)),
            }
        };
        let place = self.in_flight.get_mut(index);
        let (Some(repriced), Some(sent)) = (repriced, place) else { return Ok(Some(signed)) };
        sent.entry.former.push(signed.hash);
        (sent.entry.hash, sent.entry.raw) = (repriced.hash, repriced.raw.clone());
        self.journal.replace(&sent.entry)?;
        Ok(Some(repriced))
    }

    fn not_sent(&self, index: usize, source: SendError) -> BulkError {
        let last_row = self.in_flight.get(index).map_or(0, |sent| sent.entry.last_row);
        BulkError::Send { last_row, done: self.report.rows, source: Box::new(source) }
    }

    /// Fails when a transaction that no node has ever taken is rejected a second time while its nonce is free: the first time it may have
    /// offered what was enough a moment before.
    async fn rejected(&mut self, index: usize, source: SendError) -> Result<(), BulkError> {
        let is_used = self.check_nonce(index).await?;
        let refused = self.in_flight.get_mut(index).filter(|sent| !sent.taken && !is_used);
        match refused.map(|sent| std::mem::replace(&mut sent.rejected, true)) {
            Some(true) => Err(self.not_sent(index, source)),
            Some(false) | None => Ok(()),
        }
    }

    /// Whether the nonce of a transaction is used. Fails when that was by another one, which is only believed the second time: a node
    /// under load counts the nonces of a block before it has the receipts. What an earlier run failed by is lost, once the other transaction
    /// is found: its rows are not done, whatever the node has forgotten.
    async fn check_nonce(&mut self, index: usize) -> Result<bool, BulkError> {
        let Some(entry) = self.in_flight.get(index).map(|sent| sent.entry.clone()) else {
            return Ok(true);
        };
        if self.nonce(false).await? <= entry.nonce {
            return Ok(false);
        }
        match is_mined(self.sender.connection(), entry.hashes()).await {
            Ok(false) => {
                let sent = self.in_flight.get_mut(index);
                if sent.is_some_and(|sent| !std::mem::replace(&mut sent.overtaken, true)) {
                    return Ok(true);
                }
                let (sender, nonce, last_row) =
                    (self.sender.address(), entry.nonce, entry.last_row);
                let resumed = self.in_flight.get(index).is_some_and(|sent| sent.resumed);
                if resumed && self.is_lost(&entry).await? {
                    self.in_flight.get_mut(index).into_iter().for_each(|sent| sent.lost = true);
                    return Ok(true);
                }
                Err(BulkError::NonceTaken { sender, nonce, last_row })
            }
            _ => Ok(true),
        }
    }

    async fn is_lost(&self, entry: &Entry) -> Result<bool, BulkError> {
        let (connection, sender) = (self.sender.connection(), self.sender.address());
        let mined = mined_with_nonce(connection, sender, entry.nonce).await;
        let mined = mined.map_err(|error| {
            BulkError::Network(Box::new(self.network("eth_getTransactionCount", &error)))
        })?;
        Ok(mined.is_some_and(|mined| entry.hashes().all(|hash| hash != mined)))
    }

    /// A node that was restarted from an older state has forgotten transactions that were counted. Their nonces are
    /// free again, so they are taken back into flight, to be sent in their order.
    async fn take_back_lost(&mut self) -> Result<(), BulkError> {
        let lowest =
            self.in_flight.front().map(|sent| sent.entry.nonce).or(self.journal.next_nonce());
        let Some(lowest) = lowest else { return Ok(()) };
        let next = self.nonce(false).await?;
        if next >= lowest {
            return Ok(());
        }
        let entries = self.journal.entries_from(next)?;
        let lost =
            entries.take_while(|entry| entry.as_ref().map_or(true, |entry| entry.nonce < lowest));
        let lost = lost.collect::<Result<Vec<_>, _>>()?;
        for entry in lost.into_iter().rev() {
            self.report.transactions = self.report.transactions.saturating_sub(1);
            if self.report.done.remove(&entry) {
                self.report.rows = self.report.rows.saturating_sub(entry.rows);
            } else {
                let is_its = |hash| entry.hashes().any(|one| one == hash);
                self.report.failed.retain(|failure| !failure.hash.is_some_and(is_its));
            }
            let mut sent = InFlight::resumed(entry);
            sent.last_sent = None;
            self.in_flight.push_front(sent);
        }
        Ok(())
    }

    /// The account's nonce: with what the pool holds, or of what is mined.
    async fn nonce(&mut self, pending: bool) -> Result<u64, BulkError> {
        loop {
            let provider = self.sender.connection().provider();
            let count = provider.get_transaction_count(self.sender.address());
            let count = if pending { count.pending().await } else { count.await };
            match count {
                Ok(count) => return Ok(count),
                Err(_) => self.wait_for_node().await?,
            }
        }
    }

    fn network(&self, method: &'static str, error: &TransportError) -> NetworkError {
        self.sender.connection().error(method, error)
    }

    /// Asks a node that is away until it answers, then sends again what it may have lost.
    async fn wait_for_node(&mut self) -> Result<(), BulkError> {
        let (patience, done) = (self.options.patience, self.report.rows);
        wait_for_node(self.sender.connection(), patience, done).await?;
        self.receipts.forget();
        self.sender.resynchronise().await;
        self.progressed = Instant::now();
        // Whatever was in flight may be lost, and has its patience again.
        for sent in &mut self.in_flight {
            (sent.first_sent, sent.last_sent) = (Instant::now(), None);
        }
        Ok(())
    }
}
