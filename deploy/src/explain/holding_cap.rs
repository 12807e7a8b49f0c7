//! HoldingCap: the recipient's investor would hold more than a cap.

use alloy::primitives::U256;

use super::chain::Chain;
use super::facts::Facts;
use crate::deployment::DeploymentError;
use crate::profile::HoldingCap;
use crate::vocabulary::Party;

const WHOLE: u64 = 1_000_000;

pub(super) async fn details(
    rule: &HoldingCap,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let Some(recipient) = facts.party(Party::RECIPIENT) else { return Ok(Vec::new()) };
    let position = chain.position(recipient.address).await?;
    let caps = [
        rule.cap.map(|cap| ("the cap".to_owned(), U256::from(cap.units()))),
        rule.share.map(|share| {
            let part = facts.issue_volume.saturating_mul(U256::from(share.millionths()));
            let volume = facts.words.amount(facts.issue_volume);
            (format!("{share} of the issue volume {volume}"), part / U256::from(WHOLE))
        }),
    ];
    let failing = caps
        .into_iter()
        .flatten()
        .filter(|(_, cap)| position.saturating_add(facts.question.amount) > *cap);
    Ok(failing
        .map(|(name, cap)| {
            format!(
                "{name} {}, held by the investor of {} in all its wallets {}, asked {}, remaining {}",
                facts.words.amount(cap),
                recipient.name(),
                facts.words.amount(position),
                facts.amount(),
                facts.words.amount(cap.saturating_sub(position)),
            )
        })
        .collect())
}
