//! What is written down names what exists: rules name predicates, properties name tests, errors are explained.

use std::collections::{BTreeMap, BTreeSet};

use alloy::json_abi::JsonAbi;
use alloy::primitives::hex;
use corridor_deploy::deployment::roles::PERMISSIONS;
use corridor_deploy::profile::{Predicate, Profile};
use corridor_tests::checkout;

/// Where a predicate is written, and where it is tested.
fn predicate_file(name: &str) -> &str {
    match name {
        "Capacity" => "CapacityLimit",
        other => other,
    }
}

fn artifacts() -> anyhow::Result<BTreeMap<String, JsonAbi>> {
    let mut found = BTreeMap::new();
    for path in checkout::files("bindings/artifacts", ".json")? {
        let artifact: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
        let name = artifact["contract"].as_str().unwrap_or_default().to_owned();
        found.insert(name, serde_json::from_value(artifact["abi"].clone())?);
    }
    Ok(found)
}

/// The names between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[test]
fn every_predicate_is_one_file_with_a_test() -> anyhow::Result<()> {
    for name in Predicate::NAMES {
        let file = predicate_file(name);
        let source = checkout::read(&format!("contracts/src/rules/{file}.sol"))?;
        assert!(source.contains(&format!("library {file} ")), "{file}.sol is not about {name}");
        let test = checkout::read(&format!("contracts/test/unit/rules/{file}.t.sol"))?;
        assert!(test.contains("function test"), "{file}.t.sol tests nothing");
    }
    Ok(())
}

#[test]
fn predicates_have_the_numbers_that_the_contracts_know() -> anyhow::Result<()> {
    let source = checkout::read("contracts/src/rules/Predicates.sol")?;
    let numbers: BTreeMap<String, usize> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("uint256 internal constant "))
        .filter_map(|line| line.trim_end_matches(';').split_once(" = "))
        .filter_map(|(name, number)| Some((name.replace('_', ""), number.parse().ok()?)))
        .collect();
    for (number, name) in (1..).zip(Predicate::NAMES) {
        assert_eq!(numbers.get(&name.to_uppercase()), Some(&number), "{name}");
    }
    // Guards and periods are no rules of a profile: the encoder puts them before the rules that they stand for or hold.
    let others: Vec<_> = numbers
        .keys()
        .filter(|other| !Predicate::NAMES.iter().any(|name| name.to_uppercase() == **other))
        .collect();
    assert_eq!(others, ["GUARD", "PERIOD"], "{numbers:?}");
    Ok(())
}

#[test]
fn every_rule_of_a_built_in_profile_says_where_it_comes_from_and_what_helps() -> anyhow::Result<()>
{
    let mut rules = 0;
    for profile in Profile::builtin()? {
        for rule in &profile.rules {
            let at = format!("{} {}", profile.id, rule.id);
            assert!(!rule.citation.trim().is_empty() && !rule.remedy.trim().is_empty(), "{at}");
            assert!(profile.sources.iter().any(|source| source.id == rule.source.id), "{at}");
            if let Some(on_chain) = rule.on_chain() {
                assert!(Predicate::NAMES.contains(&on_chain.predicate.name), "{at}");
                assert!(!on_chain.applies_to.is_empty(), "{at} judges nothing");
                assert!(!on_chain.message.trim().is_empty(), "{at}");
            }
            rules += 1;
        }
    }
    assert!(rules > 10, "only {rules} rules");
    Ok(())
}

#[test]
fn every_property_names_tests_that_exist() -> anyhow::Result<()> {
    let mut tests = BTreeSet::new();
    for path in checkout::files("contracts/test", ".t.sol")? {
        let source = std::fs::read_to_string(path)?;
        let names = source.lines().filter_map(|line| line.trim().strip_prefix("function "));
        tests.extend(names.filter_map(|line| Some(line.split_once('(')?.0.to_owned())));
    }
    let properties = checkout::read("contracts/PROPERTIES.md")?;
    let mut numbers = BTreeSet::new();
    for line in properties.lines().filter(|line| line.starts_with("- **")) {
        let number = line.trim_start_matches("- **").split("**").next().unwrap_or_default();
        assert!(numbers.insert(number), "{number} is given twice");
        let named: Vec<_> = quoted(line)
            .filter(|name| name.starts_with("test") || name.starts_with("invariant_"))
            .collect();
        assert!(!named.is_empty(), "{number} names no test");
        for name in named {
            assert!(tests.contains(name), "{number} names {name}, which is no test");
        }
    }
    assert!(numbers.len() > 20, "only {} properties", numbers.len());
    Ok(())
}

#[test]
fn every_error_is_explained() -> anyhow::Result<()> {
    let errors = checkout::read("contracts/ERRORS.md")?;
    let sections: Vec<_> = errors.split("\n### ").skip(1).collect();
    for (contract, abi) in artifacts()? {
        for error in abi.errors() {
            let selector = format!("`{}`", hex::encode_prefixed(error.selector()));
            let section = sections.iter().find(|section| {
                section.starts_with(&format!("`{}(", error.name)) && section.contains(&selector)
            });
            let Some(section) = section else {
                panic!("contracts/ERRORS.md has no {} of {contract}", error.signature());
            };
            for part in ["**Why:** ", "**What to do:** ", &format!("`{contract}`")] {
                assert!(section.contains(part), "{}: {part}", error.signature());
            }
        }
    }
    Ok(())
}

#[test]
fn every_restricted_function_has_a_role_and_no_other_does() -> anyhow::Result<()> {
    let mut written = BTreeSet::new();
    for path in checkout::files("contracts/src", ".sol")? {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // Parts of a contract are called at its own address; those of a desk at the security's.
        let contract = match file.as_str() {
            "SecurityDesk" | "RareMovements" => "SecurityToken".to_owned(),
            "Defaults" => "Servicing".to_owned(),
            "Allotment" => "Settlement".to_owned(),
            _ => file,
        };
        let source = std::fs::read_to_string(&path)?;
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for declaration in code.collect::<Vec<_>>().join("\n").split("function ").skip(1) {
            let head = declaration.split(['{', ';']).next().unwrap_or_default();
            if head.split_whitespace().any(|word| word == "restricted") {
                let name = head.split('(').next().unwrap_or_default();
                written.insert((contract.clone(), name.to_owned()));
            }
        }
    }
    let granted: BTreeSet<_> = PERMISSIONS
        .iter()
        .map(|permission| {
            let name = permission.signature.split('(').next().unwrap_or_default();
            (format!("{:?}", permission.contract), name.to_owned())
        })
        .collect();
    assert_eq!(granted, written);
    Ok(())
}

/// What a contract stores, in the order of its places.
fn layout(contract: &str) -> anyhow::Result<Vec<serde_json::Value>> {
    let artifact = checkout::read(&format!("bindings/artifacts/{contract}.json"))?;
    let artifact: serde_json::Value = serde_json::from_str(&artifact)?;
    Ok(artifact["storageLayout"]["storage"].as_array().cloned().unwrap_or_default())
}

/// Each kind of security: its two halves, and how callers see it.
const SECURITIES: [[&str; 3]; 2] =
    [["BondToken", "BondDesk", "IBondToken"], ["EquityToken", "EquityDesk", "IEquityToken"]];

#[test]
fn each_desk_finds_everything_where_its_security_keeps_it() -> anyhow::Result<()> {
    for [token, desk, _] in SECURITIES {
        let (kept, found) = (layout(token)?, layout(desk)?);
        // What the desk alone stores, such as the nonces of signed approvals, stands behind.
        assert!(kept.len() > 5 && found.len() > kept.len(), "{} and {}", kept.len(), found.len());
        for (kept, found) in kept.iter().zip(&found) {
            for field in ["label", "slot", "offset", "type"] {
                assert_eq!(kept[field], found[field], "{token}: {}", kept["label"]);
            }
        }
    }
    // A bond and a share are the same contract but for what creates them.
    let codes = ["BondToken", "EquityToken"].map(|name| {
        corridor_bindings::artifacts::Artifact::by_name(name).map(|one| one.runtime_with(&[]))
    });
    assert!(codes[0].is_some() && codes[0] == codes[1]);
    Ok(())
}

#[test]
fn a_security_answers_to_all_of_its_interface_and_each_function_from_one_place()
-> anyhow::Result<()> {
    let artifacts: BTreeMap<_, _> = artifacts()?.into_iter().collect();
    let selectors = |contract: &str| -> BTreeSet<_> {
        artifacts[contract].functions().map(|function| function.selector()).collect()
    };
    for [token, desk, interface] in SECURITIES {
        let (own, asked) = (selectors(token), selectors(interface));
        let answered: BTreeSet<_> = own.union(&selectors(desk)).copied().collect();
        assert_eq!(asked.difference(&answered).count(), 0, "{interface}: nobody answers");
        let common = selectors("ISecurityToken");
        assert!(common.is_subset(&asked), "{interface} lacks what every security has");
        // The check of roles brings its own function into both.
        let shared = ["authority()"];
        let twice =
            artifacts[desk].functions().filter(|function| own.contains(&function.selector()));
        let twice: BTreeSet<_> = twice.map(|function| function.signature()).collect();
        assert_eq!(twice, shared.map(str::to_owned).into(), "{token}");
    }
    Ok(())
}
