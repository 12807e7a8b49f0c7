//! Pays all holders, in batches.

use std::collections::BTreeSet;
use std::path::Path;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256, keccak256};
use alloy::sol_types::{SolCall, SolEvent};
use corridor_bindings::{ISecurityToken, Servicing};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{
    BulkCall, BulkOptions, BulkProgress, BulkReport, BulkSender, Journal, Source, read_together,
};
use corridor_deploy::deployment::logs;
use corridor_deploy::home::{Visibility, read_optional, write_atomic};
use serde::Serialize;

use super::foresee::Foreseen;
use super::view::day;
use super::{Distribution, DistributionKind, NotRedeemed, RefusedPayment};
use crate::{Desk, Mode, OperationError, Who};

/// Holders that are asked about together.
const CHUNK: usize = 500;

/// Gas of a holder whose interest is kept back, or who has never had the cash token.
const INTEREST_GAS: u64 = 80_000;

/// Gas of a holder whose units are redeemed.
const REDEMPTION_GAS: u64 = 180_000;

/// What became of a run of payments, or would on a dry run.
#[derive(Clone, Debug, Serialize)]
pub struct Paid {
    /// The distribution.
    pub id: u64,
    /// Holders whose turn it was in this run or in an earlier one of it.
    pub holders: u64,
    /// Whether an earlier run had done all of it, so that nothing was sent.
    pub done_before: bool,
    /// Holders whose turn has not come, because the contract refused their batch: another run gives it to them.
    pub left: u64,
    /// What was sent; nothing on a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<BulkReport>,
    /// What all holders have been paid so far.
    pub paid: String,
    /// What is kept for holders who may not be paid now.
    pub withheld: String,
    /// Who is not paid though it had its turn, or would not be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedPayment>,
    /// Who held units at the record date that are no longer theirs, so that nobody is redeemed of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_redeemed: Vec<NotRedeemed>,
    /// What is there for holders who have neither: their turn is to come, or they were passed over and claim it.
    pub unpaid: String,
    /// Whether there is any of that though everybody has had their turn.
    pub passed_over: bool,
    /// What would be left if everybody had had their turn.
    pub remainder: String,
}

impl Desk {
    /// Pays every holder that has something coming, in ascending order of addresses. Who that is is written down
    /// before anything is sent, beside the journal, so that an interrupted run goes on where it was: the contract pays
    /// nobody below the last batch again. A dry run says what would have become of the distribution at its end, and who would not be paid.
    ///
    /// # Errors
    ///
    /// The distribution is not funded or its day has not come, a wallet that was unlinked would be paid, the contract would refuse every
    /// batch, or the node stays away.
    pub async fn pay(
        &self,
        distribution: &Distribution,
        mode: Mode,
        options: &BulkOptions,
        progress: &mut (dyn FnMut(BulkProgress) + Send),
    ) -> Result<Paid, OperationError> {
        self.check_payable(distribution).await?;
        let (id, servicing) = (U256::from(distribution.id), self.servicing()?);
        let purpose = keccak256([servicing.as_slice(), &id.to_be_bytes::<32>()].concat());
        let path = self.journal_path("pay", purpose);
        let list = path.with_extension("holders");
        let recorded = read_list(&list)?;
        let is_begun = recorded.is_some();
        let holders = match recorded {
            Some(holders) => holders,
            None => self.due_holders(distribution).await?,
        };
        let left = self.left(distribution.id, &holders).await?;
        let (passed, rest) =
            holders.split_at(holders.len() - usize::try_from(left).unwrap_or_default());
        self.require_not_lost(distribution, rest).await?;
        if mode == Mode::DryRun {
            return self.pay_dry(distribution, (passed, rest), is_begun).await;
        }
        self.try_batch(distribution, rest).await?;
        write_list(&list, &holders)?;
        let sender = self.sender(Who::Role(Role::PayingAgent))?;
        let mut journal =
            Journal::open(&path, self.connection().identity(), sender.address(), purpose)?;
        let finished = journal.is_finished();
        let sent = BulkSender::with_options(&sender, batch_options(distribution, options)?);
        let patience = options.patience;
        // Nobody below the last batch is in another one, whoever has sent that: a journal may know nothing of it.
        let batches = |journal: &Journal, left: u64| {
            let passed = holders.len() as u64 - left;
            Batches::new(servicing, id, &holders, journal.last_row().max(passed))
        };
        let mut report = sent.run(&mut batches(&journal, left), &mut journal, progress).await?;
        let became = async || self.paid_so_far(distribution.id, &holders).await;
        let mut paid = self.when_there(patience, report.rows, became).await?;
        let done_before = finished && paid.left == 0;
        // What an earlier run sent to its end has its receipts: what the contract refused then it may not refuse now.
        if finished && paid.left != 0 {
            journal.begin_again()?;
            report = sent.run(&mut batches(&journal, paid.left), &mut journal, progress).await?;
            paid = self.when_there(patience, report.rows, became).await?;
        }
        Ok(Paid { done_before, report: Some(report), ..paid })
    }

    /// What became of a distribution.
    async fn paid_so_far(&self, id: u64, holders: &[Address]) -> Result<Paid, OperationError> {
        let left = self.left(id, holders).await?;
        let now = self.distribution(id).await?;
        let call = Servicing::remainderCall { id: U256::from(id) };
        let remainder = self.read(self.servicing()?, &call).await?;
        let withheld = self.withheld(&now).await?;
        let refused = self.refused_payments(&now, &withheld).await?;
        let not_redeemed = self.not_redeemed(&now, holders).await?;
        let paid = now.paid(holders.len() as u64, left, remainder, refused);
        Ok(Paid { not_redeemed, ..paid })
    }

    /// What a run would come to, after those who have had their turn.
    async fn pay_dry(
        &self,
        distribution: &Distribution,
        (passed, rest): (&[Address], &[Address]),
        is_begun: bool,
    ) -> Result<Paid, OperationError> {
        let now = self.distribution(distribution.id).await?;
        let mut withheld = self.withheld(&now).await?;
        let foreseen = self.foresee(&now, rest).await?;
        withheld.extend(foreseen.withheld);
        let Foreseen { after, remainder, .. } = foreseen;
        let refused = self.refused_payments(&now, &withheld).await?;
        let holders = [passed, rest].concat();
        let not_redeemed = self.not_redeemed(&now, &holders).await?;
        let paid = after.paid(holders.len() as u64, 0, remainder, refused);
        Ok(Paid { done_before: is_begun && rest.is_empty(), not_redeemed, ..paid })
    }

    /// How many of the holders have not had their turn. Batches ascend, so it is those above the last one.
    async fn left(&self, id: u64, holders: &[Address]) -> Result<u64, OperationError> {
        let cursor = self.distribution(id).await?.progress.cursor;
        Ok((holders.len() - holders.partition_point(|holder| *holder <= cursor)) as u64)
    }

    /// What the contract would say to every batch is said once.
    async fn check_payable(&self, distribution: &Distribution) -> Result<(), OperationError> {
        let id = distribution.id;
        if !distribution.is_funded() {
            return Err(OperationError::NotPayable { id, status: distribution.status_name() });
        }
        let due = distribution.declaration.paymentDate.to::<u64>();
        if self.chain_time().await? < due {
            return Err(OperationError::PaymentTooEarly { id, when: day(due) });
        }
        Ok(())
    }

    /// Who has something coming, in ascending order: of everybody who ever held the leg, those who have what the
    /// distribution is paid on.
    async fn due_holders(
        &self,
        distribution: &Distribution,
    ) -> Result<Vec<Address>, OperationError> {
        let token = distribution.leg.token;
        let first = self.manifest()?.first_block();
        let mut ever = BTreeSet::new();
        let topics = vec![ISecurityToken::Transfer::SIGNATURE_HASH];
        logs(self.connection(), token, topics, first, |log| {
            if let Ok(transfer) = ISecurityToken::Transfer::decode_log(&log.inner) {
                ever.insert(transfer.to);
            }
        })
        .await?;
        ever.remove(&Address::ZERO);
        let wallets: Vec<Address> = ever.into_iter().collect();
        let mut due = Vec::new();
        for chunk in wallets.chunks(CHUNK) {
            let bases = self.bases(distribution, chunk).await?;
            let with = chunk.iter().zip(bases).filter(|(_, basis)| !basis.is_zero());
            due.extend(with.map(|(wallet, _)| *wallet));
        }
        Ok(due)
    }

    /// What each wallet has of that which the distribution is paid on.
    pub(super) async fn bases(
        &self,
        distribution: &Distribution,
        wallets: &[Address],
    ) -> Result<Vec<U256>, OperationError> {
        let (token, latest) = (distribution.leg.token, BlockId::latest());
        let kind = distribution.kind()?;
        let index = U256::from(distribution.declaration.recordDateIndex);
        if kind.has_record_date() {
            let calls = wallets.iter().map(|account| {
                (token, ISecurityToken::balanceOfAtCall { account: *account, index })
            });
            return Ok(read_together(self.connection(), calls, latest).await?);
        }
        if kind == DistributionKind::Put {
            let (servicing, id) = (self.servicing()?, U256::from(distribution.id));
            let calls = wallets
                .iter()
                .map(|holder| (servicing, Servicing::electedOfCall { id, holder: *holder }));
            return Ok(read_together(self.connection(), calls, latest).await?);
        }
        let calls = wallets
            .iter()
            .map(|account| (token, ISecurityToken::balanceOfCall { account: *account }));
        Ok(read_together(self.connection(), calls, latest).await?)
    }
}

impl Distribution {
    /// What became of it, with so many holders whose turn has not come and this due to nobody.
    fn paid(&self, holders: u64, left: u64, remainder: U256, refused: Vec<RefusedPayment>) -> Paid {
        let words = |units: u128| self.cash.words(U256::from(units));
        let unpaid = self.unpaid(remainder);
        Paid {
            id: self.id,
            holders,
            done_before: false,
            left,
            report: None,
            paid: words(self.progress.paid),
            withheld: words(self.progress.held),
            refused,
            not_redeemed: Vec::new(),
            unpaid: self.cash.words(unpaid),
            passed_over: left == 0 && !unpaid.is_zero(),
            remainder: self.cash.words(remainder),
        }
    }
}

/// A payment that fails for want of gas is kept and not refused, so an estimate would be too low.
fn batch_options(
    distribution: &Distribution,
    options: &BulkOptions,
) -> Result<BulkOptions, OperationError> {
    let row_gas = match distribution.kind()? {
        DistributionKind::Interest => INTEREST_GAS,
        _ => REDEMPTION_GAS,
    };
    Ok(BulkOptions { row_gas, trust_row_gas: true, ..options.clone() })
}

/// The holders of a run, one a line.
fn read_list(path: &Path) -> Result<Option<Vec<Address>>, OperationError> {
    let Some(text) = read_optional(path)? else { return Ok(None) };
    let bad = || OperationError::BadList { file: path.display().to_string() };
    let holders = text.lines().map(|line| line.parse().map_err(|_| bad()));
    holders.collect::<Result<Vec<_>, _>>().map(Some)
}

fn write_list(path: &Path, holders: &[Address]) -> Result<(), OperationError> {
    if read_optional(path)?.is_none() {
        let lines: String = holders.iter().map(|holder| format!("{holder}\n")).collect();
        write_atomic(path, lines.as_bytes(), Visibility::Private)?;
    }
    Ok(())
}

/// The batches of a run, behind what an earlier run has sent.
struct Batches<'b> {
    contract: Address,
    id: U256,
    holders: &'b [Address],
    row: u64,
}

impl<'b> Batches<'b> {
    fn new(contract: Address, id: U256, holders: &'b [Address], skip: u64) -> Self {
        Self { contract, id, holders, row: skip.min(holders.len() as u64) }
    }
}

impl Source for Batches<'_> {
    type Error = OperationError;

    async fn next(&mut self, rows: usize) -> Result<Option<BulkCall>, OperationError> {
        let start = usize::try_from(self.row).unwrap_or(usize::MAX);
        let end = self.holders.len().min(start.saturating_add(rows));
        let batch = self.holders.get(start..end).unwrap_or_default();
        if batch.is_empty() {
            return Ok(None);
        }
        self.row = end as u64;
        let call = Servicing::payCall { id: self.id, holders: batch.to_vec() };
        let (to, data, rows) = (self.contract, call.abi_encode().into(), batch.len() as u64);
        Ok(Some(BulkCall { to, data, rows, last_row: self.row, skipped: Vec::new() }))
    }
}
