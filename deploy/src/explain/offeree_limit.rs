//! OffereeLimit: the offer was made to too many persons.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::Chain;
use crate::deployment::DeploymentError;
use crate::identifiers::Country;
use crate::profile::OffereeLimit;

pub(super) async fn details(
    rule: &OffereeLimit,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let call = InstrumentLedger::offereeCountCall {
        instrument: chain.token,
        jurisdiction: rule.jurisdiction.map_or(0, Country::numeric),
        excluded: U256::from(rule.not_counted.map_or(0, |category| category.bit() + 1)),
    };
    let count = chain.books(call).await?;
    let mut who = "persons".to_owned();
    if let Some(country) = rule.jurisdiction {
        who.push_str(&format!(" of {country}"));
    }
    if let Some(category) = rule.not_counted {
        who.push_str(&format!(" without `{}`", category.title()));
    }
    let remaining = U256::from(rule.fewer_than - 1).saturating_sub(count);
    Ok(vec![format!(
        "fewer than {} {who} may be offered to, on record {count}, remaining {remaining}",
        rule.fewer_than
    )])
}
