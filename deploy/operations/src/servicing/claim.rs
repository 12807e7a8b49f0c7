//! A holder asks for what it is due.

use alloy::primitives::{Address, U256};
use corridor_bindings::revert::CorridorErrors;
use corridor_bindings::{ISecurityToken, Servicing};
use corridor_deploy::explain::{Question, Wording};

use super::withheld::CASH_REFUSED;
use super::{Distribution, DistributionKind};
use crate::{Desk, Operation, OperationError, Prepared, Who};

/// Why nothing is claimed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// What is kept goes with units that the holder does not have.
    #[error(
        "{holder} can claim nothing of distribution {id} now: {amount} stay kept for it, and the {units} that are redeemed for them are not in \
         its wallet; claim again when they are"
    )]
    OutOfReach {
        /// The distribution.
        id: u64,
        /// The holder.
        holder: Address,
        /// What is kept.
        amount: String,
        /// What is redeemed for it.
        units: String,
    },
    /// The cash token does not pay it.
    #[error(
        "could not {attempt}: {holder} is refused by CASH-REFUSED, the cash token of distribution {id}, which no rule of the bond tells; ask \
         the issuer of the token, and claim again: what is due is kept"
    )]
    CashRefused {
        /// What was attempted.
        attempt: String,
        /// The distribution.
        id: u64,
        /// The holder.
        holder: Address,
    },
    /// A batch left out a wallet that was unlinked since, and who is left out has its turn itself.
    #[error(
        "could not give {holder} the turn that a batch of distribution {id} left out: it was unlinked from its investor since the record \
         date, as a recovery unlinks what is lost; link it again with `corridor investor link` where its holder still has its key"
    )]
    LeftOutUnlinked {
        /// The distribution.
        id: u64,
        /// The wallet.
        holder: Address,
    },
}

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
            desk.require_not_lost(distribution, &[holder]).await?;
            let call = Servicing::explainPaymentCall { id: U256::from(id), holder };
            let payment = desk.read(contract, &call).await?;
            if payment.amount.is_zero() && payment.units.is_zero() {
                desk.require_in_reach(distribution, holder).await?;
                return match self.distributions.len() {
                    1 => self.left_out(desk, distribution).await,
                    _ => Err(OperationError::NothingDue { id, holder }),
                };
            }
            let stays = desk.stays_kept(distribution, holder, payment.amount).await?;
            let stays = stays.map(|words| format!(" ({words})")).unwrap_or_default();
            dues.push(format!("{}{stays}", distribution.cash.words(payment.amount)));
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
        if !desk.unlinked_among(distribution, &[holder]).await?.is_empty() {
            return Err(ClaimError::LeftOutUnlinked { id, holder }.into());
        }
        // Whether it may be paid now is no question of the call: what it may not be is kept for it.
        let summary = format!("give {holder} the turn that a batch of distribution {id} left out");
        Ok(Prepared::act(summary, self.signer, desk.servicing()?, &call))
    }
}

impl Desk {
    /// What of that which is kept for a holder a claim of `amount` leaves, and why; nothing where it leaves nothing.
    pub(super) async fn stays_kept(
        &self,
        distribution: &Distribution,
        holder: Address,
        amount: U256,
    ) -> Result<Option<String>, OperationError> {
        let kept = self.kept(distribution, holder).await?;
        if kept.amount == 0 {
            return Ok(None);
        }
        // Its turn comes first, and what is kept for it next.
        let (taken, why) = match self.has_turn(distribution, holder).await? {
            true => (U256::ZERO, "claim again"),
            false => (amount, "their units are not in the wallet"),
        };
        let rest = U256::from(kept.amount).saturating_sub(taken);
        let words = format!("{} stay kept: {why}", distribution.cash.words(rest));
        Ok((!rest.is_zero()).then_some(words))
    }

    /// Whether a claim would be of the turn that a holder has not had, and not of what is kept for it.
    async fn has_turn(
        &self,
        distribution: &Distribution,
        holder: Address,
    ) -> Result<bool, OperationError> {
        let basis = self.bases(distribution, &[holder]).await?.first().copied().unwrap_or_default();
        if distribution.cash_on(basis)?.is_zero() || self.had_turn(distribution, holder).await? {
            return Ok(false);
        }
        if distribution.kind()? == DistributionKind::Interest {
            return Ok(true);
        }
        // Of a part nothing is due at its turn to who has no units any more.
        let call = ISecurityToken::balanceOfCall { account: holder };
        Ok(!self.read(distribution.leg.token, &call).await?.is_zero())
    }

    /// Refuses a claim of what is kept where none of its units are there.
    async fn require_in_reach(
        &self,
        distribution: &Distribution,
        holder: Address,
    ) -> Result<(), OperationError> {
        let kept = self.kept(distribution, holder).await?;
        if kept.units == 0 {
            return Ok(());
        }
        let units = Wording::new(distribution.leg.currency).amount(U256::from(kept.units));
        let (id, amount) = (distribution.id, distribution.cash.words(U256::from(kept.amount)));
        Err(ClaimError::OutOfReach { id, holder, amount, units }.into())
    }

    /// What is kept for a holder.
    pub(super) async fn kept(
        &self,
        distribution: &Distribution,
        holder: Address,
    ) -> Result<Servicing::Withholding, OperationError> {
        let call = Servicing::withheldOfCall { id: U256::from(distribution.id), holder };
        self.read(self.servicing()?, &call).await
    }
}

/// A payment that the contract refuses because the cash token does, as an error that says so.
pub(crate) fn cash_refused(attempt: &str, error: &CorridorErrors) -> Option<ClaimError> {
    match error {
        CorridorErrors::PaymentRefused(refused) if refused.reasons == CASH_REFUSED => {
            let (attempt, id) = (attempt.to_owned(), refused.id.saturating_to());
            Some(ClaimError::CashRefused { attempt, id, holder: refused.holder })
        }
        _ => None,
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
