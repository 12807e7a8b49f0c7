//! OfferingTotal: more would be issued in the offering pool than the cap.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::Chain;
use super::facts::Facts;
use super::missing::{Found, Missing};
use crate::calendar::{Period, UtcDay};
use crate::deployment::DeploymentError;
use crate::profile::{OfferingTotal, books};

pub(super) async fn details(
    rule: &OfferingTotal,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Found, DeploymentError> {
    if !chain.is_ready(books::OFFERINGS).await? {
        return Ok(vec!["the book of offerings is not kept for this instrument".to_owned()].into());
    }
    let total = async |first: UtcDay| {
        let call = InstrumentLedger::offeringTotalCall {
            instrument: chain.token,
            firstDay: U256::from(first.number()),
            lastDay: U256::from(chain.day),
        };
        chain.books(call).await
    };
    let period = Period::Months(rule.months);
    let first = chain.window(period);
    let found = total(first).await?;
    if !found.pooled {
        let none = "the instrument is in no offering pool: a registrar puts it in one";
        return Ok(Missing::OfferingPool.said(none.to_owned()));
    }
    let cap = U256::from(rule.cap.units());
    let mut details = vec![format!(
        "cap {} in {period}, issued in the pool {} since {first}, asked {}, remaining {}",
        rule.cap,
        facts.words.amount(found.total),
        facts.amount(),
        facts.words.amount(cap.saturating_sub(found.total)),
    )];
    let fits = async |first: UtcDay| {
        Ok(total(first).await?.total.saturating_add(facts.question.amount) <= cap)
    };
    if let Some(day) = chain.room_again(period, fits).await? {
        details.push(format!("there is room again on {day}, if nothing is issued before"));
    }
    Ok(details.into())
}
