//! ValidityWindow: the movement happens outside the days of the regime.

use super::facts::{Facts, timestamp};
use crate::calendar::UtcDay;

pub(super) fn details(start: Option<UtcDay>, end: Option<UtcDay>, facts: &Facts) -> Vec<String> {
    let at = timestamp(facts.at);
    let before = start.filter(|start| facts.at < start.start_seconds());
    let after = end.filter(|end| facts.at >= end.start_seconds());
    let before = before.map(|start| format!("{at} is before the first day, {start}"));
    let after = after.map(|end| format!("{at} is not before {end}, the first day outside"));
    before.into_iter().chain(after).collect()
}
