//! Denomination: the amount, or what stays behind, is too small, or the amount is no multiple.

use alloy::primitives::U256;

use super::facts::Facts;
use crate::money::Amount;
use crate::vocabulary::Party;

pub(super) fn details(minimum: Amount, multiple: Amount, facts: &Facts) -> Vec<String> {
    let asked = facts.question.amount;
    let (least, step) = (U256::from(minimum.units()), U256::from(multiple.units()));
    let mut details = Vec::new();
    if asked < least {
        details.push(format!("asked {}, the minimum is {minimum}", facts.amount()));
    }
    if !step.is_zero() && !(asked % step).is_zero() {
        let below = facts.words.amount(asked - asked % step);
        details.push(format!(
            "asked {}, which is no multiple of {multiple}; the next one below is {below}",
            facts.amount()
        ));
    }
    if let Some(sender) = facts.party(Party::SENDER)
        && asked < sender.balance
        && sender.balance - asked < least
    {
        let (holding, rest) =
            (facts.words.amount(sender.balance), facts.words.amount(sender.balance - asked));
        details.push(format!(
            "{} holds {holding} and would keep {rest}, less than the minimum {minimum}",
            sender.name()
        ));
    }
    details
}
