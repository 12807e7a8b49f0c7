//! `corridor book`

use snapbox::str;

use crate::bench::Bench;

const INPUTS: &str = r#"reporting = "reporting"
holding_cap = "none"
holder_limit = "none"
minimum = "GBP 1,000"
multiple = "GBP 1,000"
"#;

const BOND: &str = "treasury-gilt-2040";

/// A devnet with the gilt under Rule 506(b), and the demo's investors.
pub(crate) fn placed() -> Bench {
    let bench = Bench::new();
    bench.private_file("placed.toml", INPUTS);
    bench.run("devnet up").success();
    let issue = format!("bond issue {BOND} --profile us-506b --inputs placed.toml --quiet");
    bench.run(&issue).success();
    bench.run("investor import --demo").success();
    bench
}

#[test]
fn holders_from_before_the_book_are_entered() {
    let bench = placed();
    let mint = |to: &str| format!("bond mint {BOND} --to {to} \"GBP 10,000\"");
    bench.quoted(&mint("INV-0010")).success();
    bench.quoted(&mint("INV-0014")).success();
    bench.private_file(
        "counted.toml",
        &INPUTS.replace("holder_limit = \"none\"", "holder_limit = \"3\""),
    );
    bench.run("deploy --profile us-506b --inputs counted.toml --replace --quiet").success();
    bench.quoted(&mint("INV-0011")).code(3).stdout_eq(str![[r#"
REFUSED: issue of GBP 10,000 of treasury-gilt-2040@us-506b, leg 506b
  to          INV-0011 (0x1BcB8e569EedAb4668e55145Cfeaf190902d3CF2)
  at          [TIME]
  profile     us-506b 2026.11
  refused by  US-HOLDERS
  passes      US-00-ID, US-BLK, US-SANC, US-DEN, US-VALID, US-HALT, US-506B

US-HOLDERS  House limit of the number of holders
  wrong      above the highest number of holders
  because    the book of holders is not complete: a registrar enters the holdings that were there before
  citation   House choice: section 12(g) counts holders of equity and does not apply to debt (assumption)
  source     Exemption for limited offers and sales without regard to dollar amount, 17 CFR 230.506 <https://www.law.cornell.edu/cfr/text/17/230.506>
  remedy     Transfer to somebody who holds already, or wait until a holder leaves.
  code       14 (ERC-1404), bit 13 of the verdict

"#]]);
    bench.run(&format!("book show {BOND}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@us-506b, leg 506b
  books     holders (incomplete), purchases, volumes, lots (incomplete)
  tranche   [DAY]
  restarts  nobody

HOLDERS  COUNT
all      0

OFFEREES  COUNT
all       0

PURCHASERS OF THE ISSUER  COUNT
in 30 days                2
in 12 months              2

RULE     COUNTS                                                                COUNT  AT MOST
US-506B  purchasers of the issuer without `US accredited investor` in 90 days  0      35

VOLUME        AMOUNT
in 1 day      GBP 0
in 30 days    GBP 0
in 12 months  GBP 0

"#]]);
    let seed = format!("book seed {BOND}");
    bench.run(&format!("{seed} --dry-run")).success().stdout_eq(str![[r#"
dry run: enter 2 holdings of treasury-gilt-2040@us-506b, leg 506b, in the holders' book
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)

"#]]);
    bench.run(&format!("{seed} --wallet INV-0010")).success().stdout_eq(str![[r#"
done: enter 1 holdings of treasury-gilt-2040@us-506b, leg 506b, in the holders' book
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        26
  gas          [GAS]

"#]]);
    bench.run(&seed).success().stdout_eq(str![[r#"
done: enter 1 holdings of treasury-gilt-2040@us-506b, leg 506b, in the holders' book
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        27
  gas          [GAS]

"#]]);
    bench.run(&seed).success().stdout_eq(str![[r#"
nothing to do

"#]]);
    bench.quoted(&mint("INV-0011")).success();
    bench.quoted(&mint("INV-0012")).code(3).stdout_eq(str![[r#"
REFUSED: issue of GBP 10,000 of treasury-gilt-2040@us-506b, leg 506b
  to          INV-0012 (0x8263Fce86B1b78F95Ab4dae11907d8AF88f841e7)
  at          [TIME]
  profile     us-506b 2026.11
  refused by  US-HOLDERS
  passes      US-00-ID, US-BLK, US-SANC, US-DEN, US-VALID, US-HALT, US-506B

US-HOLDERS  House limit of the number of holders
  wrong      above the highest number of holders
  because    limit 3 holders, counted 3; the recipient would be one more
  citation   House choice: section 12(g) counts holders of equity and does not apply to debt (assumption)
  source     Exemption for limited offers and sales without regard to dollar amount, 17 CFR 230.506 <https://www.law.cornell.edu/cfr/text/17/230.506>
  remedy     Transfer to somebody who holds already, or wait until a holder leaves.
  code       14 (ERC-1404), bit 13 of the verdict

"#]]);
    let category = "us-qib:2099-12-31";
    bench.run(&format!("investor attest INV-0014 --category {category}")).success();
    bench.run(&format!("book recount {BOND} --wallet INV-0014")).success().stdout_eq(str![[r#"
done: count 1 holders of treasury-gilt-2040@us-506b, leg 506b, anew
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        30
  gas          [GAS]

"#]]);
    bench.run(&format!("book show {BOND}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@us-506b, leg 506b
  books     holders, purchases, volumes, lots (incomplete)
  tranche   [DAY]
  restarts  nobody

HOLDERS                    COUNT
all                        3
admitted in US             3
admitted as identity       3
admitted as us-accredited  2
admitted as us-qib         2

OFFEREES  COUNT
all       0

PURCHASERS OF THE ISSUER  COUNT
in 30 days                3
in 12 months              3

RULE     COUNTS                                                                COUNT  AT MOST
US-506B  purchasers of the issuer without `US accredited investor` in 90 days  1      35

VOLUME        AMOUNT
in 1 day      GBP 0
in 30 days    GBP 0
in 12 months  GBP 0

"#]]);
    bench.run(&format!("book show {BOND} --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.book-show/1",
  "instrument": "treasury-gilt-2040@us-506b",
  "leg": "506b",
  "books": [
    {
      "book": "holders",
      "complete": true
    },
    {
      "book": "purchases",
      "complete": true
    },
    {
      "book": "volumes",
      "complete": true
    },
    {
      "book": "lots",
      "complete": false
    }
  ],
  "holders": [
    {
      "of": "all",
      "count": 3
    },
    {
      "of": "admitted in US",
      "count": 3
    },
    {
      "of": "admitted as identity",
      "count": 3
    },
    {
      "of": "admitted as us-accredited",
      "count": 2
    },
    {
      "of": "admitted as us-qib",
      "count": 2
    }
  ],
  "offerees": [
    {
      "of": "all",
      "count": 0
    }
  ],
  "purchasers": [
    {
      "of": "in 30 days",
      "count": 3
    },
    {
      "of": "in 12 months",
      "count": 3
    }
  ],
  "limits": [
    {
      "rule": "US-506B",
      "of": "purchasers of the issuer without `US accredited investor` in 90 days",
      "count": 1,
      "highest": 35
    }
  ],
  "volumes": [
    {
      "of": "in 1 day",
      "amount": "GBP 0"
    },
    {
      "of": "in 30 days",
      "amount": "GBP 0"
    },
    {
      "of": "in 12 months",
      "amount": "GBP 0"
    }
  ],
  "lots": {
    "tranche": "[DAY]",
    "restart": []
  }
}

"#]]);
    let again = format!("{seed} --wallet INV-0010");
    bench.run(&again).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: could not enter 1 holdings of treasury-gilt-2040@us-506b, leg 506b, in the holders' book: The holders' book is complete. [AlreadySeeded: instrument = 0x8464135c8F25Da09e49BC8782676a84730C318bC] It is counted already; `corridor book show` tells how.

"#]]);
}

#[test]
fn a_holder_chooses_which_lot_goes_first() {
    let bench = placed();
    let lots = format!("book lots {BOND} --restart affiliate");
    bench.run(&lots).success().stdout_eq(str![[r#"
done: settle the dates of lots of treasury-gilt-2040@us-506b, leg 506b, begun anew where affiliate of the issuer sells
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        22
  gas          [GAS]

"#]]);
    bench.run(&lots).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: could not settle the dates of lots of treasury-gilt-2040@us-506b, leg 506b, begun anew where affiliate of the issuer sells: The dates of the instrument's lots are settled already. [LotTermsAlreadySet: instrument = 0x8464135c8F25Da09e49BC8782676a84730C318bC] Keep them.

"#]]);
    bench.quoted(&format!("bond mint {BOND} --to INV-0010 \"GBP 10,000\"")).success();
    let choose = format!("book choose-lot {BOND} --wallet INV-0010");
    bench
        .run(&format!("{choose} --day 2026-01-31"))
        .success()
        .stdout_eq(str![[r#"
done: let the lot of 2026-01-31 of INV-0010 in treasury-gilt-2040@us-506b, leg 506b, go first
  signed by    INV-0010 (0x9DCCe783B6464611f38631e6C851bf441907c710)
  transaction  [HASH]
  block        24
  gas          [GAS]

"#]])
        .stderr_eq(str![[r#"
INV-0010 has no lot of 2026-01-31: the oldest goes first until it has one

"#]]);
    let show = format!("book show {BOND} --wallet INV-0010");
    bench.run(&show).success().stdout_eq(str![[r#"
treasury-gilt-2040@us-506b, leg 506b
  books     purchases, volumes, lots
  tranche   [DAY]
  restarts  affiliate of the issuer

OFFEREES  COUNT
all       0

PURCHASERS OF THE ISSUER  COUNT
in 30 days                1
in 12 months              1

RULE     COUNTS                                                                COUNT  AT MOST
US-506B  purchasers of the issuer without `US accredited investor` in 90 days  0      35

VOLUME        AMOUNT
in 1 day      GBP 0
in 30 days    GBP 0
in 12 months  GBP 0

INV-0010 (0x9DCCe783B6464611f38631e6C851bf441907c710)
  counted        not as a holder
  last purchase  [DAY]
  first offer    never
  goes first     the lot of 2026-01-31

VOLUME OF THE INVESTOR  AMOUNT
given in 12 months      GBP 0
received in 12 months   GBP 0

LOT OF      AMOUNT
[DAY]  GBP 10,000

"#]]);
    bench.run(&choose).success().stdout_eq(str![[r#"
done: let the oldest lot of INV-0010 in treasury-gilt-2040@us-506b, leg 506b, go first
  signed by    INV-0010 (0x9DCCe783B6464611f38631e6C851bf441907c710)
  transaction  [HASH]
  block        25
  gas          [GAS]

"#]]);
    bench.run(&format!("{show} --json")).success();
}

#[test]
fn offers_and_pools_are_recorded() {
    let bench = Bench::new();
    bench.run("devnet up").success();
    let issue =
        format!("bond issue {BOND} --profile uk-offer --input exception=fewer-than-150 --quiet");
    bench.run(&issue).success();
    bench.run("investor import --demo").success();
    bench.run(&format!("book offer {BOND} --to INV-0007 INV-0008 INV-0021")).success().stdout_eq(
        str![[r#"
done: record the offer of treasury-gilt-2040@uk-offer, leg uk, to 3 investors
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        22
  gas          [GAS]

"#]],
    );
    bench.run(&format!("book offer {BOND} --to INV-0007")).success();
    let pool = format!("book pool {BOND} 969500KSV493XWY0PS33");
    bench.run(&pool).success().stdout_eq(str![[r#"
done: put treasury-gilt-2040@uk-offer, leg uk, in the offering pool 969500KSV493XWY0PS33
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        24
  gas          [GAS]

"#]]);
    bench.run(&pool).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: could not put treasury-gilt-2040@uk-offer, leg uk, in the offering pool 969500KSV493XWY0PS33: The instrument is in an offering pool already. [OfferingPoolAlreadySet: instrument = 0x8464135c8F25Da09e49BC8782676a84730C318bC, pool = [HASH]] Keep the pool it has.

"#]]);
    bench.run(&format!("book show {BOND} --wallet INV-0007")).success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-offer, leg uk
  books   none
  pool    [HASH]
  issued  GBP 0 in 12 months, by the whole pool

OFFEREES        COUNT
all             3
residing in DE  1
residing in GB  2

RULE        COUNTS                                          COUNT  AT MOST
UK-OFF-150  offerees of GB without `UK qualified investor`  2      149

INV-0007 (0x553BC17A05702530097c3677091C5BB47a3a7931)
  counted        not as a holder
  last purchase  never
  first offer    [DAY]

VOLUME OF THE INVESTOR  AMOUNT
given in 12 months      GBP 0
received in 12 months   GBP 0

"#]]);
}

#[test]
fn what_is_wrong_with_a_book_is_one_error() {
    let bench = placed();
    bench.wrong(&[
        ("book offer treasury-gilt-2040 --to INV-9999", 1, "--to: `INV-9999` is neither an address nor a known label or account"),
        ("book offer treasury-gilt-2040", 2, "--to <WALLET>..."),
        ("book seed treasury-gilt-2040 --wallet INV-9999", 1, "--wallet: `INV-9999` is neither an address nor a known label or account"),
        ("book seed treasury-gilt-2040 --wallet INV-0010", 1, "This book of the instrument is not kept."),
        ("book recount treasury-gilt-2040", 2, "--wallet <WALLET>..."),
        ("book recount treasury-gilt-2040 --wallet INV-0010", 1, "This book of the instrument is not kept."),
        ("book lots treasury-gilt-2040 --tranche 2026-02-30", 2, "--tranche: `2026-02-30` is not a date"),
        ("book lots treasury-gilt-2040 --tranche 2099-01-01", 1, "The tranche cannot have been acquired on that day."),
        ("book lots treasury-gilt-2040 --restart bluish", 2, "--restart: unknown flag `bluish`"),
        ("book choose-lot treasury-gilt-2040 --wallet INV-9999", 1, "--wallet: `INV-9999` is neither an address nor a known label or account"),
        ("book choose-lot treasury-gilt-2040 --wallet INV-0010 --day never", 2, "--day: `never` is not a date"),
        ("book choose-lot treasury-gilt-2040 --wallet 0x00000000000000000000000000000000000c0135 --day 2026-11-20", 1, "nobody can sign for "),
        ("book pool treasury-gilt-2040 \"\"", 2, "POOL: `` is no name; write one that neither begins nor ends with a space"),
        ("book pool treasury-gilt-2040 \"offeror \"", 2, "POOL: `offeror ` is no name"),
        ("book pool nowhere offeror", 1, "there is no instrument `nowhere` in the manifest"),
        ("book share treasury-gilt-2040 half", 2, "SHARE: `half` is not a share"),
        ("book share treasury-gilt-2040 \"-1 %\"", 2, "SHARE: `-1 %` is not a share"),
        ("book share treasury-gilt-2040 \"101 %\"", 2, "SHARE: `101 %` is not a share"),
        ("book show nowhere", 1, "there is no instrument `nowhere` in the manifest"),
        ("book show treasury-gilt-2040 --wallet INV-9999", 1, "--wallet: `INV-9999` is neither an address nor a known label or account"),
        ("book show treasury-gilt-2040 --leg moon", 1, "has no leg `moon`; its legs are 506b"),
    ]);
}

#[test]
fn lot_terms_follow_the_rule_on_affiliates() {
    let bench = placed();
    let told = |line: &str| {
        let output = bench.run(line).success().get_output().stdout.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    let lots = format!("book lots {BOND}");
    let planned = told(&format!("{lots} --dry-run"));
    assert!(
        planned.contains("leg 506b, begun anew where affiliate of the issuer sells"),
        "{planned}"
    );
    // Nothing was issued before the book was opened, so no day of it can be given.
    let no_day = (format!("{lots} --tranche 2026-01-05"), 1, "leave --tranche out");
    bench.wrong(&[(&no_day.0, no_day.1, no_day.2)]);
    bench.run(&format!("{lots} --restart distributor")).success();
    let verified = told("verify");
    let differs = "a sale by distributor of the offering begins the period of a lot anew, and its profile binds affiliate of the issuer; lot terms cannot be changed";
    assert!(verified.contains(differs), "{verified}");
}

/// The gilt's terms as those of another bond of its issuer, with this identifier in the place of one of the gilt's.
fn second_gilt(isin: &str) -> String {
    let terms = include_str!("../../../deploy/terms/treasury-gilt-2040.toml");
    terms.replace("\"treasury-gilt-2040\"", "\"gilt-b\"").replace(isin, "GB0002634946")
}

#[test]
fn offerees_of_another_bond_of_the_issuer_are_said_to_be_counted_apart() {
    let bench = Bench::new();
    bench.run("devnet up").success();
    let issue = |terms: &str| {
        format!("bond issue {terms} --profile uk-offer --input exception=fewer-than-150")
    };
    bench.run(&issue(BOND)).success();
    bench.private_file("gilt-b.toml", &second_gilt("GB00B6460505"));
    let issue = format!("{} --dry-run", issue("gilt-b.toml"));
    let output = bench.run(&issue).success().get_output().stderr.clone();
    let noted = String::from_utf8(output).expect("text is UTF-8");
    let said = "note: offerees of gilt-b@uk-offer are counted by themselves, and those of treasury-gilt-2040@uk-offer, of the same issuer, too";
    assert!(noted.contains(said), "{noted}");
}

#[test]
fn purchasers_of_all_bonds_of_the_issuer_are_counted_together() {
    let bench = placed();
    let mint = |bond: &str, to: &str| format!("bond mint {bond} --to {to} \"GBP 10,000\"");
    bench.quoted(&mint(BOND, "INV-0011")).success();
    bench.private_file("gilt-b.toml", &second_gilt("ZZUKT40506B0"));
    let issue = "bond issue gilt-b.toml --profile us-506b --inputs placed.toml";
    let noted = bench.run(issue).success().get_output().stderr.clone();
    let noted = String::from_utf8(noted).expect("text is UTF-8");
    assert!(!noted.contains("counted by themselves"), "{noted}");
    bench.quoted(&mint("gilt-b", "INV-0011")).success();
    bench.quoted(&mint("gilt-b", "INV-0016")).success();
    for bond in [BOND, "gilt-b"] {
        let shown = bench.run(&format!("book show {bond} --json")).success();
        let view: serde_json::Value =
            serde_json::from_slice(&shown.get_output().stdout).expect("one document");
        assert_eq!(view["limits"][0]["rule"], "US-506B", "{view}");
        assert_eq!(view["limits"][0]["count"], 2, "{bond}: {view}");
    }
    bench.run("doctor").success();
    bench.run("verify").success();
}

#[test]
fn a_bond_whose_issuer_is_not_identified_is_not_issued_under_a_limit_of_purchasers() {
    let bench = placed();
    let terms = second_gilt("ZZUKT40506B0").replace("lei = \"ECTRVYYCEF89VWYS6K36\"\n", "");
    let terms = terms.replace("field = \"issuer.lei\"", "field = \"issuer.name\"");
    bench.private_file("gilt-b.toml", &terms);
    let issue = "bond issue gilt-b.toml --profile us-506b --inputs placed.toml";
    bench.run(issue).code(1).stderr_eq(str![[r#"
error: rule US-506B of profile `us-506b` counts the purchasers of an issuer in all its instruments, and the terms of `gilt-b@us-506b` do not say whose it is; add the issuer's `lei` under [issuer]

"#]]);
}

#[test]
fn a_limit_of_purchasers_that_comes_later_says_whose_issuer_is_not_identified() {
    let bench = Bench::new();
    bench.private_file("placed.toml", INPUTS);
    let limited = include_str!("../../../deploy/profiles/us-506b.toml");
    let holders = limited.replace("\"PurchaserLimit\"", "\"HolderLimit\"").replace(
        "highest = 35, days = 90, not_counted = \"us-accredited\"",
        "highest = 35, without = \"us-accredited\"",
    );
    std::fs::write(bench.path().join("mine.toml"), holders).expect("written");
    let terms = second_gilt("ZZUKT40506B0").replace("lei = \"ECTRVYYCEF89VWYS6K36\"\n", "");
    let terms = terms.replace("field = \"issuer.lei\"", "field = \"issuer.name\"");
    bench.private_file("gilt-b.toml", &terms);
    bench.run("devnet up --quiet").success();
    bench.run("bond issue gilt-b.toml --profile mine.toml --inputs placed.toml --quiet").success();
    let replace = "deploy --profile us-506b --inputs placed.toml --replace --dry-run";
    let planned = bench.run(replace).success().get_output().stdout.clone();
    let planned = String::from_utf8(planned).expect("text is UTF-8");
    let alone = "the terms of gilt-b@us-506b have no LEI of its issuer, so rule US-506B counts its purchasers by themselves";
    assert!(planned.contains(alone), "{planned}");
}
