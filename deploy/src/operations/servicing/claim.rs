//! A holder asks for what it is due.

use alloy::primitives::{Address, U256};
use corridor_bindings::Servicing;

use super::{Distribution, DistributionKind};
use crate::explain::Question;
use crate::operations::{Desk, Operation, OperationError, Prepared, Who};

/// Pays a holder out of turn. Signed by the holder, or by anybody for it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is claimed.
    pub distribution: Distribution,
    /// Who is paid.
    pub holder: Address,
    /// Who signs.
    pub signer: Who,
}

impl Operation for Claim {
    const NAME: &'static str = "claim";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (id, holder, contract) = (self.distribution.id, self.holder, desk.servicing()?);
        let call = Servicing::explainPaymentCall { id: U256::from(id), holder };
        let payment = desk.read(contract, &call).await?;
        if payment.amount.is_zero() && payment.units.is_zero() {
            return self.left_out(desk).await;
        }
        let question = question(&self.distribution, holder, payment.units)?;
        let summary = format!("pay {} to {holder}", self.distribution.cash.words(payment.amount));
        let call = Servicing::claimForCall { id: U256::from(id), holder };
        let prepared = Prepared::act(summary, self.signer, contract, &call);
        Ok(Prepared { question: Some((self.distribution.leg.clone(), question)), ..prepared })
    }
}

impl Claim {
    /// Whom a batch left out has the turn that it did not have.
    async fn left_out(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (id, holder) = (self.distribution.id, self.holder);
        let nothing = OperationError::NothingDue { id, holder };
        let call = Servicing::isSettledCall { id: U256::from(id), holder };
        if desk.read(desk.servicing()?, &call).await? {
            return Err(nothing);
        }
        let call = desk.missed(&self.distribution, holder).await?.ok_or(nothing)?;
        let bases = desk.bases(&self.distribution, &[holder]).await?;
        if bases.first().is_none_or(|basis| basis.is_zero()) {
            return Err(OperationError::NothingDue { id, holder });
        }
        // Whether it may be paid now is no question of the call: what it may not be is kept for it.
        let summary = format!("give {holder} the turn that a batch of distribution {id} left out");
        Ok(Prepared::act(summary, self.signer, desk.servicing()?, &call))
    }
}

/// What the regime is asked about a payment.
pub(super) fn question(
    distribution: &Distribution,
    holder: Address,
    units: U256,
) -> Result<Question, OperationError> {
    let kind = distribution.kind()?;
    let question = match kind {
        DistributionKind::Interest => {
            Question::new(kind.movement(), None, Some(holder), U256::ZERO)
        }
        _ => Question::new(kind.movement(), Some(holder), None, units),
    };
    Ok(Question { cash: Some(distribution.cash.token), ..question })
}
