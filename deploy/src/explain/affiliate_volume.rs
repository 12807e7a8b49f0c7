//! AffiliateVolume: an affiliate would sell more than its share.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::{Chain, holder};
use super::facts::Facts;
use crate::calendar::{Period, UtcDay};
use crate::deployment::DeploymentError;
use crate::profile::{AffiliateVolume, VolumeScope, books};
use crate::vocabulary::Party;

const WHOLE: u64 = 1_000_000;

pub(super) async fn details(
    rule: &AffiliateVolume,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let Some(sender) = facts.party(Party::SENDER) else { return Ok(Vec::new()) };
    let flags = sender.flags_among(&rule.flags).join(", ");
    if !chain.is_ready(books::VOLUMES).await? {
        return Ok(vec![format!(
            "{} is {flags}, and the book of volumes is not kept for this instrument",
            sender.name()
        )]);
    }
    let volume = async |first: UtcDay| {
        let call = InstrumentLedger::volumeOfCall {
            instrument: chain.token,
            scope: VolumeScope::Sender as u8,
            holder: holder(sender),
            firstDay: U256::from(first.number()),
            lastDay: U256::from(chain.day),
        };
        chain.books(call).await
    };
    let period = Period::Months(rule.months.into());
    let first = chain.window(period);
    let used = volume(first).await?;
    let share = U256::from(rule.share.millionths());
    let limit = facts.supply.saturating_mul(share) / U256::from(WHOLE);
    let mut details = vec![format!(
        "{} is {flags}: limit {} ({} of the outstanding {}), given {} since {first}, asked {}, remaining {}",
        sender.name(),
        facts.words.amount(limit),
        rule.share,
        facts.words.amount(facts.supply),
        facts.words.amount(used),
        facts.amount(),
        facts.words.amount(limit.saturating_sub(used)),
    )];
    let fits = async |first: UtcDay| {
        Ok(volume(first).await?.saturating_add(facts.question.amount) <= limit)
    };
    if let Some(day) = chain.room_again(period, fits).await? {
        details.push(format!("there is room again on {day}, if it gives nothing before"));
    }
    Ok(details)
}
