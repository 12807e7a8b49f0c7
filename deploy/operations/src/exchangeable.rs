//! Whether units may go from one leg of a bond to the other, where something pays them: each leg is paid for what it has, so whoever
//! changes between them must neither escape a redemption of the one nor be added to that of the other.

use alloy::primitives::{Address, U256};
use corridor_bindings::{ISecurityToken, Servicing};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::{LegHandle, Wording, timestamp};
use corridor_deploy::instrument::InstrumentKind;

use super::{Desk, Distribution, DistributionKind, DistributionStatus, OperationError};

/// Why units do not go from one leg of a bond to another.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// It has matured.
    #[error(
        "nothing of {instrument} goes from one leg to another: leg {leg} matured at {matured}, and is redeemed as it stands"
    )]
    Matured {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// When, in UTC.
        matured: String,
    },
    /// All of a leg is redeemed, and of the other not, or not yet.
    #[error(
        "nothing of {instrument} goes from one leg to another: distribution {id}, the {kind} of leg {leg}, {how}, and what leaves the leg \
         or comes to it would not be what is paid for"
    )]
    Redeemed {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The distribution.
        id: u64,
        /// What it is.
        kind: DistributionKind,
        /// How far it has come.
        how: &'static str,
    },
    /// A part of what the holder had on a record day is redeemed, and would be gone.
    #[error(
        "{} cannot move so much out of leg {} of {}: {} of what it had there on record days is redeemed, by distribution {id} last, and {} \
         would be left; move less, or once `corridor coupon pay {id}` has paid it",
        .0.holder, .0.leg, .0.instrument, .0.redeemed, .0.left, id = .0.id
    )]
    PartUnpaid(RedeemedPart),
}

/// What is redeemed in part of a holder on a leg that it would leave.
#[derive(Debug)]
pub struct RedeemedPart {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// The distribution.
    pub id: u64,
    /// The holder.
    pub holder: Address,
    /// What is redeemed of it and not paid yet, by that distribution and those before it.
    pub redeemed: String,
    /// What it would have left on the leg.
    pub left: String,
}

impl Desk {
    /// Refuses a movement between legs that a redemption of one of them stands in the way of.
    ///
    /// # Errors
    ///
    /// It is so, or the endpoint fails.
    pub async fn require_exchangeable(
        &self,
        leg: &LegHandle,
        enters: &LegHandle,
        holder: Address,
        units: U256,
    ) -> Result<(), OperationError> {
        let manifest = self.manifest()?;
        let is_debt = manifest.bond(&leg.instrument)?.1.kind == InstrumentKind::Debt;
        if manifest.address(SystemContract::Servicing).is_none() || !is_debt {
            return Ok(());
        }
        let (left, entered) = (self.in_force(leg).await?, self.in_force(enters).await?);
        for (leg, own, other) in [(leg, &left, &entered), (enters, &entered, &left)] {
            self.require_not_past(leg).await?;
            for one in own {
                if let Some(how) = apart(one, other)? {
                    let (instrument, leg) = (leg.instrument.clone(), leg.leg.clone());
                    let (id, kind) = (one.id, one.kind()?);
                    return Err(ExchangeError::Redeemed { instrument, leg, id, kind, how }.into());
                }
            }
        }
        self.require_parts_left(leg, &left, holder, units).await
    }

    async fn require_not_past(&self, leg: &LegHandle) -> Result<(), OperationError> {
        let Some(maturity) = self.matured_at(leg).await? else { return Ok(()) };
        let (instrument, leg) = (leg.instrument.clone(), leg.leg.clone());
        Err(ExchangeError::Matured { instrument, leg, matured: timestamp(maturity) }.into())
    }

    /// That all that is redeemed of the holder on the leg that it leaves is still there, when the movement is done in the next block.
    async fn require_parts_left(
        &self,
        leg: &LegHandle,
        declared: &[Distribution],
        holder: Address,
        units: U256,
    ) -> Result<(), OperationError> {
        let call = ISecurityToken::balanceOfCall { account: holder };
        let left = self.read(leg.token, &call).await?.saturating_sub(units);
        let (now, mut redeemed) = (self.next_time().await?, U256::ZERO);
        for one in declared {
            if !one.kind()?.is_part_of_recorded() || self.record_moment(one).await? > now {
                continue;
            }
            let call = Servicing::explainPaymentCall { id: U256::from(one.id), holder };
            redeemed += self.read_next(self.servicing()?, &call).await?.units;
            if redeemed > left {
                let words = Wording::new(leg.currency);
                let (redeemed, left) = (words.amount(redeemed), words.amount(left));
                let (instrument, leg) = (leg.instrument.clone(), leg.leg.clone());
                let part = RedeemedPart { instrument, leg, id: one.id, holder, redeemed, left };
                return Err(ExchangeError::PartUnpaid(part).into());
            }
        }
        Ok(())
    }
}

/// How far a redemption of all of a leg has come, when the other leg is not redeemed as well: one that is paid in stands in the way, and a
/// call unless the other leg is called for the same day at the same price. A redemption at maturity is the same for both, until it is paid in.
fn apart(
    one: &Distribution,
    other: &[Distribution],
) -> Result<Option<&'static str>, OperationError> {
    let kind = one.kind()?;
    if !kind.is_of_all() {
        return Ok(None);
    }
    if one.status() != Some(DistributionStatus::Declared) {
        return Ok(Some("is paid in for what it has"));
    }
    let terms = |one: &Distribution| {
        let declared = &one.declaration;
        (declared.kind, declared.paymentDate, declared.numerator, declared.denominator)
    };
    let is_matched = kind == DistributionKind::Redemption
        || other.iter().any(|other| terms(other) == terms(one));
    Ok((!is_matched).then_some("is declared, and the other leg is not called with it"))
}
