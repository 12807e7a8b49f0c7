//! The schema against the reader and the ready profiles.

use std::path::Path;

use regex::Regex;
use serde_json::Value;

use super::{TINY, builtin_inputs};
use crate::money::Amount;
use crate::profile::{Predicate, Profile, schema};
use crate::source::{Document, Source, asked};

/// `SNAPSHOTS=overwrite cargo test -p corridor-definitions schema` writes the file anew.
#[test]
fn the_file_beside_the_profiles_is_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../profiles/profile.schema.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "the schema is stale");
}

/// The part of the schema that describes the table at `path`.
fn described(schema: &Value, path: &str) -> Option<Value> {
    let definition = |name: &str| schema["definitions"].get(name).cloned();
    let at = |name: &str, key: &str| Some(definition(name)?["properties"][key].clone());
    let (owner, rest) = match path.split_once('.') {
        Some((owner, rest)) => (owner, rest),
        None => (path, ""),
    };
    let kind = owner.split([' ', '[']).next().unwrap_or_default();
    match (kind, rest.split(['.', '[']).next().unwrap_or_default()) {
        ("", _) => Some(schema.clone()),
        ("inputs", "") => None,
        ("inputs", _) => definition("input").filter(|_| !rest.contains('.')),
        ("groups", _) => None,
        ("rule", "") => definition("rule"),
        ("rule", key @ ("effective" | "when" | "attests")) => at("rule", key),
        ("rule", "figures") => None,
        (name, "") => definition(name),
        // Parameters are looked at one predicate at a time.
        _ => None,
    }
}

#[test]
fn every_key_that_the_reader_knows_is_in_the_schema() {
    asked::take();
    for profile in Profile::builtin().unwrap() {
        profile.bind(&builtin_inputs(&profile.id)).unwrap();
    }
    let house = r#"schema = 1
id = "house"
version = "1"
title = "House"
as_of = 2026-11-20
disclaimer = "Test data."
extends = "uk-sandbox"
[[remove]]
id = "UK-HALT"
reason = "x"
loosens = true
"#;
    super::parse(house).unwrap();
    let schema = schema();
    let mut keys = 0;
    for (path, key) in asked::take() {
        let Some(table) = described(&schema, &path) else { continue };
        assert!(!table["properties"][&key].is_null(), "{path}: {key} is not in the schema");
        keys += 1;
    }
    assert!(keys > 100, "only {keys} keys were seen");
}

#[test]
fn every_parameter_that_the_reader_knows_is_described() {
    for spec in Predicate::SPECS {
        let text = format!(
            "{}\n[[rule]]\nid = \"X\"\ntitle = \"x\"\nenforced = \"on-chain\"\npredicate = \"{}\"\napplies_to = [\"issue\"]\n\
             parameters = {{ unheard_of = 1 }}\nmessage = \"x\"\nsource = \"law\"\ncitation = \"x\"\n\
             confidence = \"primary\"\nremedy = \"x\"\n{}",
            TINY,
            spec.name,
            match spec.judges {
                crate::profile::Judges::Parties => "parties = [\"sender\"]\n",
                _ => "",
            }
        );
        asked::take();
        // The rule is refused; what was asked for until then has to be described.
        super::parse(&text).unwrap_err();
        for (path, key) in asked::take() {
            if path == "rule X.parameters" {
                assert!(spec.parameter(&key).is_some(), "{} reads {key}", spec.name);
            }
        }
    }
}

/// What is wrong with `value` under the part of draft 7 that the schema uses.
fn faults(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if schema == &Value::Bool(false) {
        return vec![format!("{path}: may not be there")];
    }
    let mut found = Vec::new();
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/definitions/");
        found.extend(faults(root, &root["definitions"][name], value, path));
    }
    let kind_fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        _ => true,
    };
    let const_fits = schema["const"].is_null() || schema["const"] == *value;
    let enum_fits = schema["enum"].as_array().is_none_or(|names| names.contains(value));
    if !kind_fits || !const_fits || !enum_fits {
        found.push(format!("{path}: {value} does not fit"));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !Regex::new(pattern).unwrap().is_match(text)
    {
        found.push(format!("{path}: {value} is not written like that"));
    }
    if let Some(choices) = schema["anyOf"].as_array()
        && choices.iter().all(|choice| !faults(root, choice, value, path).is_empty())
    {
        found.push(format!("{path}: {value} fits no alternative"));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if faults(root, &part["if"], value, path).is_empty() {
            found.extend(faults(root, &part["then"], value, path));
        }
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            found.push(format!("{path}: {key} is missing"));
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(root, &schema["items"], item, &format!("{path}[{index}]")));
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        let at = format!("{path}.{key}");
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (Some(known), _) => found.extend(faults(root, known, item, &at)),
            (None, Value::Bool(false)) => found.push(format!("{at}: unknown key")),
            (None, other) => found.extend(faults(root, other, item, &at)),
        }
    }
    found
}

#[test]
fn ready_profiles_fit_the_schema_and_slips_do_not() {
    let schema = schema();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../profiles");
    let mut files = 0;
    for folder in [folder.clone(), folder.join("parts")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("#:schema "), "{} names no schema", path.display());
            let form = Document::parse(Source::from_text("x", text)).unwrap().to_json();
            assert_eq!(faults(&schema, &schema, &form, ""), [""; 0], "{}", path.display());
            files += 1;
        }
    }
    assert!(files >= 12, "only {files} files");
    for (from, to, expected) in [
        ("title = \"Clock\"", "titel = \"Clock\"", ".rule[0].titel: unknown key"),
        ("days = {", "dais = {", ".rule[0].parameters.dais: unknown key"),
        (
            "\"OfferingClock\"",
            "\"OfferingClok\"",
            ".rule[0].predicate: \"OfferingClok\" does not fit",
        ),
        ("parties = [\"recipient\"]\n", "", ".rule[0]: parties is missing"),
    ] {
        let text = TINY.replacen(from, to, 1);
        let form = Document::parse(Source::from_text("x", text)).unwrap().to_json();
        let faults = faults(&schema, &schema, &form, "");
        assert!(faults.iter().any(|fault| fault == expected), "{expected}: {faults:?}");
    }
}

/// An editor marks no amount that the reader takes, nor lets one pass that is in no currency.
#[test]
fn amounts_are_written_as_the_reader_takes_them() {
    let schema = schema();
    let amount = &schema["definitions"]["parameters-of-HoldingCap"]["properties"]["cap"];
    for (text, is_amount) in [
        ("GBP 1,000,000", true),
        ("GBP 0.01", true),
        ("UNIT 1,000", true),
        ("1,000,000 shares", true),
        ("1 share", true),
        ("1,000,000", false),
        ("shares", false),
        ("1.5 pieces", false),
        ("-1 shares", false),
    ] {
        assert_eq!(text.parse::<Amount>().is_ok(), is_amount, "{text}");
        let fits = faults(&schema, amount, &text.into(), "").is_empty();
        assert_eq!(fits, is_amount, "{text}");
    }
}

/// Every whole profile fits as well: what the manifest keeps can be looked at with the same editor.
#[test]
fn whole_profiles_fit_the_schema() {
    let schema = schema();
    for profile in Profile::builtin().unwrap() {
        let form = Document::parse(Source::from_text("x", profile.text())).unwrap().to_json();
        assert_eq!(faults(&schema, &schema, &form, ""), [""; 0], "{}", profile.id);
    }
}
