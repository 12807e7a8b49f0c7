//! CashLeg: what is paid is of a class that is not admitted.

use corridor_bindings::Permits;

use super::chain::Chain;
use super::facts::{Facts, list};
use crate::deployment::DeploymentError;
use crate::profile::CashLeg;
use crate::vocabulary::Cash;

pub(super) async fn details(
    rule: &CashLeg,
    facts: &Facts,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let token = facts.question.cash.unwrap_or_default();
    let class = chain.permits(Permits::cashClassCall { token }).await?;
    let class = match (class, Cash::from_bit(class)) {
        (0, _) => "in no class of cash".to_owned(),
        (_, Some(class)) => format!("classed as {}", class.title()),
        (number, None) => format!("in class {number}"),
    };
    let admitted: Vec<&str> = rule.classes.iter().map(|class| class.title()).collect();
    Ok(vec![format!("{token} is paid with, which is {class}; admitted: {}", list(&admitted))])
}
