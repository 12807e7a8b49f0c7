//! CashLeg: what is paid is of a class that is not admitted.

use super::facts::list;
use crate::profile::CashLeg;

pub(super) fn details(rule: &CashLeg) -> Vec<String> {
    let titles: Vec<&str> = rule.classes.iter().map(|class| class.title()).collect();
    vec![format!("what is paid is none of the admitted classes: {}", list(&titles))]
}
