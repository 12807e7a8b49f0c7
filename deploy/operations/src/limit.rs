//! What the supervisor records: limits, rates and how far an entrant has come.

use alloy::primitives::utils::parse_units;
use alloy::primitives::{FixedBytes, U256};
use corridor_bindings::EntrantLedger;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{EntrantRecord, SystemContract, fixed, fixed_lei};
use corridor_deploy::identifiers::{Country, Currency, Lei};
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Activity;

use super::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Decimals of a rate.
const RATE_DECIMALS: u8 = 18;

/// Sets the limit of an entrant's asset class. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetLimit {
    /// The firm.
    pub lei: Lei,
    /// The class.
    pub asset_class: String,
    /// The limit.
    pub limit: Amount,
}

/// Writes an entrant's record. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetEntrant {
    /// The firm.
    pub lei: Lei,
    /// Where it is established.
    pub jurisdiction: Country,
    /// Stage reached; 0 withdraws its admission.
    pub stage: u8,
    /// What it is permitted to do.
    pub activities: Vec<Activity>,
}

/// Records a rate for instruments in another currency than their limit. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetRate {
    /// The instruments' currency.
    pub currency: Currency,
    /// The limit's currency.
    pub limit_currency: Currency,
    /// Smallest units of the limit's currency for one smallest unit of the instruments', times 10^18.
    pub rate: U256,
    /// The day it was observed.
    pub day: UtcDay,
}

impl SetRate {
    /// A rate between two currencies, such as 0.5132, as one between their smallest units, times 10^18; `None` when it
    /// is no positive decimal number with at most 18 decimals.
    #[must_use]
    pub fn in_smallest_units(text: &str, from: Currency, to: Currency) -> Option<U256> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let rate: U256 = parse_units(text, RATE_DECIMALS).ok().filter(|_| digits)?.into();
        let ten = U256::from(10);
        let (up, down) = (to.exponent(), from.exponent());
        let scaled = rate.checked_mul(ten.pow(U256::from(up)))? / ten.pow(U256::from(down));
        (!scaled.is_zero()).then_some(scaled)
    }
}

impl SetEntrant {
    fn activities_mask(&self) -> u16 {
        self.activities.iter().fold(0, |mask, activity| mask | (1 << activity.bit()))
    }
}

impl Operation for SetLimit {
    const NAME: &'static str = "set-limit";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = EntrantLedger::setLimitCall {
            lei: fixed_lei(self.lei),
            assetClass: fixed(&self.asset_class),
            currency: FixedBytes(self.limit.currency().bytes()),
            limit: U256::from(self.limit.units()),
        };
        let summary = format!("limit {} of {} to {}", self.asset_class, self.lei, self.limit);
        supervise(desk, summary, &call)
    }
}

impl Operation for SetEntrant {
    const NAME: &'static str = "set-entrant";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let record = EntrantLedger::Entrant {
            jurisdiction: self.jurisdiction.numeric(),
            stage: self.stage,
            activities: self.activities_mask(),
        };
        let call =
            EntrantLedger::setEntrantCall { lei: fixed_lei(self.lei), entrantRecord: record };
        supervise(desk, format!("record the entrant {} at stage {}", self.lei, self.stage), &call)
    }
}

impl Operation for SetRate {
    const NAME: &'static str = "set-rate";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = EntrantLedger::setRateCall {
            currency: FixedBytes(self.currency.bytes()),
            limitCurrency: FixedBytes(self.limit_currency.bytes()),
            value: self.rate,
            day: self.day.number(),
        };
        let summary = format!(
            "record the rate from {} to {} of {}",
            self.currency, self.limit_currency, self.day
        );
        supervise(desk, summary, &call)
    }
}

fn supervise(
    desk: &Desk,
    summary: String,
    call: &impl alloy::sol_types::SolCall,
) -> Result<Prepared, OperationError> {
    Ok(Prepared::act(
        summary,
        Who::Role(Role::Supervisor),
        desk.contract(SystemContract::EntrantLedger)?,
        call,
    ))
}

impl Desk {
    /// The day of the rate between two currencies that is on record, if one is.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn rate_day(
        &self,
        from: Currency,
        to: Currency,
    ) -> Result<Option<UtcDay>, OperationError> {
        let [currency, limit_currency] = [from, to].map(|one| FixedBytes(one.bytes()));
        let call = EntrantLedger::rateCall { currency, limitCurrency: limit_currency };
        let found = self.read(self.contract(SystemContract::EntrantLedger)?, &call).await?;
        Ok((!found._0.is_zero()).then(|| UtcDay::from_number(found._1)))
    }

    /// Sets a limit, on chain and in the manifest.
    ///
    /// # Errors
    ///
    /// The class has a limit in another currency, or the endpoint fails.
    pub async fn set_limit(
        &mut self,
        operation: &SetLimit,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        let performed = self.perform(operation, mode).await?;
        if mode == Mode::Execute {
            let SetLimit { lei, asset_class, limit } = operation.clone();
            self.deployment_mut().amend(|manifest| {
                manifest
                    .entrants
                    .entry(lei)
                    .or_insert_with(EntrantRecord::nobody)
                    .limits
                    .insert(asset_class, limit);
            })?;
        }
        Ok(performed)
    }

    /// Writes an entrant's record, on chain and in the manifest.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn set_entrant(
        &mut self,
        operation: &SetEntrant,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        let performed = self.perform(operation, mode).await?;
        if mode == Mode::Execute {
            self.deployment_mut().amend(|manifest| {
                let record =
                    manifest.entrants.entry(operation.lei).or_insert_with(EntrantRecord::nobody);
                record.jurisdiction = operation.jurisdiction.numeric();
                record.stage = operation.stage;
                record.activities = operation.activities_mask();
            })?;
        }
        Ok(performed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_between_smallest_units() {
        let [gbp, aud, jpy] = ["GBP", "AUD", "JPY"].map(|code| code.parse().unwrap());
        let rate = |text, from, to| {
            SetRate::in_smallest_units(text, from, to).map(|rate| rate.to_string())
        };
        assert_eq!(rate("0.5132", aud, gbp).as_deref(), Some("513200000000000000"));
        assert_eq!(rate("200", gbp, jpy).as_deref(), Some("2000000000000000000"));
        assert_eq!(rate("0.005", jpy, gbp).as_deref(), Some("500000000000000000"));
        for wrong in ["0", "-1", "1e3", "x", ""] {
            assert_eq!(rate(wrong, aud, gbp), None, "{wrong}");
        }
    }
}
