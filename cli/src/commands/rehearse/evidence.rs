//! Evidence as Markdown, for people who file it.

use corridor_scenario::{Evidence, StepReport};

use super::Dossier;
use crate::commands::scenario::markdown::{because, capital, code, head, plain, row};

/// The whole report.
pub(super) fn markdown(dossier: &Dossier) -> String {
    let mut lines = vec![
        format!("# {}", plain(&dossier.title)),
        String::new(),
        format!("Made on {} by {}. {}", dossier.made_at, dossier.made_by, dossier.disclaimer),
        String::new(),
    ];
    lines.extend(head(&["rehearsal", "under", "profile", "result"]));
    lines.extend(dossier.rehearsals.iter().map(|evidence| {
        let (report, setting) = (&evidence.report, &evidence.report.setting);
        let result = if evidence.is_complete() { "complete" } else { "**incomplete**" };
        let profile = format!("{} {}", setting.profile, setting.version);
        row(&[&plain(&report.title), &plain(&setting.name), &plain(&profile), result])
    }));
    for evidence in &dossier.rehearsals {
        lines.push(String::new());
        lines.extend(rehearsal(evidence));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn rehearsal(evidence: &Evidence) -> Vec<String> {
    let report = &evidence.report;
    let (scenario, setting) = (plain(&report.scenario), plain(&report.setting.name));
    let mut lines = vec![format!("## {scenario} under {setting}"), String::new()];
    lines.push(format!("{}.", plain(&capital(&report.title))));
    lines.extend([String::new(), "### What it shows".to_owned(), String::new()]);
    lines.extend(head(&["claim", "result", "steps"]));
    lines.extend(evidence.claims.iter().map(|claim| {
        let steps: Vec<String> = claim.steps.iter().map(usize::to_string).collect();
        let result = if claim.holds { "shown" } else { "**not shown**" };
        row(&[claim.claim, result, &steps.join(", ")])
    }));
    lines.push(String::new());
    lines.push(format!("Outstanding at the end: {}.", evidence.outstanding));
    lines.extend([String::new(), "### What happened".to_owned(), String::new()]);
    lines.extend(head(&["#", "when (UTC)", "what", "verdict", "because", "block", "transaction"]));
    lines.extend(report.steps.iter().map(step));
    lines.extend(facts(evidence));
    lines
}

fn step(step: &StepReport) -> String {
    let mut what = step.action.clone();
    if let Some(note) = &step.note {
        what.push_str(&format!(" ({note})"));
    }
    let mut verdict = plain(&step.found.to_string());
    if !step.problems.is_empty() {
        verdict.push_str(&format!("; **expected: {}**", plain(&step.expected.to_string())));
    }
    let (block, hash) = match step.transaction {
        Some(sent) => (sent.block.to_string(), format!("`{}`", sent.hash)),
        None => {
            let block = step.decided_at_block.map(|block| block.to_string());
            (block.unwrap_or_default(), "decided, not sent".to_owned())
        }
    };
    row(&[
        &step.number.to_string(),
        &step.at,
        &plain(&what),
        &verdict,
        &because(step),
        &block,
        &hash,
    ])
}

/// What somebody needs who wants to check it.
fn facts(evidence: &Evidence) -> Vec<String> {
    let (chain, setting) = (&evidence.chain, &evidence.report.setting);
    let mut lines = vec![String::new(), "### On what".to_owned(), String::new()];
    lines.extend(head(&["fact", "value"]));
    let mut fact = |name: &str, value: &str| lines.push(row(&[&plain(name), &code(value)]));
    fact("chain id", &chain.chain_id.to_string());
    fact("first block", &chain.genesis_hash.to_string());
    fact("profile with its inputs", &setting.hash.to_string());
    for (name, value) in &evidence.inputs {
        fact(&format!("input {name}"), value);
    }
    for instrument in &chain.instruments {
        fact("instrument", &instrument.instrument);
        fact("terms", &instrument.terms_hash.to_string());
        for leg in &instrument.legs {
            fact(&format!("leg {}, {}: token", leg.leg, leg.isin), &leg.token.to_string());
            fact(&format!("leg {}: regime", leg.leg), &leg.regime.to_string());
        }
    }
    for (name, address) in &chain.contracts {
        fact(name, &address.to_string());
    }
    for (name, address) in &evidence.wallets {
        fact(&format!("wallet {name}"), &address.to_string());
    }
    lines
}
