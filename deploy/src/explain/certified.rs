//! Certified: a party has no certificate on record.

use alloy::primitives::Uint;
use corridor_bindings::Permits;

use super::chain::Chain;
use super::facts::Facts;
use crate::calendar::{Period, UtcDay, deadline};
use crate::deployment::DeploymentError;
use crate::profile::Certified;
use crate::vocabulary::Party;

pub(super) async fn details(
    rule: &Certified,
    parties: &[Party],
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let title = rule.certificate.title();
    let mut details = Vec::new();
    for party in facts.among(parties) {
        let call = Permits::certificateUntilCall {
            instrument: chain.token,
            kind: rule.certificate.bit(),
            investor: Uint::from(party.standing.investor()),
        };
        let last = chain.permits(call).await?;
        if u32::from(last) >= chain.day {
            continue;
        }
        details.push(match last {
            0 => format!("no `{title}` of the investor of {} is on record", party.name()),
            last => format!(
                "the `{title}` of the investor of {} expired after {}",
                party.name(),
                UtcDay::from_number(last)
            ),
        });
    }
    if let Some(days) = rule.during {
        let start = facts.state.clock_start_day().map(UtcDay::from_number);
        let end = start.and_then(|start| deadline(start, Period::Days(days)).ok());
        details.push(match (start, end) {
            (Some(start), Some(end)) => {
                format!("it is needed in the {days} days since {start}, which end on {end}")
            }
            _ => {
                format!("it is needed in the first {days} days; the offering clock has not started")
            }
        });
    }
    Ok(details)
}
