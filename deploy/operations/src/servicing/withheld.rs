//! Who could not be paid when it was its turn, and why.

use std::collections::BTreeMap;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::Servicing;
use corridor_deploy::bulk::read_together;
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::{Explanation, Wording};
use serde::Serialize;

use super::Distribution;
use super::claim::question;
use crate::{Desk, OperationError};

/// What stands for the cash token's refusal in the contract (`IServicing.CASH_REFUSED`).
pub(super) const CASH_REFUSED: U256 = U256::from_limbs([0, 0, 0, 1 << 63]);

/// What the contract says of somebody whom it does not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Withheld {
    pub(super) holder: Address,
    pub(super) units: U256,
    pub(super) amount: U256,
    /// None of what was redirected to it.
    pub(super) reasons: U256,
    pub(super) redirected: bool,
}

/// A holder who is not paid when it is its turn, and why.
#[derive(Clone, Debug, Serialize)]
pub struct RefusedPayment {
    /// The holder.
    pub holder: Address,
    /// What it is due.
    pub amount: String,
    /// What would be redeemed for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeems: Option<String>,
    /// Whether it is kept for it; what is not is there when its holder may be paid.
    pub kept: bool,
    /// Whether it was another wallet's, and is kept until it is claimed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redirected: bool,
    /// What refuses: rules, or the cash token.
    pub reasons: Vec<String>,
}

impl Desk {
    /// Refusals in words. The regime is asked again, which names its rules; whom it has nothing against any more has none.
    pub(super) async fn refused_payments(
        &self,
        distribution: &Distribution,
        withheld: &[Withheld],
    ) -> Result<Vec<RefusedPayment>, OperationError> {
        let kept = distribution.kind()?.has_record_date();
        let by_rules = withheld.iter().filter(|one| one.reasons != CASH_REFUSED);
        let questions = by_rules.map(|one| question(distribution, one.holder, one.units));
        let questions = questions.collect::<Result<Vec<_>, _>>()?;
        let verdicts = self.judge(&distribution.leg, None)?.explain_all(&questions).await?;
        let mut verdicts = verdicts.iter();
        let refused = withheld.iter().map(|one| {
            let reasons = match one.reasons == CASH_REFUSED {
                true => vec!["CASH-REFUSED".to_owned()],
                false => verdicts.next().map(rules).unwrap_or_default(),
            };
            let redeems = Wording::new(distribution.leg.currency).amount(one.units);
            RefusedPayment {
                holder: one.holder,
                amount: distribution.cash.words(one.amount),
                redeems: (!one.units.is_zero()).then_some(redeems),
                kept,
                redirected: one.redirected,
                reasons,
            }
        });
        Ok(refused.collect())
    }

    /// Whom batches have not paid, or to whom what others were due was redirected, and who has not claimed it since, in the order of their
    /// turns.
    pub(super) async fn withheld(
        &self,
        distribution: &Distribution,
    ) -> Result<Vec<Withheld>, OperationError> {
        let (servicing, id) = (self.servicing()?, U256::from(distribution.id));
        let (first, mut reasons) = (self.manifest()?.first_block(), BTreeMap::new());
        let topics =
            vec![Servicing::Withheld::SIGNATURE_HASH, Servicing::Redirected::SIGNATURE_HASH];
        logs(self.connection(), servicing, topics, first, |log| {
            if let Ok(event) = Servicing::Withheld::decode_log(&log.inner)
                && event.id == id
            {
                reasons.insert(event.holder, Some(event.reasons));
            }
            if let Ok(event) = Servicing::Redirected::decode_log(&log.inner)
                && event.id == id
            {
                reasons.entry(event.replacement).or_insert(None);
            }
        })
        .await?;
        let latest = BlockId::latest();
        let calls = reasons
            .keys()
            .map(|holder| (servicing, Servicing::explainPaymentCall { id, holder: *holder }));
        let still = read_together(self.connection(), calls, latest).await?;
        let calls = reasons
            .keys()
            .map(|holder| (servicing, Servicing::withheldOfCall { id, holder: *holder }));
        let kept = read_together(self.connection(), calls, latest).await?;
        let found = reasons.into_iter().zip(still).zip(kept);
        let found = found.map(|(((holder, reasons), still), kept)| {
            // Of what is kept a claim pays no more than there are units for.
            let units = still.units.max(U256::from(kept.units));
            let amount = still.amount.max(U256::from(kept.amount));
            let redirected = reasons.is_none();
            Withheld { holder, units, amount, reasons: reasons.unwrap_or_default(), redirected }
        });
        Ok(found.filter(|one| !one.units.is_zero() || !one.amount.is_zero()).collect())
    }
}

fn rules(explanation: &Explanation) -> Vec<String> {
    explanation.reasons.iter().map(|reason| reason.rule.clone()).collect()
}
