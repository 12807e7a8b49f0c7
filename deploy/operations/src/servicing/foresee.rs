//! What a run of payments would come to. The contract is asked about each holder as it asks itself, and what only trying shows, since a
//! cash token may refuse whom no view tells, is tried as a call of the contract's.

use alloy::eips::BlockId;
use alloy::primitives::{Address, Bytes, U256};
use alloy::sol_types::{SolCall, SolValue as _};
use corridor_bindings::{CashToken, ISecurityToken, Servicing};
use corridor_deploy::accounts::Role;
use corridor_deploy::bulk::{read_together, try_together};

use super::withheld::{CASH_REFUSED, Withheld};
use super::{Distribution, DistributionKind};
use crate::{Desk, OperationError, Prepared, Who};

/// Holders of the batch that is tried as a whole.
const TRIED: usize = 20;

/// What a distribution would come to.
pub(super) struct Foreseen {
    /// It, when everybody has had their turn.
    pub(super) after: Distribution,
    /// What would be due to nobody then.
    pub(super) remainder: U256,
    /// Who would not be paid.
    pub(super) withheld: Vec<Withheld>,
}

/// A holder whose turn is to come, or for whom something is kept.
pub(super) struct Turn {
    holder: Address,
    basis: U256,
    units: U256,
    amount: U256,
    /// Why it would not be paid.
    reasons: U256,
}

impl Turn {
    /// Whether it is that holder's, who would not be paid.
    pub(super) fn is_kept_from(&self, holder: Address) -> bool {
        self.holder == holder && !self.reasons.is_zero()
    }
}

impl Desk {
    /// What would become of a distribution when these holders have their turn.
    pub(super) async fn foresee(
        &self,
        distribution: &Distribution,
        holders: &[Address],
    ) -> Result<Foreseen, OperationError> {
        self.try_batch(distribution, holders).await?;
        let mut turns = self.turns(distribution, holders).await?;
        self.try_payments(distribution, &mut turns).await?;
        let is_kept = distribution.kind()?.has_record_date();
        let mut after = distribution.clone();
        let (mut open, mut withheld) = (self.open(distribution).await?, Vec::new());
        for Turn { holder, basis, units, amount, reasons } in turns {
            let cash = amount.saturating_to::<u128>();
            let is_paid = reasons.is_zero();
            if !is_paid {
                withheld.push(Withheld { holder, units, amount, reasons, redirected: false });
            }
            // Without a record date what may not be paid stays where it is, and is claimed.
            match (is_paid, is_kept) {
                (true, _) => after.progress.paid += cash,
                (false, true) => after.progress.held += cash,
                (false, false) => continue,
            }
            open = open.saturating_sub(basis);
        }
        let progress = &after.progress;
        let gone = progress.paid + progress.returned + progress.held;
        let owed = distribution.cash_on(open)?;
        let remainder = U256::from(progress.funded.saturating_sub(gone)).saturating_sub(owed);
        Ok(Foreseen { after, remainder, withheld })
    }

    /// What the contract would refuse of any batch, it says of the first one.
    pub(super) async fn try_batch(
        &self,
        distribution: &Distribution,
        holders: &[Address],
    ) -> Result<(), OperationError> {
        let (id, first) = (distribution.id, &holders[..holders.len().min(TRIED)]);
        if first.is_empty() {
            return Ok(());
        }
        let call = Servicing::payCall { id: U256::from(id), holders: first.to_vec() };
        let summary = format!("pay distribution {id}");
        let agent = Who::Role(Role::PayingAgent);
        self.attempt(&Prepared::act(summary, agent, self.servicing()?, &call)).await
    }

    /// What each holder would be paid, and what the bond says of it. Whoever was settled alone has no turn.
    pub(super) async fn turns(
        &self,
        distribution: &Distribution,
        holders: &[Address],
    ) -> Result<Vec<Turn>, OperationError> {
        let (servicing, id) = (self.servicing()?, U256::from(distribution.id));
        let latest = BlockId::latest();
        let mut holders = holders.to_vec();
        if distribution.progress.anyAlone {
            let calls = holders
                .iter()
                .map(|holder| (servicing, Servicing::isSettledCall { id, holder: *holder }));
            let settled = read_together(self.connection(), calls, latest).await?;
            let mut settled = settled.into_iter();
            holders.retain(|_| !settled.next().unwrap_or_default());
        }
        let bases = self.bases(distribution, &holders).await?;
        let calls = holders
            .iter()
            .map(|holder| (servicing, Servicing::explainPaymentCall { id, holder: *holder }));
        let payments = read_together(self.connection(), calls, latest).await?;
        let turns = holders.into_iter().zip(bases).zip(payments);
        let turns = turns.map(|((holder, basis), payment)| {
            let Servicing::explainPaymentReturn { units, amount, reasons } = payment;
            Turn { holder, basis, units, amount, reasons }
        });
        Ok(turns.filter(|turn| !turn.basis.is_zero()).collect())
    }

    /// Tries, as the contract, what it would do for those whom the bond lets be paid.
    pub(super) async fn try_payments(
        &self,
        distribution: &Distribution,
        turns: &mut [Turn],
    ) -> Result<(), OperationError> {
        let (servicing, latest) = (self.servicing()?, BlockId::latest());
        let (token, cash) = (distribution.leg.token, distribution.cash.token);
        let (mut calls, mut whose) = (Vec::new(), Vec::new());
        let allowed = turns.iter().enumerate().filter(|(_, turn)| turn.reasons.is_zero());
        for (index, turn) in allowed {
            let (from, amount) = (turn.holder, turn.units);
            if !amount.is_zero() {
                calls.push((token, encoded(&ISecurityToken::redeemCall { from, amount })));
                whose.push((index, false));
            }
            let (to, value) = (turn.holder, turn.amount);
            if !value.is_zero() {
                calls.push((cash, encoded(&CashToken::transferCall { to, value })));
                whose.push((index, true));
            }
        }
        let answers = try_together(self.connection(), servicing, &calls, latest).await?;
        for ((index, is_cash), answer) in whose.into_iter().zip(answers) {
            let is_done = answer.is_some_and(|answer| !is_cash || says_yes(&answer));
            // The contract pays nobody itself.
            if !is_done || turns[index].holder == servicing {
                turns[index].reasons = CASH_REFUSED;
            }
        }
        Ok(())
    }

    /// What of the basis has not had its turn.
    pub(super) async fn open(&self, distribution: &Distribution) -> Result<U256, OperationError> {
        let (token, progress) = (distribution.leg.token, &distribution.progress);
        let settled = U256::from(progress.settled);
        let kind = distribution.kind()?;
        if kind.has_record_date() {
            let index = U256::from(distribution.declaration.recordDateIndex);
            let call = ISecurityToken::totalSupplyAtCall { index };
            return Ok(self.read(token, &call).await?.saturating_sub(settled));
        }
        match kind {
            DistributionKind::Put => Ok(U256::from(progress.elected).saturating_sub(settled)),
            _ => self.read(token, &ISecurityToken::totalSupplyCall {}).await,
        }
    }
}

impl Distribution {
    /// What is due on a part of the basis, as the contract rounds it.
    pub(super) fn cash_on(&self, basis: U256) -> Result<U256, OperationError> {
        let units = match self.kind()?.is_part_of_recorded() {
            true => self.units_on(basis),
            false => basis,
        };
        Ok(self.cash_for(units))
    }

    /// Units that a redemption of a part redeems of what was recorded.
    pub(super) fn units_on(&self, recorded: U256) -> U256 {
        let declared = &self.declaration;
        part(recorded, declared.fractionNumerator, declared.fractionDenominator)
    }

    /// What is paid for units.
    pub(super) fn cash_for(&self, units: U256) -> U256 {
        part(units, self.declaration.numerator, self.declaration.denominator)
    }
}

/// Both factors have 128 bits.
fn part(of: U256, numerator: u128, denominator: u128) -> U256 {
    let product = of.saturating_mul(U256::from(numerator));
    product.checked_div(U256::from(denominator)).unwrap_or_default()
}

fn encoded(call: &impl SolCall) -> Bytes {
    call.abi_encode().into()
}

/// Some tokens return nothing when they have moved what they were told.
fn says_yes(answer: &[u8]) -> bool {
    answer.is_empty() || bool::abi_decode(answer).unwrap_or(false)
}
