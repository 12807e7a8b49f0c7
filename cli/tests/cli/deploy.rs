//! `corridor deploy` and `corridor verify`

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

/// A profile of one's own over a built-in one.
const HOUSE: &str = r#"schema = 1
id = "house"
version = "1"
title = "House policy over the sandbox"
as_of = 2026-11-28
disclaimer = "Test data."
extends = "uk-sandbox"

[[rule]]
id = "HOUSE-LATER"
title = "Affiliates neither give nor receive"
effective = { from = 2099-01-01 }
enforced = "on-chain"
predicate = "ForbiddenFlags"
applies_to = ["issue", "transfer"]
parties = ["sender", "recipient"]
parameters = { flags = ["affiliate"] }
message = "party is an affiliate"
source = "dss-page"
citation = "House choice"
confidence = "assumption"
remedy = "Find another party."
"#;

#[test]
fn a_deployment_is_planned_applied_and_verified() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up --quiet").success();
    bench.run("verify").code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: nothing is deployed on local: there is no manifest [HOME]/.corridor/deployments/devnet-local.json; run `corridor deploy` first

"#]]);
    let deploy = "deploy --profile uk-sandbox --inputs uk.toml --terms treasury-gilt-2040";
    bench
        .run(&format!("{deploy} --dry-run"))
        .success()
        .stdout_eq(str![[r#"
would be done on local (chain 31337)
  1. create the access-manager
  2. create the asset-registry
  3. create the investor-registry
  4. create the entrant-ledger
  5. create the regime-factory
  6. create the bond-desk
  7. grant 5 roles
  8. give the verifier 0x90F79bf6EB2c4f870365E785982E1f101E93b906 its scope
  9. record the entrant 969500KSV493XWY0PS33 at stage 2
  10. limit sovereign-bonds of 969500KSV493XWY0PS33 to GBP 500,000,000
  11. make the regime of profile uk-sandbox, leg uk
  12. create the token of treasury-gilt-2040@uk-sandbox, leg uk (GB00B6460505)
  13. put treasury-gilt-2040@uk-sandbox, leg uk, under the limit of 969500KSV493XWY0PS33
  14. list treasury-gilt-2040@uk-sandbox

"#]])
        .stderr_eq(str![[r#""#]]);
    assert!(!bench.path().join(".corridor/deployments").exists());
    bench.run(deploy).success().stdout_eq(str![[r#"
done on local (chain 31337)
STEP                                                                                GAS        TRANSACTION
create the access-manager                                                           [GAS]
create the asset-registry                                                           [GAS]
create the investor-registry                                                        [GAS]
create the entrant-ledger                                                           [GAS]
create the regime-factory                                                           [GAS]
create the bond-desk                                                                [GAS]
grant 5 roles                                                                       [GAS]
give the verifier 0x90F79bf6EB2c4f870365E785982E1f101E93b906 its scope              [GAS]
record the entrant 969500KSV493XWY0PS33 at stage 2                                  [GAS]
limit sovereign-bonds of 969500KSV493XWY0PS33 to GBP 500,000,000                    [GAS]
make the regime of profile uk-sandbox, leg uk                                       [GAS]
create the token of treasury-gilt-2040@uk-sandbox, leg uk (GB00B6460505)            [GAS]
put treasury-gilt-2040@uk-sandbox, leg uk, under the limit of 969500KSV493XWY0PS33  [GAS]
list treasury-gilt-2040@uk-sandbox                                                  [GAS]
[GAS] gas in all; recorded in [HOME]/.corridor/deployments/devnet-local.json

"#]]).stderr_eq(str![[r#"
[1/14] create the access-manager
[2/14] create the asset-registry
[3/14] create the investor-registry
[4/14] create the entrant-ledger
[5/14] create the regime-factory
[6/14] create the bond-desk
[7/14] grant 5 roles
[8/14] give the verifier 0x90F79bf6EB2c4f870365E785982E1f101E93b906 its scope
[9/14] record the entrant 969500KSV493XWY0PS33 at stage 2
[10/14] limit sovereign-bonds of 969500KSV493XWY0PS33 to GBP 500,000,000
[11/14] make the regime of profile uk-sandbox, leg uk
[12/14] create the token of treasury-gilt-2040@uk-sandbox, leg uk (GB00B6460505)
[13/14] put treasury-gilt-2040@uk-sandbox, leg uk, under the limit of 969500KSV493XWY0PS33
[14/14] list treasury-gilt-2040@uk-sandbox

"#]]);
    bench
        .run(deploy)
        .success()
        .stdout_eq(str![[r#"
nothing to do on local (chain 31337): everything is there

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("deploy --json")
        .success()
        .stdout_eq(str![[r#"
{
  "schema": "corridor.deploy/1",
  "dry_run": false,
  "network": "local",
  "chain_id": 31337,
  "manifest": "[HOME]/.corridor/deployments/devnet-local.json",
  "plan": {
    "steps": [],
    "changes": [],
    "notes": []
  },
  "applied": {
    "steps": [],
    "waiting": [],
    "interrupted": false
  }
}

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("verify")
        .success()
        .stdout_eq(str![[r#"
sound: 119 checks at block 14, 0 findings

"#]])
        .stderr_eq(str![[r#""#]]);
}

#[test]
fn a_changed_profile_is_shown_and_replaced_on_demand() {
    let bench = Bench::with_gilt();
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    let deploy = "deploy --profile uk-sandbox --inputs new.toml";
    bench.run(deploy).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
treasury-gilt-2040@uk-sandbox: profile uk-sandbox 2026.11 becomes 2026.11
  hash [HASH] becomes [HASH]
  Rule UK-DEN: smallest holding GBP 100,000 -> GBP 200,000 (tighter)

  WHAT            WHICH                          EFFECT  IN WORDS
  value of input  minimum_denomination  changed          GBP 100,000 -> GBP 200,000

  Fewer movements pass.
error: profile uk-sandbox differs from the one that treasury-gilt-2040@uk-sandbox is under; nothing was changed
hint: add --replace to put it in force, --dry-run to see the plan

"#]]);
    bench
        .run(&format!("{deploy} --dry-run"))
        .success()
        .stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox: profile uk-sandbox 2026.11 becomes 2026.11
  hash [HASH] becomes [HASH]
  Rule UK-DEN: smallest holding GBP 100,000 -> GBP 200,000 (tighter)

  WHAT            WHICH                          EFFECT  IN WORDS
  value of input  minimum_denomination  changed          GBP 100,000 -> GBP 200,000

  Fewer movements pass.
would be done on local (chain 31337)
  1. make the regime of profile uk-sandbox, leg uk

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{deploy} --replace"))
        .success()
        .stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox: profile uk-sandbox 2026.11 becomes 2026.11
  hash [HASH] becomes [HASH]
  Rule UK-DEN: smallest holding GBP 100,000 -> GBP 200,000 (tighter)

  WHAT            WHICH                          EFFECT  IN WORDS
  value of input  minimum_denomination  changed          GBP 100,000 -> GBP 200,000

  Fewer movements pass.
done on local (chain 31337)
STEP                                                         GAS        TRANSACTION
make the regime of profile uk-sandbox, leg uk                [GAS]
replace the regime of treasury-gilt-2040@uk-sandbox, leg uk  [GAS]
[GAS] gas in all; recorded in [HOME]/.corridor/deployments/devnet-local.json

"#]])
        .stderr_eq(str![[r#"
[1/2] make the regime of profile uk-sandbox, leg uk
[2/2] replace the regime of treasury-gilt-2040@uk-sandbox, leg uk

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 123 checks at block 23, 0 findings

"#]]);
    bench.run("bond show treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox
  issuer       ECTRVYYCEF89VWYS6K36
  status       Active
  outstanding  GBP 0
  terms hash   [HASH]

leg uk
  isin         GB00B6460505
  name         4 1/4% Treasury Gilt 2040 (UKT425-2040)
  token        0x8464135c8F25Da09e49BC8782676a84730C318bC
  profile      uk-sandbox 2026.11
  regime       [REGIME]
  outstanding  GBP 0 of GBP 1,000,000,000
  headroom     GBP 500,000,000 under the entrant's limit
  state        open

"#]]);
    // The manifest has both now, and the one in force is meant where no inputs are given.
    for again in
        ["deploy --profile uk-sandbox", "bond issue treasury-gilt-2040 --profile uk-sandbox"]
    {
        bench.run(again).success().stdout_eq(str![[r#"
nothing to do on local (chain 31337): everything is there

"#]]);
    }
    bench.run(&format!("{deploy} --dry-run")).success().stdout_eq(str![[r#"
nothing to do on local (chain 31337)

"#]]);
}

#[test]
fn inputs_that_are_not_clear_are_asked_for() {
    let bench = Bench::new();
    bench.private_file("old.toml", UK_INPUTS);
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    bench.run("devnet up").success();
    for inputs in ["old.toml", "new.toml"] {
        bench.run(&format!("deploy --profile uk-sandbox --inputs {inputs} --quiet")).success();
    }
    bench.run("deploy --profile uk-sandbox").code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: the manifest has 2 sets of inputs for the profile uk-sandbox, so it is not clear which are meant
hint: give them with --inputs FILE, or with --input NAME=VALUE for each

"#]]);
}

/// A limit that the supervisor has still to set, one of a later stage, and a rule that begins later: nothing is wrong, and it is said.
#[test]
fn what_a_profile_says_and_is_not_in_force_yet_is_named() {
    let bench = Bench::with_gilt();
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 119 checks at block 21, 0 findings

"#]]);
    let limit =
        "entrant limit 969500KSV493XWY0PS33 --asset-class sovereign-bonds \"GBP 400,000,000\"";
    bench.quoted(limit).success();
    let again = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --dry-run";
    let note =
        "on chain is GBP 400,000,000, the profile says GBP 500,000,000; the supervisor changes it";
    let told = bench.run(again).success().get_output().clone();
    let told = [told.stdout, told.stderr].concat();
    assert!(String::from_utf8_lossy(&told).contains(note));
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 119 checks at block 22, 1 findings
SEVERITY  SUBJECT                     FINDING
notice    profile uk-sandbox 2026.11  the limit of sovereign-bonds of 969500KSV493XWY0PS33 in force is GBP 400,000,000; the profile's, GBP 500,000,000, is not: the supervisor sets it by `corridor entrant limit 969500KSV493XWY0PS33 --asset-class sovereign-bonds "GBP 500,000,000"`

"#]]);
    bench.private_file("house.toml", HOUSE);
    // Terms name the profile that each ISIN is for.
    bench.run("bond issue treasury-gilt-2040 --profile house.toml --inputs uk.toml").code(1).stderr_eq(str![[r#"
error: instrument `treasury-gilt-2040@house` has no ISIN for leg `uk` of profile `house`; add to its terms:

[[leg]]
profile = "house"
leg = "uk"
isin = "..."

"#]]);
    let diff = "profile diff house.toml --deployed --bond treasury-gilt-2040 --input \"capacity_limit=2: GBP 500,000,000; 3: GBP 1,000,000,000\"";
    bench.quoted(diff).success().stdout_eq(str![[r#"
from uk-sandbox 2026.11 (uk-sandbox in the manifest)
to   house 1 (house.toml)

Rule HOUSE-LATER: added: Affiliates neither give nor receive (tighter)

WHAT            WHICH                    EFFECT  IN WORDS
profile         as_of           changed          2026-11-27 -> 2026-11-28
profile         composed_of     added            uk-sandbox 2026.11
profile         disclaimer      changed          Engineering data, not legal advice. Each rule names its source and how sure the profile is of it; a firm's Sandbox Approval Notice and its counsel decide what applies. -> Test data.
profile         id              changed          uk-sandbox -> house
profile         title           changed          UK Digital Securities Sandbox -> House policy over the sandbox
profile         version         changed          2026.11 -> 1
value of input  capacity_limit  changed          GBP 500,000,000 -> 2: GBP 500,000,000; 3: GBP 1,000,000,000
entrant         limit           changed  other   GBP 500,000,000 -> 2: GBP 500,000,000; 3: GBP 1,000,000,000

Some movements may pass that did not, and others may pass no longer.

not in force: the limit of sovereign-bonds of 969500KSV493XWY0PS33 in force is GBP 400,000,000; the profile's, GBP 500,000,000, is not: the supervisor sets it by `corridor entrant limit 969500KSV493XWY0PS33 --asset-class sovereign-bonds "GBP 500,000,000"`
not in force: the limit of sovereign-bonds of 969500KSV493XWY0PS33 of stage 3, GBP 1,000,000,000, is not in force at stage 2, which the supervisor has on record
not in force: rule HOUSE-LATER (Affiliates neither give nor receive) is in force from 2099-01-01 only

"#]]).stderr_eq(str![[r#""#]]);
    let output = bench.quoted(&format!("{diff} --json")).success().get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&output).expect("one document");
    assert_eq!(document["not_in_force"].as_array().map(Vec::len), Some(3));
}
