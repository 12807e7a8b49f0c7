//! `corridor explain`

use snapbox::str;

use crate::bench::Bench;
use crate::flaky;

#[test]
fn a_movement_is_explained() {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    let explain = "explain treasury-gilt-2040 --from INV-0001";
    bench
        .quoted(&format!("{explain} --to INV-0002 \"GBP 500,000\""))
        .success()
        .stdout_eq(str![[r#"
ALLOWED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from     INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to       INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  at       [TIME]
  profile  uk-sandbox 2026.11
  passes   UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

"#]])
        .stderr_eq(str![[r#""#]]);
    // A refusal is one also for a reader that has read enough.
    for json in ["", " --json"] {
        let refused = bench.unheard(&format!("{explain} --to INV-0047 50000{json}"));
        assert_eq!(refused, Some(3), "{json}");
    }
    let several = format!("{explain} --to INV-0047 \"GBP 50,000\"");
    bench.quoted(&several).code(3).stdout_eq(str![[r#"
REFUSED: transfer of GBP 50,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0047 (0xDFd99099Fa13541a64AEe9AAd61c0dbf3D32D492)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-KYC-01, UK-ELIG-01, UK-DEN
  passes      UK-DSS-01, UK-BLK-01, UK-SANC-01, UK-HALT

UK-KYC-01  Both sides are identified (a forced transfer judges its recipient too)
  wrong      identity check missing or expired
  because    recipient INV-0047 does not hold the attestation `identity checked (KYC)`: it was never given, or was revoked
  citation   SI 2017/692 reg 27 and 28; that it reaches every participant of the sandbox is this profile's reading (assumption)
  source     The Money Laundering, Terrorist Financing and Transfer of Funds (Information on the Payer) Regulations 2017 (SI 2017/692) <https://www.legislation.gov.uk/uksi/2017/692>
  remedy     A verifier attests the identity check with an expiry day that has not passed. Redemption and coupons do not need it.
  code       6 (ERC-1404), bit 5 of the verdict

UK-ELIG-01  Only professional clients, eligible counterparties and qualified investors of admitted jurisdictions buy
  wrong      recipient is not an eligible investor of an admitted jurisdiction
  because    recipient INV-0047: jurisdiction GB; categories held: none
             admitted: jurisdiction GB, JE, GG, IM, IE, FR, DE, NL, LU, BE, ES, IT, SE, NO, CH, CA, AU, NZ, SG, JP, HK, AE, holding one of: uk-professional, uk-eligible-counterparty, uk-qualified-investor
  citation   FCA COBS 3.5 and 3.6 for the categories; the jurisdictions are a house choice (assumption)
  source     FCA Handbook, Conduct of Business Sourcebook, COBS 3.5 Professional clients (text of 5 January 2008) <https://handbook.fca.org.uk/handbook/COBS/3/5.html?date=2008-01-05>
  remedy     A verifier attests one of the three categories, unexpired, for an investor of an admitted jurisdiction.
  code       12 (ERC-1404), bit 11 of the verdict

UK-DEN  Minimum denomination and multiple
  wrong      amount or remainder below the denomination, or not a multiple
  because    asked GBP 50,000, the minimum is GBP 100,000
  citation   Market practice of wholesale issues (e.g. GBP 100,000); no rule of the sandbox (assumption)
  source     Linklaters: UK Digital Securities Sandbox, the final framework <https://linklaters.com/de-de/insights/blogs/fintechlinks/2024/october/uk-digital-securities-sandbox-the-final-framework>
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.
  code       13 (ERC-1404), bit 12 of the verdict

"#]]).stderr_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{several} --json"))
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
  "to": "0xdfd99099fa13541a64aee9aad61c0dbf3d32d492",
  "to_label": "INV-0047",
  "amount": "GBP 50,000",
  "at": "[TIME]",
  "verdict": "refused",
  "bits": "0x1820",
  "reasons": [
    {
      "bit": 5,
      "code": 6,
      "rule": "UK-KYC-01",
      "title": "Both sides are identified (a forced transfer judges its recipient too)",
      "message": "identity check missing or expired",
      "details": [
        "recipient 0xDFd99099Fa13541a64AEe9AAd61c0dbf3D32D492 does not hold the attestation `identity checked (KYC)`: it was never given, or was revoked"
      ],
      "labels": {
        "0xDFd99099Fa13541a64AEe9AAd61c0dbf3D32D492": "INV-0047"
      },
      "remedy": "A verifier attests the identity check with an expiry day that has not passed. Redemption and coupons do not need it.",
      "source": {
        "citation": "SI 2017/692 reg 27 and 28; that it reaches every participant of the sandbox is this profile's reading",
        "title": "The Money Laundering, Terrorist Financing and Transfer of Funds (Information on the Payer) Regulations 2017 (SI 2017/692)",
        "url": "https://www.legislation.gov.uk/uksi/2017/692",
        "confidence": "assumption"
      }
    },
    {
      "bit": 11,
      "code": 12,
      "rule": "UK-ELIG-01",
      "title": "Only professional clients, eligible counterparties and qualified investors of admitted jurisdictions buy",
      "message": "recipient is not an eligible investor of an admitted jurisdiction",
      "details": [
        "recipient 0xDFd99099Fa13541a64AEe9AAd61c0dbf3D32D492: jurisdiction GB; categories held: none",
        "admitted: jurisdiction GB, JE, GG, IM, IE, FR, DE, NL, LU, BE, ES, IT, SE, NO, CH, CA, AU, NZ, SG, JP, HK, AE, holding one of: uk-professional, uk-eligible-counterparty, uk-qualified-investor"
      ],
      "labels": {
        "0xDFd99099Fa13541a64AEe9AAd61c0dbf3D32D492": "INV-0047"
      },
      "remedy": "A verifier attests one of the three categories, unexpired, for an investor of an admitted jurisdiction.",
      "source": {
        "citation": "FCA COBS 3.5 and 3.6 for the categories; the jurisdictions are a house choice",
        "title": "FCA Handbook, Conduct of Business Sourcebook, COBS 3.5 Professional clients (text of 5 January 2008)",
        "url": "https://handbook.fca.org.uk/handbook/COBS/3/5.html?date=2008-01-05",
        "confidence": "assumption"
      }
    },
    {
      "bit": 12,
      "code": 13,
      "rule": "UK-DEN",
      "title": "Minimum denomination and multiple",
      "message": "amount or remainder below the denomination, or not a multiple",
      "details": [
        "asked GBP 50,000, the minimum is GBP 100,000"
      ],
      "remedy": "Move a multiple that leaves no remainder below the minimum, or the whole holding.",
      "source": {
        "citation": "Market practice of wholesale issues (e.g. GBP 100,000); no rule of the sandbox",
        "title": "Linklaters: UK Digital Securities Sandbox, the final framework",
        "url": "https://linklaters.com/de-de/insights/blogs/fintechlinks/2024/october/uk-digital-securities-sandbox-the-final-framework",
        "confidence": "assumption"
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
      "passed": false
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
      "passed": false
    },
    {
      "bit": 12,
      "rule": "UK-DEN",
      "title": "Minimum denomination and multiple",
      "passed": false
    },
    {
      "bit": 13,
      "rule": "UK-HALT",
      "title": "The supervisor has not halted the instrument",
      "passed": true
    }
  ]
}

"#]])
        .stderr_eq(str![[r#""#]]);
    let transfer = "bond transfer treasury-gilt-2040 --from INV-0001 --to INV-0047 \"GBP 50,000\"";
    let same = bench.quoted(&several).get_output().stdout.clone();
    assert_eq!(untimed(&bench.quoted(transfer).code(3).get_output().stdout), untimed(&same));
    let later = format!("{explain} --to INV-0002 500000 --at 2030-01-01");
    bench.run(&later).code(3).stdout_eq(str![[r#"
REFUSED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-DSS-01
  passes      UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

UK-DSS-01  The sandbox has a legal basis on the day
  wrong      outside the period of the Digital Securities Sandbox
  because    [TIME] is not before 2029-01-08, the first day outside
  citation   SI 2023/1398 reg 1(2): in force on 8 January 2024; five years, the end day 8 January 2029 being an assumption (assumption)
  source     The Financial Services and Markets Act 2023 (Digital Securities Sandbox) Regulations 2023 (SI 2023/1398) <https://www.legislation.gov.uk/uksi/2023/1398>
  remedy     Issue and transfer on or after 8 January 2024 and before 8 January 2029, or move the instrument to the regime that follows. Redemption and coupons stay possible.
  code       1 (ERC-1404), bit 0 of the verdict

"#]]);
    let forced = format!("{explain} --to INV-0043 500000 --kind forced-transfer");
    bench.run(&forced).code(3).stdout_eq(str![[r#"
REFUSED: forced transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0043 (0x265188114EB5d5536BC8654d8e9710FE72C28c4d)
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  UK-BLK-01
  passes      UK-KYC-01, UK-SANC-01, UK-ELIG-01

UK-BLK-01  Nobody who is blocked gives, receives or operates
  wrong      party is blocked
  because    recipient INV-0043 is flagged: blocked
  citation   House choice: an enforcement officer can stop a participant; the guidance asks entrants for control over participation (assumption)
  source     Bank of England: Guidance on the operation of the Digital Securities Sandbox <https://www.bankofengland.co.uk/financial-stability/digital-securities-sandbox/guidance-on-operation-digital-securities-sandbox>
  remedy     An enforcement officer lifts the block. What a blocked holder has leaves by a forced transfer to somebody else.
  code       8 (ERC-1404), bit 7 of the verdict

"#]]);
    bench.run(&format!("{explain} --kind redeem 500000")).success().stdout_eq(str![[r#"
ALLOWED: redemption of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from     INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at       [TIME]
  profile  uk-sandbox 2026.11
  passes   UK-BLK-01, UK-SANC-01

"#]]);
    bench.run(&format!("{explain} --to INV-0002 500000 --operator devnet:7")).code(3).stdout_eq(
        str![[r#"
REFUSED: transfer of GBP 500,000 of treasury-gilt-2040@uk-sandbox, leg uk
  from        INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  to          INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  operator    0x14dC79964da2C08b23698B3D3cc7Ca32193d9955
  at          [TIME]
  profile     uk-sandbox 2026.11
  refused by  TOKEN-ALLOWANCE
  passes      UK-DSS-01, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-DEN, UK-HALT

TOKEN-ALLOWANCE  allowance is too small
  wrong      allowance is too small
  because    operator 0x14dC79964da2C08b23698B3D3cc7Ca32193d9955 may move GBP 0, asked GBP 500,000
  remedy     The holder approves the operator for the amount.
  code       244 (ERC-1404), bit 243 of the verdict

"#]],
    );
}

#[test]
fn whoever_is_not_registered_is_told_to_be() {
    let bench = Bench::with_gilt();
    bench.run("bond mint treasury-gilt-2040 --to INV-0001 2000000").success();
    let stranger = "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955";
    let asked = format!("explain treasury-gilt-2040 --from INV-0001 --to {stranger} 500000");
    let explained = bench.run(&asked).code(3);
    let text = String::from_utf8_lossy(&explained.get_output().stdout);
    let first = format!(
        "remedy     A registrar registers the wallet: `corridor investor add --reference REFERENCE --wallet {stranger} \
         --jurisdiction COUNTRY --kind KIND`. A verifier attests"
    );
    // Neither the identity check nor the category can be attested to a wallet that nobody registered.
    assert_eq!(text.matches(&first).count(), 2, "{text}");
}

#[test]
fn where_no_route_leads_nothing_is_allowed() {
    let bench = Bench::with_gilt();
    bench.private_file(
        "in.csv",
        "kind,to,amount\nissue,INV-0001,1000000\nexchange-in,INV-0001,1000000\n",
    );
    let on = "explain treasury-gilt-2040";
    let no_way = |way: &str| {
        format!(
            "no route leads {way} leg uk of treasury-gilt-2040@uk-sandbox, so no rule judges such a movement; it has none at all"
        )
    };
    let (into, out_of) = (no_way("into"), no_way("out of"));
    bench.wrong(&[
        (&format!("{on} 1000000 --kind exchange-in --to INV-0001"), 1, &into),
        (&format!("{on} 1000000 --kind exchange-out --from INV-0001"), 1, &out_of),
        (&format!("{on} --file in.csv"), 1, &format!("in.csv:3: kind: {into}")),
    ]);
}

/// Without the line that says when.
fn untimed(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    text.lines().filter(|line| !line.trim_start().starts_with("at ")).collect::<Vec<_>>().join("\n")
}

/// Movements in every column's form, and what is refused of them.
const MOVEMENTS: &str = "kind,from,to,operator,amount,at,cash
issue,,INV-0003,,\"GBP 1,000,000\",,
,INV-0001,INV-0002,,500000,,
transfer,INV-0001,INV-0041,,500000,,
transfer,INV-0001,INV-0041,,500000,2026-06-30,
transfer,INV-0001,INV-0047,,50000,,
redeem,INV-0002,,,1,,
transfer,INV-0001,INV-0002,INV-0043,500000,,0x00000000000000000000000000000000000c0135
";

#[test]
fn a_file_of_movements_is_explained() {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.private_file("movements.csv", MOVEMENTS);
    let explain = "explain treasury-gilt-2040 --file movements.csv";
    bench.run(explain).code(3).stdout_eq(str![[r#"
line 4: transfer of GBP 500,000 from INV-0001 to INV-0041: refused by UK-KYC-01
line 6: transfer of GBP 50,000 from INV-0001 to INV-0047: refused by UK-KYC-01, UK-ELIG-01, UK-DEN
line 7: redemption of GBP 1 from INV-0002: refused by TOKEN-BALANCE
line 8: transfer of GBP 500,000 from INV-0001 to INV-0002 by INV-0043 paid with 0x00000000000000000000000000000000000C0135: refused by UK-BLK-01, TOKEN-ALLOWANCE

RULE             TITLE                                                                                                     REFUSES  PASSES
UK-KYC-01        Both sides are identified (a forced transfer judges its recipient too)                                    2        4
UK-BLK-01        Nobody who is blocked gives, receives or operates                                                         1        6
UK-ELIG-01       Only professional clients, eligible counterparties and qualified investors of admitted jurisdictions buy  1        5
UK-DEN           Minimum denomination and multiple                                                                         1        5
TOKEN-BALANCE    balance is too small                                                                                      1        -
TOKEN-ALLOWANCE  allowance is too small                                                                                    1        -

7 movements: 3 allowed, 4 refused

"#]]).stderr_eq(str![[r#""#]]);
    let output = bench.run(&format!("{explain} --json")).code(3).get_output().stdout.clone();
    let text = String::from_utf8(output).expect("text");
    assert_eq!(text.lines().count(), 9, "a line for each row, and one before and behind them");
    let document: serde_json::Value = serde_json::from_str(&text).expect("one document");
    assert_eq!(document["schema"], "corridor.explain-file/1");
    assert_eq!(document["movements"][2]["line"], 4);
    assert_eq!(document["movements"][2]["reasons"][0]["rule"], "UK-KYC-01");
    let labels = |row: &serde_json::Value| {
        ["from_label", "to_label"].map(|key| row[key].as_str().map(str::to_owned))
    };
    let rows = document["movements"].as_array().expect("a list");
    let labels: Vec<_> = rows.iter().flat_map(labels).flatten().collect();
    assert!(
        !labels.is_empty() && labels.iter().all(|label| label.starts_with("INV-")),
        "{labels:?}"
    );
    let counts = ["rows", "allowed", "refused"].map(|key| document[key].as_u64());
    assert_eq!(counts, [Some(7), Some(3), Some(4)]);

    bench.private_file("allowed.csv", "amount,to,kind\n\"GBP 1,000,000\",INV-0003,issue\n");
    bench.run("explain treasury-gilt-2040 --file allowed.csv").success().stdout_eq(str![[r#"
1 movements: 1 allowed, 0 refused

"#]]);
    bench.private_file("wrong.csv", "amount,to\n500000,INV-0001\n500000,INV-9999\n");
    bench
        .run("explain treasury-gilt-2040 --file wrong.csv --json")
        .code(1)
        .stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "operation",
    "message": "wrong.csv:3: to: `INV-9999` is neither an address nor a known label or account (known: the references of 48 investors); write an address, a label, or the reference of an investor",
    "hint": null
  }
}

"#]])
        .stderr_eq(str![[r#"
error: wrong.csv:3: to: `INV-9999` is neither an address nor a known label or account (known: the references of 48 investors); write an address, a label, or the reference of an investor

"#]]);
    bench.private_file("stray.csv", "amount,to,kind\n500000,INV-0001,redeem\n");
    bench.wrong(&[
        ("explain treasury-gilt-2040 --file stray.csv", 1, "stray.csv:2: to: nobody receives in a movement of kind `redeem`; leave the cell empty"),
        ("explain treasury-gilt-2040 --kind issue --from INV-0001 --to INV-0002 5", 2, "--from: nobody gives in a movement of kind `issue`\nhint: leave it out, or give another --kind"),
        ("explain treasury-gilt-2040 --kind redeem --from INV-0001 --to INV-0002 5", 2, "--to: nobody receives in a movement of kind `redeem`"),
        ("explain treasury-gilt-2040 --kind coupon --from INV-0001 --to INV-0002 5", 2, "--from: nobody gives in a movement of kind `coupon`"),
    ]);
    // A coupon moves no units.
    bench.run("explain treasury-gilt-2040 --kind coupon --to INV-0001 --quiet").success();
    bench.wrong(&[(
        "explain treasury-gilt-2040 --kind issue --to INV-0001",
        2,
        "AMOUNT: a movement of kind `issue` is of some amount\nhint: give one",
    )]);
    bench
        .run("explain treasury-gilt-2040 --file wrong.csv --to INV-0001")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: the argument '--file <FILE>' cannot be used with '--to <WALLET>'

Usage: corridor explain --file <FILE> <BOND> [AMOUNT]

For more information, try '--help'.

"#]]);
}

#[test]
fn a_file_whose_endpoint_gives_up_midway_ends_in_one_error() {
    let bench = Bench::with_gilt();
    let eligible = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
    let rows = format!("issue,{eligible},1000000\n").repeat(1_200);
    bench.private_file("many.csv", &format!("kind,to,amount\nissue,{eligible},1\n{rows}"));
    let command =
        format!("--network {} explain treasury-gilt-2040 --file many.csv", flaky::NETWORK);
    for (how, said) in [
        (flaky::GivesUp::WithAnError, " refused eth_call: the node behind is gone (code -32000)"),
        (flaky::GivesUp::WithoutAWord, "error: could not reach http://127.0.0.1:"),
    ] {
        // Two calls are a window of five hundred rows, which is printed before the next one is asked for.
        flaky::before(&bench, 3, how);
        let output = bench.run(&format!("{command} --json")).code(1).get_output().clone();
        let (text, told) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.starts_with("error: ") && told.contains(said), "{told}");
        let document: serde_json::Value = serde_json::from_str(&text).expect("one document");
        assert_eq!(document["schema"], "corridor.explain-file/1");
        assert_eq!(document["movements"].as_array().map(Vec::len), Some(500));
        assert!(document["rows"].is_null(), "there are no totals of what was not judged");
        let message = document["error"]["message"].as_str().expect("a message");
        assert_eq!(told.trim_end(), format!("error: {message}"));
        let lines: Vec<&str> = text.lines().collect();
        for (line, number) in lines[1..501].iter().zip(2..) {
            let row: serde_json::Value =
                serde_json::from_str(line.trim_end_matches(',')).expect("a line is an entry");
            assert_eq!(row["line"], number);
        }

        flaky::before(&bench, 3, how);
        let output = bench.run(&command).code(1).get_output().clone();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.starts_with("line 2: issue of GBP 1 to "), "{text}");
        assert_eq!(text.lines().count(), 1, "no totals: {text}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
    }
}
