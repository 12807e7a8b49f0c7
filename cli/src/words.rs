//! Verdicts and operations in words.

pub(crate) mod coupon;
pub(crate) mod moved;
pub(crate) mod settlement;

use corridor_deploy::bulk::{BulkFailure, BulkReport};
use corridor_deploy::explain::{Explanation, Reason, Verdict};
use corridor_deploy::money::group;
use corridor_operations::{Delayed, Mode, Performed, Repeated};

use corridor_deploy::profile::{EntryChange, Fate, ProfileDiff};
use corridor_deploy::vocabulary::Movement;

use crate::context::Context;
use crate::names::Names;
use crate::output::{fields, heading, table};

/// The document of a verdict.
pub(crate) const EXPLAIN_SCHEMA: &str = "corridor.explain/2";

/// A verdict: what was asked, and every reason against it. One on a movement to another leg has what each of the two legs says.
pub(crate) fn explanation(explanation: &Explanation, names: &Names) -> String {
    let mut values = Vec::new();
    let parties = [
        ("from", explanation.from),
        ("to", explanation.to),
        ("operator", explanation.operator),
        ("paid with", explanation.cash),
    ];
    values.extend(
        parties.into_iter().filter_map(|(side, address)| Some((side, names.full(address?)))),
    );
    values.push(("at", explanation.at.clone()));
    let mut parts = match &explanation.enters {
        None => {
            values.extend(judged(explanation));
            vec![fields(&title(explanation), values)]
        }
        Some(_) => {
            let leg = |leg: &Explanation| fields(&format!("leg {}", leg.leg), judged(leg));
            let legs = explanation.parts().map(leg);
            std::iter::once(fields(&title(explanation), values)).chain(legs).collect()
        }
    };
    for leg in explanation.parts() {
        // Both legs may refuse by a rule of the same name.
        let whose = explanation.enters.as_ref().map(|_| leg.leg.as_str());
        parts.extend(leg.own_reasons().map(|reason| self::reason(reason, whose, names)));
    }
    parts.join("\n\n")
}

fn title(explanation: &Explanation) -> String {
    let verdict = match explanation.verdict {
        Verdict::Allowed => "ALLOWED",
        Verdict::Refused => "REFUSED",
    };
    let Explanation { instrument, leg, amount, .. } = explanation;
    match &explanation.enters {
        None => format!("{verdict}: {} of {instrument}, leg {leg}", movement(explanation)),
        Some(there) => {
            format!(
                "{verdict}: exchange of {amount} of {instrument}, leg {leg} to leg {}",
                there.leg
            )
        }
    }
}

/// What was asked about, and how much of it.
pub(crate) fn movement(explanation: &Explanation) -> String {
    let Explanation { movement, amount, .. } = explanation;
    match *movement {
        // No units move for it, and its cash is no part of the question.
        Movement::COUPON => movement.title().to_owned(),
        _ => format!("{} of {amount}", movement.title()),
    }
}

/// What one leg says.
fn judged(explanation: &Explanation) -> Vec<(&'static str, String)> {
    let profile = &explanation.profile;
    let mut values = vec![("profile", format!("{} {}", profile.id, profile.version))];
    if let Some(scheduled) = &explanation.scheduled {
        let (from, now) = (time(scheduled.from), "in force from then if it is executed");
        values.push(("regime", format!("scheduled for {from}, {now}")));
    }
    values.extend(explanation.notes.iter().map(|note| ("note", note.clone())));
    let passed = explanation.judged.iter().filter(|rule| rule.passed);
    let passed: Vec<&str> = passed.map(|rule| rule.rule.as_str()).collect();
    if explanation.own_reasons().next().is_some() {
        values.push(("refused by", rules(explanation)));
    }
    if !passed.is_empty() {
        values.push(("passes", passed.join(", ")));
    }
    values
}

/// The ids of the rules that refuse.
pub(crate) fn rules(explanation: &Explanation) -> String {
    explanation.own_reasons().map(|reason| reason.rule.as_str()).collect::<Vec<_>>().join(", ")
}

fn reason(reason: &Reason, leg: Option<&str>, names: &Names) -> String {
    let whose = leg.map(|leg| format!(", leg {leg}")).unwrap_or_default();
    let mut lines = vec![heading(&format!("{}{whose}  {}", reason.rule, reason.title))];
    let mut line = |name: &str, text: &str| lines.push(format!("  {name:<9}  {text}"));
    line("wrong", &reason.message);
    for (index, detail) in reason.details.iter().enumerate() {
        line(if index == 0 { "because" } else { "" }, &names.in_text(detail));
    }
    if let Some(source) = &reason.source {
        line("citation", &format!("{} ({})", source.citation, source.confidence.name()));
        line("source", &format!("{} <{}>", source.title, source.url));
    }
    line("remedy", &reason.remedy);
    line("code", &format!("{} (ERC-1404), bit {} of the verdict", reason.code, reason.bit));
    lines.join("\n")
}

/// A reason in a few lines.
pub(crate) fn short_reason(reason: &Reason, names: &Names) -> String {
    let mut lines = vec![format!("    {}: {}", reason.rule, reason.message)];
    lines.extend(
        reason.details.iter().map(|detail| format!("      because   {}", names.in_text(detail))),
    );
    if let Some(source) = &reason.source {
        lines.push(format!("      citation  {} ({})", source.citation, source.confidence.name()));
        lines.push(format!("      source    {}", source.url));
    }
    lines.push(format!("      remedy    {}", reason.remedy));
    lines.join("\n")
}

/// Operations that were done, or would be.
pub(crate) fn operations(performed: &[Performed], mode: Mode, names: &Names) -> String {
    if performed.is_empty() {
        return "nothing to do".to_owned();
    }
    performed.iter().map(|one| operation(one, mode, names)).collect::<Vec<_>>().join("\n")
}

fn operation(performed: &Performed, mode: Mode, names: &Names) -> String {
    let summary = names.in_text(&performed.summary);
    let state = match (mode, performed.delayed) {
        (Mode::DryRun, None) => "dry run",
        (Mode::DryRun, Some(Delayed::Scheduled)) => "dry run, only scheduling it",
        (Mode::DryRun, Some(Delayed::Waiting)) => "dry run, scheduled before and not yet due",
        (Mode::Execute, Some(Delayed::Scheduled)) => "scheduled, not yet done",
        (Mode::Execute, Some(Delayed::Waiting)) => "not yet due, and not done",
        (Mode::Execute, None) if performed.transaction.is_none() => "nothing to do",
        (Mode::Execute, None) if performed.resumed => {
            "done by the run that was interrupted, and not sent again"
        }
        (Mode::Execute, None) => "done",
    };
    let title = format!("{state}: {summary}");
    let mut values = vec![("signed by", names.full(performed.signer))];
    if let Some(verdict) = &performed.verdict {
        let rules: usize = verdict.parts().map(|part| part.judged.len()).sum();
        values.push(("verdict", format!("allowed by {rules} rules")));
    }
    if let Some(transaction) = performed.transaction {
        values.push(("transaction", transaction.hash.to_string()));
        values.push(("block", transaction.block.to_string()));
        values.push(("gas", thousands(transaction.gas_used)));
    }
    if let Some(gas) = performed.gas_estimate {
        values.push(("gas", format!("{} (estimated)", thousands(gas))));
    }
    if performed.follows {
        values.push(("gas", "can be estimated when the one before is done".to_owned()));
    }
    if let Some(ready_at) = performed.ready_at {
        let again = format!("do it again after {} to have it done", time(ready_at));
        values.push(("scheduled", again));
    }
    fields(&title, values)
}

/// Says which rows were wanted once more.
pub(crate) fn note_repeated(context: &Context, names: &Names, repeated: Option<&Repeated>) {
    if let Some(repeated) = repeated {
        let words = names.in_text(&repeated.words());
        context.output.note(format!("warning: {words}; --again has them done once more"));
    }
}

/// What differs between two profiles: rules, everything else, and what that does.
pub(crate) fn differences(diff: &ProfileDiff) -> String {
    if diff.is_empty() {
        return "nothing differs".to_owned();
    }
    let mut parts = Vec::new();
    let rules = diff.rule_lines();
    if !rules.is_empty() {
        parts.push(rules.join("\n"));
    }
    if !diff.about.is_empty() {
        let row = |change: &EntryChange| {
            let fate = match change.fate {
                Fate::Added => "added",
                Fate::Removed => "removed",
                Fate::Changed => "changed",
            };
            let (section, id, words) = (&change.section, &change.id, &change.words);
            let effect = change.effect.word().unwrap_or_default();
            [section.clone(), id.clone(), fate.to_owned(), effect.to_owned(), words.clone()]
        };
        parts.push(table(["what", "which", "", "effect", "in words"], diff.about.iter().map(row)));
    }
    parts.push(diff.summary().to_owned());
    parts.join("\n\n")
}

/// Unix seconds as a time in UTC.
pub(crate) fn time(seconds: u64) -> String {
    let instant =
        i64::try_from(seconds).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    instant.map_or_else(|| format!("{seconds} s after 1970-01-01"), |instant| instant.to_string())
}

/// Batches that a contract refused, a line each.
pub(crate) fn refused_lines(report: &BulkReport, of: &str) -> Vec<String> {
    let refused = report.failed.iter();
    let line = |failure: &BulkFailure| {
        let (rows, last) = (thousands(failure.rows), thousands(failure.last_row));
        format!("{rows} {of}, up to number {last}, were refused: {}", failure.reason)
    };
    refused.map(line).collect()
}

/// What an earlier run has done, what of it a node had lost since, and what was refused then.
pub(crate) fn done_before_lines(what: &str, report: &BulkReport, of: &str) -> Vec<String> {
    let first = match report.resent {
        0 => format!("nothing to do: {what}"),
        lost => format!(
            "{what}; the chain had lost {} of its transactions, which were sent again",
            thousands(lost)
        ),
    };
    std::iter::once(first).chain(refused_lines(report, of)).collect()
}

/// A number with commas between thousands.
pub(crate) fn thousands(number: u64) -> String {
    group(&number.to_string())
}

/// What is to be known of a rule that counts each leg of an instrument by itself.
pub(crate) fn counted_by_leg(rule: &str) -> String {
    format!(
        "{rule} counts each leg by itself, and the profile has several; where the law counts the class, share its number out among them"
    )
}
