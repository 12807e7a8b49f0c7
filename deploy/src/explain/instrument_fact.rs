//! InstrumentFact: a fact about the instrument does not hold, or holds and must not.

use corridor_bindings::Permits;

use super::chain::Chain;
use crate::calendar::UtcDay;
use crate::deployment::DeploymentError;
use crate::profile::InstrumentFact;

pub(super) async fn details(
    rule: &InstrumentFact,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let call = Permits::factUntilCall { instrument: chain.token, fact: rule.fact.bit() };
    let last = chain.permits(call).await?;
    Ok(vec![words(rule, last)])
}

fn words(rule: &InstrumentFact, last: u16) -> String {
    let title = rule.fact.title();
    let day = UtcDay::from_number(last);
    match (rule.absent, last) {
        (true, _) => format!("`{title}` is on record through {day}"),
        (false, 0) => format!("`{title}` is not on record"),
        (false, _) => format!("`{title}` was on record through {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_missing_past_or_in_the_way() {
        let fact = "listing-halt".parse().unwrap();
        let rule = |absent| InstrumentFact { fact, absent, only_from: Vec::new() };
        let halt = "halt on the primary listing exchange";
        assert_eq!(words(&rule(false), 0), format!("`{halt}` is not on record"));
        assert_eq!(words(&rule(false), 365), format!("`{halt}` was on record through 1971-01-01"));
        assert_eq!(words(&rule(true), 365), format!("`{halt}` is on record through 1971-01-01"));
    }
}
