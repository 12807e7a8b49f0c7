//! A holder asks for what it is due.

use alloy::primitives::{Address, U256};
use corridor_bindings::Servicing;
use corridor_deploy::explain::Question;

use super::{Distribution, DistributionKind};
use crate::{Desk, Operation, OperationError, Prepared, Who};

/// Pays a holder out of turn. Signed by the holder, or by anybody for it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is claimed: one distribution, or several at once, all or nothing.
    pub distributions: Vec<Distribution>,
    /// Who is paid.
    pub holder: Address,
    /// Who signs.
    pub signer: Who,
}

impl Operation for Claim {
    const NAME: &'static str = "claim";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let (holder, contract) = (self.holder, desk.servicing()?);
        let (mut dues, mut asked) = (Vec::new(), None);
        for distribution in &self.distributions {
            let id = distribution.id;
            desk.expect_known(distribution).await?;
            let call = Servicing::explainPaymentCall { id: U256::from(id), holder };
            let payment = desk.read(contract, &call).await?;
            if payment.amount.is_zero() && payment.units.is_zero() {
                return match self.distributions.len() {
                    1 => self.left_out(desk, distribution).await,
                    _ => Err(OperationError::NothingDue { id, holder }),
                };
            }
            dues.push(distribution.cash.words(payment.amount));
            // The one that is refused is explained, and where none is, the last.
            if asked.as_ref().is_none_or(|(_, _, is_refused)| !is_refused) {
                let question = question(distribution, holder, payment.units)?;
                asked = Some((distribution.leg.clone(), question, !payment.reasons.is_zero()));
            }
        }
        let summary = format!("pay {} to {holder}", dues.join(" and "));
        let ids: Vec<U256> = self.distributions.iter().map(|one| U256::from(one.id)).collect();
        let prepared = match ids[..] {
            [id] => {
                let call = Servicing::claimForCall { id, holder };
                Prepared::act(summary, self.signer, contract, &call)
            }
            _ => {
                let call = Servicing::claimEachCall { ids, holder };
                Prepared::act(summary, self.signer, contract, &call)
            }
        };
        Ok(Prepared { question: asked.map(|(leg, question, _)| (leg, question)), ..prepared })
    }
}

impl Claim {
    /// Whom a batch left out has the turn that it did not have.
    async fn left_out(
        &self,
        desk: &Desk,
        distribution: &Distribution,
    ) -> Result<Prepared, OperationError> {
        let (id, holder) = (distribution.id, self.holder);
        let nothing = OperationError::NothingDue { id, holder };
        let call = Servicing::isSettledCall { id: U256::from(id), holder };
        if desk.read(desk.servicing()?, &call).await? {
            return Err(nothing);
        }
        let call = desk.missed(distribution, holder).await?.ok_or(nothing)?;
        let bases = desk.bases(distribution, &[holder]).await?;
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
