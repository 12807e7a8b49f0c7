//! `corridor bond`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_life_of_a_bond() {
    let bench = Bench::with_gilt();
    let bond = "treasury-gilt-2040";
    bench
        .quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 2,000,000\" --dry-run"))
        .success()
        .stdout_eq(str![[r#"
dry run: issue GBP 2,000,000 of treasury-gilt-2040@uk-sandbox to INV-0001
  signed by  issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  verdict    allowed by 11 rules
  gas        [GAS] (estimated)

"#]]);
    bench.quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 2,000,000\"")).success().stdout_eq(
        str![[r#"
done: issue GBP 2,000,000 of treasury-gilt-2040@uk-sandbox to INV-0001
  signed by    issuer (0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
  verdict      allowed by 11 rules
  transaction  [HASH]
  block        22
  gas          [GAS]

"#]],
    );
    let transfer = format!("bond transfer {bond} --from INV-0001 --to INV-0002");
    bench.quoted(&format!("{transfer} \"GBP 500,000\"")).success().stdout_eq(str![[r#"
done: transfer GBP 500,000 of treasury-gilt-2040@uk-sandbox from INV-0001 to INV-0002
  signed by    INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  verdict      allowed by 7 rules
  transaction  [HASH]
  block        23
  gas          [GAS]

"#]]);
    bench
        .quoted(&format!("bond freeze {bond} --holder INV-0001 \"GBP 1,000,000\""))
        .success()
        .stdout_eq(str![[r#"
done: freeze GBP 1,000,000 of treasury-gilt-2040@uk-sandbox of INV-0001
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        24
  gas          [GAS]

"#]]);
    bench
        .quoted(&format!("{transfer} \"GBP 1,000,000\""))
        .code(3)
        .stdout_eq(str![[r#"
REFUSED: transfer of GBP 1,000,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  TOKEN-FROZEN
  passes      UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

TOKEN-FROZEN  part of the holding is frozen
  wrong      part of the holding is frozen
  because    sender INV-0001 holds GBP 1,500,000, frozen GBP 1,000,000, free GBP 500,000, asked GBP 1,000,000
  remedy     Move at most the unfrozen part, or have the enforcement officer unfreeze the rest.
  code       242 (ERC-1404), bit 241 of the verdict

"#]])
        .stderr_eq(str![[r#""#]]);
    let force = format!("bond force {bond} --from INV-0001 --to INV-0003");
    bench.quoted(&format!("{force} \"GBP 1,000,000\"")).success().stdout_eq(str![[r#"
done: force GBP 1,000,000 of treasury-gilt-2040@uk-sandbox from INV-0001 to INV-0003
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 4 rules
  transaction  [HASH]
  block        25
  gas          [GAS]

"#]]);
    bench.run(&format!("bond unfreeze {bond} --holder INV-0001 --all")).success().stdout_eq(str![
        [r#"
done: unfreeze everything of treasury-gilt-2040@uk-sandbox of INV-0001
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        26
  gas          [GAS]

"#]
    ]);
    bench
        .quoted(&format!("bond redeem {bond} --from INV-0002 \"GBP 100,000\""))
        .success()
        .stdout_eq(str![[r#"
done: redeem GBP 100,000 of treasury-gilt-2040@uk-sandbox of INV-0002
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  verdict      allowed by 2 rules
  transaction  [HASH]
  block        27
  gas          [GAS]

"#]]);
    bench.run("bond recover INV-0003 --to devnet:95").success().stdout_eq(str![[r#"
done: link 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23 to the investor of INV-0003
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        28
  gas          [GAS]
done: recover the treasury-gilt-2040@uk-sandbox of INV-0003 for 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 3 rules
  transaction  [HASH]
  block        29
  gas          [GAS]
done: unlink INV-0003
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        30
  gas          [GAS]

"#]]);
    bench.run(&format!("bond halt {bond}")).success().stdout_eq(str![[r#"
done: halt treasury-gilt-2040@uk-sandbox, leg uk
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        31
  gas          [GAS]

"#]]);
    bench
        .quoted(&format!("{transfer} 500000 --json"))
        .code(3)
        .stdout_eq(str![[r#"
{
  "schema": "corridor.explain/2",
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "leg": "uk",
  "token": "0x8464135c8f25da09e49bc8782676a84730c318bc",
  "profile": {
    "id": "uk-sandbox",
    "version": "2026.11",
    "hash": "[HASH]"
  },
  "movement": "transfer",
  "from": "0x09db0a93b389bef724429898f539aeb7ac2dd55f",
  "from_label": "INV-0001",
  "to": "0x02484cb50aac86eae85610d6f4bf026f30f6627d",
  "to_label": "INV-0002",
  "amount": "GBP 500,000",
  "at": "[TIME]",
  "verdict": "refused",
  "bits": "0x2000",
  "reasons": [
    {
      "bit": 13,
      "code": 14,
      "rule": "UK-HALT",
      "title": "The supervisor has not halted the instrument",
      "message": "instrument is halted by the supervisor",
      "details": [
        "the supervisor's halt is on"
      ],
      "remedy": "The supervisor lifts the halt. Redemption, coupons and ordered transfers stay possible.",
      "source": {
        "citation": "Guidance on the operation of the DSS: regulators may restrict or stop an entrant's activity",
        "title": "Bank of England: Guidance on the operation of the Digital Securities Sandbox",
        "url": "https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox/guidance-on-operation-digital-securities-sandbox",
        "confidence": "secondary"
      }
    }
  ],
  "judged": [
    {
      "bit": 0,
      "rule": "UK-DSS-01",
      "title": "The sandbox has a legal basis on the day",
      "passed": true
    },
    {
      "bit": 5,
      "rule": "UK-KYC-01",
      "title": "Both sides are identified (a forced transfer judges its recipient too)",
      "passed": true
    },
    {
      "bit": 7,
      "rule": "UK-BLK-01",
      "title": "Nobody who is blocked gives, receives or operates",
      "passed": true
    },
    {
      "bit": 9,
      "rule": "UK-SANC-01",
      "title": "Nobody under sanctions gives, receives or operates",
      "passed": true
    },
    {
      "bit": 11,
      "rule": "UK-ELIG-01",
      "title": "Only professional clients, eligible counterparties and qualified investors of admitted jurisdictions buy",
      "passed": true
    },
    {
      "bit": 12,
      "rule": "UK-DEN",
      "title": "Minimum denomination and multiple",
      "passed": true
    },
    {
      "bit": 13,
      "rule": "UK-HALT",
      "title": "The supervisor has not halted the instrument",
      "passed": false
    }
  ]
}

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.run(&format!("bond resume {bond}")).success();
    bench.run(&format!("bond pause {bond}")).success().stdout_eq(str![[r#"
done: pause treasury-gilt-2040@uk-sandbox, leg uk
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        33
  gas          [GAS]

"#]]);
    bench.run(&format!("bond unpause {bond}")).success();
    let others = format!("bond tap {bond} \"GBP 1\" --terms world-bank-bond-i");
    bench.quoted(&others).code(1).stdout_eq("").stderr_eq(str![[r#"
error: could not raise the issue volume of treasury-gilt-2040@uk-sandbox by GBP 1: the terms in terms/world-bank-bond-i.toml are not those of treasury-gilt-2040@uk-sandbox with taps added; change nothing else, and let a source that comes with a tap give figures of taps alone

"#]]);
    let own = format!("bond tap {bond} \"GBP 1\" --terms treasury-gilt-2040");
    bench.quoted(&own).code(1).stdout_eq("").stderr_eq(str![[r#"
error: could not raise the issue volume of treasury-gilt-2040@uk-sandbox by GBP 1: the terms in terms/treasury-gilt-2040.toml have no such tap, and all that they have were made; add it there first

"#]]);
    bench.quoted(&format!("bond tap {bond} \"GBP 1\" --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.bond-tap/1",
  "dry_run": false,
  "operations": [
    {
      "operation": "increase-volume",
      "summary": "raise the issue volume of treasury-gilt-2040@uk-sandbox by GBP 1",
      "signer": "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
      "role": "issuer",
      "to": "0x8464135c8f25da09e49bc8782676a84730c318bc",
      "data": "[DATA]",
      "transaction": {
        "hash": "[HASH]",
        "block": [BLOCK],
        "gas_used": [GAS]
      }
    }
  ]
}

"#]]);
    bench.run(&format!("bond show {bond}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox
  issuer       ECTRVYYCEF89VWYS6K36
  status       Active
  outstanding  GBP 1,900,000
  terms hash   [HASH]

leg uk
  isin         GB00B6460505
  name         4 1/4% Treasury Gilt 2040 (UKT425-2040)
  token        0x8464135c8F25Da09e49BC8782676a84730C318bC
  profile      uk-sandbox 2026.11
  regime       [REGIME]
  outstanding  GBP 1,900,000 of GBP 1,000,000,001
  headroom     GBP 498,100,000 under the entrant's limit
  state        open

"#]]);
    bench.run("bond list").success().stdout_eq(str![[r#"
BOND                           LEG  ISIN          PROFILE             TOKEN
treasury-gilt-2040@uk-sandbox  uk   GB00B6460505  uk-sandbox 2026.11  0x8464135c8F25Da09e49BC8782676a84730C318bC

"#]]);
    bench.run(&format!("bond wind-down {bond}")).code(2).stderr_eq(str![[r#"
error: a wind-down cannot be undone; add --yes to confirm it, or --dry-run to try it

"#]]);
    bench.run(&format!("bond wind-down {bond} --yes")).success().stdout_eq(str![[r#"
done: start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        36
  gas          [GAS]

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 119 checks at block 36, 0 findings

"#]]);
}

#[test]
fn files_of_movements() {
    let bench = Bench::with_gilt();
    let rows = "wallet,amount\n\
        0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,\"GBP 1,000,000\"\n\
        0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,250000\n";
    bench.private_file("mint.csv", rows);
    let mint = "bond mint treasury-gilt-2040 --file mint.csv";
    bench.run(&format!("{mint} --dry-run")).success().stdout_eq(str![[r#"
dry run: GBP 1,250,000 to 2 recipients; every row is allowed by itself

"#]]);
    bench
        .run(mint)
        .success()
        .stdout_eq(str![[r#"
done: GBP 1,250,000 to 2 recipients in 1 transactions, [GAS] gas

"#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run(mint)
        .success()
        .stdout_eq(str![[r#"
nothing to do: this file was done before, GBP 1,250,000 to 2 recipients

"#]])
        .stderr_eq(str![[r#""#]]);
    // The same file by the references of the investors is the same.
    bench.private_file("names.csv", "wallet,amount\nINV-0001,1000000\nINV-0002,250000\n");
    bench.run("bond mint treasury-gilt-2040 --file names.csv").success().stdout_eq(str![[r#"
nothing to do: this file was done before, GBP 1,250,000 to 2 recipients

"#]]);
    bench.private_file("nobody.csv", "wallet,amount\nINV-0001,1000000\nINV-9999,250000\n");
    bench.wrong(&[(
        "bond mint treasury-gilt-2040 --file nobody.csv",
        1,
        "nobody.csv:3: wallet: `INV-9999` is neither an address nor a known label or account",
    )]);
    bench.private_file(
        "bad.csv",
        "wallet,amount\n0x87BdCE72c06C21cd96219BD8521bDF1F42C78b5e,\"GBP 1,000\"\n",
    );
    let refused = bench.run("bond mint treasury-gilt-2040 --file bad.csv").code(3);
    refused.stdout_eq(str![[r#"
bad.csv: 1 of 1 rows are refused, so nothing was sent; the first is line 2: UK-ELIG-01, UK-DEN

line 2: REFUSED: issue of GBP 1,000 of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0008 (0x87BdCE72c06C21cd96219BD8521bDF1F42C78b5e)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-ELIG-01, UK-DEN
  passes      UK-DSS-01, UK-DSS-02, UK-DSS-03, UK-DSS-08, UK-DSS-11, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-HALT

UK-ELIG-01  Only professional clients, eligible counterparties and qualified investors of admitted jurisdictions buy
  wrong      recipient is not an eligible investor of an admitted jurisdiction
  because    recipient INV-0008: jurisdiction GB; categories held: identity, retail
             admitted: jurisdiction GB, JE, GG, IM, IE, FR, DE, NL, LU, BE, ES, IT, SE, NO, CH, CA, AU, NZ, SG, JP, HK, AE, holding one of: uk-professional, uk-eligible-counterparty, uk-qualified-investor
  citation   FCA COBS 3.5 and 3.6 for the categories; the jurisdictions are a house choice (assumption)
  source     FCA Handbook, Conduct of Business Sourcebook, COBS 3.5 Professional clients (text of 5 January 2008) <https://handbook.fca.org.uk/handbook/COBS/3/5.html?date=2008-01-05>
  remedy     A verifier attests one of the three categories, unexpired, for an investor of an admitted jurisdiction.
  code       12 (ERC-1404), bit 11 of the verdict

UK-DEN  Minimum denomination and multiple
  wrong      amount or remainder below the denomination, or not a multiple
  because    asked GBP 1,000, the minimum is GBP 100,000
  citation   Market practice of wholesale issues (e.g. GBP 100,000); no rule of the sandbox (assumption)
  source     Linklaters: UK Digital Securities Sandbox, the final framework <https://linklaters.com/de-de/insights/blogs/fintechlinks/2024/october/uk-digital-securities-sandbox-the-final-framework>
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.
  code       13 (ERC-1404), bit 12 of the verdict

"#]]).stderr_eq(str![[r#""#]]);
    bench.private_file(
        "sum.csv",
        "wallet,amount\n0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,\"GBP 300,000,000\"\n0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,\"GBP 300,000,000\"\n",
    );
    let sum = "bond mint treasury-gilt-2040 --file sum.csv";
    bench.run(sum).code(3).stdout_eq(str![[r#"
sum.csv: the 2 rows are refused together, so nothing was sent: their sum is GBP 600,000,000: UK-DSS-11

if all of it were for one recipient: REFUSED: issue of GBP 600,000,000 of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-DSS-11
  passes      UK-DSS-01, UK-DSS-02, UK-DSS-03, UK-DSS-08, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

UK-DSS-11  Capacity limit per entrant and asset class
  wrong      above the entrant's capacity limit for the asset class
  because    limit of sovereign-bonds of 969500KSV493XWY0PS33 GBP 500,000,000, used GBP 1,250,000, asked GBP 600,000,000, remaining GBP 498,750,000
  citation   Bank of England, Gate 2 page: firm-specific limits, which may be raised during go-live (primary)
  source     Bank of England: Digital Securities Sandbox, pages on the gates <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox>
  remedy     Issue no more than the headroom that all instruments of the entrant and class leave, or have the supervisor raise the limit.
  code       5 (ERC-1404), bit 4 of the verdict

"#]]).stderr_eq(str![[r#""#]]);
    let document = bench.run(&format!("{sum} --json")).code(3).get_output().stdout.clone();
    let document = String::from_utf8(document).expect("text is UTF-8");
    assert!(document.contains("\"schema\": \"corridor.sum-refused/1\""), "{document}");
    assert!(document.contains("\"total\": \"GBP 600,000,000\""), "{document}");
}

#[test]
fn the_entrant_is_supervised() {
    let bench = Bench::with_gilt();
    let entrant = "969500KSV493XWY0PS33";
    // What is not named would be withdrawn.
    bench.run(&format!("entrant set {entrant} --jurisdiction GB --stage 1")).code(2).stderr_eq(
        str![[r#"
error: --activities: none is named, so it might do nothing
hint: name all that it may do, or give stage 0 to withdraw its admission

"#]],
    );
    let set = format!("entrant set {entrant} --jurisdiction GB --stage 1 --activities issue");
    bench.run(&set).success().stdout_eq(str![[r#"
done: record the entrant 969500KSV493XWY0PS33 at stage 1
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        22
  gas          [GAS]

"#]]);
    let limit = format!("entrant limit {entrant} --asset-class sovereign-bonds \"GBP 1,000,000\"");
    bench.quoted(&limit).success().stdout_eq(str![[r#"
done: limit sovereign-bonds of 969500KSV493XWY0PS33 to GBP 1,000,000
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        23
  gas          [GAS]

"#]]);
    bench.run("entrant rate 0.5132 --from AUD --to GBP --day 2026-11-02").success().stdout_eq(
        str![[r#"
done: record the rate from AUD to GBP of 2026-11-02
  signed by    supervisor (0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc)
  transaction  [HASH]
  block        24
  gas          [GAS]

"#]],
    );
    bench
        .quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"")
        .code(3)
        .stdout_eq(str![[r#"
REFUSED: issue of GBP 2,000,000 of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-DSS-08, UK-DSS-11
  passes      UK-DSS-01, UK-DSS-02, UK-DSS-03, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

UK-DSS-08  No live issuance before Gate 2
  wrong      entrant has not passed Gate 2
  because    entrant 969500KSV493XWY0PS33 is recorded at stage 1, stage 2 is needed
  citation   Bank of England, Gate 2 page: live business needs Gate 1, a notice and the Gate 2 rules (primary)
  source     Bank of England: Digital Securities Sandbox, pages on the gates <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox>
  remedy     The supervisor records Gate 2 once the entrant has passed it.
  code       4 (ERC-1404), bit 3 of the verdict

UK-DSS-11  Capacity limit per entrant and asset class
  wrong      above the entrant's capacity limit for the asset class
  because    limit of sovereign-bonds of 969500KSV493XWY0PS33 GBP 1,000,000, used GBP 0, asked GBP 2,000,000, remaining GBP 1,000,000
  citation   Bank of England, Gate 2 page: firm-specific limits, which may be raised during go-live (primary)
  source     Bank of England: Digital Securities Sandbox, pages on the gates <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox>
  remedy     Issue no more than the headroom that all instruments of the entrant and class leave, or have the supervisor raise the limit.
  code       5 (ERC-1404), bit 4 of the verdict

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 119 checks at block 24, 1 findings
SEVERITY  SUBJECT                     FINDING
notice    profile uk-sandbox 2026.11  the limit of sovereign-bonds of 969500KSV493XWY0PS33 in force is GBP 1,000,000; the profile's, GBP 500,000,000, is not: the supervisor sets it by `corridor entrant limit 969500KSV493XWY0PS33 --asset-class sovereign-bonds "GBP 500,000,000"`

"#]]);
}

#[test]
fn a_stage_is_one_of_the_profile_and_its_limit_is_set_by_itself() {
    let bench = Bench::new();
    let stages = "2: GBP 5,000,000; 3: GBP 10,000,000";
    bench.private_file("uk.toml", &crate::bench::UK_INPUTS.replace("GBP 500,000,000", stages));
    bench.run("devnet up --quiet").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --quiet";
    bench.run(issue).success();
    let entrant = "969500KSV493XWY0PS33";
    let set = |stage: u8| {
        format!("entrant set {entrant} --jurisdiction GB --activities issue --stage {stage}")
    };
    let unknown = "has stage 5; give one of 1, 2, 3, 4, or 0";
    bench.wrong(&[(&set(5), 1, unknown), (&set(9), 1, "has stage 9")]);
    let sentence = r#"the limit of sovereign-bonds of 969500KSV493XWY0PS33 in force is GBP 5,000,000; the profile's, GBP 10,000,000, is not: the supervisor sets it by `corridor entrant limit 969500KSV493XWY0PS33 --asset-class sovereign-bonds "GBP 10,000,000"`"#;
    let note = format!("note: at stage 3, {sentence}\n");
    bench.run(&format!("{} --dry-run", set(3))).success().stderr_eq(&note);
    bench.run(&set(3)).success().stderr_eq(&note);
    let told = bench.run("verify").success().get_output().stdout.clone();
    assert!(String::from_utf8(told).expect("UTF-8").contains(sentence));
    let limit = format!("entrant limit {entrant} --asset-class sovereign-bonds \"GBP 10,000,000\"");
    bench.quoted(&limit).success();
    bench.run(&set(3)).success().stderr_eq("");
    bench.run(&set(0)).success().stderr_eq("");
}

#[test]
fn a_rate_is_of_a_day_that_has_come_and_no_older_than_the_one_on_record() {
    let bench = Bench::with_gilt();
    let rate = |day: &str| format!("entrant rate 0.5132 --from AUD --to GBP --day {day}");
    bench.run(&rate("2026-11-02")).success();
    bench.wrong(&[
        (&rate("2149-01-01"), 2, "--day: 2149-01-01 is after today"),
        (&rate("2026-11-01"), 1, "on record is of 2026-11-02, later than 2026-11-01"),
    ]);
    bench.run(&rate("2026-11-02")).success();
    bench.run(&rate("2026-11-03")).success();
    // Another pair of currencies has days of its own.
    bench.run("entrant rate 200 --from GBP --to JPY --day 2020-01-01").success();
}

#[test]
fn the_clock_that_runs_says_since_when() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    let inputs = "--input category=2 --input seasoning=qib-only --input \"minimum=GBP 1,000\" --input \"multiple=GBP 1,000\"";
    bench
        .quoted(&format!("bond issue treasury-gilt-2040 --profile us-exemption {inputs} --quiet"))
        .success();
    bench.run("investor import --demo --quiet").success();
    let mint = "bond mint treasury-gilt-2040 --leg reg-s --to INV-0021 \"GBP 5,000\" --quiet";
    bench.quoted(mint).success();
    let today = corridor_deploy::calendar::UtcDay::today();
    let clock = format!("bond clock treasury-gilt-2040 --leg reg-s --day {today}");
    bench.run(&clock).success();
    bench.wrong(&[(&clock, 1, &format!("it runs since {today} already, and is started once"))]);
}
