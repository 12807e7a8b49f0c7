//! What a batch left undone, in ever smaller parts, until what is refused stands alone.

use alloy::primitives::Address;
use corridor_deploy::bulk::{
    BulkCall, BulkFailure, BulkProgress, BulkReport, BulkSender, Journal, Source,
};
use corridor_deploy::explain::{Explanation, LegHandle, Verdict, Wording};
use serde::Serialize;

use super::{Giver, batch, question, units};
use crate::{Desk, Instruction, OperationError};

/// Rows of the largest part.
const ROWS: usize = 100;

/// A row of a file, and its number from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered {
    pub(super) number: u64,
    pub(super) row: Instruction,
}

/// A row that was refused, by itself.
#[derive(Clone, Debug, Serialize)]
pub struct RefusedMovement {
    /// Its line in the file.
    pub line: u64,
    /// Who would receive.
    pub wallet: Address,
    /// What that wallet is called here; nothing before [`RefusedMovement::add_labels`], and of one without a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How much.
    pub amount: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What the regime says; nothing where something else refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// Whether it was the regime that refused.
    #[serde(skip)]
    pub by_regime: bool,
    #[serde(skip)]
    number: u64,
}

impl RefusedMovement {
    /// Adds what wallets are called, which the chain does not know.
    pub fn add_labels(&mut self, label: &dyn Fn(Address) -> Option<String>) {
        self.label = label(self.wallet);
        if let Some(explanation) = &mut self.explanation {
            explanation.add_labels(label);
        }
    }

    /// What a report of transactions has of it.
    pub(super) fn failure(&self) -> BulkFailure {
        let (reason, by_regime) = (self.reason.clone(), self.by_regime);
        BulkFailure { hash: None, rows: 1, last_row: self.number, reason, by_regime }
    }
}

/// Does what is left of a file. What fits one by one may not fit together, and what fitted before may not fit any more: each row of a part is
/// judged when its turn comes, and a part that is refused is halved.
pub(super) struct Parts<'p> {
    pub(super) desk: &'p Desk,
    pub(super) leg: &'p LegHandle,
    pub(super) giver: Giver,
    pub(super) sender: BulkSender<'p>,
    pub(super) journal: &'p mut Journal,
    pub(super) progress: &'p mut (dyn FnMut(BulkProgress) + Send),
    pub(super) report: BulkReport,
    pub(super) refused: Vec<RefusedMovement>,
}

impl Parts<'_> {
    pub(super) async fn complete(&mut self, left: &[Numbered]) -> Result<(), OperationError> {
        let mut parts: Vec<Vec<Numbered>> = left.chunks(ROWS).rev().map(<[_]>::to_vec).collect();
        while let Some(part) = parts.pop() {
            let mut rows = self.allowed(part).await?;
            let Some(failure) = self.attempt(&rows).await? else { continue };
            if rows.len() > 1 {
                let rest = rows.split_off(rows.len() / 2);
                parts.extend([rest, rows]);
            } else {
                let (reason, by_regime) = (failure.reason, failure.by_regime);
                let refused = rows.iter().map(|row| self.refusal(row, &reason, by_regime, None));
                self.refused.extend(refused.collect::<Vec<_>>());
            }
        }
        self.refused.sort_by_key(|refused| refused.line);
        self.report.failed = self.refused.iter().map(RefusedMovement::failure).collect();
        Ok(())
    }

    /// Those that are allowed by themselves, by the latest state; the others are noted.
    async fn allowed(&mut self, part: Vec<Numbered>) -> Result<Vec<Numbered>, OperationError> {
        let asked = |one: &Numbered| question(self.giver, one.row.wallet, units(&one.row));
        let questions: Vec<_> = part.iter().map(asked).collect();
        let verdicts = self.desk.judge(self.leg, None)?.explain_all(&questions).await?;
        let mut allowed = Vec::with_capacity(part.len());
        for (one, explanation) in part.into_iter().zip(verdicts) {
            if explanation.verdict == Verdict::Allowed {
                allowed.push(one);
                continue;
            }
            let reason = OperationError::Refused(Box::new(explanation.clone())).to_string();
            self.refused.push(self.refusal(&one, &reason, true, Some(explanation)));
        }
        Ok(allowed)
    }

    /// Sends one transaction for some rows and waits for it; why it was refused, if it was.
    async fn attempt(&mut self, rows: &[Numbered]) -> Result<Option<BulkFailure>, OperationError> {
        let Some(last) = rows.last() else { return Ok(None) };
        let mut before = std::mem::take(&mut self.report);
        before.failed.clear();
        let mut source = Once(Some(self.call(rows, last.number)));
        let run = self.sender.pass(Some(before), &mut source, self.journal, self.progress);
        self.report = run.await?;
        let is_done = self.report.done.contains(last.number);
        Ok(self.report.failed.pop().filter(|_| !is_done))
    }

    fn call(&self, rows: &[Numbered], last_row: u64) -> BulkCall {
        let mut skipped = Vec::new();
        for (one, next) in rows.iter().zip(rows.iter().skip(1)) {
            skipped.extend(one.number + 1..next.number);
        }
        let chunk: Vec<_> = rows.iter().map(|one| one.row).collect();
        let (to, data) = (self.leg.token, batch(self.giver, &chunk));
        BulkCall { to, data, rows: rows.len() as u64, last_row, skipped }
    }

    fn refusal(
        &self,
        one: &Numbered,
        reason: &str,
        by_regime: bool,
        explanation: Option<Explanation>,
    ) -> RefusedMovement {
        RefusedMovement {
            line: one.row.line,
            wallet: one.row.wallet,
            label: None,
            amount: Wording::new(self.leg.currency).amount(units(&one.row)),
            reason: reason.to_owned(),
            explanation,
            by_regime,
            number: one.number,
        }
    }
}

/// One transaction.
struct Once(Option<BulkCall>);

impl Source for Once {
    type Error = OperationError;

    async fn next(&mut self, _: usize) -> Result<Option<BulkCall>, OperationError> {
        Ok(self.0.take())
    }
}
