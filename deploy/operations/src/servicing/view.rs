//! Distributions in words.

use alloy::primitives::{Address, U256};
use corridor_bindings::Servicing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::explain::{Explanation, Wording};
use serde::Serialize;

use super::claim::question;
use super::{Distribution, DistributionKind, DistributionState, DistributionStatus, Received};
use crate::{Desk, OperationError};

/// A distribution, as the contract has it.
#[derive(Clone, Debug, Serialize)]
pub struct DistributionView {
    /// Its number.
    pub id: u64,
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// What it is.
    pub kind: DistributionKind,
    /// The code that ISO 20022 has for it.
    pub corporate_action: &'static str,
    /// How far it has come.
    pub status: DistributionStatus,
    /// What became of it.
    pub state: DistributionState,
    /// Whether its day is over, and it is not paid in or somebody has not had their turn.
    pub late: bool,
    /// The holders at the end of this day are paid; nothing where there is no record date.
    pub record_date: Option<String>,
    /// It is paid from this day on.
    pub payment_date: String,
    /// Holders elect through this day.
    pub election_until: Option<String>,
    /// The token that it is paid in.
    pub cash: String,
    /// Cash units for so many token units.
    pub rate: String,
    /// Part of the holding that is redeemed.
    pub part: Option<String>,
    /// What all holders are due together; nothing while the record date is to come, or where it was withdrawn.
    pub due: Option<String>,
    /// What was paid in.
    pub funded: String,
    /// What holders have received.
    pub paid: String,
    /// What is kept for those who could not be paid.
    pub withheld: String,
    /// What those have to claim who have had their turn and could not be paid; it is not kept where their units are still theirs.
    pub unclaimed: String,
    /// What is there for holders who have neither, to be paid or claimed; nothing where nothing is due.
    pub unpaid: Option<String>,
    /// What is due to nobody; nothing where nothing is due.
    pub remainder: Option<String>,
    /// What went back.
    pub returned: String,
    /// Units that were redeemed.
    pub redeemed: String,
    /// Batches so far.
    pub batches: u64,
}

/// What a holder would be paid now, and why not.
#[derive(Clone, Debug, Serialize)]
pub struct HolderPayment {
    /// The distribution.
    pub id: u64,
    /// The holder.
    pub holder: Address,
    /// What it would be paid.
    pub amount: String,
    /// What would be redeemed for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeems: Option<String>,
    /// What a claim would leave kept, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stays_kept: Option<String>,
    /// What it received before, when nothing is due any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<Received>,
    /// The verdict; nothing when nothing is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Explanation>,
}

impl Distribution {
    /// Whether cash for it is there, or was.
    #[must_use]
    pub fn is_funded(&self) -> bool {
        matches!(self.status(), Some(DistributionStatus::Funded | DistributionStatus::Closed))
    }

    /// Whether it was withdrawn.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.status() == Some(DistributionStatus::Cancelled)
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> Option<DistributionStatus> {
        DistributionStatus::from_number(self.progress.status)
    }

    /// How far it has come, in a word.
    #[must_use]
    pub fn status_name(&self) -> &'static str {
        self.status().map_or("unknown", DistributionStatus::name)
    }
}

impl Desk {
    /// A distribution in words.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn distribution_view(
        &self,
        one: &Distribution,
    ) -> Result<DistributionView, OperationError> {
        let (contract, id) = (self.servicing()?, U256::from(one.id));
        let unknown = || OperationError::UnknownDistribution { id: one.id };
        let kind = one.kind()?;
        let status = one.status().ok_or_else(unknown)?;
        let standing = self.state_of(one, self.chain_day().await?).await?;
        let (declared, now) = (&one.declaration, self.chain_time().await?);
        let record = match kind.has_record_date() {
            true => Some(self.record_moment(one).await?),
            false => None,
        };
        let (mut due, mut remainder) = (None, None);
        if !one.is_cancelled() && record.is_none_or(|record| record <= now) {
            due = Some(self.read(contract, &Servicing::dueCall { id }).await?);
            remainder = Some(self.read(contract, &Servicing::remainderCall { id }).await?);
        }
        let cash = |units: u128| one.cash.words(U256::from(units));
        let election = declared.electionEnd.to::<u64>();
        let part = (declared.fractionNumerator, declared.fractionDenominator);
        Ok(DistributionView {
            id: one.id,
            instrument: one.leg.instrument.clone(),
            leg: one.leg.leg.clone(),
            kind,
            corporate_action: kind.code(),
            status,
            state: standing.state,
            late: standing.state == DistributionState::Late,
            record_date: record.map(last_day),
            payment_date: day(declared.paymentDate.to()),
            election_until: (election != 0).then(|| last_day(election)),
            cash: one.cash.symbol.clone(),
            rate: format!("{} / {}", declared.numerator, declared.denominator),
            part: (part.1 != 0).then(|| format!("{} / {}", part.0, part.1)),
            due: due.map(|units| one.cash.words(units)),
            funded: cash(one.progress.funded),
            paid: cash(one.progress.paid),
            withheld: cash(one.progress.held),
            unclaimed: one.cash.words(standing.unclaimed),
            unpaid: remainder.map(|units| one.cash.words(one.unpaid(units))),
            remainder: remainder.map(|units| one.cash.words(units)),
            returned: cash(one.progress.returned),
            redeemed: Wording::new(one.leg.currency).amount(U256::from(one.progress.redeemed)),
            batches: one.progress.batches.to(),
        })
    }

    /// The second at which the record date of a distribution passes.
    pub(crate) async fn record_moment(&self, one: &Distribution) -> Result<u64, OperationError> {
        let index = U256::from(one.declaration.recordDateIndex);
        let call = corridor_bindings::ISecurityToken::recordDateCall { index };
        Ok(self.read(one.leg.token, &call).await?.to())
    }

    /// What a holder would be paid by a claim now, with the verdict on it.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn holder_payment(
        &self,
        one: &Distribution,
        holder: Address,
    ) -> Result<HolderPayment, OperationError> {
        self.expect_known(one).await?;
        let call = Servicing::explainPaymentCall { id: U256::from(one.id), holder };
        let (mut units, mut amount) = (U256::ZERO, U256::ZERO);
        // What the contract says of one that was withdrawn is what it would have been.
        if !one.is_cancelled() {
            let payment = self.read(self.servicing()?, &call).await?;
            (units, amount) = (payment.units, payment.amount);
        }
        let is_due = !amount.is_zero() || !units.is_zero();
        let verdict = match is_due {
            true => Some(self.explain(&one.leg, &question(one, holder, units)?).await?),
            false => None,
        };
        let received = match is_due {
            true => Vec::new(),
            false => self.received(one, holder).await?,
        };
        let redeems = Wording::new(one.leg.currency).amount(units);
        let stays_kept = match one.is_cancelled() {
            true => None,
            false => self.stays_kept(one, holder, amount).await?,
        };
        Ok(HolderPayment {
            stays_kept,
            id: one.id,
            holder,
            amount: one.cash.words(amount),
            redeems: (!units.is_zero()).then_some(redeems),
            received,
            verdict,
        })
    }
}

/// The day of a moment.
pub(super) fn day(seconds: u64) -> String {
    UtcDay::from_seconds(seconds).map_or_else(|| seconds.to_string(), |day| day.to_string())
}

/// The day whose end a moment is.
pub(super) fn last_day(seconds: u64) -> String {
    day(seconds.saturating_sub(1))
}
