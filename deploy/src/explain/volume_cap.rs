//! VolumeCap: more would be transferred within the window than the cap.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::{Chain, holder};
use super::facts::Facts;
use crate::calendar::UtcDay;
use crate::deployment::DeploymentError;
use crate::profile::{VolumeCap, VolumeScope, books};
use crate::vocabulary::Party;

pub(super) async fn details(
    rule: &VolumeCap,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    if !chain.is_ready(books::VOLUMES).await? {
        return Ok(vec!["the book of volumes is not kept for this instrument".to_owned()]);
    }
    let side = match rule.scope {
        VolumeScope::Instrument => None,
        VolumeScope::Sender => facts.party(Party::SENDER),
        VolumeScope::Recipient => facts.party(Party::RECIPIENT),
    };
    let volume = async |first: UtcDay| {
        let call = InstrumentLedger::volumeOfCall {
            instrument: chain.token,
            scope: rule.scope as u8,
            holder: side.map_or(U256::ZERO, holder),
            firstDay: U256::from(first.number()),
            lastDay: U256::from(chain.day),
        };
        chain.books(call).await
    };
    let period = rule.window.period();
    let first = chain.window(period);
    let (cap, used) = (U256::from(rule.cap.units()), volume(first).await?);
    let whose = match side {
        Some(party) => format!("the investor of {}", party.name()),
        None => "the instrument".to_owned(),
    };
    let mut details = vec![format!(
        "cap of {whose} {} in {}, used {} since {first}, asked {}, remaining {}",
        rule.cap,
        rule.window,
        facts.words.amount(used),
        facts.amount(),
        facts.words.amount(cap.saturating_sub(used)),
    )];
    let fits =
        async |first: UtcDay| Ok(volume(first).await?.saturating_add(facts.question.amount) <= cap);
    if let Some(day) = chain.room_again(period, fits).await? {
        details.push(format!("there is room again on {day}, if nothing is transferred before"));
    }
    Ok(details)
}
