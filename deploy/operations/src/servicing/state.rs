//! What became of a distribution, by the day on the chain.

use alloy::primitives::{Address, U256};
use corridor_bindings::Servicing;
use jiff::civil::Date;
use serde::Serialize;

use super::{Distribution, DistributionStatus};
use crate::{Desk, OperationError};

/// What became of a distribution. It is late from the day after its day of payment on, while anybody has not had their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistributionState {
    /// It is declared, and not paid in.
    Declared,
    /// It is paid in, and somebody has not had their turn.
    Funded,
    /// Its day is over, and it is not paid in, or somebody has not had their turn.
    Late,
    /// Everybody has had their turn, and who could not be paid then has it to claim.
    Unclaimed,
    /// Everybody was paid, whether what is due to nobody went back yet or not.
    Paid,
    /// It was withdrawn.
    Cancelled,
}

impl DistributionState {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Funded => "funded",
            Self::Late => "LATE",
            Self::Unclaimed => "unclaimed",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What became of a distribution, and what of it is to be claimed.
pub(super) struct Standing {
    pub(super) state: DistributionState,
    /// Cash units of those who have had their turn and could not be paid.
    pub(super) unclaimed: U256,
}

impl Desk {
    /// What became of a distribution, when it is that day on the chain.
    pub(super) async fn state_of(
        &self,
        one: &Distribution,
        today: Date,
    ) -> Result<Standing, OperationError> {
        let is_over = one.paid_from().is_some_and(|day| day.date() < today);
        let standing = |state| Standing { state, unclaimed: U256::ZERO };
        match one.status() {
            Some(DistributionStatus::Cancelled) => Ok(standing(DistributionState::Cancelled)),
            Some(DistributionStatus::Funded | DistributionStatus::Closed) => {
                self.state_of_funded(one, is_over).await
            }
            _ if is_over && self.is_owed(one).await? => Ok(standing(DistributionState::Late)),
            _ => Ok(standing(DistributionState::Declared)),
        }
    }

    async fn state_of_funded(
        &self,
        one: &Distribution,
        is_over: bool,
    ) -> Result<Standing, OperationError> {
        let (mut open, mut unclaimed) = (self.open(one).await?, U256::from(one.progress.held));
        // Without a record date nothing is kept: whoever is refused has its units, and is asked about.
        if !one.kind()?.has_record_date() && !open.is_zero() && !one.progress.batches.is_zero() {
            let refused = self.withheld(one).await?;
            let holders: Vec<Address> = refused.iter().map(|one| one.holder).collect();
            let bases = self.bases(one, &holders).await?;
            open = bases.into_iter().fold(open, U256::saturating_sub);
            unclaimed += refused.iter().map(|one| one.amount).sum::<U256>();
        }
        let is_open = !one.cash_on(open)?.is_zero();
        let state = match (is_open, is_over) {
            (true, true) => DistributionState::Late,
            (true, false) => DistributionState::Funded,
            (false, _) if unclaimed.is_zero() => DistributionState::Paid,
            (false, _) => DistributionState::Unclaimed,
        };
        Ok(Standing { state, unclaimed })
    }

    /// Whether anything is due at all: nobody may have elected.
    async fn is_owed(&self, one: &Distribution) -> Result<bool, OperationError> {
        let call = Servicing::dueCall { id: U256::from(one.id) };
        Ok(!self.read(self.servicing()?, &call).await?.is_zero())
    }
}
