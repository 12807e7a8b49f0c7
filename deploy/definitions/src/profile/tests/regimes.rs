//! The ready profiles hold every rule of the regimes that they are about, with the figures of the law.

use std::collections::BTreeMap;

use super::{builtin_inputs, inputs};
use crate::calendar::UtcDay;
use crate::instrument::InstrumentKind;
use crate::profile::{
    Enforcement, HolderClass, HolderLimit, InstrumentFact, Predicate, Profile, ProfileError, Rule,
    Window,
};

/// What the notes on the two regimes call a rule, and where it is: profile and rules.
const RULES: &[(&str, &str, &[&str])] = &[
    ("UK-DSS-01", "uk-sandbox", &["UK-DSS-01"]),
    ("UK-DSS-02", "uk-sandbox", &["UK-DSS-02"]),
    ("UK-DSS-03", "uk-sandbox", &["UK-DSS-03", "UK-DSS-03-X"]),
    ("UK-DSS-07", "uk-sandbox", &["UK-DSS-07"]),
    ("UK-DSS-08", "uk-sandbox", &["UK-DSS-08"]),
    ("UK-DSS-10", "uk-sandbox", &["UK-DSS-10"]),
    ("UK-DSS-11", "uk-sandbox", &["UK-DSS-11"]),
    ("UK-DSS-13", "uk-sandbox", &["UK-DSS-13"]),
    ("UK-DSS-14", "uk-sandbox", &["UK-DSS-14"]),
    ("UK-DSS-16", "uk-sandbox", &["UK-DSS-16"]),
    ("UK-DSS-16", "uk-sandbox-dvp", &["UK-DSS-16", "UK-DSS-16-CB"]),
    ("UK-DSS-18", "uk-sandbox", &["UK-DSS-18"]),
    ("UK-OFF-01", "uk-sandbox", &["UK-OFF-01"]),
    ("UK-OFF-01", "uk-offer", &["UK-OFF-START"]),
    (
        "UK-OFF-02",
        "uk-offer",
        &[
            "UK-OFF-TOTAL",
            "UK-OFF-POOL",
            "UK-OFF-150",
            "UK-OFF-MADE",
            "UK-OFF-QI",
            "UK-OFF-DEN",
            "UK-OFF-CON",
            "UK-OFF-PRICE",
            "UK-OFF-ADM",
            "UK-OFF-GOV",
        ],
    ),
    ("UK-OFF-02", "uk-sandbox", &["UK-OFF-02"]),
    ("UK-FPO-01", "uk-sandbox", &["UK-FPO-01"]),
    (
        "UK-FPO-01",
        "uk-offer",
        &["UK-FPO-ELIG", "UK-FPO-HNW", "UK-FPO-HNW-2024", "UK-FPO-HNW-2005", "UK-FPO-SOPH"],
    ),
    ("UK-COBS-01", "uk-sandbox", &["UK-COBS-01"]),
    ("UK-DEN", "uk-sandbox", &["UK-DEN"]),
    ("accountable person", "uk-sandbox", &["UK-DSS-ACC", "UK-KYC-01", "UK-KYC-02"]),
    ("DIGIT", "uk-sandbox", &["UK-DIGIT"]),
    ("US-00", "us-exemption", &["US-00"]),
    ("US-506B", "us-506b", &["US-506B", "US-506B-NA", "US-506B-SOL"]),
    ("US-506C", "us-506c", &["US-506C", "US-506C-VER", "US-506C-STEPS"]),
    ("US-AI", "us-506b", &["US-AI"]),
    ("US-AI", "us-506c", &["US-AI"]),
    (
        "US-144A",
        "us-144a",
        &["US-144A", "US-144A-ISSUE", "US-144A-QIB", "US-144A-DIRECT", "US-144A-INFO"],
    ),
    ("US-144", "us-506b", &["US-144", "US-144-SHELL"]),
    ("US-144-X", "us-506b", &["US-144-X", "US-144-INFO", "US-144-INFO-N", "US-144-AGG"]),
    ("US-144-X", "us-exemption", &["US-144-X"]),
    ("US-IBRD", "us-144a", &["US-IBRD"]),
    ("US-S-C1/C2/C3", "us-reg-s", &["US-S-CLOCK", "US-S-C3", "US-S-C3-X", "US-S-SUSMI", "US-S-EQ"]),
    ("US-S-US", "us-reg-s", &["US-S-US", "US-S-ISSUE", "US-S-SEASON"]),
    ("US-502D", "us-506b", &["US-502D"]),
    ("US-12G", "us-506b", &["US-12G", "US-HOLDERS"]),
    ("US-12G", "us-506b-equity", &["US-12G", "US-12G-ALL", "US-12G-NA"]),
    ("US-12G", "us-506c-equity", &["US-12G", "US-12G-ALL", "US-12G-NA"]),
    ("US-506B", "us-506b-equity", &["US-506B", "US-506B-NA", "US-506B-SOL"]),
    ("US-506C", "us-506c-equity", &["US-506C", "US-506C-VER", "US-506C-STEPS"]),
    ("US-17AD", "us-144a", &["US-17AD"]),
    ("US-SPLIT", "us-144a", &["US-SPLIT"]),
    ("window of the order", "us-tsv", &["TSV-00"]),
    ("TSV-01", "us-tsv", &["TSV-01", "TSV-01-US"]),
    ("TSV-03", "us-tsv", &["TSV-03"]),
    ("TSV-04", "us-tsv", &["TSV-04"]),
    ("TSV-05", "us-tsv", &["TSV-05", "TSV-05-P"]),
    ("TSV-06", "us-tsv", &["TSV-06"]),
    ("TSV-07", "us-tsv", &["TSV-07"]),
    ("TSV-08", "us-tsv", &["TSV-08"]),
    ("TSV-09", "us-tsv", &["TSV-09", "TSV-09-S"]),
    ("TSV-10", "us-tsv", &["TSV-10"]),
    ("TSV-12", "us-tsv", &["TSV-12"]),
    ("Reg S to 144A", "us-exemption", &["US-X-144A", "US-X-144A-CERT"]),
    ("144A to Reg S", "us-exemption", &["US-X-S", "US-X-S-CERT"]),
];

#[test]
fn every_rule_of_the_regimes_is_in_a_profile() {
    for (name, profile, rules) in RULES {
        let profile = Profile::load(profile).unwrap();
        for id in *rules {
            let found = profile.rules.iter().any(|rule| rule.id == *id);
            assert!(found, "{name}: {} has no rule {id}", profile.id);
        }
    }
}

/// The predicate of a rule, when it is in force under the inputs.
fn predicate(profile: &str, changed: &[(&str, &str)], rule: &str) -> Option<Predicate> {
    let mut given = builtin_inputs(profile);
    given.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let bound = Profile::load(profile).unwrap().bind(&given).unwrap();
    let rule = bound.rules().iter().find(|known| known.id == rule)?;
    rule.on_chain().map(|on_chain| on_chain.predicate.clone())
}

#[test]
fn the_thresholds_of_early_2024_are_dated() {
    let profile = Profile::load("uk-offer").unwrap();
    let figures = |day: &str| -> Vec<BTreeMap<String, String>> {
        let day: UtcDay = day.parse().unwrap();
        let named = |rule: &&Rule<_>| rule.id.starts_with("UK-FPO-HNW") && rule.applies_on(day);
        profile.rules.iter().filter(named).map(|rule| rule.figures.clone()).collect()
    };
    let of =
        |income: &str, assets: &str| vec![inputs([("income", income), ("net-assets", assets)])];
    let (usual, raised) = (of("GBP 100,000", "GBP 250,000"), of("GBP 170,000", "GBP 430,000"));
    assert_eq!(figures("2024-01-30"), usual);
    assert_eq!(figures("2024-01-31"), raised);
    assert_eq!(figures("2024-03-26"), raised);
    assert_eq!(figures("2024-03-27"), usual);
    assert_eq!(figures("2026-11-20"), usual);
}

#[test]
fn regulation_s_has_no_days_in_category_1_and_forty_in_the_others() {
    for (category, days, certified) in [("1", 0, false), ("2", 40, false), ("3", 40, true)] {
        let changed = [("category", category)];
        let Some(Predicate::OfferingClock { days: found, .. }) =
            predicate("us-reg-s", &changed, "US-S-CLOCK")
        else {
            panic!("category {category} has no clock");
        };
        assert_eq!(found, days, "category {category}");
        assert_eq!(predicate("us-reg-s", &changed, "US-S-C3").is_some(), certified);
        assert_eq!(predicate("us-reg-s", &changed, "US-S-C3-X").is_some(), certified);
        let routed = predicate("us-exemption", &changed, "US-X-144A-CERT").is_some();
        assert_eq!(routed, category != "1");
    }
}

#[test]
fn restricted_lots_wait_six_months_or_a_year() {
    for (reporting, months) in [("reporting", 6), ("not-reporting", 12)] {
        let changed = [("reporting", reporting)];
        let Some(Predicate::LotClock(rule)) = predicate("us-506b", &changed, "US-144") else {
            panic!("no clock");
        };
        assert_eq!((rule.months, rule.lifted_for.unwrap().name()), (months, "us-qib"));
        let information = predicate("us-506b", &changed, "US-144-INFO-N");
        assert_eq!(information.is_some(), reporting == "reporting");
    }
}

#[test]
fn a_placement_has_35_purchasers_in_90_days() {
    let Some(Predicate::PurchaserLimit(rule)) = predicate("us-506b", &[], "US-506B") else {
        panic!("no limit");
    };
    assert_eq!((rule.highest, rule.days), (35, 90));
    assert_eq!(rule.not_counted.unwrap().name(), "us-accredited");
    let limit = predicate("us-506b", &[], "US-HOLDERS");
    assert!(matches!(limit, Some(Predicate::HolderLimit(HolderLimit { highest: 99, .. }))));
    assert_eq!(predicate("us-506b", &[("holder_limit", "none")], "US-HOLDERS"), None);
    assert_eq!(predicate("us-506b", &[("holding_cap", "none")], "US-CAP"), None);
}

#[test]
fn affiliates_sell_a_tenth_in_three_months_where_volume_is_counted() {
    let Some(Predicate::AffiliateVolume(rule)) = predicate("us-506c", &[], "US-144-X") else {
        panic!("no limit");
    };
    assert_eq!((rule.share.millionths(), rule.months), (100_000, 3));
    let information = predicate("us-506c", &[], "US-144-INFO");
    assert!(
        matches!(information, Some(Predicate::InstrumentFact(InstrumentFact { absent: false, only_from, .. })) if only_from.len() == 1)
    );
    let refused = predicate("us-144a", &[], "US-144-X");
    assert!(matches!(refused, Some(Predicate::ForbiddenFlags { .. })));
}

#[test]
fn an_offer_relies_on_one_exception() {
    let rules = |exception: &str| -> Vec<String> {
        let given = inputs([("exception", exception)]);
        let bound = Profile::load("uk-offer").unwrap().bind(&given).unwrap();
        let rules = bound.on_chain("uk").unwrap();
        let rules = rules.iter().map(|rule| rule.rule.id.clone());
        rules.filter(|id| id.starts_with("UK-OFF-") || id.starts_with("UK-FPO")).collect()
    };
    assert_eq!(rules("small"), ["UK-OFF-START", "UK-OFF-TOTAL", "UK-FPO-ELIG"]);
    assert_eq!(
        rules("fewer-than-150"),
        ["UK-OFF-START", "UK-OFF-150", "UK-OFF-MADE", "UK-FPO-ELIG"]
    );
    assert_eq!(rules("qualified-only"), ["UK-OFF-START", "UK-OFF-QI"]);
    assert_eq!(rules("large-denomination"), ["UK-OFF-START", "UK-OFF-DEN"]);
    assert_eq!(rules("large-consideration"), ["UK-OFF-START", "UK-OFF-CON"]);
    assert_eq!(rules("admitted"), ["UK-OFF-START", "UK-OFF-ADM"]);
    assert_eq!(rules("government"), ["UK-OFF-START"]);
    let Some(Predicate::OfferingTotal(total)) =
        predicate("uk-offer", &[("exception", "small")], "UK-OFF-TOTAL")
    else {
        panic!("no total");
    };
    assert_eq!((total.cap.to_string().as_str(), total.months), ("GBP 5,000,000", 12));
    let Some(Predicate::OffereeLimit(offerees)) = predicate("uk-offer", &[], "UK-OFF-150") else {
        panic!("no limit");
    };
    assert_eq!((offerees.fewer_than, offerees.jurisdiction.unwrap().numeric()), (150, 826));
}

/// A unit stays one whoever has it; what an investor pays is asked of the offer alone.
#[test]
fn a_large_unit_and_a_large_consideration_are_two_exceptions() {
    for (exception, id, figures, resold) in [
        ("large-denomination", "UK-OFF-DEN", ["GBP 50,000", "GBP 50,000"], true),
        ("large-consideration", "UK-OFF-CON", ["GBP 100,000", "GBP 0.01"], false),
    ] {
        let given = inputs([("exception", exception)]);
        let bound = Profile::load("uk-offer").unwrap().bind(&given).unwrap();
        let rule = bound.rules().iter().find(|rule| rule.id == id).unwrap();
        let on_chain = rule.on_chain().unwrap();
        let Predicate::Denomination { minimum, multiple } = &on_chain.predicate else {
            panic!("{id} looks at no amount");
        };
        assert_eq!([minimum, multiple].map(ToString::to_string), figures);
        assert_eq!(on_chain.applies_to.len() == 2, resold, "{id}");
    }
}

#[test]
fn the_venue_has_the_figures_of_its_tier() {
    for (tier, symbols, share) in [("1", 75, 2_500), ("2", 250, 25_000)] {
        let changed = [("tier", tier)];
        let Some(Predicate::SymbolLimit(limit)) = predicate("us-tsv", &changed, "TSV-06") else {
            panic!("no limit");
        };
        assert_eq!((limit.highest, limit.objection_days), (symbols, None));
        let Some(Predicate::SymbolLimit(limit)) = predicate("us-tsv", &changed, "TSV-04") else {
            panic!("no objection");
        };
        assert_eq!(limit.objection_days, Some(30));
        let Some(Predicate::VolumeLadder(ladder)) = predicate("us-tsv", &changed, "TSV-07") else {
            panic!("no ladder");
        };
        assert_eq!((ladder.share.millionths(), ladder.tolerated, ladder.months), (share, 1, 3));
    }
    let Some(Predicate::ValidityWindow { start, end }) = predicate("us-tsv", &[], "TSV-00") else {
        panic!("no window");
    };
    assert_eq!(start.unwrap().to_string(), "2026-09-17");
    assert_eq!(end.unwrap().to_string(), "2031-09-17");
}

#[test]
fn a_stablecoin_pays_from_30_june_2026() {
    let bound = Profile::load("uk-sandbox-dvp").unwrap();
    let bound = bound.bind(&builtin_inputs("uk-sandbox-dvp")).unwrap();
    let admitted = |day: &str| {
        let day: UtcDay = day.parse().unwrap();
        bound.rules().iter().filter(|rule| rule.applies_on(day)).all(|rule| {
            match rule.on_chain().map(|on_chain| &on_chain.predicate) {
                Some(Predicate::CashLeg(leg)) => {
                    leg.classes.iter().any(|class| class.name() == "stablecoin")
                }
                _ => true,
            }
        })
    };
    assert!(!admitted("2026-06-29"));
    assert!(admitted("2026-06-30"));
}

/// The profiles whose issuers keep below the counts of section 12(g).
const COUNTED: [&str; 2] = ["us-506b-equity", "us-506c-equity"];

/// Section 12(g) counts holders of equity: no other profile counts for it on chain, and those of debt say that it does not apply.
#[test]
fn section_12g_does_not_apply_to_a_bond() {
    for id in Profile::builtin_ids() {
        let profile = Profile::load(id).unwrap();
        let cites = profile.rules.iter().filter(|rule| rule.citation.contains("78l(g)"));
        let on_chain = cites.filter(|rule| rule.on_chain().is_some()).count();
        assert_eq!(on_chain, if COUNTED.contains(&id) { 2 } else { 0 }, "{id}");
        let says_so = profile.rules.iter().any(|rule| rule.id == "US-12G");
        assert_eq!(says_so, id.contains("us-") && id != "us-tsv", "{id}");
        let is_debt = profile.instruments.is_some_and(|scope| scope.only == InstrumentKind::Debt);
        assert!(on_chain == 0 || !is_debt, "{id}");
    }
}

/// Of shares holders are counted below both numbers of section 12(g), unless there is nothing to keep below.
#[test]
fn shares_have_fewer_than_2000_holders_and_fewer_than_500_that_are_not_accredited() {
    for id in COUNTED {
        let limit =
            |section: &str, rule: &str| match predicate(id, &[("section_12g", section)], rule) {
                Some(Predicate::HolderLimit(HolderLimit { highest, class })) => {
                    Some((highest, class))
                }
                other => {
                    assert_eq!(other, None);
                    None
                }
            };
        assert_eq!(limit("counted", "US-12G-ALL"), Some((1_999, HolderClass::All {})));
        let Some((499, HolderClass::Without(category))) = limit("counted", "US-12G-NA") else {
            panic!("{id} does not count those that are not accredited");
        };
        assert_eq!(category.name(), "us-accredited");
        for section in ["small", "registered"] {
            assert_eq!(limit(section, "US-12G-ALL"), None);
            assert_eq!(limit(section, "US-12G-NA"), None);
        }
        let Some(Predicate::AffiliateVolume(rule)) = predicate(id, &[], "US-144-X") else {
            panic!("no limit");
        };
        assert_eq!((rule.share.millionths(), rule.months), (10_000, 3));
    }
}

/// What a placement of shares takes from one of debt is the exemption itself, word for word.
#[test]
fn an_exemption_is_the_same_for_debt_and_shares() {
    for (debt, equity) in [("us-506b", "us-506b-equity"), ("us-506c", "us-506c-equity")] {
        let (debt, equity) = (Profile::load(debt).unwrap(), Profile::load(equity).unwrap());
        let taken: Vec<_> = equity
            .rules
            .iter()
            .filter(|rule| rule.origin.as_ref().is_some_and(|from| from.starts_with(&debt.id)))
            .collect();
        let own = debt.rules.iter().filter(|rule| rule.origin.is_none());
        assert_eq!(taken.len(), own.clone().count());
        for rule in own {
            let same = taken.iter().find(|other| other.id == rule.id).unwrap();
            assert_eq!((&same.title, &same.citation), (&rule.title, &rule.citation));
            assert_eq!(same.on_chain(), rule.on_chain());
        }
        assert_eq!(equity.instruments.unwrap().only, InstrumentKind::Equity);
    }
}

/// A UK buyer of the Regulation S leg passes both regimes: the rules of both stand on one leg.
#[test]
fn two_regimes_stand_on_one_leg() -> Result<(), ProfileError> {
    let text = r#"schema = 1
id = "cross-border"
version = "1"
title = "Regulation S, sold in the United Kingdom"
as_of = 2026-11-20
disclaimer = "Test data."

[[leg]]
id = "reg-s"
from = "us-reg-s"

[[with]]
profile = "uk-offer"
"#;
    let profile = super::parse(text)?;
    let mut given = builtin_inputs("us-reg-s");
    given.extend(builtin_inputs("uk-offer"));
    let bound = profile.bind(&given)?;
    let rules = bound.on_chain("reg-s")?;
    let ids: Vec<&str> = rules.iter().map(|rule| rule.rule.id.as_str()).collect();
    for id in ["US-S-CLOCK", "US-00-ID", "UK-OFF-150", "UK-KYC-01"] {
        assert!(ids.contains(&id), "{id}");
    }
    let origins: Vec<_> = profile.rules.iter().map(|rule| rule.origin.as_deref()).collect();
    assert!(origins.iter().all(Option::is_some));
    assert!(profile.composed_of.iter().any(|name| name == "uk-offer 2026.11"));
    Ok(())
}

/// What a house adds to the sandbox's rules stays at least as strict; the regime's hash is another one.
#[test]
fn a_house_policy_over_the_sandbox() -> Result<(), ProfileError> {
    let text = r#"schema = 1
id = "house"
version = "1"
title = "House policy over the sandbox"
as_of = 2026-11-20
disclaimer = "Test data."
extends = "uk-sandbox"

[[rule]]
id = "HOUSE-1"
title = "No investor turns over more than GBP 10,000,000 in 30 days"
enforced = "on-chain"
predicate = "VolumeCap"
applies_to = ["transfer"]
parameters = { cap = "GBP 10,000,000", window = "30 days", scope = "sender" }
message = "above the house's 30-day volume"
source = "dss-guidance"
citation = "House choice"
confidence = "assumption"
remedy = "Wait."
"#;
    let profile = super::parse(text)?;
    let bound = profile.bind(&builtin_inputs("uk-sandbox"))?;
    let last = bound.on_chain("uk")?;
    let last = last.last().unwrap();
    assert_eq!(last.rule.id, "HOUSE-1");
    let Predicate::VolumeCap(cap) = &last.on_chain.predicate else { panic!("no cap") };
    assert_eq!(cap.window, Window::Days(30));
    assert_eq!(bound.table("uk", alloy_primitives::Address::ZERO)?[64 + 7], 4);
    assert!(bound.entrant().is_some());
    Ok(())
}

#[test]
fn what_people_enforce_says_why_and_asks_for_evidence() {
    for profile in Profile::builtin().unwrap() {
        for rule in &profile.rules {
            let at = format!("{} {}", profile.id, rule.id);
            match &rule.enforcement {
                Enforcement::OnChain(on_chain) => assert!(!on_chain.applies_to.is_empty(), "{at}"),
                Enforcement::Attestation { checked_by, evidence, .. } => {
                    assert!(!checked_by.is_empty() && evidence.len() > 20, "{at}");
                }
                Enforcement::OffChain { reason, evidence } => {
                    assert!(reason.len() > 20 && evidence.len() > 20, "{at}");
                }
            }
        }
    }
}

#[test]
fn the_limit_of_a_sandbox_entrant_rises_with_its_stage() {
    let limit = |gate: &str| {
        let mut given = builtin_inputs("uk-sandbox");
        let limits = "2: GBP 500,000,000; 3: GBP 2,000,000,000";
        given.extend(inputs([("gate", gate), ("capacity_limit", limits)]));
        let bound = Profile::load("uk-sandbox").unwrap().bind(&given).unwrap();
        let entrant = bound.entrant().unwrap().clone();
        assert_eq!(bound.inputs()["capacity_limit"], limits);
        assert_eq!(entrant.limits.at(3).unwrap().to_string(), "GBP 2,000,000,000");
        entrant.limit.to_string()
    };
    assert_eq!(limit("gate-1"), "GBP 0");
    assert_eq!(limit("gate-2"), "GBP 500,000,000");
    assert_eq!(limit("gate-4"), "GBP 2,000,000,000");
}
