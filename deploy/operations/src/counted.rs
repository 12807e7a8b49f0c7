//! How many purchasers and offerees the rules of a profile count, and how many they allow.

use alloy::primitives::{Address, U256};
use corridor_bindings::InstrumentLedger;
use corridor_deploy::calendar::{Period, UtcDay};
use corridor_deploy::deployment::{DeploymentError, SystemContract};
use corridor_deploy::explain::{LegHandle, first_day};
use corridor_deploy::identifiers::Country;
use corridor_deploy::profile::{OffereeLimit, Predicate, PurchaserLimit};
use corridor_deploy::vocabulary::Category;
use serde::Serialize;

use super::{Desk, OperationError};

/// What a rule counts.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The rule.
    pub rule: String,
    /// Whom it counts.
    pub of: String,
    /// How many there are.
    pub count: u64,
    /// How many it allows.
    pub highest: u64,
    /// Whether they are offerees; purchasers otherwise.
    #[serde(skip)]
    pub offerees: bool,
}

impl Desk {
    /// What the rules of a leg's profile count of purchasers and offerees, as they count.
    ///
    /// # Errors
    ///
    /// No rule of the deployment needs books, or the endpoint fails.
    pub async fn counted(&self, leg: &LegHandle) -> Result<Vec<Counted>, OperationError> {
        let ledger = self.contract_for_rules(SystemContract::InstrumentLedger)?;
        let profile = self.bound_profile(leg)?;
        let mut counted = Vec::new();
        let rules = profile.on_chain(&leg.leg).map_err(DeploymentError::from)?;
        for rule in rules {
            let (id, offerees) = (rule.rule.id.clone(), true);
            match &rule.on_chain.predicate {
                Predicate::PurchaserLimit(limit) => {
                    let count = self.purchasers(ledger, leg, limit).await?;
                    let who = without(limit.not_counted);
                    let of = format!("purchasers of the issuer{who} in {} days", limit.days);
                    let highest = limit.highest.into();
                    counted.push(Counted { rule: id, of, count, highest, offerees: false });
                }
                Predicate::OffereeLimit(limit) => {
                    let count = self.offerees(ledger, leg, limit).await?;
                    let place = limit.jurisdiction.map(|country| format!(" of {country}"));
                    let (place, who) = (place.unwrap_or_default(), without(limit.not_counted));
                    let (of, highest) = (format!("offerees{place}{who}"), limit.fewer_than - 1);
                    counted.push(Counted {
                        rule: id,
                        of,
                        count,
                        highest: highest.into(),
                        offerees,
                    });
                }
                _ => {}
            }
        }
        Ok(counted)
    }

    async fn purchasers(
        &self,
        ledger: Address,
        leg: &LegHandle,
        limit: &PurchaserLimit,
    ) -> Result<u64, OperationError> {
        let today = UtcDay::from_seconds(self.chain_time().await?);
        let today = today.unwrap_or(UtcDay::from_number(u16::MAX));
        let call = InstrumentLedger::purchaserCountCall {
            instrument: leg.token,
            firstDay: U256::from(first_day(today, Period::Days(limit.days)).number()),
            lastDay: U256::from(today.number()),
            excluded: excluded(limit.not_counted),
        };
        Ok(number(self.read(ledger, &call).await?))
    }

    async fn offerees(
        &self,
        ledger: Address,
        leg: &LegHandle,
        limit: &OffereeLimit,
    ) -> Result<u64, OperationError> {
        let call = InstrumentLedger::offereeCountCall {
            instrument: leg.token,
            jurisdiction: limit.jurisdiction.map_or(0, Country::numeric),
            excluded: excluded(limit.not_counted),
        };
        Ok(number(self.read(ledger, &call).await?))
    }
}

fn excluded(category: Option<Category>) -> U256 {
    U256::from(category.map_or(0, |category| category.bit() + 1))
}

fn without(category: Option<Category>) -> String {
    category.map(|one| format!(" without `{}`", one.title())).unwrap_or_default()
}

fn number(count: U256) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
