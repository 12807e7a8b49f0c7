//! Every predicate has been broken in every way that `corridor_tests::mutation` knows, and `contracts/mutation` says which test noticed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use corridor_tests::mutation::REFRESH;
use corridor_tests::mutation::campaign::Campaign;
use corridor_tests::mutation::compiler::Compiler;
use corridor_tests::mutation::mutants::mutants;
use corridor_tests::mutation::record::{self, Entry};
use corridor_tests::mutation::sources::{Sources, unit_of};
use corridor_toolchain::Tools;

/// How long rules that changed are tried here; a rule takes a minute or two on an idle machine.
const BUDGET: Duration = Duration::from_secs(600);

fn entries(sources: &Sources) -> anyhow::Result<BTreeMap<String, Entry>> {
    let mut entries = BTreeMap::new();
    for rule in sources.rules() {
        if let Some(entry) = record::entry(&rule)? {
            entries.insert(rule, entry);
        }
    }
    Ok(entries)
}

/// Rules that changed are tried at once, so that what is missing is known; the result still has to be committed.
#[test]
fn every_rule_has_a_result_for_what_it_is_now() -> anyhow::Result<()> {
    let sources = Sources::read()?;
    let mut stale = Vec::new();
    for rule in sources.rules() {
        if !record::entry(&rule)?.is_some_and(|entry| entry.is_fresh(&rule, &sources)) {
            stale.push(rule);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    let begun = Instant::now();
    let mut campaign = Campaign::begin()?;
    let mut found = Vec::new();
    for rule in &stale {
        if begun.elapsed() > BUDGET {
            found.push(format!("{rule}: not tried, for want of time"));
            continue;
        }
        let entry = campaign.run(rule)?;
        let problems = entry.problems(rule, &record::called_equivalent(rule)?);
        found.extend(if problems.is_empty() {
            vec![format!("{rule}: all mutants are noticed; only the record is old")]
        } else {
            problems
        });
    }
    panic!(
        "contracts/mutation is stale for {}:\n{}\n`{REFRESH}` brings it up to date",
        stale.join(", "),
        found.join("\n")
    );
}

#[test]
fn nothing_but_rules_has_a_result() -> anyhow::Result<()> {
    let rules: BTreeSet<_> = Sources::read()?.rules().into_iter().collect();
    for recorded in record::rules()? {
        assert!(rules.contains(&recorded), "contracts/mutation/{recorded}.json is of no rule");
    }
    Ok(())
}

/// A way to break rules that is added, or a mutant that is struck from a record, shows here.
#[test]
fn the_mutants_on_record_are_those_of_the_sources() -> anyhow::Result<()> {
    let sources = Sources::read()?;
    let entries = entries(&sources)?;
    let fresh: Vec<_> = entries
        .iter()
        .filter(|(rule, entry)| entry.is_fresh(rule, &sources))
        .map(|(rule, _)| rule.clone())
        .collect();
    let tools = Tools::discover()?;
    let contracts = tools.ensure_contracts_dependencies()?;
    let trees = Compiler::of(&tools, contracts)?.trees(&fresh)?;
    for rule in &fresh {
        let unit = unit_of(rule);
        let found = mutants(sources.text(&unit)?, &trees[&unit])?;
        let found: BTreeSet<_> = found.iter().map(|mutant| mutant.name.as_str()).collect();
        let recorded = entries[rule].mutants();
        assert_eq!(recorded, found, "{rule}: `{REFRESH} --rule {rule}` tries what is new");
        assert!(found.len() > 1, "{rule} is not broken at all");
    }
    Ok(())
}

/// Whoever calls a mutant equivalent says why, of a mutant that there is.
#[test]
fn every_mutant_that_is_not_noticed_has_a_reason() -> anyhow::Result<()> {
    let sources = Sources::read()?;
    for known in record::equivalents()? {
        assert!(sources.rules().contains(&known.rule), "{} is no rule", known.rule);
        assert!(known.reason.split_whitespace().count() > 3, "{:?} is no reason", known.reason);
    }
    let mut problems = Vec::new();
    for (rule, entry) in entries(&sources)? {
        problems.extend(entry.problems(&rule, &record::called_equivalent(&rule)?));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}
