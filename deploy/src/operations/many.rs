//! Issue and transfer to many recipients from a file.

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256, keccak256};
use alloy::sol_types::SolCall;
use corridor_bindings::ISecurityToken;
use serde::Serialize;

use super::{Desk, Instruction, InstructionFile, Instructions, Mode, OperationError, Who};
use crate::accounts::Role;
use crate::bulk::{
    BulkCall, BulkOptions, BulkProgress, BulkReport, BulkSender, Journal, Source, read_together,
};
use crate::explain::{Explanation, LegHandle, Question, Verdict, Wording};

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

/// A file whose rows are allowed one by one, and refused together.
#[derive(Clone, Debug)]
pub struct RefusedSum {
    /// The file.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// Their sum.
    pub total: String,
    /// Why nobody can be given as much, as the wallet of the first row is told.
    pub explanation: Explanation,
}

/// What became of a file of movements.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// Rows of the file.
    pub rows: u64,
    /// Their sum.
    pub total: String,
    /// Whether an earlier run had done the whole file, so that nothing was sent.
    pub done_before: bool,
    /// What was sent; nothing on a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<BulkReport>,
}

impl Desk {
    /// Issues, or transfers from one holder, to every row of a file. Every row is judged first, and their sum: when
    /// anything is refused, nothing is sent. The same file is not done twice: its journal, beside the manifest, tells.
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
        let Survey { rows, total, digest, first } = survey(file)?;
        let who = match giver {
            Giver::Issue => Who::Role(Role::Issuer),
            Giver::Holder(wallet) => Who::Wallet(wallet),
        };
        let mut moved = Moved {
            rows,
            total: Wording::new(leg.currency).amount(total),
            done_before: false,
            report: None,
        };
        let purpose = keccak256([digest.as_slice(), leg.token.as_slice()].concat());
        let path =
            self.journal_path(if giver == Giver::Issue { "mint" } else { "transfer" }, purpose);
        if giver == Giver::Issue {
            self.require_no_default(leg).await?;
        }
        let begun = path.exists();
        if !begun {
            self.judge_rows(leg, giver, file, rows, total, first).await?;
        }
        if mode == Mode::DryRun {
            return Ok(moved);
        }
        let sender = self.sender(who)?;
        let mut journal =
            Journal::open(&path, self.connection().identity(), sender.address(), purpose)?;
        moved.done_before = journal.is_finished();
        let mut source =
            Movements { leg, giver, rows: file.rows()?, row: 0, skip: journal.last_row() };
        let report = BulkSender::with_options(&sender, options.clone())
            .run(&mut source, &mut journal, progress)
            .await?;
        moved.report = Some(report);
        Ok(moved)
    }

    /// Judges every row by itself, then their sum.
    async fn judge_rows(
        &self,
        leg: &LegHandle,
        giver: Giver,
        file: &InstructionFile<'_>,
        rows: u64,
        total: U256,
        first: Option<Instruction>,
    ) -> Result<(), OperationError> {
        let latest = BlockId::latest();
        let at = self.chain_time().await?;
        let mut refused: Vec<(u64, Explanation)> = Vec::new();
        let mut pending = file.rows()?;
        loop {
            let chunk = pending.by_ref().take(CHUNK).collect::<Result<Vec<_>, _>>()?;
            if chunk.is_empty() || refused.len() >= EXPLAINED {
                break;
            }
            let calls = chunk
                .iter()
                .map(|row| (leg.token, call(&question(giver, row.wallet, units(row)), at)));
            let verdicts = read_together(self.connection(), calls, latest).await?;
            for (row, _) in chunk.iter().zip(verdicts).filter(|(_, refusals)| !refusals.is_empty())
            {
                refused.push((
                    row.line,
                    self.explain(leg, &question(giver, row.wallet, units(row))).await?,
                ));
            }
        }
        // Each row may fit where all of them together do not. Nobody receives all of it, so what the sum would be in one holder's
        // hands is no reason.
        if let Some(first) = first.filter(|_| refused.is_empty()) {
            let mut explanation = self.explain(leg, &question(giver, first.wallet, total)).await?;
            explanation.reasons.retain(|reason| !reason.of_recipient);
            if explanation.verdict == Verdict::Refused && !explanation.reasons.is_empty() {
                let (file, total) = (file.name(), Wording::new(leg.currency).amount(total));
                let sum = RefusedSum { file, rows, total, explanation };
                return Err(OperationError::SumRefused(Box::new(sum)));
            }
        }
        if refused.is_empty() {
            return Ok(());
        }
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        Err(OperationError::RowsRefused { file: file.name(), rows, refused })
    }
}

/// What a first reading of a file gives.
struct Survey {
    rows: u64,
    total: U256,
    digest: B256,
    first: Option<Instruction>,
}

fn survey(file: &InstructionFile<'_>) -> Result<Survey, OperationError> {
    let mut survey = Survey { rows: 0, total: U256::ZERO, digest: B256::ZERO, first: None };
    for row in file.rows()? {
        let row = row?;
        survey.rows += 1;
        survey.total = survey.total.saturating_add(units(&row));
        let bytes =
            [survey.digest.as_slice(), row.wallet.as_slice(), &row.amount.units().to_be_bytes()]
                .concat();
        survey.digest = keccak256(bytes);
        survey.first = survey.first.or(Some(row));
    }
    Ok(survey)
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
        let recipients = chunk.iter().map(|row| row.wallet).collect();
        let amounts = chunk.iter().map(units).collect();
        let data = match self.giver {
            Giver::Issue => ISecurityToken::batchMintCall { recipients, amounts }.abi_encode(),
            Giver::Holder(_) => {
                ISecurityToken::batchTransferCall { recipients, amounts }.abi_encode()
            }
        };
        Ok(Some(BulkCall { to: self.leg.token, data: data.into(), rows, last_row: self.row }))
    }
}
