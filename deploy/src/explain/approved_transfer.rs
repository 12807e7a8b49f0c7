//! ApprovedTransfer: no approval covers the movement.

use alloy::primitives::U256;
use corridor_bindings::{InstrumentLedger, Permits};

use super::chain::Chain;
use super::facts::{Facts, timestamp};
use crate::deployment::DeploymentError;
use crate::profile::books;

pub(super) async fn details(
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    if !chain.is_ready(books::APPROVALS).await? {
        return Ok(vec!["the book of approvals is not kept for this instrument".to_owned()]);
    }
    let from = facts.question.from.unwrap_or_default();
    let to = facts.question.to.unwrap_or_default();
    let call = Permits::approvalOfCall { instrument: chain.token, from, to };
    let Permits::Approval { units, lastMoment, id } = chain.permits(call).await?;
    if units == 0 {
        return Ok(vec![format!("no transfer from {from} to {to} is approved")]);
    }
    let call = InstrumentLedger::approvalUsedCall { instrument: chain.token, from, to, id };
    let used = chain.books(call).await?;
    Ok(vec![format!(
        "approved {} through {}, used {}, asked {}, remaining {}",
        facts.words.amount(U256::from(units)),
        timestamp(lastMoment.to::<u64>()),
        facts.words.amount(used),
        facts.amount(),
        facts.words.amount(U256::from(units).saturating_sub(used)),
    )])
}
