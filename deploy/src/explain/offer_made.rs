//! OfferMade: nobody recorded an offer to the recipient.

use super::facts::Facts;
use crate::vocabulary::Party;

pub(super) fn details(facts: &Facts) -> Vec<String> {
    let recipient = facts.party(Party::RECIPIENT);
    recipient
        .map(|party| match party.standing.is_registered() {
            true => format!("no offer to the investor of {} is on record", party.name()),
            false => format!("{} is not registered, so no offer to it is on record", party.name()),
        })
        .into_iter()
        .collect()
}
