//! Every predicate: its parameters as they are written, the row they become, and what is refused.

use alloy_primitives::{Address, U256};

use super::{TINY, inputs, parse};
use crate::profile::{Judges, Predicate};

/// The profile with its clock replaced by `predicate` with `parameters`.
fn with_predicate(predicate: &str, parameters: &str) -> String {
    let spec = Predicate::spec_of(predicate).unwrap();
    let parties = match spec.judges {
        Judges::Parties => "parties = [\"recipient\"]\n",
        _ => "",
    };
    let parameters = match parameters {
        "" => String::new(),
        parameters => format!("parameters = {{ {parameters} }}\n"),
    };
    let start = TINY.find("predicate = \"OfferingClock\"").unwrap();
    let end = TINY.find("message = \"too early\"").unwrap();
    let rule =
        format!("predicate = \"{predicate}\"\napplies_to = [\"transfer\"]\n{parties}{parameters}");
    let text = format!("{}{rule}{}", &TINY[..start], &TINY[end..]);
    // The choice would otherwise be an input that no rule uses.
    text.replace(
        "title = \"Clock\"",
        "title = \"Clock\"\nwhen = { input = \"days\", is = [\"long\"] }",
    )
}

/// Predicate, parameters, who is judged in a transfer, inline parameters and extra words, books.
type ExpectedRow = (&'static str, &'static str, u8, &'static str, &'static [&'static str], u8);

const ROWS: &[ExpectedRow] = &[
    (
        "HoldingCap",
        "cap = \"GBP 2.56\", share = \"10 %\"",
        2,
        "186a0 00000000000000000000000000000100",
        &[],
        128,
    ),
    ("HoldingCap", "share = \"0.25 %\"", 2, "9c4 00000000000000000000000000000000", &[], 128),
    ("HolderLimit", "highest = 2000", 8, "7d0", &[], 1),
    ("HolderLimit", "highest = 3, jurisdiction = \"GB\"", 8, "33a 01 00000003", &[], 1),
    ("HolderLimit", "highest = 3, category = \"us-qib\"", 8, "6 02 00000003", &[], 1),
    ("HolderLimit", "highest = 3, without = \"us-accredited\"", 8, "5 03 00000003", &[], 1),
    (
        "PurchaserLimit",
        "highest = 35, days = 90, not_counted = \"us-accredited\"",
        8,
        "06 005a 0023",
        &[],
        2,
    ),
    (
        "OffereeLimit",
        "fewer_than = 150, jurisdiction = \"GB\", not_counted = \"uk-qualified-investor\"",
        8,
        "04 033a 0096",
        &[],
        0,
    ),
    ("OfferMade", "", 2, "0", &[], 0),
    (
        "VolumeCap",
        "cap = \"GBP 0.01\", window = \"30 days\", scope = \"recipient\"",
        8,
        "2 001e 00000000000000000000000000000001",
        &[],
        4,
    ),
    (
        "VolumeCap",
        "cap = \"GBP 0.01\", window = \"12 months\", scope = \"sender\"",
        8,
        "5 000c 00000000000000000000000000000001",
        &[],
        4,
    ),
    (
        "OfferingTotal",
        "cap = \"GBP 5,000,000\", months = 12",
        8,
        "c 0000000000000000000000001dcd6500",
        &[],
        16,
    ),
    ("LotClock", "months = 6, lifted_for = \"us-qib\"", 1, "07 06", &[], 8),
    (
        "LotClock",
        "months = 6, lifted_for = \"us-qib\", without = [\"natural-person\"]",
        1,
        "1 07 06",
        &[],
        8,
    ),
    (
        "AffiliateVolume",
        "share = \"10 %\", months = 3, flags = [\"affiliate\"]",
        1,
        "2 03 000186a0",
        &[],
        4,
    ),
    (
        "InstrumentFact",
        "fact = \"listing-halt\", absent = true, only_from = [\"affiliate\"]",
        8,
        "2 01 01",
        &[],
        0,
    ),
    ("Certified", "certificate = \"qib-transferee\", during = 40", 2, "0028 01", &[], 0),
    ("ApprovedTransfer", "", 8, "0", &[], 32),
    ("NamedVenue", "", 8, "0", &[], 0),
    (
        "Subdivision",
        "jurisdiction = \"US\", except = [\"NY\", \"CA\"]",
        2,
        "1 000000 0348",
        &["01ec 039b"],
        0,
    ),
    ("CashLeg", "classes = [\"central-bank-money\", \"stablecoin\"]", 8, "a", &[], 0),
    ("VolumeLadder", "share = \"0.25 %\", tolerated = 1, months = 3", 8, "03 01 000009c4", &[], 64),
    ("SymbolLimit", "highest = 75", 8, "4b", &[], 0),
];

#[test]
fn parameters_become_rows() {
    for (name, parameters, judged, inline, extra, books) in ROWS {
        let profile = parse(&with_predicate(name, parameters)).unwrap();
        let given = inputs([("days", "long"), ("minimum", "GBP 100")]);
        let table = profile.bind(&given).unwrap().table("main", Address::ZERO).unwrap();
        let sections = U256::from_be_slice(&table[96..128]);
        let at = ((sections >> 32usize) & U256::from(0xffff)).to::<usize>();
        let row = U256::from_be_slice(&table[at..at + 32]);
        let number = |text: &str| U256::from_str_radix(&text.replace(' ', ""), 16).unwrap();
        let spec = Predicate::spec_of(name).unwrap();
        let head = (U256::from(spec.id) << 248)
            | (U256::from(*judged) << 232)
            | (U256::from(extra.len()) << 224);
        assert_eq!(row, head | number(inline), "{name} {parameters}: {row:064x}");
        for (index, word) in (1..).zip(*extra) {
            let at = at + 32 * index;
            assert_eq!(U256::from_be_slice(&table[at..at + 32]), number(word), "{name}");
        }
        assert_eq!(table[64 + 7], *books, "books of {name}");
        assert_eq!(spec.books, *books, "{name}");
    }
}

#[test]
fn every_predicate_beyond_the_first_has_a_row_here() {
    let missing: Vec<_> = Predicate::SPECS
        .iter()
        .filter(|spec| spec.id > 11 && !ROWS.iter().any(|row| row.0 == spec.name))
        .map(|spec| spec.name)
        .collect();
    assert_eq!(missing, [""; 0]);
    for (number, spec) in (1..).zip(Predicate::SPECS) {
        assert_eq!(spec.id, number, "{}", spec.name);
    }
}

/// Predicate, parameters, what is refused.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("HoldingCap", "", "rule T-1: `parameters` is missing; add a line `parameters = { ... }`"),
    (
        "HoldingCap",
        "cap = \"GBP 0\"",
        "rule T-1.parameters.cap: a cap of zero; halt the instrument, or give a higher cap",
    ),
    (
        "HoldingCap",
        "share = \"110 %\"",
        "rule T-1.parameters.share: `110 %` is not a share; write a percentage up to 100 % with at most four decimals, \
         e.g. \"0.25 %\"",
    ),
    (
        "HolderLimit",
        "highest = 5, category = \"us-qib\", without = \"us-qib\"",
        "rule T-1.parameters: one rule counts one class of holders; give one of `jurisdiction`, `category` and `without`, \
         or none to count all",
    ),
    (
        "HolderLimit",
        "highest = 0",
        "rule T-1.parameters.highest: 0 is out of range; write an integer from 1 to 4294967295",
    ),
    (
        "PurchaserLimit",
        "highest = 35, days = 0",
        "rule T-1.parameters.days: 0 is out of range; write an integer from 1 to 65535",
    ),
    (
        "VolumeCap",
        "cap = \"GBP 1\", window = \"2 years\", scope = \"instrument\"",
        "rule T-1.parameters.window: `2 years` is not a window; write a number of days or months, e.g. \"30 days\" or \
         \"12 months\"",
    ),
    (
        "VolumeCap",
        "cap = \"GBP 1\", window = \"1 day\", scope = \"sendr\"",
        "rule T-1.parameters.scope: unknown scope `sendr`; did you mean `sender`?",
    ),
    (
        "InstrumentFact",
        "fact = \"listing-hallt\"",
        "rule T-1.parameters.fact: unknown fact `listing-hallt`; did you mean `listing-halt`?",
    ),
    (
        "InstrumentFact",
        "fact = \"listing-halt\", absent = false",
        "rule T-1.parameters.absent: `false` says nothing; remove the line",
    ),
    (
        "Subdivision",
        "jurisdiction = \"CA\", subdivisions = [\"ON\", \"ZZ\"]",
        "rule T-1.parameters.subdivisions[2]: ISO 3166-2 has no subdivision `ZZ` of Canada; write one of \
         AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT",
    ),
    (
        "Subdivision",
        "jurisdiction = \"US\", subdivisions = [\"US-NY\"]",
        "rule T-1.parameters.subdivisions[1]: `US-NY` is not the part of an ISO 3166-2 code behind the hyphen; write up to \
         three digits and capitals, e.g. NY",
    ),
    (
        "CashLeg",
        "classes = [\"gold\"]",
        "rule T-1.parameters.classes[1]: unknown class of cash `gold`; use one of: central-bank-money, \
         commercial-bank-money, stablecoin, nms-stock, crypto-asset, money-fund",
    ),
    (
        "VolumeLadder",
        "share = \"0.25 %\", tolerated = 256, months = 3",
        "rule T-1.parameters.tolerated: 256 is out of range; write an integer from 0 to 255",
    ),
    (
        "SymbolLimit",
        "highest = 75, lowest = 1",
        "rule T-1.parameters.lowest: unknown key; use one of: highest, objection_days",
    ),
];

#[test]
fn mistakes_in_parameters_are_reported_with_line_and_advice() {
    for (name, parameters, expected) in MISTAKES {
        let error = parse(&with_predicate(name, parameters)).unwrap_err().to_string();
        let (place, message) = error.split_once(": ").unwrap();
        assert!(place.starts_with("tiny.toml:"), "{error}");
        assert_eq!(message, *expected);
    }
}

#[test]
fn whom_a_predicate_judges_by_itself_is_not_said_again() {
    let text = with_predicate("LotClock", "months = 6").replace(
        "applies_to = [\"transfer\"]",
        "applies_to = [\"transfer\"]\nparties = [\"sender\"]",
    );
    let error = parse(&text).unwrap_err().to_string();
    assert!(
        error.ends_with("parties: LotClock always judges the sender; remove the line"),
        "{error}"
    );
}
