//! `corridor route`, and what other commands say of routes.

use snapbox::str;

use crate::bench::Bench;

/// A bond with two legs, and something issued on one of them.
fn with_two_legs() -> Bench {
    let bench = Bench::new();
    bench.run("devnet up").success();
    let inputs = "--input category=2 --input seasoning=qib-only --input \"minimum=GBP 1,000\" --input \"multiple=GBP 1,000\"";
    let issue = format!("bond issue treasury-gilt-2040 --profile us-exemption {inputs} --quiet");
    bench.quoted(&issue).success();
    bench.run("investor import --demo").success();
    let mint = "bond mint treasury-gilt-2040 --leg reg-s --to INV-0021 \"GBP 5,000\"";
    bench.quoted(mint).success();
    bench
}

/// The document of a command.
fn json(bench: &Bench, command: &str) -> serde_json::Value {
    let document = bench.run(&format!("{command} --json")).success().get_output().stdout.clone();
    serde_json::from_slice(&document).expect("one document")
}

#[test]
fn units_move_along_open_routes() {
    let bench = with_two_legs();
    let on = "treasury-gilt-2040 --from-leg reg-s --to-leg 144a";
    bench.run("route list treasury-gilt-2040").success().stdout_eq(str![[r#"
ROUTE     FROM   TO     STATE  WINDOW
to-144a   reg-s  144a   open   always
to-reg-s  144a   reg-s  open   always

"#]]);
    // A route without a window has none in JSON either.
    for (command, schema) in [
        ("route list treasury-gilt-2040", "corridor.route-list/2"),
        ("bond show treasury-gilt-2040", "corridor.bond-show/2"),
    ] {
        let document = json(&bench, command);
        assert_eq!(document["schema"], schema);
        let route = &document["routes"][0];
        assert!(route["opens"].is_null() && route["closes"].is_null(), "{route}");
        assert!(route.get("opens").is_some(), "{route}");
    }
    bench.run(&format!("route show {on}")).success().stdout_eq(str![[r#"
route to-144a of treasury-gilt-2040@us-exemption
  from         leg reg-s
  to           leg 144a
  state        open
  window       always
  evidence     [HASH]
  about        From the Regulation S leg into the Rule 144A leg
  outstanding  GBP 5,000 on leg reg-s
  outstanding  GBP 0 on leg 144a
  sum          GBP 5,000 over all legs

"#]]);
    let inward = format!("route move {on} --from INV-0021 --to INV-0015 \"GBP 1,000\"");
    // Refused by the leg that is entered, before anything is sent, with the same text as `explain`.
    bench.quoted(&inward).code(3).stdout_eq(str![[r#"
REFUSED: exchange of GBP 1,000 of treasury-gilt-2040@us-exemption, leg reg-s to leg 144a
  from  INV-0021 (0x9eF6c02FB2ECc446146E05F1fF687a788a8BF76d)
  to    INV-0015 (0x1aac82773CB722166D7dA0d5b0FA35B0307dD99D)
  at    [TIME]

leg reg-s
  profile  us-exemption 2026.11
  passes   US-00-ID, US-BLK, US-SANC, US-144-X, US-DEN, US-HALT

leg 144a
  profile     us-exemption 2026.11
  refused by  US-X-144A, US-X-144A-CERT
  passes      US-00-ID, US-BLK, US-SANC, US-DEN, US-HALT

US-X-144A, leg 144a  Into the Rule 144A leg: qualified institutional buyers only
  wrong      only a qualified institutional buyer moves into this leg
  because    recipient INV-0015: jurisdiction US; categories held: identity, us-accredited, us-qib
             admitted: any jurisdiction, holding one of: us-qib, without the flag natural-person
  citation   17 CFR 230.144A(d)(1): whoever holds the leg is a qualified institutional buyer (secondary)
  source     Private resales of securities to institutions, 17 CFR 230.144A <https://www.law.cornell.edu/cfr/text/17/230.144A>
  remedy     Move the holding to an entity that a verifier attested as qualified institutional buyer.
  code       13 (ERC-1404), bit 12 of the verdict

US-X-144A-CERT, leg 144a  Into the Rule 144A leg inside the compliance period: with a certificate
  wrong      no certificate that the transferee is a qualified institutional buyer
  because    no `certificate that the transferee is reasonably believed to be a qualified institutional buyer` of the investor of recipient INV-0015 is on record
             it is needed in the first 40 days; the offering clock has not started
  citation   Practice of global notes: inside the 40 days the transferor certifies that the transferee is reasonably believed to be a qualified institutional buyer; the certificate is recorded with the transferee (assumption)
  source     Regulation S, offers and sales by the issuer and distributors, 17 CFR 230.903 <https://www.law.cornell.edu/cfr/text/17/230.903>
  remedy     The registrar records the certificate; or the move waits until the 40 days have elapsed.
  code       14 (ERC-1404), bit 13 of the verdict

"#]]);
    // Without a recipient both judge the same: who gives receives.
    let told = |line: &str| {
        let output = bench.quoted(line).code(3).get_output().stdout.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    let explained =
        told("explain treasury-gilt-2040 --leg reg-s --to-leg 144a --from INV-0021 \"GBP 1,000\"");
    assert!(explained.contains("\n  to    INV-0021 "), "{explained}");
    assert!(explained.contains("because    recipient INV-0021: jurisdiction"), "{explained}");
    bench
        .quoted("explain treasury-gilt-2040 --leg reg-s --to-leg 144a --from INV-0021 --to INV-0015 \"GBP 1,500\"")
        .code(3)
        .stdout_eq(str![[r#"
REFUSED: exchange of GBP 1,500 of treasury-gilt-2040@us-exemption, leg reg-s to leg 144a
  from  INV-0021 (0x9eF6c02FB2ECc446146E05F1fF687a788a8BF76d)
  to    INV-0015 (0x1aac82773CB722166D7dA0d5b0FA35B0307dD99D)
  at    [TIME]

leg reg-s
  profile     us-exemption 2026.11
  refused by  US-DEN
  passes      US-00-ID, US-BLK, US-SANC, US-144-X, US-HALT

leg 144a
  profile     us-exemption 2026.11
  refused by  US-DEN, US-X-144A, US-X-144A-CERT
  passes      US-00-ID, US-BLK, US-SANC, US-HALT

US-DEN, leg reg-s  Minimum denomination and multiple
  wrong      amount or remainder below the denomination, or not a multiple
  because    asked GBP 1,500, which is no multiple of GBP 1,000; the next one below is GBP 1,000
  citation   Market practice of wholesale issues; no rule of the exemptions (assumption)
  source     Private resales of securities to institutions, 17 CFR 230.144A <https://www.law.cornell.edu/cfr/text/17/230.144A>
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.
  code       8 (ERC-1404), bit 7 of the verdict

US-DEN, leg 144a  Minimum denomination and multiple
  wrong      amount or remainder below the denomination, or not a multiple
  because    asked GBP 1,500, which is no multiple of GBP 1,000; the next one below is GBP 1,000
  citation   Market practice of wholesale issues; no rule of the exemptions (assumption)
  source     Private resales of securities to institutions, 17 CFR 230.144A <https://www.law.cornell.edu/cfr/text/17/230.144A>
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.
  code       8 (ERC-1404), bit 7 of the verdict

US-X-144A, leg 144a  Into the Rule 144A leg: qualified institutional buyers only
  wrong      only a qualified institutional buyer moves into this leg
  because    recipient INV-0015: jurisdiction US; categories held: identity, us-accredited, us-qib
             admitted: any jurisdiction, holding one of: us-qib, without the flag natural-person
  citation   17 CFR 230.144A(d)(1): whoever holds the leg is a qualified institutional buyer (secondary)
  source     Private resales of securities to institutions, 17 CFR 230.144A <https://www.law.cornell.edu/cfr/text/17/230.144A>
  remedy     Move the holding to an entity that a verifier attested as qualified institutional buyer.
  code       13 (ERC-1404), bit 12 of the verdict

US-X-144A-CERT, leg 144a  Into the Rule 144A leg inside the compliance period: with a certificate
  wrong      no certificate that the transferee is a qualified institutional buyer
  because    no `certificate that the transferee is reasonably believed to be a qualified institutional buyer` of the investor of recipient INV-0015 is on record
             it is needed in the first 40 days; the offering clock has not started
  citation   Practice of global notes: inside the 40 days the transferor certifies that the transferee is reasonably believed to be a qualified institutional buyer; the certificate is recorded with the transferee (assumption)
  source     Regulation S, offers and sales by the issuer and distributors, 17 CFR 230.903 <https://www.law.cornell.edu/cfr/text/17/230.903>
  remedy     The registrar records the certificate; or the move waits until the 40 days have elapsed.
  code       14 (ERC-1404), bit 13 of the verdict

"#]]);
    let close = format!("route close {on} --reason audit");
    bench.run(&close).success().stdout_eq(str![[r#"
done: close the route from leg reg-s to leg 144a of treasury-gilt-2040@us-exemption: audit
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        29
  gas          [GAS]

"#]]);
    bench.run("route list treasury-gilt-2040").success().stdout_eq(str![[r#"
ROUTE     FROM   TO     STATE   WINDOW
to-144a   reg-s  144a   closed  always
to-reg-s  144a   reg-s  open    always

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 204 checks at block 29, 1 findings
SEVERITY  SUBJECT                                         FINDING
notice    treasury-gilt-2040@us-exemption, route to-144a  the registrar has closed it

"#]]);
    bench.run(&format!("route open {on} --end 2099-01-01 --dry-run")).success().stdout_eq(str![[
        r#"
dry run: open the route from leg reg-s to leg 144a of treasury-gilt-2040@us-exemption
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)

"#
    ]]);
    bench.run("bond show treasury-gilt-2040").success().stdout_eq(str![[r#"
treasury-gilt-2040@us-exemption
  issuer       ECTRVYYCEF89VWYS6K36
  status       Active
  outstanding  GBP 5,000
  terms hash   [HASH]

leg reg-s
  isin         ZZUKT40REGS3
  name         4 1/4% Treasury Gilt 2040 (UKT425-2040-REG-S)
  token        0x8464135c8F25Da09e49BC8782676a84730C318bC
  profile      us-exemption 2026.11
  regime       [REGIME]
  outstanding  GBP 5,000 of GBP 1,000,000,000
  state        open

leg 144a
  isin         ZZUKT40144A2
  name         4 1/4% Treasury Gilt 2040 (UKT425-2040-144A)
  token        0x71C95911E9a5D330f4D621842EC243EE1343292e
  profile      us-exemption 2026.11
  regime       [REGIME]
  outstanding  GBP 0 of GBP 1,000,000,000
  state        open

ROUTE     FROM   TO     OPEN
to-144a   reg-s  144a   closed
to-reg-s  144a   reg-s  always

"#]]);
    bench
        .run("route show treasury-gilt-2040 --from-leg 144a --to-leg 144a")
        .code(1)
        .stderr_eq(str![[r#"
error: no route leads from leg 144a to leg 144a of treasury-gilt-2040@us-exemption; `corridor route list treasury-gilt-2040@us-exemption` has them all

"#]]);
}

#[test]
fn what_cannot_move_is_said_before_the_chain_is_asked() {
    let bench = with_two_legs();
    let move_ = "route move treasury-gilt-2040 --from INV-0021 --to INV-0001";
    bench
        .quoted(&format!("{move_} --from-leg reg-s --to-leg reg-s \"GBP 1,000\""))
        .code(1)
        .stderr_eq(str![[r#"
error: no route leads from leg reg-s to leg reg-s of treasury-gilt-2040@us-exemption; its routes are reg-s to 144a, 144a to reg-s

"#]]);
    bench.quoted(&format!("{move_} --from-leg reg-s --to-leg 144a \"GBP 0\"")).code(1).stderr_eq(
        str![[r#"
error: nothing would move from leg reg-s to leg 144a; give an amount above zero

"#]],
    );
    bench.quoted(&format!("{move_} --from-leg reg-s --to-leg uk \"GBP 1,000\"")).code(1).stderr_eq(
        str![[r#"
error: instrument `treasury-gilt-2040@us-exemption` has no leg `uk`; its legs are reg-s, 144a

"#]],
    );
    bench
        .quoted(
            "explain treasury-gilt-2040 --leg reg-s --to-leg reg-s --from INV-0021 \"GBP 1,000\"",
        )
        .code(1)
        .stderr_eq(str![[r#"
error: no route leads from leg reg-s to leg reg-s of treasury-gilt-2040@us-exemption; its routes are reg-s to 144a, 144a to reg-s

"#]]);
}

/// Whoever reads the top of the document alone learns that it is refused, by what, and on which leg.
#[test]
fn the_document_of_an_exchange_has_the_reasons_of_both_legs() {
    let bench = with_two_legs();
    let explained = |amount: &str| {
        let explain =
            "explain treasury-gilt-2040 --leg reg-s --to-leg 144a --from INV-0021 --to INV-0015";
        let line = format!("{explain} \"{amount}\" --json");
        let output = bench.quoted(&line).code(3).get_output().stdout.clone();
        serde_json::from_slice::<serde_json::Value>(&output).expect("one document")
    };
    let reasons = |part: &serde_json::Value| {
        let all = part["reasons"].as_array().expect("a list").iter();
        let word = |reason: &serde_json::Value, key: &str| {
            reason[key].as_str().expect("a word").to_owned()
        };
        all.map(|one| (word(one, "leg"), word(one, "rule"))).collect::<Vec<_>>()
    };
    let of = |leg: &str, rules: &[&str]| {
        rules.iter().map(|rule| (leg.to_owned(), (*rule).to_owned())).collect::<Vec<_>>()
    };
    let entered = of("144a", &["US-X-144A", "US-X-144A-CERT"]);
    // Only the leg that is entered refuses.
    let document = explained("GBP 1,000");
    assert_eq!(document["schema"], "corridor.explain/2");
    assert_eq!((&document["verdict"], &document["leg"]), (&"refused".into(), &"reg-s".into()));
    assert_eq!(reasons(&document), entered);
    assert_eq!(document["enters"]["verdict"], "refused");
    assert_eq!(reasons(&document["enters"]), entered);
    let document = explained("GBP 1,500");
    let entered = [of("144a", &["US-DEN"]), entered].concat();
    assert_eq!(reasons(&document), [of("reg-s", &["US-DEN"]), entered.clone()].concat());
    assert_eq!(reasons(&document["enters"]), entered);
    // What is done along the route says the same.
    let moved = "route move treasury-gilt-2040 --from-leg reg-s --to-leg 144a --from INV-0021 --to INV-0015 \"GBP 1,000\" --json";
    let output = bench.quoted(moved).code(3).get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&output).expect("one document");
    assert_eq!((&document["schema"], reasons(&document).len()), (&"corridor.explain/2".into(), 2));
}

#[test]
fn a_window_is_in_words_and_never_over_when_it_is_set() {
    let bench = with_two_legs();
    let on = "treasury-gilt-2040 --from-leg reg-s --to-leg 144a";
    let open = |window: &str| format!("route open {on} {window}");
    bench.wrong(&[
        (&open("--end 2020-02-01"), 2, "--end: 2020-02-01T00:00:00Z is over"),
        (&open("--start 2098-01-01 --end 2098-01-01"), 2, "--end is not after --start"),
    ]);
    bench.run(&open("--start 2098-01-01 --end 2099-01-01")).success();
    let document = json(&bench, "route list treasury-gilt-2040");
    let route = &document["routes"][0];
    assert_eq!(route["opens"], "2098-01-01T00:00:00Z");
    assert_eq!(route["closes"], "2099-01-01T00:00:00Z");
    let told = |line: &str, status: i32| {
        let output = bench.quoted(line).code(status).get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8")
    };
    // A part of the window of the profile is the registrar's decision, as closing is.
    let verified = told("verify", 0);
    let opens = "the registrar has opened it from 2098-01-01T00:00:00Z, before 2099-01-01T00:00:00Z, and by the profile it is open always";
    assert!(verified.contains(opens), "{verified}");
    let explain = "explain treasury-gilt-2040 --leg reg-s --to-leg 144a --from INV-0021 --to INV-0015 \"GBP 1,000\"";
    let window = "the route between the two legs is open from 2098-01-01T00:00:00Z before 2099-01-01T00:00:00Z, and not at that time";
    let refused = told(explain, 3);
    assert_eq!(refused.matches(window).count(), refused.matches("TOKEN-ROUTE, leg").count());
    assert!(refused.contains(window), "{refused}");
    bench.run(&format!("route close {on} --reason audit")).success();
    let refused = told(explain, 3);
    assert!(refused.contains("the route between the two legs is closed"), "{refused}");
}

#[test]
fn one_offering_has_one_clock() {
    let bench = with_two_legs();
    let clock = "bond clock treasury-gilt-2040";
    let told = |line: &str| {
        let output = bench.run(line).success().get_output().stdout.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    let early = format!("{clock} --day 2026-01-05");
    bench.wrong(&[(&early, 1, "did not begin on 2026-01-05: its first issue was on")]);
    let both = told(&format!("{clock} --dry-run"));
    assert!(both.contains(", leg reg-s, on ") && both.contains(", leg 144a, on "), "{both}");
    // What leaves the other leg inside its 40 days would come in as if they were over.
    let alone = format!("{clock} --leg 144a");
    bench.wrong(&[(&alone, 1, "a move of treasury-gilt-2040@us-exemption into it from leg reg-s is judged by it, and that leg's has not started")]);
    told(&format!("{clock} --leg reg-s"));
    let differ = "its offering clocks differ: started leg reg-s on ";
    let verified = told("verify");
    assert!(verified.contains(differ) && verified.contains("leg 144a not at all"), "{verified}");
    // The other leg gets the day that this one has.
    let rest = told(clock);
    assert!(!rest.contains(", leg reg-s, on ") && rest.contains(", leg 144a, on "), "{rest}");
    assert!(!told("verify").contains("clocks differ"));
    let tap = bench.quoted("bond tap treasury-gilt-2040 --leg reg-s \"GBP 5,000\"");
    let noted = String::from_utf8(tap.success().get_output().stderr.clone()).expect("text");
    assert!(noted.contains("has no period of its own on chain"), "{noted}");
}

#[test]
fn legs_that_come_to_more_than_the_terms_are_noted() {
    let bench = with_two_legs();
    let noted = |amount: &str| {
        let mint =
            format!("bond mint treasury-gilt-2040 --leg 144a --to INV-0013 \"{amount}\" --dry-run");
        let output = bench.quoted(&mint).success().get_output().stderr.clone();
        String::from_utf8(output).expect("text is UTF-8")
    };
    assert_eq!(noted("GBP 999,995,000"), "");
    let over = noted("GBP 999,996,000");
    let said = "come to GBP 1,000,001,000, and its terms with its taps to GBP 1,000,000,000";
    assert!(over.contains(said), "{over}");
}
