//! `corridor profile`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

const US: &str = "--input category=2 --input seasoning=qib-only";

#[test]
fn profiles_are_listed_checked_and_hashed() {
    let bench = Bench::new();
    bench.run("profile list").success().stdout_eq(str![[r#"
PROFILE         VERSION  AS OF       LEGS             RULES ON + OFF CHAIN  TITLE
uk-sandbox      2026.11  2026-11-27  uk               14 + 13               UK Digital Securities Sandbox
uk-sandbox-dvp  2026.11  2026-11-27  uk               16 + 12               UK Digital Securities Sandbox, delivery versus payment on chain
uk-offer        2026.11  2026-11-27  uk               16 + 9                UK public offers: exceptions from the prohibition
us-exemption    2026.11  2026-11-20  reg-s, 144a      21 + 16               US exemptions: Regulation S and Rule 144A
us-reg-s        2026.11  2026-11-27  reg-s            15 + 11               US exemption: Regulation S
us-144a         2026.11  2026-11-20  144a             12 + 11               US exemption: Rule 144A
uk-us-corridor  2026.11  2026-11-27  uk, reg-s, 144a  49 + 29               UK-US corridor: one bond in the sandbox, under Regulation S and under Rule 144A
us-506b         2026.11  2026-11-27  506b             16 + 14               US exemption: Rule 506(b)
us-506c         2026.11  2026-11-27  506c             17 + 12               US exemption: Rule 506(c)
us-506b-equity  2026.11  2026-11-27  506b             18 + 15               US exemption: Rule 506(b), shares
us-506c-equity  2026.11  2026-11-27  506c             19 + 13               US exemption: Rule 506(c), shares
us-tsv          2026.11  2026-11-27  tsv              16 + 13               US: Tokenized Securities Venue

"#]]);
    bench.run("profile list --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.profile-list/1",
  "profiles": [
    {
      "id": "uk-sandbox",
      "version": "2026.11",
      "title": "UK Digital Securities Sandbox",
      "as_of": "2026-11-27",
      "legs": [
        "uk"
      ],
      "rules_on_chain": 14,
      "rules_off_chain": 13
    },
    {
      "id": "uk-sandbox-dvp",
      "version": "2026.11",
      "title": "UK Digital Securities Sandbox, delivery versus payment on chain",
      "as_of": "2026-11-27",
      "legs": [
        "uk"
      ],
      "rules_on_chain": 16,
      "rules_off_chain": 12
    },
    {
      "id": "uk-offer",
      "version": "2026.11",
      "title": "UK public offers: exceptions from the prohibition",
      "as_of": "2026-11-27",
      "legs": [
        "uk"
      ],
      "rules_on_chain": 16,
      "rules_off_chain": 9
    },
    {
      "id": "us-exemption",
      "version": "2026.11",
      "title": "US exemptions: Regulation S and Rule 144A",
      "as_of": "2026-11-20",
      "legs": [
        "reg-s",
        "144a"
      ],
      "rules_on_chain": 21,
      "rules_off_chain": 16
    },
    {
      "id": "us-reg-s",
      "version": "2026.11",
      "title": "US exemption: Regulation S",
      "as_of": "2026-11-27",
      "legs": [
        "reg-s"
      ],
      "rules_on_chain": 15,
      "rules_off_chain": 11
    },
    {
      "id": "us-144a",
      "version": "2026.11",
      "title": "US exemption: Rule 144A",
      "as_of": "2026-11-20",
      "legs": [
        "144a"
      ],
      "rules_on_chain": 12,
      "rules_off_chain": 11
    },
    {
      "id": "uk-us-corridor",
      "version": "2026.11",
      "title": "UK-US corridor: one bond in the sandbox, under Regulation S and under Rule 144A",
      "as_of": "2026-11-27",
      "legs": [
        "uk",
        "reg-s",
        "144a"
      ],
      "rules_on_chain": 49,
      "rules_off_chain": 29
    },
    {
      "id": "us-506b",
      "version": "2026.11",
      "title": "US exemption: Rule 506(b)",
      "as_of": "2026-11-27",
      "legs": [
        "506b"
      ],
      "rules_on_chain": 16,
      "rules_off_chain": 14
    },
    {
      "id": "us-506c",
      "version": "2026.11",
      "title": "US exemption: Rule 506(c)",
      "as_of": "2026-11-27",
      "legs": [
        "506c"
      ],
      "rules_on_chain": 17,
      "rules_off_chain": 12
    },
    {
      "id": "us-506b-equity",
      "version": "2026.11",
      "title": "US exemption: Rule 506(b), shares",
      "as_of": "2026-11-27",
      "legs": [
        "506b"
      ],
      "rules_on_chain": 18,
      "rules_off_chain": 15
    },
    {
      "id": "us-506c-equity",
      "version": "2026.11",
      "title": "US exemption: Rule 506(c), shares",
      "as_of": "2026-11-27",
      "legs": [
        "506c"
      ],
      "rules_on_chain": 19,
      "rules_off_chain": 13
    },
    {
      "id": "us-tsv",
      "version": "2026.11",
      "title": "US: Tokenized Securities Venue",
      "as_of": "2026-11-27",
      "legs": [
        "tsv"
      ],
      "rules_on_chain": 16,
      "rules_off_chain": 13
    }
  ]
}

"#]]);
    bench.run("profile check us-exemption").success().stdout_eq(str![[r#"
profile us-exemption 2026.11 is well-formed: 21 rules on chain, 16 off chain
to be deployed it needs values for: minimum, multiple, category, seasoning

"#]]);
    bench
        .run("profile hash us-exemption")
        .success()
        .stdout_eq(str![[r#"
[HASH]

"#]])
        .stderr_eq(str![[r#"
this is the hash of the file; the hash on chain includes the inputs, given by --input

"#]]);
    bench.run("profile show us-exemption --leg 144a").success().stdout_eq(str![[r#"
us-exemption: US exemptions: Regulation S and Rule 144A
  version  2026.11
  as of    2026-11-20
  legs     reg-s (Regulation S leg), 144a (Rule 144A leg)
  for      debt alone: House choice: the figures here are those of debt; equity has another volume under 17 CFR 230.144(e) and other periods under Regulation S (assumption)
  made of  us-reg-s 2026.11, us-restricted 2026.11, us-common 2026.11, us-144a 2026.11
  Engineering data, not legal advice. Each rule names its source and how sure the profile is of it; counsel decides which exemption an offering has.

INPUT      KIND    WHAT IT IS
minimum    amount  smallest holding
multiple   amount  step in which amounts move
category   choice  Regulation S category of the debt offering
seasoning  choice  who in the United States may buy the Regulation S leg after the compliance period

route to-144a  From the Regulation S leg into the Rule 144A leg
  legs       reg-s to 144a
  citation   Practice of global notes: one issue, two legs, and the register moves principal between them; the sum stays constant (assumption)
  remedy     The registrar opens the route.

route to-reg-s  From the Rule 144A leg into the Regulation S leg
  legs       144a to reg-s
  citation   Practice of global notes, as the other direction (assumption)
  remedy     The registrar opens the route.

US-00-ID  Both sides are identified (a forced transfer judges its recipient too)
  on chain   Attested on issue, transfer, exchange-out, exchange-in
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   15 USC 77e denies by default: without knowing who buys and where it is, no exemption can be shown; the check itself is a house choice (assumption)
  remedy     A verifier attests the identity check with an expiry day that has not passed. Redemption and coupons do not need it.

US-00-ID-R  A recovered holding goes to an identified wallet
  on chain   Attested on recovery
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   as US-00-ID (assumption)
  remedy     A verifier renews the investor's identity check, then the recovery is repeated.

US-BLK  Nobody who is blocked gives, receives or operates
  on chain   ForbiddenFlags on issue, transfer, exchange-out, exchange-in, redeem, coupon
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   House choice: the register's agent can stop a holder (assumption)
  remedy     An enforcement officer lifts the block. What a blocked holder has leaves by a forced transfer to somebody else.

US-BLK-R  Nobody who is blocked receives a recovered holding
  on chain   ForbiddenFlags on recovery
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   House choice, as US-BLK (assumption)
  remedy     An enforcement officer lifts the block first.

US-SANC  Nobody under sanctions gives, receives or operates
  on chain   ForbiddenFlags on issue, transfer, exchange-out, exchange-in, redeem, coupon
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   31 CFR Chapter V Appendix A: property of listed persons is blocked (primary)
  remedy     A licence or a delisting; an enforcement officer then clears the flag. Funds due stay where they are until then.

US-SANC-R  Nobody under sanctions receives a recovered holding
  on chain   ForbiddenFlags on recovery
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   as US-SANC (primary)
  remedy     A licence or a delisting; an enforcement officer then clears the flag.

US-00  No offer without an exemption
  off chain  Offers are made outside the chain; on chain every sale is denied unless a row of this profile admits the buyer.
  evidence   The offering memorandum with the exemption relied on for each leg.
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   15 USC 77e (primary)
  remedy     Document the exemption before the first offer.

US-17AD  Register of holders agrees with the chain
  off chain  Names and addresses stay in the register off chain.
  evidence   The exported register with its reconciliation: sum of holders = control book = supply on chain; detail of closed positions kept six years.
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   17 CFR 240.17Ad-9 and 240.17Ad-10 (primary)
  remedy     Export and reconcile the register at every record date.

US-SPLIT  What is on chain and what is in the register
  off chain  The chain has wallet, quantity and day; names and addresses stay in the register, which belongs to the issuer or its agent.
  evidence   The register with each wallet matched to a holder of record, and the commitment of each entry.
  legs       reg-s, 144a
  from       us-common 2026.11
  citation   SEC staff statement of 28 January 2026: a tokenised security may keep its holder list partly on chain and partly off chain (secondary)
  remedy     Keep the register so that every wallet on chain is somebody in it.

US-144-X  Affiliates of the issuer do not resell
  on chain   ForbiddenFlags on transfer, exchange-out
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   17 CFR 230.904(a) leaves affiliates out; 230.144(b)(2), (c), (e): their resale has information and volume conditions that this profile does not count, so it denies. Who was one counts as one for three months more (b)(1), or 90 days (b)(2). A route may change the owner as well, and the leg that is left does not see whether it does, so it denies that too, which is stricter (assumption)
  remedy     Redeem instead, or wait: a verifier clears the flag once three months, and no fewer than 90 days, have passed since the investor ceased to be an affiliate.

US-DEN  Minimum denomination and multiple
  on chain   Denomination on issue, transfer, exchange-out, exchange-in
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   Market practice of wholesale issues; no rule of the exemptions (assumption)
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.

US-VALID  The profile is in use
  on chain   ValidityWindow on issue, transfer
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   House choice: Rules 144A and 506 as amended by Release 33-9415 with effect from 23 September 2013; no end is set (assumption)
  remedy     Use a profile of the rules in force on that day.

US-HALT  The instrument is not halted
  on chain   NotHalted on issue, transfer, exchange-out, exchange-in
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   House choice: the supervisor's stop (assumption)
  remedy     The supervisor lifts the halt. Redemption, coupons and ordered transfers stay possible.

US-502D  Restriction legend
  off chain  The text is shown by the register and the wallet; the chain keeps the document and enforces the restriction itself.
  evidence   The legend text among the documents of the instrument.
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   17 CFR 230.502(d) (primary)
  remedy     Register the legend as a document of the instrument.

US-12G  Count of holders of record
  off chain  It does not apply: the count is of holders of equity, and these legs are straight debt.
  evidence   The terms: no conversion into equity.
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   15 USC 78l(g)(1) (primary)
  remedy     None is needed while the instrument is no equity.

US-IBRD  Issuers whose securities are exempt by themselves
  off chain  An issuer such as the World Bank needs no exemption of this file: its securities are exempt by statute, and a state's are a state's.
  evidence   For a replica of such a bond under this profile: a statement in its terms that the replica is hypothetical.
  legs       reg-s, 144a
  from       us-restricted 2026.11
  citation   22 USC 286k-1 (World Bank); this file describes a private issuer (assumption)
  remedy     Say in the terms that the instrument is a replica under a hypothetical permission.

US-144A-ISSUE  Issue to an initial purchaser only
  on chain   EligibleParty on issue
  legs       144a
  from       us-144a 2026.11
  citation   17 CFR 230.144A is for resales; the issuer sells to an initial purchaser under section 4(a)(2), 15 USC 77d(a)(2) (secondary)
  remedy     Issue to an investor that a verifier attested as initial purchaser.

US-144A  Resale to qualified institutional buyers only
  on chain   EligibleParty on transfer
  legs       144a
  from       us-144a 2026.11
  citation   17 CFR 230.144A(a)(1) and (d)(1): entity with at least USD 100m in securities, dealer USD 10m, bank also USD 25m net worth; never a natural person (secondary)
  remedy     Transfer to an entity that a verifier attested as qualified institutional buyer.

US-144A-QIB  Test of a qualified institutional buyer
  attested   read by US-144A
  evidence   Financial statements or another basis of Rule 144A(d)(1) that are not older than the rule allows. A natural person never qualifies, whatever it owns.
  legs       144a
  figure     bank-net-worth: USD 25,000,000
  figure     dealer-securities: USD 10,000,000
  figure     entity-securities: USD 100,000,000
  from       us-144a 2026.11
  citation   17 CFR 230.144A(a)(1) and (d)(1) (secondary)
  remedy     A verifier attests the category with the day on which its basis is too old.

US-144A-INFO  Information right of holders and of buyers they name
  off chain  Delivering documents on request is not a movement.
  evidence   The undertaking in the terms and a log of requests answered; not needed of reporting issuers, 12g3-2(b) issuers and foreign governments.
  legs       144a
  from       us-144a 2026.11
  citation   17 CFR 230.144A(d)(4) (secondary)
  remedy     Publish the information with the instrument's documents.

US-144A-NOTICE  The buyer knows that the seller relies on Rule 144A
  off chain  Awareness is not on the chain; the legend that wallets show is.
  evidence   The legend on the instrument and the offering memorandum's notice to investors.
  legs       144a
  from       us-144a 2026.11
  citation   17 CFR 230.144A(d)(2) (secondary)
  remedy     Put the notice into the documents of the instrument.

US-4A2-SOLICIT  No general solicitation by the issuer in the sale to initial purchasers
  off chain  Solicitation happens outside the chain.
  evidence   The marketing log of the placement.
  legs       144a
  from       us-144a 2026.11
  citation   15 USC 77d(a)(2); 17 CFR 230.502(c) by analogy (assumption)
  remedy     Place with initial purchasers that the issuer approached individually.

US-144A-DIRECT  A direct issue to a qualified institutional buyer
  off chain  It is another sale with an exemption of its own, which the issuer chooses: Rule 144A is for resales. This profile refuses it; `us-506b` and `us-506c` are the rows for it.
  evidence   None is needed while it is refused.
  legs       144a
  from       us-144a 2026.11
  citation   17 CFR 230.144A, preliminary note and (b): persons other than issuers (secondary)
  remedy     Issue to an initial purchaser, or use a profile of Regulation D.

US-X-144A  Into the Rule 144A leg: qualified institutional buyers only
  on chain   EligibleParty on exchange-in
  legs       144a
  citation   17 CFR 230.144A(d)(1): whoever holds the leg is a qualified institutional buyer (secondary)
  remedy     Move the holding to an entity that a verifier attested as qualified institutional buyer.

US-X-144A-CERT  Into the Rule 144A leg inside the compliance period: with a certificate
  on chain   Certified on exchange-in
  legs       144a
  only if    category is 2 or 3
  citation   Practice of global notes: inside the 40 days the transferor certifies that the transferee is reasonably believed to be a qualified institutional buyer; the certificate is recorded with the transferee (assumption)
  remedy     The registrar records the certificate; or the move waits until the 40 days have elapsed.

"#]]);
    assert_eq!(fs::read_dir(bench.path()).expect("listed").count(), 0);
}

#[test]
fn inputs_are_bound() {
    let bench = Bench::new();
    let amounts = ["--input", "minimum=USD 200,000", "--input", "multiple=USD 1,000"];
    let check = bench.command(&format!("profile check us-exemption {US}")).args(amounts);
    check.assert().success().stdout_eq(str![[r#"
profile us-exemption 2026.11 is well-formed: 21 rules on chain, 16 off chain; every input has a value
without US-S-C3 (Category 3: in the compliance period only certified holders receive): it is for deployments in which category is 3
without US-S-C3-X (Category 3: in the compliance period nobody gives who has not certified): it is for deployments in which category is 3

"#]]);
    let hash = bench.command(&format!("profile hash us-exemption {US}")).args(amounts);
    hash.assert()
        .success()
        .stdout_eq(str![[r#"
[HASH]

"#]])
        .stderr_eq(str![[""]]);
    bench.run(&format!("profile check us-exemption {US}")).code(1).stderr_eq(str![[r#"
error: profile us-exemption: 2 inputs without a value: `minimum` (smallest holding), `multiple` (step in which amounts move); give each one a value

"#]]);
    let third = "profile check us-exemption --input category=3 --input seasoning=qib-only";
    bench.command(third).args(amounts).assert().success().stdout_eq(str![[r#"
profile us-exemption 2026.11 is well-formed: 21 rules on chain, 16 off chain; every input has a value

"#]]);
    bench.run("profile check us-exemption --input nonsense").code(2).stderr_eq(str![[r#"
error: --input `nonsense` is not of the form NAME=VALUE

"#]]);
    bench.run("profile show us-exemption --leg moon").code(2).stderr_eq(str![[r#"
error: --leg `moon` is none of reg-s, 144a

"#]]);
}

#[test]
fn a_wrong_profile_is_named_by_line() {
    let bench = Bench::new();
    bench.run("profile check nowhere").code(1).stderr_eq(str![[r#"
error: there is no profile `nowhere`; use one of: uk-sandbox, uk-sandbox-dvp, uk-offer, us-exemption, us-reg-s, us-144a, uk-us-corridor, us-506b, us-506c, us-506b-equity, us-506c-equity, us-tsv, or give the path of a profile file

"#]]);
    fs::write(bench.path().join("mine.toml"), "schema = 1\nid = \"mine\"\ncolour = \"red\"\n")
        .expect("written");
    bench.run("profile check mine.toml").code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: mine.toml:1: `version` is missing; add a line `version = ...`

"#]]);
    bench.run("profile check mine.toml --json").code(1).stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "profile",
    "message": "mine.toml:1: `version` is missing; add a line `version = ...`",
    "hint": null
  }
}

"#]]);
}

#[test]
fn profiles_are_compared_in_words() {
    let bench = Bench::new();
    let text = include_str!("../../../deploy/profiles/us-506b.toml");
    fs::write(bench.path().join("mine.toml"), text.replace("highest = 35", "highest = 30"))
        .expect("written");
    bench.run("profile diff us-506b us-506b").success().stdout_eq(str![[r#"
from us-506b 2026.11 (profiles/us-506b.toml)
to   us-506b 2026.11 (profiles/us-506b.toml)

nothing differs

"#]]);
    bench.run("profile diff us-506b mine.toml").success().stdout_eq(str![[r#"
from us-506b 2026.11 (profiles/us-506b.toml)
to   us-506b 2026.11 (mine.toml)

Rule US-506B: highest number of purchasers 35 -> 30 (tighter)

Fewer movements pass.

"#]]);
    bench.run("profile diff mine.toml us-506b --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.profile-diff/1",
  "before": {
    "id": "us-506b",
    "version": "2026.11",
    "file": "mine.toml",
    "hash": "[HASH]",
    "bound": false
  },
  "after": {
    "id": "us-506b",
    "version": "2026.11",
    "file": "profiles/us-506b.toml",
    "hash": "[HASH]",
    "bound": false
  },
  "effect": "looser",
  "about": [],
  "rules": [
    {
      "id": "US-506B",
      "title": "No more than 35 purchasers that are not accredited in 90 days",
      "fate": "changed",
      "effect": "looser",
      "changes": [
        {
          "what": "highest",
          "words": "highest number of purchasers 30 -> 35",
          "effect": "looser"
        }
      ],
      "citation": "17 CFR 230.506(b)(2)(i): no more than 35 purchasers that are not accredited from the issuer, in offerings under the rule in any 90-calendar-day period: those of all its instruments under this rule count together, and who buys again counts once",
      "confidence": "secondary"
    }
  ],
  "lines": [
    "Rule US-506B: highest number of purchasers 30 -> 35 (looser)"
  ]
}

"#]]);
    bench.run("profile diff us-506b mine.toml --markdown").success().stdout_eq(str![[r#"
# us-506b 2026.11 -> us-506b 2026.11

Fewer movements pass.

- before: `[HASH]` profiles/us-506b.toml
- after: `[HASH]` mine.toml

| rule | change | effect | citation | confidence |
|---|---|---|---|---|
| US-506B | highest number of purchasers 35 -> 30 | tighter | 17 CFR 230.506(b)(2)(i): no more than 35 purchasers that are not accredited from the issuer, in offerings under the rule in any 90-calendar-day period: those of all its instruments under this rule count together, and who buys again counts once | secondary |

"#]]);
    let given = "--input category=1 --input seasoning=none";
    let amounts = ["--input", "minimum=USD 1,000", "--input", "multiple=USD 1"];
    let command = format!("profile diff us-reg-s us-reg-s {given}");
    bench.command(&command).args(amounts).assert().success().stdout_eq(str![[r#"
from us-reg-s 2026.11 (profiles/us-reg-s.toml)
to   us-reg-s 2026.11 (profiles/us-reg-s.toml)

nothing differs

"#]]);
    bench.run("profile diff us-144a us-reg-s --input colour=red").code(2).stderr_eq(str![[r#"
error: neither profile has an input `colour`

"#]]);
    bench.run("profile diff us-144a").code(2).stdout_eq(str![[""]]);
}

#[test]
fn rules_of_a_day_are_shown() {
    let bench = Bench::new();
    let figures = |day: &str| -> String {
        let shown = bench.run(&format!("profile show uk-offer --at {day}"));
        let text = String::from_utf8(shown.success().get_output().stdout.clone()).expect("text");
        text.lines().filter(|line| line.contains("net-assets")).map(str::to_owned).collect()
    };
    assert!(figures("2024-01-30").contains("GBP 250,000"));
    assert!(figures("2024-01-31").contains("GBP 430,000"));
    assert!(figures("2024-03-26").contains("GBP 430,000"));
    assert!(figures("2024-03-27").contains("GBP 250,000"));
    bench.run("profile show uk-offer --at yesterday").code(2).stderr_eq(str![[r#"
error: --at: `yesterday` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
}

#[test]
fn the_schema_is_printed_as_it_stands_beside_the_profiles() {
    let bench = Bench::new();
    let printed = bench.run("profile schema").success().get_output().stdout.clone();
    let kept = include_str!("../../../deploy/profiles/profile.schema.json");
    assert_eq!(String::from_utf8(printed).expect("text"), kept);
    let document = bench.run("profile schema --json").success().get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&document).expect("one document");
    assert_eq!(document["schema"], "corridor.profile-schema/1");
    let kept: serde_json::Value = serde_json::from_str(kept).expect("a schema");
    assert_eq!(document["json_schema"], kept);
}
