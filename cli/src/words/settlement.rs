//! Settlements and allotments in words.

use corridor_deploy::explain::Verdict;
use corridor_operations::{NextStep, OrderFact, RefusedOrder, SettlementCheck};

use super::explanation;
use crate::names::Names;
use crate::output::{fields, heading};

/// The document of a check, and of a settlement that is refused.
pub(crate) const CHECK_SCHEMA: &str = "corridor.settle-check/1";

/// Whether two instructions would settle: every fact, and the verdict on the transfer with every rule.
pub(crate) fn check(check: &SettlementCheck, names: &Names) -> String {
    let verdict = match check.verdict {
        Verdict::Allowed => "SETTLES",
        Verdict::Refused => "REFUSED",
    };
    let SettlementCheck { units, amount, instrument, leg, .. } = check;
    let title = format!("{verdict}: {units} of {instrument}, leg {leg}, against {amount}");
    let mut values = vec![
        ("seller", names.full(check.seller)),
        ("buyer", names.full(check.buyer)),
        ("submitter", names.full(check.submitter)),
        ("at", check.at.clone()),
    ];
    let reasons = check.reasons().collect::<Vec<_>>().join(", ");
    if !reasons.is_empty() {
        values.push(("refused by", reasons));
    }
    let mut parts = vec![fields(&title, values)];
    parts.extend(check.facts.iter().map(|fact| self::fact(fact, names)));
    if !check.over {
        parts.push(explanation(&check.movement, names));
    }
    parts.extend(next(&check.next, names));
    parts.join("\n\n")
}

/// Orders of a book that are refused.
pub(crate) fn refused_orders(orders: &[RefusedOrder], names: &Names) -> String {
    orders.iter().map(|order| refused_order(order, names)).collect::<Vec<_>>().join("\n\n")
}

fn refused_order(order: &RefusedOrder, names: &Names) -> String {
    let title = format!("line {}: {} against {}", order.line, order.units, order.amount);
    let reasons = order.reasons().collect::<Vec<_>>().join(", ");
    let values = [("investor", names.full(order.investor)), ("refused by", reasons)];
    let mut parts = vec![fields(&title, values)];
    parts.extend(order.facts.iter().map(|fact| self::fact(fact, names)));
    if order.movement.verdict == Verdict::Refused {
        parts.push(explanation(&order.movement, names));
    }
    parts.extend(next(&order.next, names));
    parts.join("\n\n")
}

fn fact(fact: &OrderFact, names: &Names) -> String {
    let mut lines = vec![heading(&format!("{}  {}", fact.fact, fact.title))];
    let mut line = |name: &str, text: &str| lines.push(format!("  {name:<9}  {text}"));
    for detail in &fact.details {
        line("because", &names.in_text(detail));
    }
    line("remedy", &fact.remedy);
    if let Some(bit) = fact.bit {
        line("code", &format!("bit {bit} of the settlement facts"));
    }
    lines.join("\n")
}

fn next(steps: &[NextStep], names: &Names) -> Option<String> {
    let step = |step: &NextStep| {
        format!("  {}\n    {}", names.in_text(&step.what), names.in_text(&step.command))
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    (!steps.is_empty()).then(|| format!("{}\n{}", heading("next"), steps.join("\n")))
}
