//! PurchaserLimit: one purchaser of the issuer too many within the days.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::Chain;
use crate::calendar::{Period, UtcDay};
use crate::deployment::DeploymentError;
use crate::profile::{PurchaserLimit, books};

pub(super) async fn details(
    rule: &PurchaserLimit,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    if !chain.is_ready(books::PURCHASES).await? {
        return Ok(vec!["the book of purchases is not kept for this instrument".to_owned()]);
    }
    // The listing says whose purchasers they are.
    let (instrument, mask) = (chain.token, U256::from(books::PURCHASES));
    if !chain.books(InstrumentLedger::isReadyCall { instrument, mask }).await? {
        return Ok(vec!["the instrument is not listed, so nobody knows whose purchasers it has; the registrar lists it".to_owned()]);
    }
    let period = Period::Days(rule.days);
    let excluded = rule.not_counted.map_or(0, |category| category.bit() + 1);
    let count = async |first: UtcDay| {
        let call = InstrumentLedger::purchaserCountCall {
            instrument: chain.token,
            firstDay: U256::from(first.number()),
            lastDay: U256::from(chain.day),
            excluded: U256::from(excluded),
        };
        chain.books(call).await
    };
    let first = chain.window(period);
    let counted = count(first).await?;
    let who = match rule.not_counted {
        Some(category) => format!("purchasers of the issuer without `{}`", category.title()),
        None => "purchasers of the issuer".to_owned(),
    };
    let highest = U256::from(rule.highest);
    let mut details = vec![format!(
        "limit {highest} {who} in {} days, counted {counted} since {first}, remaining {}",
        rule.days,
        highest.saturating_sub(counted),
    )];
    let fits = async |first: UtcDay| Ok(count(first).await? < highest);
    if let Some(day) = chain.room_again(period, fits).await? {
        details.push(format!("there is room again on {day}, if nobody new buys before"));
    }
    Ok(details)
}
