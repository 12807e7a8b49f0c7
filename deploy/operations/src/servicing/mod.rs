//! What bonds pay: distributions are declared, funded, paid in batches or claimed, and closed.

mod act;
mod by_terms;
mod cash;
mod claim;
mod declare;
mod due;
mod foresee;
mod fund;
mod kind;
mod missed;
mod not_redeemed;
mod paid;
mod pay;
mod record_date;
mod recorded;
mod redirect;
mod refusal;
mod state;
mod unlinked;
mod view;
mod withheld;

use alloy::primitives::{Address, U256};
use corridor_bindings::Servicing;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;

use super::{Desk, OperationError};

pub use act::{
    CancelDistribution, CloseDistribution, CureDefault, DeclareDefault, Elect, SetDocument,
};
pub use cash::{AdmitToCash, ApproveCash, CashError, CashHandle, CashTokenView, MintCash};
pub(crate) use claim::cash_refused;
pub use claim::{Claim, ClaimError};
pub use declare::{Declare, Declared, LateRecord, Wanted};
pub use due::{Due, DueState};
pub use fund::Fund;
pub use kind::{DistributionKind, DistributionStatus, called_part, kind_number};
pub use not_redeemed::NotRedeemed;
pub use paid::{PaidHolder, Received};
pub use pay::Paid;
pub use record_date::AddRecordDate;
pub use recorded::Unrecorded;
pub use redirect::{Redirect, RedirectError};
pub use refusal::DeclareError;
pub use state::DistributionState;
pub use view::{DistributionView, HolderPayment};
pub use withheld::RefusedPayment;

/// A distribution that was declared, with what it is paid on and in.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// Its number.
    pub id: u64,
    /// The leg whose holders are paid.
    pub leg: LegHandle,
    /// What it is paid in.
    pub cash: CashHandle,
    /// What was declared.
    pub declaration: Servicing::Declaration,
    /// How far it has come.
    pub progress: Servicing::Progress,
}

impl Distribution {
    /// Its kind.
    ///
    /// # Errors
    ///
    /// The contract knows a kind that this release does not.
    pub fn kind(&self) -> Result<DistributionKind, OperationError> {
        kind::kind_of(self.declaration.kind)
            .ok_or(OperationError::UnknownDistribution { id: self.id })
    }
}

impl Distribution {
    /// The day from which it is paid; nothing beyond the last day that contracts know.
    #[must_use]
    pub fn paid_from(&self) -> Option<UtcDay> {
        UtcDay::from_seconds(self.declaration.paymentDate.to())
    }

    /// What is there for holders who have not been paid and have nothing kept, given what is due to nobody.
    fn unpaid(&self, remainder: U256) -> U256 {
        let progress = &self.progress;
        let left =
            progress.funded.saturating_sub(progress.returned + progress.paid + progress.held);
        U256::from(left).saturating_sub(remainder)
    }
}

impl Desk {
    /// The contract that pays.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn servicing(&self) -> Result<Address, OperationError> {
        self.manifest()?.address(SystemContract::Servicing).ok_or(OperationError::NoServicing)
    }

    /// A distribution by its number.
    ///
    /// # Errors
    ///
    /// There is none of that number, or it is of a bond that the manifest does not know.
    pub async fn distribution(&self, id: u64) -> Result<Distribution, OperationError> {
        let (contract, unknown) = (self.servicing()?, OperationError::UnknownDistribution { id });
        let call = Servicing::declarationOfCall { id: U256::from(id) };
        let declaration = self.read(contract, &call).await?;
        if declaration.bond.is_zero() {
            return Err(unknown);
        }
        let known = self.legs()?.into_iter().find(|leg| leg.token == declaration.bond);
        let leg = known.ok_or(unknown)?;
        let progress =
            self.read(contract, &Servicing::progressOfCall { id: U256::from(id) }).await?;
        let cash = self.cash(declaration.cash).await?;
        Ok(Distribution { id, leg, cash, declaration, progress })
    }

    /// Every distribution, or those of a leg, oldest first; none where there is no contract that pays.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn declared(
        &self,
        leg: Option<&LegHandle>,
    ) -> Result<Vec<Distribution>, OperationError> {
        match self.servicing() {
            Ok(_) => self.distributions(leg).await,
            Err(_) => Ok(Vec::new()),
        }
    }

    /// Every distribution of the bonds of this deployment, or of one leg, oldest first.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn distributions(
        &self,
        leg: Option<&LegHandle>,
    ) -> Result<Vec<Distribution>, OperationError> {
        let contract = self.servicing()?;
        let count = self.read(contract, &Servicing::distributionCountCall {}).await?;
        let mut found = Vec::new();
        for id in 1..=count.saturating_to::<u64>() {
            let one = self.distribution(id).await?;
            if leg.is_none_or(|leg| leg.token == one.leg.token) {
                found.push(one);
            }
        }
        Ok(found)
    }
}
