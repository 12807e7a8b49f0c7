//! LotClock: what would leave was acquired too recently.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger;

use super::chain::Chain;
use super::facts::Facts;
use super::missing::{Found, Missing};
use crate::calendar::{Period, UtcDay, deadline};
use crate::deployment::DeploymentError;
use crate::profile::LotClock;
use crate::vocabulary::Party;

pub(super) async fn details(
    rule: &LotClock,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Found, DeploymentError> {
    let Some(sender) = facts.party(Party::SENDER) else { return Ok(Vec::new().into()) };
    let call = InstrumentLedger::acquiredOnCall {
        instrument: chain.token,
        wallet: sender.address,
        balance: sender.balance,
        amount: facts.question.amount,
    };
    let leaving = chain.books(call).await?;
    if !leaving.known {
        let cannot = "the book of lots cannot date this holding: a registrar settles the day of the first tranche";
        return Ok(Missing::LotTerms.said(cannot.to_owned()));
    }
    let period = Period::Months(rule.months.into());
    let end = |day: u16| deadline(UtcDay::from_number(day), period);
    let acquired = UtcDay::from_number(leaving.day);
    let mut details = vec![match end(leaving.day) {
        Ok(end) => format!(
            "the youngest units that would leave were acquired on {acquired}; their {period} end on {end}"
        ),
        Err(_) => format!("the {period} since {acquired} never end"),
    }];
    let call = InstrumentLedger::lotsOfCall { instrument: chain.token, wallet: sender.address };
    let lots = chain.books(call).await?;
    if !lots.is_empty() {
        let today = chain.today();
        let free = lots.iter().filter(|lot| end(lot.day).is_ok_and(|end| end <= today));
        let free = free.fold(U256::ZERO, |sum, lot| sum.saturating_add(U256::from(lot.amount)));
        details.push(format!(
            "of {}'s {} the lots of {} may leave, asked {}",
            sender.name(),
            facts.words.amount(sender.balance),
            facts.words.amount(free),
            facts.amount(),
        ));
    }
    if let Some(category) = rule.lifted_for {
        let mut lifting = format!("a recipient that holds `{}` lifts the rule", category.title());
        if !rule.without.is_empty() {
            let flags: Vec<_> = rule.without.iter().map(|flag| flag.title()).collect();
            lifting.push_str(&format!(", unless it is flagged `{}`", flags.join("`, `")));
        }
        details.push(lifting);
    }
    Ok(details.into())
}
