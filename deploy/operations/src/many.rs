//! Issue and transfer to many recipients from a file.

mod parts;

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, Bytes, U256, keccak256};
use alloy::sol_types::SolCall;
use corridor_bindings::ISecurityToken;
use serde::Serialize;

use super::{
    Desk, Instruction, InstructionFile, Instructions, Mode, OperationError, Repeated, Who,
};

use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{
    BulkCall, BulkOptions, BulkProgress, BulkReport, BulkSender, Done, Journal, Source,
    read_together,
};
use corridor_deploy::explain::{About, Explanation, LegHandle, Question, Reason, Wording};
pub use parts::RefusedMovement;
use parts::{Numbered, Parts};

/// Rows that are judged together.
const CHUNK: usize = 250;

/// Refused rows that are explained in full.
const EXPLAINED: usize = 20;

/// Who gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giver {
    /// Nobody: the issuer issues.
    Issue,
    /// A holder.
    Holder(Address),
}

impl Giver {
    /// What the journals of its files are called.
    pub(super) const fn journal(self) -> &'static str {
        match self {
            Self::Issue => "mint",
            Self::Holder(_) => "transfer",
        }
    }
}

/// A file whose rows are allowed one by one, and refused together.
#[derive(Clone, Debug)]
pub struct RefusedSum {
    /// The file.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// Their sum.
    pub total: String,
    /// Why none of the recipients can be given as much, as the wallet of the first row is told.
    pub explanation: Explanation,
}

/// What became of a file of movements.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// Rows that are done, by this run or an earlier one; on a dry run, those that a run would do.
    pub rows: u64,
    /// Their sum.
    pub total: String,
    /// Rows of the file.
    pub file_rows: u64,
    /// Rows that an earlier run had done.
    pub done_earlier: u64,
    /// Whether an earlier run had done the whole file, so that nothing was sent.
    pub done_before: bool,
    /// Rows that were refused. Another run tries them again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedMovement>,
    /// Rows that another file of the instrument, or a transaction that the journal has lost, had done before, which were wanted once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Repeated>,
    /// What was sent; nothing on a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<BulkReport>,
}

impl Desk {
    /// Issues, or transfers from one holder, to every row of a file. Every row is judged first, and their sum: when
    /// anything is refused, nothing is sent. What is only refused with others of the file, such as a buyer too many, shows when its turn
    /// comes: the other rows are done, and another run tries those again. No row is done twice: the journal of the file, beside the
    /// manifest, tells. Rows that another file of the instrument has done, or transactions that this journal has lost, are refused, unless
    /// the file says that they are wanted again.
    ///
    /// # Errors
    ///
    /// The file is wrong, a row is refused, or the node stays away.
    pub async fn move_many(
        &self,
        leg: &LegHandle,
        giver: Giver,
        file: &InstructionFile<'_>,
        mode: Mode,
        options: &BulkOptions,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Moved, OperationError> {
        let digest = digest(file)?;
        let who = match giver {
            Giver::Issue => Who::Role(Role::Issuer),
            Giver::Holder(wallet) => Who::Wallet(wallet),
        };
        let purpose = keccak256([digest.as_slice(), leg.token.as_slice()].concat());
        let path = self.journal_path(giver.journal(), purpose);
        if giver == Giver::Issue {
            self.require_issuable(leg).await?;
        }
        let open =
            || Journal::open(&path, self.connection().identity(), self.account(who), purpose);
        let journal = if path.exists() { Some(open()?) } else { None };
        let done = match &journal {
            Some(journal) => Done::read(self.connection(), journal).await?,
            None => Done::default(),
        };
        let has_begun = journal.as_ref().is_some_and(|journal| journal.last_row() != 0);
        let repeated = self.expect_new((leg, giver, file), &path, journal.as_ref(), &done).await?;
        if mode == Mode::DryRun || !has_begun {
            let left = survey(file, |row| !done.contains(row))?;
            self.judge_rows(leg, giver, file, &done, &left).await?;
            if mode == Mode::DryRun {
                return Ok(Moved { repeated, ..left.foreseen(leg, file)? });
            }
        }
        let sender = self.sender(who)?;
        let mut journal = match journal {
            Some(journal) => journal,
            None => open()?,
        };
        let sender = BulkSender::with_options(&sender, options.clone());
        let moved = self.move_rows((leg, giver, file), sender, &mut journal, progress).await?;
        let done_earlier = survey(file, |row| done.contains(row))?.rows;
        Ok(Moved { done_earlier, repeated, ..moved })
    }

    async fn move_rows(
        &self,
        (leg, giver, file): (&LegHandle, Giver, &InstructionFile<'_>),
        sender: BulkSender<'_>,
        journal: &mut Journal,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Moved, OperationError> {
        let was_finished = journal.is_finished();
        let mut source =
            Movements { leg, giver, rows: file.rows()?, row: 0, skip: journal.last_row() };
        let report = sender.pass(None, &mut source, journal, progress).await?;
        // What an earlier run was refused is not to be refused for ever.
        let left = left(file, &report.done)?;
        let refused = Vec::new();
        let mut parts =
            Parts { desk: self, leg, giver, sender, journal, progress, report, refused };
        parts.complete(&left).await?;
        let Parts { report, refused, .. } = parts;
        let done = survey(file, |row| report.done.contains(row))?;
        if done.rows == done.file_rows {
            journal.finish()?;
        }
        let done_before = was_finished && left.is_empty();
        Ok(Moved { refused, report: Some(report), ..done.moved(leg, done_before) })
    }

    /// Judges every row by itself, then their sum.
    async fn judge_rows(
        &self,
        leg: &LegHandle,
        giver: Giver,
        file: &InstructionFile<'_>,
        done: &Done,
        left: &Survey,
    ) -> Result<(), OperationError> {
        let at = self.chain_time().await?;
        let mut refused: Vec<(u64, Explanation)> = Vec::new();
        let mut pending = pending(file, done)?;
        while refused.len() < EXPLAINED {
            let ask = |row: &Instruction| question(giver, row.wallet, units(row));
            let judged = self.judge_next(leg, &mut pending, ask, at).await?;
            if judged.is_empty() {
                break;
            }
            for (row, _) in judged.into_iter().filter(|(_, verdict)| !verdict.is_zero()) {
                refused.push((row.line, self.explain(leg, &ask(&row)).await?));
            }
        }
        if refused.is_empty() {
            return self.judge_sum(leg, giver, file, done, left).await;
        }
        let rows = usize::try_from(left.rows).unwrap_or(usize::MAX);
        Err(OperationError::RowsRefused { file: file.name(), rows, refused })
    }

    /// Each row may fit where all of them together do not. Nobody receives all of it, so what the sum would be in one holder's hands is
    /// no reason, nor what stands in the way of some of the recipients and not of others: such rows show when their turn comes.
    async fn judge_sum(
        &self,
        leg: &LegHandle,
        giver: Giver,
        file: &InstructionFile<'_>,
        done: &Done,
        left: &Survey,
    ) -> Result<(), OperationError> {
        let Survey { rows, total, first: Some(first), .. } = *left else { return Ok(()) };
        let mut explanation = self.explain(leg, &question(giver, first.wallet, total)).await?;
        explanation.reasons.retain(|reason| reason.about != About::Recipient);
        let at = self.chain_time().await?;
        let bit = |reason: &Reason| U256::ONE << usize::from(reason.bit);
        let mut of_all = explanation.reasons.iter().map(bit).fold(U256::ZERO, |all, bit| all | bit);
        let mut pending = pending(file, done)?;
        while !of_all.is_zero() {
            let ask = |row: &Instruction| question(giver, row.wallet, total);
            let judged = self.judge_next(leg, &mut pending, ask, at).await?;
            if judged.is_empty() {
                break;
            }
            of_all = judged.into_iter().fold(of_all, |all, (_, verdict)| all & verdict);
        }
        explanation.reasons.retain(|reason| of_all.bit(usize::from(reason.bit)));
        if explanation.reasons.is_empty() {
            return Ok(());
        }
        let (file, total) = (file.name(), Wording::new(leg.currency).amount(total));
        let sum = RefusedSum { file, rows, total, explanation };
        Err(OperationError::SumRefused(Box::new(sum)))
    }

    /// The next rows, and the rules that refuse what is asked of each, as bits: an issue or a transfer has one regime. None are left
    /// where there are none.
    async fn judge_next(
        &self,
        leg: &LegHandle,
        rows: &mut impl Iterator<Item = Result<Instruction, OperationError>>,
        ask: impl Fn(&Instruction) -> Question,
        at: u64,
    ) -> Result<Vec<(Instruction, U256)>, OperationError> {
        let chunk = rows.take(CHUNK).collect::<Result<Vec<_>, _>>()?;
        let calls: Vec<_> = chunk.iter().map(|row| (leg.token, call(&ask(row), at))).collect();
        let refusals = read_together(self.connection(), calls, BlockId::latest()).await?;
        let bits = |all: Vec<ISecurityToken::Refusal>| {
            all.iter().fold(U256::ZERO, |bits, refusal| bits | refusal.reasons)
        };
        Ok(chunk.into_iter().zip(refusals.into_iter().map(bits)).collect())
    }
}

/// The rows that are not done, with none of them in memory.
fn pending(
    file: &InstructionFile<'_>,
    done: &Done,
) -> Result<impl Iterator<Item = Result<Instruction, OperationError>>, OperationError> {
    let mut number = 0;
    Ok(file.rows()?.filter(move |_| {
        number += 1;
        !done.contains(number)
    }))
}

/// Some rows of a file, counted.
struct Survey {
    rows: u64,
    total: U256,
    file_rows: u64,
    first: Option<Instruction>,
}

impl Survey {
    /// What a run for these rows would come to; where there are none, an earlier one has done the file.
    fn foreseen(
        &self,
        leg: &LegHandle,
        file: &InstructionFile<'_>,
    ) -> Result<Moved, OperationError> {
        match self.rows {
            0 => Ok(survey(file, |_| true)?.moved(leg, true)),
            _ => Ok(self.moved(leg, false)),
        }
    }

    fn moved(&self, leg: &LegHandle, done_before: bool) -> Moved {
        let total = Wording::new(leg.currency).amount(self.total);
        let (rows, file_rows) = (self.rows, self.file_rows);
        let done_earlier = if done_before { rows } else { file_rows - rows };
        let (refused, repeated, report) = (Vec::new(), None, None);
        Moved { rows, total, file_rows, done_earlier, done_before, refused, repeated, report }
    }
}

/// Counts the rows of which the number, from 1, is wanted.
fn survey(
    file: &InstructionFile<'_>,
    is_wanted: impl Fn(u64) -> bool,
) -> Result<Survey, OperationError> {
    let mut survey = Survey { rows: 0, total: U256::ZERO, file_rows: 0, first: None };
    for row in file.rows()? {
        let row = row?;
        survey.file_rows += 1;
        if is_wanted(survey.file_rows) {
            survey.rows += 1;
            survey.total = survey.total.saturating_add(units(&row));
            survey.first = survey.first.or(Some(row));
        }
    }
    Ok(survey)
}

/// What tells a file from another one: its rows.
fn digest(file: &InstructionFile<'_>) -> Result<B256, OperationError> {
    let mut digest = B256::ZERO;
    for row in file.rows()? {
        let row = row?;
        let units = row.amount.units().to_be_bytes();
        digest = keccak256([digest.as_slice(), row.wallet.as_slice(), &units].concat());
    }
    Ok(digest)
}

/// The rows that are not done.
fn left(file: &InstructionFile<'_>, done: &Done) -> Result<Vec<Numbered>, OperationError> {
    let numbered = (1..).zip(file.rows()?).filter(|(number, _)| !done.contains(*number));
    numbered.map(|(number, row)| Ok(Numbered { number, row: row? })).collect()
}

fn units(row: &Instruction) -> U256 {
    U256::from(row.amount.units())
}

fn question(giver: Giver, to: Address, amount: U256) -> Question {
    match giver {
        Giver::Issue => Question::issue(to, amount),
        Giver::Holder(from) => Question::transfer(from, to, amount),
    }
}

fn call(question: &Question, at: u64) -> ISecurityToken::explainCall {
    ISecurityToken::explainCall {
        kind: question.movement.bit(),
        operator: Address::ZERO,
        from: question.from.unwrap_or_default(),
        to: question.to.unwrap_or_default(),
        amount: question.amount,
        at,
    }
}

/// The call that does some rows.
fn batch(giver: Giver, rows: &[Instruction]) -> Bytes {
    let recipients = rows.iter().map(|row| row.wallet).collect();
    let amounts = rows.iter().map(units).collect();
    let data = match giver {
        Giver::Issue => ISecurityToken::batchMintCall { recipients, amounts }.abi_encode(),
        Giver::Holder(_) => ISecurityToken::batchTransferCall { recipients, amounts }.abi_encode(),
    };
    data.into()
}

/// The movements of a file, behind what an earlier run has sent.
struct Movements<'m> {
    leg: &'m LegHandle,
    giver: Giver,
    rows: Instructions<'m>,
    row: u64,
    skip: u64,
}

impl Source for Movements<'_> {
    type Error = OperationError;

    async fn next(&mut self, rows: usize) -> Result<Option<BulkCall>, OperationError> {
        while self.row < self.skip {
            match self.rows.next() {
                Some(row) => row?,
                None => return Ok(None),
            };
            self.row += 1;
        }
        let chunk = self.rows.by_ref().take(rows).collect::<Result<Vec<_>, _>>()?;
        if chunk.is_empty() {
            return Ok(None);
        }
        let rows = chunk.len() as u64;
        self.row += rows;
        let (to, data) = (self.leg.token, batch(self.giver, &chunk));
        Ok(Some(BulkCall { to, data, rows, last_row: self.row, skipped: Vec::new() }))
    }
}
