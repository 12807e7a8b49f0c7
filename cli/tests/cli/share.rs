//! Shares: issued as bonds are, counted by number, and under profiles for equity alone.

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

const STOCK: &str = include_str!("../../../tests/terms/venue-stock.toml");

/// A leg under a profile that counts in money.
const UK_LEG: &str = r#"
[[leg]]
profile = "uk-sandbox"
leg = "uk"
isin = "ZZTSVSHARE14"
note = "Invented."
"#;

#[test]
fn a_share_is_issued_moved_and_shown() {
    let bench = Bench::new();
    bench.private_file("stock.toml", STOCK);
    bench.run("devnet up").success();
    bench.run("share issue stock.toml --profile us-tsv --input tier=1 --quiet").success();
    bench.run("investor import --demo").success();
    bench.run("permit fact venue-stock same-rights --until 2099-12-31").success();
    bench.run("permit fact venue-stock venue-notice --until 2099-12-31").success();
    bench
        .run("permit symbol admit venue-stock --group venues --notice 2026-10-01 --objection-days 30")
        .success();
    bench.run("permit venue venue-stock INV-0011").success();
    bench.quoted("bond mint venue-stock --to INV-0011 \"1,000 shares\"").success().stdout_eq(str![
        [r#"
done: issue UNIT 1,000 of venue-stock@us-tsv to INV-0011
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  verdict      allowed by 7 rules
  transaction  [HASH]
  block        27
  gas          [GAS]

"#]
    ]);
    let send = "bond transfer venue-stock --from INV-0011 --to INV-0012 250";
    bench.quoted(send).code(3).stdout_eq(str![[r#"
REFUSED: transfer of UNIT 250 of venue-stock@us-tsv, leg tsv
  from        INV-0011 (0x1BcB8e569EedAb4668e55145Cfeaf190902d3CF2)
  to          INV-0012 (0x8263Fce86B1b78F95Ab4dae11907d8AF88f841e7)
  at          [TIME]
  profile     us-tsv 2026.11
  refused by  TSV-07
  passes      US-00-ID, US-BLK, US-SANC, TSV-00, TSV-01, TSV-03, TSV-04, TSV-05, TSV-06, TSV-09, TSV-09-S, TSV-12

TSV-07  Volume ladder
  wrong      symbol is suspended for exceeding its volume
  because    breaches are counted for another share than 0.25 %: the supervisor sets it
             the average daily volume of the month before is not on record: the supervisor sets it
  citation   Release 34-106402 II.F, from public analyses; check the order before relying on it: the average daily share volume on the venue is held against 0.25 % or 2.5 % of that of the stock in the calendar month before; the first breach is tolerated, each later one suspends the stock for three months. The rule holds the volume of each single day against the share, which is stricter; over which days the venue's volume is averaged was not found (secondary)
  source     SEC Exchange Act Release 34-106402 (File 4-927, 91 FR 60168, document 2026-19388), from public analyses that quote the order <https://www.federalregister.gov/documents/full_text/text/2026/09/22/2026-19388.txt>
  remedy     The supervisor sets that share: `corridor book share venue-stock@us-tsv --leg tsv "0.25 %"`. The supervisor records that average: `corridor permit volume venue-stock@us-tsv --leg tsv AVERAGE --month 2026-10`.
  code       13 (ERC-1404), bit 12 of the verdict

"#]]);
    bench.quoted("bond mint venue-stock --to INV-0011 \"USD 5\"").code(2).stderr_eq(str![[r#"
error: AMOUNT: amount `USD 5` is not in shares
hint: it is counted in shares: write their number, e.g. "1,000 shares"

"#]]);
    bench.run("bond mint venue-stock --to INV-0011 0.5").code(2).stderr_eq(str![[r#"
error: AMOUNT: amount `0.5` is finer than the smallest unit of UNIT, which has 0 decimals
hint: write a whole number

"#]]);
    for of_bonds in
        ["bond calendar venue-stock", "coupon declare venue-stock --payment-date 2027-06-07"]
    {
        bench.run(of_bonds).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: venue-stock@us-tsv is a share, which has no schedule of payments

"#]]);
    }
    bench.quoted("share tap venue-stock \"1,000,000 shares\"").success().stdout_eq(str![[r#"
done: raise the issue volume of venue-stock@us-tsv by UNIT 1,000,000
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  transaction  [HASH]
  block        28
  gas          [GAS]

"#]]);
    bench.run("bond redeem venue-stock --from INV-0011 100").success().stdout_eq(str![[r#"
done: redeem UNIT 100 of venue-stock@us-tsv of INV-0011
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  verdict      allowed by 2 rules
  transaction  [HASH]
  block        29
  gas          [GAS]

"#]]);
    bench.run("bond show venue-stock").success().stdout_eq(str![[r#"
venue-stock@us-tsv
  instrument     share, classified ESVUFR
  class          Common
  nominal value  USD 0.00001
  issuer         without an LEI
  status         Active
  outstanding    UNIT 900
  terms hash     [HASH]

leg tsv
  isin         ZZTSVSHRTOK2
  name         Test stock (TEST-STOCK)
  token        0x8464135c8F25Da09e49BC8782676a84730C318bC
  profile      us-tsv 2026.11
  regime       [REGIME]
  outstanding  UNIT 900 of UNIT 501,000,000
  state        open

"#]]);
    bench.run("share list").success().stdout_eq(str![[r#"
BOND                LEG  ISIN          PROFILE         TOKEN
venue-stock@us-tsv  tsv  ZZTSVSHRTOK2  us-tsv 2026.11  0x8464135c8F25Da09e49BC8782676a84730C318bC

"#]]);
    bench.run("share list --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.bond-list/1",
  "bonds": [
    {
      "bond": "venue-stock@us-tsv",
      "kind": "equity",
      "terms": "venue-stock",
      "currency": "UNIT",
      "profile": "us-tsv 2026.11",
      "legs": [
        {
          "leg": "tsv",
          "isin": "ZZTSVSHRTOK2",
          "token": "0x8464135c8f25da09e49bc8782676a84730c318bc"
        }
      ]
    }
  ]
}

"#]]);
    bench.run("coupon schedule stock.toml").code(1).stderr_eq(str![[r#"
error: stock.toml:1: these are the terms of a share, which has neither coupons nor a maturity; name the terms of a bond

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 155 checks at block 29, 0 findings

"#]]);
    bench.run("doctor").success().stdout_eq(str![[r#"
sound: 76 events with 2 movements, from block 1 to block 29
SUBJECT                 CHECK           COMPARED  VERDICT
shared                  standings       51        sound
shared                  wallets         49        sound
shared                  capacity        0         sound
shared                  permits         3         sound
shared                  symbols         2         sound
venue-stock@us-tsv tsv  balances        1         sound
venue-stock@us-tsv tsv  supply          1         sound
venue-stock@us-tsv tsv  issue-volume    1         sound
venue-stock@us-tsv tsv  frozen          2         sound
venue-stock@us-tsv tsv  record-dates    1         sound
venue-stock@us-tsv tsv  state           6         sound
venue-stock@us-tsv tsv  regimes         2         sound
venue-stock@us-tsv tsv  outstanding     0         not kept
venue-stock@us-tsv tsv  books           1         sound
venue-stock@us-tsv tsv  holders         0         not kept
venue-stock@us-tsv tsv  purchases       0         not kept
venue-stock@us-tsv tsv  volumes         0         not kept
venue-stock@us-tsv tsv  lots            0         not kept
venue-stock@us-tsv tsv  offers          0         not kept
venue-stock@us-tsv tsv  offerings       0         not kept
venue-stock@us-tsv tsv  approvals       0         not kept
venue-stock@us-tsv tsv  breaches        1         sound
venue-stock@us-tsv tsv  sum-of-holders  1         sound
venue-stock@us-tsv      sum-of-legs     1         sound

"#]]);
}

#[test]
fn a_profile_for_shares_takes_no_bond_and_one_for_debt_no_share() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.private_file("stock.toml", &format!("{STOCK}{UK_LEG}"));
    bench.run("devnet up").success();
    let bond = "bond issue treasury-gilt-2040 --profile us-tsv --input tier=1";
    bench.run(bond).code(1).stdout_eq(str![]).stderr_eq(str![[r#"
error: profile us-tsv is for equity alone ([instruments] of the profile; SEC Exchange Act Release 34-106402 (File 4-927, 91 FR 60168, document 2026-19388), from public analyses that quote the order: Release 34-106402, from public analyses; check the order before relying on it: it exempts trading in tokenised NMS stock, and a corporate bond is outside it), and the terms of treasury-gilt-2040 are of a bond; name the terms of a share, or another profile

"#]]);
    let debt = "--input \"minimum=USD 1\" --input \"multiple=USD 1\"";
    let share = format!("bond issue stock.toml --profile us-144a {debt}");
    bench.quoted(&share).code(1).stdout_eq(str![]).stderr_eq(str![[r#"
error: profile us-144a is for debt alone ([instruments] of the profile; Persons deemed not to be engaged in a distribution, 17 CFR 230.144: House choice: the figures here are those of debt; equity has another volume under 17 CFR 230.144(e) and other periods under Regulation S), and the terms of venue-stock are of a share; name the terms of a bond, or another profile

"#]]);
    let counted = "bond issue stock.toml --profile uk-sandbox --inputs uk.toml";
    bench.run(counted).code(1).stdout_eq(str![]).stderr_eq(str![[r#"
error: profile `uk-sandbox` counts its instruments under a limit of GBP 500,000,000, and shares are no money; use a profile without an entrant

"#]]);
}

#[test]
fn section_12g_is_counted_for_shares_alone() {
    let bench = Bench::new();
    let shown = |profile: &str| {
        let shown = bench.run(&format!("profile show {profile}")).success();
        String::from_utf8(shown.get_output().stdout.clone()).expect("text is UTF-8")
    };
    let text = shown("us-506b-equity");
    let told: Vec<&str> = text
        .split("\n\n")
        .filter(|part| {
            ["us-506b-equity", "US-12G", "US-144-X"].iter().any(|id| part.starts_with(id))
        })
        .collect();
    snapbox::assert_data_eq!(
        told.join("\n\n"),
        str![[r#"
us-506b-equity: US exemption: Rule 506(b), shares
  version   2026.11
  as of     2026-11-27
  legs      506b (Rule 506(b) leg)
  for       equity alone: House choice: section 12(g) counts holders of equity, and the volume of affiliates is that of equity (assumption)
  replaces  Of us-506b only the rules of the exemption itself are taken, which are the same for debt and shares.
  made of   us-regd-equity 2026.11, us-regd 2026.11, us-restricted 2026.11, us-common 2026.11, us-506b 2026.11
  Engineering data, not legal advice. Each rule names its source and how sure the profile is of it; counsel decides which exemption an offering has.

US-144-X  Affiliates of the issuer sell no more than the volume limit
  on chain   AffiliateVolume on transfer
  legs       506b
  replaces   tightens the inherited rule: The volume of equity is a hundredth of the class, where that of debt is a tenth of the tranche.
  from       us-restricted 2026.11
  citation   17 CFR 230.144(e)(1): the greatest of 1 % of the class outstanding and two average weekly volumes of the four weeks before, as the exchanges and as the consolidated tape report them; the rule stays at 1 %, and at that of the shares that are tokens, both of which are stricter; sales of persons that act together are one investor on record (secondary)
  remedy     Sell less, or wait until earlier sales are three months old.

US-12G  Who is a holder of record, and on which day
  off chain  Total assets are in the accounts. The chain counts investors of its registry: a nominee as one, employees and purchasers under a crowdfunding exemption like everybody, which is stricter; holders of shares of the class that are no tokens it does not see.
  evidence   At the end of each fiscal year: the balance sheet, the register of the whole class with those holders, and who among them was accredited on that day. That no form of holding is there to get around the count. Banks and their holding companies have other counts.
  legs       506b
  replaces   tightens the inherited rule: The count is of holders of equity: it does not apply to debt, and applies to shares.
  from       us-restricted 2026.11
  citation   15 USC 78l(g)(1), (5); 17 CFR 240.12g-1 and 240.12g5-1; which day an accredited investor is judged on is from memory (assumption)
  remedy     Lower the house limit of holders by those who are not on chain; register within 120 days of a fiscal year that ended at a count; count holders anew when their standing changes.

US-12G-ALL  Fewer than 2,000 holders of record
  on chain   HolderLimit on issue, transfer
  legs       506b
  only if    section_12g is counted
  figure     total-assets: USD 10,000,000
  from       us-regd-equity 2026.11
  citation   15 USC 78l(g)(1)(A)(i): an issuer with total assets above USD 10,000,000 registers a class of equity held of record by 2,000 persons; so that it need not, there are 1,999 at most, on every day and not on the last of the fiscal year alone (primary)
  remedy     Transfer to somebody who holds already, wait until a holder leaves, or register the class and replace the regime.

US-12G-NA  Fewer than 500 holders of record that are not accredited
  on chain   HolderLimit on issue, transfer
  legs       506b
  only if    section_12g is counted
  from       us-regd-equity 2026.11
  citation   15 USC 78l(g)(1)(A)(ii): or by 500 persons who are not accredited investors; so there are 499 at most. A holder is counted as it was admitted, until the registrar counts it anew (primary)
  remedy     Transfer to an accredited investor or to somebody who holds already, wait until such a holder leaves, or count holders anew whom a verifier attested as accredited since.
"#]]
    );
    for debt in ["us-506b", "us-506c", "us-144a", "us-reg-s", "us-exemption", "uk-us-corridor"] {
        let text = shown(debt);
        assert!(text.contains("US-12G  Count of holders") && !text.contains("US-12G-"), "{debt}");
    }
}
