//! Cash comes in.

use alloy::primitives::U256;
use corridor_bindings::{CashToken, Servicing};
use corridor_deploy::accounts::Role;

use super::view::last_day;
use super::{ApproveCash, DeclareError, Distribution, DistributionStatus};
use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Pays in for a distribution. Signed by whoever has the cash, and has approved it.
#[derive(Clone, Debug)]
pub struct Fund {
    /// What is paid in for.
    pub distribution: Distribution,
    /// Whose cash.
    pub funder: Who,
    /// Cash units.
    pub amount: U256,
}

impl Operation for Fund {
    const NAME: &'static str = "fund";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let id = self.distribution.id;
        let call = Servicing::fundCall { id: U256::from(id), amount: self.amount };
        let amount = self.distribution.cash.words(self.amount);
        let summary = match self.amount.is_zero() {
            true => format!(
                "mark distribution {id} as funded, of which nothing is due to anybody: `corridor coupon close {id}` ends it from its payment day on"
            ),
            false => format!("pay in {amount} for distribution {id}"),
        };
        Ok(Prepared::act(summary, self.funder, desk.servicing()?, &call))
    }
}

impl Desk {
    /// What there is to pay in, and whom, is known once the record date has passed.
    pub(super) async fn expect_known(
        &self,
        distribution: &Distribution,
    ) -> Result<(), OperationError> {
        if !distribution.kind()?.has_record_date() {
            return Ok(());
        }
        let at = self.record_moment(distribution).await?;
        if self.chain_time().await? >= at {
            return Ok(());
        }
        let (id, day) = (distribution.id, last_day(at));
        Err(OperationError::RecordDateToCome { id, day })
    }

    /// Pays in `amount`, or what is missing, and approves that first; whom the declaration names signs. Nothing is done when
    /// nothing is missing, but where nothing is due at all: the contract closes only what was funded, and nothing is all of that.
    ///
    /// # Errors
    ///
    /// The funder has too little, or a contract refuses.
    pub async fn fund(
        &self,
        distribution: &Distribution,
        amount: Option<U256>,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let servicing = self.servicing()?;
        self.expect_known(distribution).await?;
        let call = Servicing::dueCall { id: U256::from(distribution.id) };
        let due = self.read(servicing, &call).await?;
        let kept = distribution.progress.funded - distribution.progress.returned;
        let missing = due.saturating_sub(U256::from(kept));
        let amount = amount.unwrap_or(missing);
        let is_declared = distribution.status() == Some(DistributionStatus::Declared);
        if amount.is_zero() && !(due.is_zero() && is_declared) {
            return Ok(Vec::new());
        }
        let (cash, owner) = (&distribution.cash, distribution.declaration.funder);
        // Before it is approved.
        if amount > missing {
            let (id, missing, given) = (distribution.id, cash.words(missing), cash.words(amount));
            return Err(DeclareError::OverFunding { id, missing, given }.into());
        }
        let agent = Who::Role(Role::PayingAgent);
        let funder = if self.account(agent) == owner { agent } else { Who::Wallet(owner) };
        let balance = self.read(cash.token, &CashToken::balanceOfCall { account: owner }).await?;
        if balance < amount {
            let (has, needs) = (cash.words(balance), cash.words(amount));
            return Err(OperationError::TooLittleCash { wallet: owner, has, needs });
        }
        let approval =
            ApproveCash { cash: cash.clone(), owner: funder, spender: servicing, amount };
        let mut performed = match self.cash_allowed(&approval).await? < amount {
            true => self.approve_cash(&approval, mode).await?,
            false => Vec::new(),
        };
        let operation = Fund { distribution: distribution.clone(), funder, amount };
        // Nothing can be estimated of a payment that is not approved.
        let asked_alone = performed.is_empty() || mode == Mode::Execute;
        performed.push(match asked_alone {
            true => self.perform(&operation, mode).await?,
            false => self.foretell(&operation).await?,
        });
        Ok(performed)
    }
}
