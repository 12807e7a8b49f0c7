//! The rule tables that the Solidity gas tests measure are the ones of the built-in profiles.
//!
//! `SNAPSHOTS=overwrite cargo test -p corridor-definitions --test rule_tables` writes them anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use alloy_primitives::Address;
use alloy_primitives::hex;
use corridor_definitions::profile::Profile;

const MINIMUM: (&str, &str) = ("minimum", "GBP 1,000");
const MULTIPLE: (&str, &str) = ("multiple", "GBP 1");

/// What each profile is bound with; amounts are small enough for the amounts that the gas tests move.
const INPUTS: [(&str, &[(&str, &str)]); 8] = [
    (
        "uk-sandbox",
        &[
            ("entrant_lei", "969500KSV493XWY0PS33"),
            ("entrant_jurisdiction", "GB"),
            ("gate", "gate-2"),
            ("activities", "issue,maintain,settle"),
            ("asset_class", "corporate-bond"),
            ("capacity_limit", "GBP 500,000,000"),
            ("minimum_denomination", "GBP 1,000"),
            ("denomination_multiple", "GBP 1"),
        ],
    ),
    ("us-exemption", &[("category", "2"), ("seasoning", "qib-only"), MINIMUM, MULTIPLE]),
    ("us-reg-s", &[("category", "3"), ("seasoning", "qib-only"), MINIMUM, MULTIPLE]),
    (
        "us-506b",
        &[
            ("reporting", "reporting"),
            ("holding_cap", "GBP 50,000,000"),
            ("holder_limit", "1000"),
            MINIMUM,
            MULTIPLE,
        ],
    ),
    (
        "us-506c",
        &[
            ("reporting", "not-reporting"),
            ("holding_cap", "none"),
            ("holder_limit", "none"),
            MINIMUM,
            MULTIPLE,
        ],
    ),
    (
        "uk-sandbox-dvp",
        &[
            ("entrant_lei", "969500KSV493XWY0PS33"),
            ("entrant_jurisdiction", "GB"),
            ("gate", "gate-2"),
            ("activities", "issue,maintain,settle"),
            ("asset_class", "corporate-bond"),
            ("capacity_limit", "GBP 500,000,000"),
            ("minimum_denomination", "GBP 1,000"),
            ("denomination_multiple", "GBP 1"),
        ],
    ),
    ("us-tsv", &[("tier", "1")]),
    ("uk-offer", &[("exception", "fewer-than-150")]),
];

#[test]
fn gas_is_measured_under_the_built_in_profiles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contracts/test/fixtures");
    for (id, inputs) in INPUTS {
        let inputs: BTreeMap<String, String> =
            inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let bound = Profile::load(id).unwrap().bind(&inputs).unwrap();
        for leg in &bound.profile().legs {
            let table = bound.table(&leg.id, Address::ZERO).unwrap();
            hold(&folder.join(format!("{id}.{}.hex", leg.id)), &hex::encode_prefixed(table));
        }
    }
}

fn hold(file: &PathBuf, text: &str) {
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(file, text).expect("the fixture is writable");
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        kept,
        text,
        "{} is stale: run `SNAPSHOTS=overwrite cargo test -p corridor-definitions --test rule_tables`",
        file.display()
    );
}
