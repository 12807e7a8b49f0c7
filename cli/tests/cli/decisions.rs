//! Decisions of a governor that wait: scheduled, executed, cancelled.

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

/// Longer than the governor of [`under_a_governor_that_waits`] waits.
fn later() {
    std::thread::sleep(std::time::Duration::from_secs(2));
}

/// A bond and the demo's investors, and a governor whose decisions wait for a second.
fn under_a_governor_that_waits() -> Bench {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up").success();
    bench.run("deploy --governor-delay 1 --quiet").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --quiet";
    bench.run(issue).success();
    later();
    // A chain that mines on demand has a clock only while somebody sends something.
    bench.run("investor import --demo").success();
    bench.run(issue).success();
    bench
}

#[test]
fn a_governor_that_waits_schedules_and_later_executes() {
    let bench = under_a_governor_that_waits();
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    let replace = "deploy --profile uk-sandbox --inputs new.toml --replace --quiet";
    bench
        .run(replace)
        .success()
        .stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox: profile uk-sandbox 2026.11 becomes 2026.11
  hash [HASH] becomes [HASH]
  Rule UK-DEN: smallest holding GBP 100,000 -> GBP 200,000 (tighter)

  WHAT            WHICH                          EFFECT  IN WORDS
  value of input  minimum_denomination  changed          GBP 100,000 -> GBP 200,000

  Fewer movements pass.
done on local (chain 31337)
STEP                                           GAS        TRANSACTION
make the regime of profile uk-sandbox, leg uk  [GAS]
[GAS] gas in all; recorded in [HOME]/.corridor/deployments/devnet-local.json
scheduled, not yet done: replace the regime of treasury-gilt-2040@uk-sandbox, leg uk; do this again after [TIME]

"#]])
        .stderr_eq(str![[r#""#]]);
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
  scheduled    [TIME]: uk-sandbox 2026.11 (hash [..], minimum_denomination GBP 200,000); `corridor bond cancel-replacement` cancels it
  state        open

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 123 checks at block 24, 1 findings
SEVERITY  SUBJECT                                FINDING
notice    treasury-gilt-2040@uk-sandbox, leg uk  its regime is to be replaced from [TIME]: uk-sandbox 2026.11 (hash [..], minimum_denomination GBP 200,000)

"#]]);
    let explain = "explain treasury-gilt-2040 --kind issue --to INV-0001 \"GBP 100,000\"";
    bench.quoted(explain).success();
    bench.quoted(&format!("{explain} --at 2028-01-01")).code(3).stdout_eq(str![[r#"
REFUSED: issue of GBP 100,000 of treasury-gilt-2040@uk-sandbox, leg uk
  to          INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  at          [TIME]
  profile     uk-sandbox 2026.11
  regime      scheduled for [TIME], in force from then if it is executed
  refused by  UK-DEN
  passes      UK-DSS-01, UK-DSS-02, UK-DSS-03, UK-DSS-08, UK-DSS-11, UK-KYC-01, UK-BLK-01, UK-SANC-01, UK-ELIG-01, UK-HALT

UK-DEN  Minimum denomination and multiple
  wrong      amount or remainder below the denomination, or not a multiple
  because    asked GBP 100,000, the minimum is GBP 200,000
  citation   Market practice of wholesale issues (e.g. GBP 100,000); no rule of the sandbox (assumption)
  source     Linklaters: UK Digital Securities Sandbox, the final framework <https://linklaters.com/de-de/insights/blogs/fintechlinks/2024/october/uk-digital-securities-sandbox-the-final-framework>
  remedy     Move a multiple that leaves no remainder below the minimum, or the whole holding.
  code       13 (ERC-1404), bit 12 of the verdict

"#]]);
    let rows = "amount,kind,to,at\n\"GBP 100,000\",issue,INV-0001,\n\"GBP 100,000\",issue,INV-0001,2028-01-01\n";
    bench.private_file("ahead.csv", rows);
    let file = "explain treasury-gilt-2040 --file ahead.csv";
    bench.run(file).code(3).stdout_eq(str![[r#"
line 3: issue of GBP 100,000 to INV-0001: refused by UK-DEN

RULE    TITLE                              REFUSES  PASSES
UK-DEN  Minimum denomination and multiple  1        1

2 movements: 1 allowed, 1 refused
1 of them judged by the regime that is scheduled for [TIME]: uk-sandbox 2026.11 (hash [..], minimum_denomination GBP 200,000), in force from then if it is executed

"#]]);
    let output = bench.run(&format!("{file} --json")).code(3).get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&output).expect("one document");
    assert_eq!(document["scheduled"][0]["movements"], 1);
    assert_eq!(
        document["rules"].as_array().map(Vec::len),
        Some(11),
        "each rule once, of whichever regime"
    );
    later();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 100,000\"").success();
    bench
        .run(replace)
        .success()
        .stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox: profile uk-sandbox 2026.11 becomes 2026.11
  hash [HASH] becomes [HASH]
  Rule UK-DEN: smallest holding GBP 100,000 -> GBP 200,000 (tighter)

  WHAT            WHICH                          EFFECT  IN WORDS
  value of input  minimum_denomination  changed          GBP 100,000 -> GBP 200,000

  Fewer movements pass.
done on local (chain 31337)
STEP                                                         GAS     TRANSACTION
replace the regime of treasury-gilt-2040@uk-sandbox, leg uk  [GAS]
[GAS] gas in all; recorded in [HOME]/.corridor/deployments/devnet-local.json

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.quoted(explain).code(3);
}

/// Whether a run schedules, executes or does nothing is said before it does it, by a dry run as well.
#[test]
fn what_becomes_of_a_replacement_is_said_beforehand() {
    let bench = under_a_governor_that_waits();
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    let replace = "deploy --profile uk-sandbox --inputs new.toml --replace";
    let what = "the replacement of the regime of treasury-gilt-2040@uk-sandbox, leg uk,";
    let foretold = |outlook: &str, words: &str| {
        let output = bench.run(&format!("{replace} --dry-run")).success().get_output().clone();
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.contains(&format!("{what} {words}")), "{text}");
        let output = bench.run(&format!("{replace} --dry-run --json")).success();
        let document: serde_json::Value =
            serde_json::from_slice(&output.get_output().stdout).expect("one document");
        let planned = &document["plan"]["replacements"][0];
        assert_eq!(planned["outlook"], outlook);
        assert_eq!(planned["from"].is_string(), outlook != "execute", "{planned}");
    };
    let done = |words: &str| {
        let output = bench.run(replace).success().get_output().clone();
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(told.starts_with(&format!("{what} {words}")), "{told}");
    };
    let scheduled = "is only scheduled by this run; doing this again executes it, not before 20";
    foretold("schedule", scheduled);
    done(scheduled);
    let waits = "is scheduled already, and this run leaves it so; doing this again executes it, not before 20";
    foretold("wait", waits);
    later();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 100,000\"").success();
    let executed = "was scheduled and is due: this run executes it";
    foretold("execute", executed);
    done(executed);
}

#[test]
fn a_governor_that_does_not_wait_replaces_at_once() {
    let bench = Bench::with_gilt();
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    let replace = "deploy --profile uk-sandbox --inputs new.toml --replace --dry-run --json";
    let output = bench.run(replace).success().get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&output).expect("one document");
    assert_eq!(document["plan"]["replacements"][0]["outlook"], "at-once");
}

/// Two replacements of one leg may wait at once: whoever schedules or executes one is told of the other, and what tells them apart.
#[test]
fn another_replacement_that_waits_is_named_when_one_is_scheduled_or_executed() {
    let bench = under_a_governor_that_waits();
    bench.private_file("two.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    bench.private_file("three.toml", &UK_INPUTS.replace("100,000\"", "300,000\""));
    let replace =
        |inputs: &str| format!("deploy --profile uk-sandbox --inputs {inputs}.toml --replace");
    let told = |command: &str| {
        let output = bench.run(command).success().get_output().clone();
        let document: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("one document");
        let warned = String::from_utf8_lossy(&output.stderr).contains(
            "`corridor bond cancel-replacement treasury-gilt-2040@uk-sandbox --leg uk --hash 0x",
        );
        let waiting = document["plan"]["waiting"].clone();
        assert_eq!(warned, waiting.is_array(), "{document}");
        waiting[0]["scheduled"]["inputs"].clone()
    };
    let inputs = |amount: &str| serde_json::json!({ "minimum_denomination": amount });
    assert!(told(&format!("{} --json", replace("two"))).is_null());
    let three = format!("{} --json", replace("three"));
    assert_eq!(told(&format!("{three} --dry-run")), inputs("GBP 200,000"));
    assert_eq!(told(&three), inputs("GBP 200,000"));
    later();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 100,000\"").success();
    assert_eq!(told(&three), inputs("GBP 200,000"));
    let with_terms = format!("{} --terms treasury-gilt-2040", replace("two"));
    let refused = bench.run(&with_terms).code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&refused).contains("and without --terms"));
}

/// What is only scheduled is not said to be done, neither in words nor in the document.
#[test]
fn a_decision_that_waits_is_not_called_done() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.run("devnet up").success();
    bench.run("deploy --governor-delay 3600 --quiet").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --quiet";
    bench.run(issue).success();
    bench.run("devnet time --to 2035-01-01 --quiet").success();
    bench.run(issue).success();
    let commands = [
        "bond wind-down treasury-gilt-2040 --yes",
        "verifier set 0x00000000000000000000000000000000000003e9 --nothing",
    ];
    let delayed = |command: &str| {
        let output = bench.run(command).success().get_output().stdout.clone();
        let document: serde_json::Value = serde_json::from_slice(&output).expect("one document");
        document["operations"][0]["delayed"].clone()
    };
    let [wind_down, set] = commands;
    assert_eq!(delayed(&format!("{set} --dry-run --json")), "scheduled");
    assert_eq!(delayed(&format!("{set} --json")), "scheduled");
    assert_eq!(delayed(&format!("{set} --json")), "waiting");
    let tried = format!("{wind_down} --dry-run");
    bench.run(&tried).success().stdout_eq(str![[r#"
dry run, only scheduling it: start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk
  signed by  governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  gas        [GAS] (estimated)
  scheduled  do it again after [TIME] to have it done

"#]]);
    bench.run(wind_down).success().stdout_eq(str![[r#"
scheduled, not yet done: start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        18
  gas          [GAS]
  scheduled    do it again after [TIME] to have it done

"#]]);
    bench.run(wind_down).success().stdout_eq(str![[r#"
not yet due, and not done: start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk
  signed by  governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  scheduled  do it again after [TIME] to have it done

"#]]);
    bench.run(&tried).success().stdout_eq(str![[r#"
dry run, scheduled before and not yet due: start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk
  signed by  governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  scheduled  do it again after [TIME] to have it done

"#]]);
    bench.run("deploy --servicing --quiet").success();
    bench.run("deploy --servicing --quiet").success().stdout_eq(str![[r#"
nothing is done yet on local (chain 31337)
scheduled, not yet done: give the servicing the role paying-agent; do this again after [TIME]
...

"#]]);
    bench.run("devnet time --to 2035-01-02 --quiet").success();
    for command in commands {
        assert!(delayed(&format!("{command} --json")).is_null(), "{command}");
    }
    // What has begun is not scheduled once more, only to be refused when its time has come.
    for again in [tried.as_str(), wind_down] {
        bench.run(again).code(1).stderr_eq(str![[r#"
error: could not start the wind-down of treasury-gilt-2040@uk-sandbox, leg uk: The wind-down has begun. [AlreadyWindingDown] Redeem; nothing new can be issued.

"#]]);
    }
}

#[test]
fn what_is_scheduled_is_cancelled() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", "200,000\""));
    bench.run("devnet up").success();
    bench.run("deploy --governor-delay 1 --quiet").success();
    let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --quiet";
    bench.run(issue).success();
    std::thread::sleep(std::time::Duration::from_secs(2));
    bench.run("investor import --demo").success();
    bench.run(issue).success();
    let cancel = "bond cancel-replacement treasury-gilt-2040";
    bench.wrong(&[(
        cancel,
        1,
        "no replacement of the regime of treasury-gilt-2040@uk-sandbox is scheduled",
    )]);
    let replace = "deploy --profile uk-sandbox --inputs new.toml --replace --quiet";
    bench.run(replace).success();
    bench.run(&format!("{cancel} --dry-run")).success();
    let verify = || {
        let told = bench.run("verify").success().get_output().stdout.clone();
        String::from_utf8(told).expect("UTF-8")
    };
    assert!(verify().contains("is to be replaced from"));
    bench.run(cancel).success().stdout_eq(str![[r#"
done: cancel the replacement of the regime of treasury-gilt-2040@uk-sandbox, leg uk, of [TIME]: uk-sandbox 2026.11 (hash [..], minimum_denomination GBP 200,000)
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        [..]
  gas          [GAS]

"#]]);
    assert!(!verify().contains("is to be replaced from"));
    bench.run(cancel).code(1);
    // Long after the delay, nothing is put in force but what is scheduled anew.
    let again = bench.run(replace).success().get_output().stdout.clone();
    assert!(String::from_utf8(again).expect("UTF-8").contains("not yet done: replace the regime"));
}

/// Of several that wait, one is cancelled where it is said which, and none where it is not.
#[test]
fn of_several_replacements_that_wait_the_one_that_is_meant_is_cancelled() {
    let bench = under_a_governor_that_waits();
    let mut hashes = Vec::new();
    for amount in ["200,000", "300,000", "400,000"] {
        bench.private_file("new.toml", &UK_INPUTS.replace("100,000\"", &format!("{amount}\"")));
        bench.run("deploy --profile uk-sandbox --inputs new.toml --replace --quiet").success();
        hashes.push(hash_of(&bench, amount));
    }
    let cancel = "bond cancel-replacement treasury-gilt-2040";
    let waiting = || {
        let shown = bench.run("bond show treasury-gilt-2040 --json").success();
        let document: serde_json::Value =
            serde_json::from_slice(&shown.get_output().stdout).expect("one document");
        document["legs"][0]["scheduled"].as_array().map_or(0, Vec::len)
    };
    let shown = bench.run("bond show treasury-gilt-2040").success().get_output().stdout.clone();
    let shown = String::from_utf8(shown).expect("UTF-8");
    let how = format!("`corridor bond cancel-replacement --hash {}` cancels it", hashes[1]);
    assert!(shown.contains(&how), "{shown}");
    let unclear = "several replacements of the regime of treasury-gilt-2040@uk-sandbox, leg uk, wait (waiting";
    bench.wrong(&[
        (cancel, 1, unclear),
        (cancel, 1, &format!("hash {}, minimum_denomination GBP 300,000", hashes[1])),
        (&format!("{cancel} --hash 0x"), 1, "no replacement that waits has the hash 0x ("),
        (&format!("{cancel} --hash 0x0000000000"), 1, "name one by `--hash`"),
        (&format!("{cancel} --hash 0x12 --all"), 2, "cannot be used with"),
    ]);
    assert_eq!(waiting(), 3, "nothing was cancelled");
    let done = bench.run(&format!("{cancel} --hash {}", hashes[1])).success();
    let done = String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8");
    assert!(done.contains("GBP 300,000") && !done.contains("GBP 200,000"), "{done}");
    assert_eq!(waiting(), 2);
    bench.run(&format!("{cancel} --all")).success();
    bench.wrong(&[(cancel, 1, "is scheduled")]);
}

/// The hash by which `bond show` names the replacement with this denomination.
fn hash_of(bench: &Bench, amount: &str) -> String {
    let shown = bench.run("bond show treasury-gilt-2040").success().get_output().stdout.clone();
    let shown = String::from_utf8(shown).expect("UTF-8");
    let line = shown.lines().find(|line| line.contains(&format!("GBP {amount})")));
    let (_, hash) = line.and_then(|line| line.split_once("(hash ")).expect("it is named");
    hash.split(',').next().unwrap_or_default().to_owned()
}
