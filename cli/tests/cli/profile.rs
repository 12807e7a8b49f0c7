//! `corridor profile`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

const US: &str = "--input category=2 --input seasoning=qib-only";

#[test]
fn profiles_are_listed_checked_and_hashed() {
    let bench = Bench::new();
    bench.run("profile list").success().stdout_eq(str![[r#"
PROFILE       VERSION  AS OF       LEGS         RULES ON + OFF CHAIN  TITLE
uk-sandbox    2026.11  2026-11-20  uk           14 + 8                UK Digital Securities Sandbox
us-exemption  2026.11  2026-11-20  reg-s, 144a  15 + 10               US exemptions: Regulation S and Rule 144A

"#]]);
    bench.run("profile list --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.profile-list/1",
  "profiles": [
    {
      "id": "uk-sandbox",
      "version": "2026.11",
      "title": "UK Digital Securities Sandbox",
      "as_of": "2026-11-20",
      "legs": [
        "uk"
      ],
      "rules_on_chain": 14,
      "rules_off_chain": 8
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
      "rules_on_chain": 15,
      "rules_off_chain": 10
    }
  ]
}

"#]]);
    bench.run("profile check us-exemption").success().stdout_eq(str![[r#"
profile us-exemption 2026.11 is well-formed: 15 rules on chain, 10 off chain
to be deployed it needs values for: category, seasoning, minimum, multiple

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
  Engineering data, not legal advice. Each rule names its source and how sure the profile is of it; counsel decides which exemption an offering has.

INPUT      KIND    WHAT IT IS
category   choice  Regulation S category of the debt offering
seasoning  choice  who in the United States may buy the Regulation S leg after the compliance period
minimum    amount  smallest holding
multiple   amount  step in which amounts move

US-00-ID  Both sides are identified (a forced transfer judges its recipient too)
  on chain   Attested on issue, transfer
  legs       reg-s, 144a
  citation   15 USC 77e denies by default: without knowing who buys and where it is, no exemption can be shown; the check itself is a house choice (assumption)
  remedy     A verifier attests the identity check with an expiry day that has not passed. Redemption and coupons do not need it.

US-00-ID-R  A recovered holding goes to an identified wallet
  on chain   Attested on recovery
  legs       reg-s, 144a
  citation   as US-00-ID (assumption)
  remedy     A verifier renews the investor's identity check, then the recovery is repeated.

US-BLK  Nobody who is blocked gives, receives or operates
  on chain   ForbiddenFlags on issue, transfer, redeem, coupon
  legs       reg-s, 144a
  citation   House choice: the register's agent can stop a holder (assumption)
  remedy     An enforcement officer lifts the block, or orders a forced transfer.

US-BLK-R  Nobody who is blocked receives a recovered holding
  on chain   ForbiddenFlags on recovery
  legs       reg-s, 144a
  citation   House choice, as US-BLK (assumption)
  remedy     An enforcement officer lifts the block first.

US-SANC  Nobody under sanctions gives, receives or operates
  on chain   ForbiddenFlags on issue, transfer, redeem, coupon
  legs       reg-s, 144a
  citation   31 CFR Chapter V Appendix A: property of listed persons is blocked (primary)
  remedy     A licence or a delisting; an enforcement officer then clears the flag. Funds due stay where they are until then.

US-SANC-R  Nobody under sanctions receives a recovered holding
  on chain   ForbiddenFlags on recovery
  legs       reg-s, 144a
  citation   as US-SANC (primary)
  remedy     A licence or a delisting; an enforcement officer then clears the flag.

US-144-X  Affiliates of the issuer do not resell
  on chain   ForbiddenFlags on transfer
  legs       reg-s, 144a
  citation   17 CFR 230.904(a) leaves affiliates out; 230.144(b)(2), (c), (e): their resale has information and volume conditions that this profile does not count, so it denies (assumption)
  remedy     Redeem instead, or wait until the investor is no affiliate and a verifier has cleared the flag.

US-DEN  Minimum denomination and multiple
  on chain   Denomination on issue, transfer
  legs       reg-s, 144a
  citation   Market practice of wholesale issues; no rule of the exemptions (assumption)
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.

US-VALID  The profile is in use
  on chain   ValidityWindow on issue, transfer
  legs       reg-s, 144a
  citation   House choice: the text of Rule 144A as amended with effect from 23 September 2013; no end is set (assumption)
  remedy     Use a profile of the rules in force on that day.

US-HALT  The instrument is not halted
  on chain   NotHalted on issue, transfer
  legs       reg-s, 144a
  citation   House choice: the supervisor's stop (assumption)
  remedy     The supervisor lifts the halt. Redemption, coupons and ordered transfers stay possible.

US-144A-ISSUE  Issue to an initial purchaser only
  on chain   EligibleParty on issue
  legs       144a
  citation   17 CFR 230.144A is for resales; the issuer sells to an initial purchaser under section 4(a)(2), 15 USC 77d(a)(2) (secondary)
  remedy     Issue to an investor that a verifier attested as initial purchaser.

US-144A  Resale to qualified institutional buyers only
  on chain   EligibleParty on transfer
  legs       144a
  citation   17 CFR 230.144A(a)(1) and (d)(1): entity with at least USD 100m in securities, dealer USD 10m, bank also USD 25m net worth; never a natural person (secondary)
  remedy     Transfer to an entity that a verifier attested as qualified institutional buyer.

US-00  No offer without an exemption
  off chain  Offers are made outside the chain; on chain every sale is denied unless a row of this profile admits the buyer.
  evidence   The offering memorandum with the exemption relied on for each leg.
  legs       reg-s, 144a
  citation   15 USC 77e (primary)
  remedy     Document the exemption before the first offer.

US-144A-INFO  Information right of holders and of buyers they name
  off chain  Delivering documents on request is not a movement.
  evidence   The undertaking in the terms and a log of requests answered; not needed of reporting issuers, 12g3-2(b) issuers and foreign governments.
  legs       144a
  citation   17 CFR 230.144A(d)(4) (secondary)
  remedy     Publish the information with the instrument's documents.

US-144A-NOTICE  The buyer knows that the seller relies on Rule 144A
  off chain  Awareness is not on the chain; the legend that wallets show is.
  evidence   The legend on the instrument and the offering memorandum's notice to investors.
  legs       144a
  citation   17 CFR 230.144A(d)(2) (secondary)
  remedy     Put the notice into the documents of the instrument.

US-4A2-SOLICIT  No general solicitation by the issuer in the sale to initial purchasers
  off chain  Solicitation happens outside the chain.
  evidence   The marketing log of the placement.
  legs       144a
  citation   15 USC 77d(a)(2); 17 CFR 230.502(c) by analogy (assumption)
  remedy     Place with initial purchasers that the issuer approached individually.

US-502D  Restriction legend
  off chain  The text is shown by the register and the wallet; the chain keeps the document and enforces the restriction itself.
  evidence   The legend text among the documents of the instrument.
  legs       reg-s, 144a
  citation   17 CFR 230.502(d) (primary)
  remedy     Register the legend as a document of the instrument.

US-17AD  Register of holders agrees with the chain
  off chain  Names and addresses stay in the register off chain.
  evidence   The exported register with its reconciliation: sum of holders = control book = supply on chain; detail of closed positions kept six years.
  legs       reg-s, 144a
  citation   17 CFR 240.17Ad-9 and 240.17Ad-10 (primary)
  remedy     Export and reconcile the register at every record date.

US-12G  Count of holders of record
  off chain  It does not apply: the count is of holders of equity, and these legs are straight debt.
  evidence   The terms: no conversion into equity.
  legs       reg-s, 144a
  citation   15 USC 78l(g)(1) (primary)
  remedy     None is needed while the instrument is no equity.

"#]]);
    assert_eq!(fs::read_dir(bench.path()).expect("listed").count(), 0);
}

#[test]
fn inputs_are_bound() {
    let bench = Bench::new();
    let amounts = ["--input", "minimum=USD 200,000", "--input", "multiple=USD 1,000"];
    let check = bench.command(&format!("profile check us-exemption {US}")).args(amounts);
    check.assert().success().stdout_eq(str![[r#"
profile us-exemption 2026.11 is well-formed: 15 rules on chain, 10 off chain; every input has a value

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
    bench.command(third).args(amounts).assert().code(1).stderr_eq(str![[r#"
error: profile us-exemption: input `category` = `3` is refused: category 3 debt needs a temporary global security and its certification, which do not exist here yet; use another choice

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
error: there is no profile `nowhere`; use one of: uk-sandbox, us-exemption, or give the path of a profile file

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
