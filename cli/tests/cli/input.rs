//! Bad input: one clear error, and nothing written.

use std::fs;
use std::net::TcpListener;

use snapbox::str;

use crate::bench::{Bench, UK_INPUTS};

const HEADER: &str = "reference,wallet,jurisdiction,kind,categories,flags\n";
const WALLET: &str = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";

#[test]
fn amounts_and_addresses_on_the_command_line() {
    let bench = Bench::with_gilt();
    let mint = "bond mint treasury-gilt-2040 --to INV-0001";
    let manifest =
        fs::read(bench.path().join(".corridor/deployments/devnet-local.json")).expect("a manifest");
    bench.quoted(&format!("{mint} 1e30")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: AMOUNT: amount `1e30` is in exponent notation
hint: write all the digits, e.g. "GBP 1,000,000"

"#]]);
    bench.quoted(&format!("{mint} -5")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: AMOUNT: amount `-5` is negative
hint: write an amount of zero or more

"#]]);
    bench.quoted(&format!("{mint} \"GBP 0.001\"")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(
        str![[r#"
error: AMOUNT: amount `GBP 0.001` is finer than the smallest unit of GBP, which has 2 decimals
hint: round it to 2 decimals

"#]],
    );
    bench.quoted(&format!("{mint} \"EUR 5\"")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[
        r#"
error: AMOUNT: amount `EUR 5` is not in GBP
hint: write it in GBP

"#
    ]]);
    bench
        .quoted(&format!("{mint} 999999999999999999999999999999999999999999"))
        .code(2)
        .stderr_eq(str![[r#"
error: AMOUNT: amount `999999999999999999999999999999999999999999` is larger than 2^128 smallest units
hint: write an amount that the instrument can hold

"#]]);
    let mint = "bond mint treasury-gilt-2040 500000 --to";
    bench.run(&format!("{mint} 0x12")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: --to: `0x12` is not an address: it has 2 digits after 0x, and an address has 40

"#]]);
    bench
        .run(&format!("{mint} {}", WALLET.replace("DB", "Db")))
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: --to: the check sum of `0x09Db0a93B389bEF724429898f539AEB7ac2Dd55f` is wrong: one character was mistyped, or the capitals were changed; with the right capitals this address would read 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f

"#]]);
    bench.run(&format!("{mint} nobody")).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: --to: `nobody` is neither an address nor a known label or account (known: the references of 48 investors)
hint: `corridor label list` shows labels; investors go by their references, such as INV-0001

"#]]);
    bench
        .run("bond mint nothing 500000 --to INV-0001")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: there is no instrument `nothing` in the manifest (known: treasury-gilt-2040@uk-sandbox); issue it first

"#]]);
    bench.run("bond mint treasury-gilt-2040 --leg moon 500000 --to INV-0001").code(1).stderr_eq(
        str![[r#"
error: instrument `treasury-gilt-2040@uk-sandbox` has no leg `moon`; its legs are uk

"#]],
    );
    bench
        .run("explain treasury-gilt-2040 --kind teleport 5")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: --kind: unknown movement kind `teleport`
hint: use one of: issue, transfer, exchange-out, exchange-in, redeem, coupon, forced-transfer, recovery

"#]]);
    bench
        .run("explain treasury-gilt-2040 5 --at 2026-02-30")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: --at: `2026-02-30` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
    bench
        .run("bond clock treasury-gilt-2040 --day 2026-13-01")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: --day: `2026-13-01` is not a date
hint: write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
    bench
        .run("bond clock treasury-gilt-2040 --day 2100-01-01")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: could not start the offering clock of treasury-gilt-2040@uk-sandbox, leg uk, on 2100-01-01: The offering clock cannot start on that day. [InvalidClockDay: day = 2100-01-01] Start it on the day it is, or record the day it was.

"#]]);
    let add = "investor add --reference A --wallet devnet:90 --kind entity";
    bench.run(&format!("{add} --jurisdiction XQ")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(
        str![[r#"
error: --jurisdiction: unknown jurisdiction `XQ`
hint: use an ISO 3166-1 alpha-2 code in capitals, e.g. GB

"#]],
    );
    bench.run(&format!("{add} --jurisdiction US-ZZ")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(
        str![[r#"
error: --jurisdiction: ISO 3166-2 has no subdivision `US-ZZ` of United States of America
hint: write one of AK, AL, AR, AS, AZ, CA, CO, CT, DC, DE, FL, GA, GU, HI, IA, ID, IL, IN, KS, KY, LA, MA, MD, ME, MI, MN, MO, MP, MS, MT, NC, ND, NE, NH, NJ, NM, NV, NY, OH, OK, OR, PA, PR, RI, SC, SD, TN, TX, UM, UT, VA, VI, VT, WA, WI, WV, WY

"#]],
    );
    bench
        .run(&format!("{add} --jurisdiction GB --category identity:2020-01-01"))
        .code(2)
        .stderr_eq(str![[r#"
error: --category: `identity` expired on 2020-01-01, before today, [DAY]
hint: renew the attestation or leave it out

"#]]);
    bench
        .run(&format!("{add} --jurisdiction GB --category wizard:2100-01-01"))
        .code(2)
        .stderr_eq(str![[r#"
error: --category: unknown category `wizard`
hint: use one of: identity, uk-professional, uk-eligible-counterparty, uk-qualified-investor, uk-high-net-worth, us-accredited, us-qib, initial-purchaser, uk-sophisticated, retail

"#]]);
    bench
        .run("investor add --reference A --wallet 0x12 --kind entity --jurisdiction GB")
        .code(2)
        .stderr_eq(str![[r#"
error: --wallet: `0x12` is not an address
hint: write 0x and 40 hexadecimal digits

"#]]);
    let after =
        fs::read(bench.path().join(".corridor/deployments/devnet-local.json")).expect("a manifest");
    assert_eq!(manifest, after);
}

#[test]
fn investor_files() {
    let bench = Bench::new();
    let good = format!("INV-1,{WALLET},GB,entity,identity:2100-12-31,\n");
    let wrong = |name: &str, bytes: &[u8]| {
        fs::write(bench.path().join(name), [HEADER.as_bytes(), good.as_bytes(), bytes].concat())
            .expect("written");
        bench.run(&format!("investor import {name}")).code(1).stdout_eq(str![[""]])
    };
    wrong("jurisdiction.csv", b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,XQ,entity,,\n")
        .stderr_eq(str![[r#"
error: jurisdiction.csv:3: jurisdiction: unknown jurisdiction `XQ`; use an ISO 3166-1 alpha-2 code in capitals, e.g. GB

"#]]);
    wrong(
        "impossible.csv",
        b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,identity:2026-02-30,\n",
    )
    .stderr_eq(str![[r#"
error: impossible.csv:3: categories: `2026-02-30` is not a date; write a day that exists as year-month-day, e.g. 2027-12-31

"#]]);
    wrong(
        "past.csv",
        b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,identity:2020-01-31,\n",
    )
    .stderr_eq(snapbox::file!["snapshots/past-date.txt"]);
    wrong("address.csv", b"INV-2,0x02484,GB,entity,,\n").stderr_eq(str![[r#"
error: address.csv:3: wallet: `0x02484` is not an address; write 0x and 40 hexadecimal digits

"#]]);
    wrong("checksum.csv", b"INV-2,0x02484CB50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,,\n")
        .stderr_eq(str![[r#"
error: checksum.csv:3: wallet: `0x02484CB50AAC86Eae85610D6f4Bf026f30f6627D` has a wrong checksum (EIP-55); a digit is wrong: copy the address from its source again

"#]]);
    wrong("duplicate.csv", format!("INV-2,{WALLET},GB,entity,,\n").as_bytes())
        .stderr_eq(str![[r#"
error: duplicate.csv:3: wallet: wallet 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f is on an earlier line already; a wallet belongs to one investor and is listed once

"#]]);
    wrong("truncated.csv", b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,ent").stderr_eq(
        str![[r#"
error: truncated.csv:3: the file ends inside a line; if it is complete, end it with a line break

"#]],
    );
    wrong("bytes.csv", b"INV-\xff,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,,\n")
        .stderr_eq(str![[r#"
error: bytes.csv:3: reference: the text is not valid UTF-8; save the file as UTF-8 and try again

"#]]);
    bench.run("investor import nowhere.csv").code(1).stderr_eq(str![[r#"
error: nowhere.csv: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    assert!(!bench.path().join(".corridor").exists());
}

#[test]
fn profiles_and_inputs() {
    let bench = Bench::new();
    bench.private_file("uk.toml", UK_INPUTS);
    let text = include_str!("../../../deploy/profiles/uk-sandbox.toml");
    bench.private_file("key.toml", &text.replacen("title = ", "colour = \"red\"\ntitle = ", 1));
    bench
        .run("deploy --profile key.toml --inputs uk.toml")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: key.toml:7: colour: unknown key; use one of: as_of, composed_of, disclaimer, entrant, equivalence, extends, groups, id, inputs, instruments, leg, refused, removed, route, rule, schema, source, title, version, with

"#]]);
    bench.private_file("twice.toml", &text.replacen("id = \"UK-DSS-02\"", "id = \"UK-DSS-01\"", 1));
    bench
        .run("deploy --profile twice.toml --inputs uk.toml")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: twice.toml:172: rule[2].id: two rules have the id `UK-DSS-01`; give each one an id of its own

"#]]);
    bench.private_file("lei.toml", &UK_INPUTS.replace("PS33", "PS34"));
    bench
        .run("deploy --profile uk-sandbox --inputs lei.toml")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: profile uk-sandbox: input `entrant_lei` (LEI of the sandbox entrant): LEI `969500KSV493XWY0PS34` has check digits 34 where 33 is right; compare it with the source it was copied from

"#]]);
    bench.private_file("broken.toml", "gate = \"gate-2\"\nactivities = 7\n");
    bench.run("deploy --profile uk-sandbox --inputs broken.toml").code(1).stderr_eq(str![[r#"
error: broken.toml:2: invalid type: integer `7`, expected a string; write lines of the form name = "value"

"#]]);
    bench.run("deploy --profile uk-sandbox --input colour=red").code(1).stderr_eq(str![[r#"
error: profile uk-sandbox: there is no input `colour`; use one of: entrant_lei, entrant_jurisdiction, gate, activities, asset_class, capacity_limit, minimum_denomination, denomination_multiple

"#]]);
    bench.run("deploy --input gate=gate-2").code(2).stderr_eq(str![[r#"
error: --input needs a --profile whose inputs it gives

"#]]);
    bench.run("deploy --terms nowhere --profile uk-sandbox").code(1).stderr_eq(str![[r#"
error: there are no terms `nowhere`; use one of: treasury-gilt-2040, world-bank-bond-i, or give the path of a terms file

"#]]);
    assert!(!bench.path().join(".corridor").exists());
}

#[test]
fn endpoints() {
    let bench = Bench::new();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    bench
        .run(&format!("--network http://127.0.0.1:{port} verify"))
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: could not reach http://127.0.0.1:[PORT]: Connection refused (os error 111); check that the node runs and that the address is right

"#]]);
    bench.run("verify").code(1).stderr_eq(str![[r#"
error: devnet `local` is not running; start it with `corridor devnet up local`
hint: no --network was given, so the devnet `local` is meant

"#]]);
    bench
        .run("--network nowhere verify --json")
        .code(1)
        .stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "network",
    "message": "there is no network `nowhere`: it is neither a devnet nor in networks.toml (known: none yet)",
    "hint": null
  }
}

"#]])
        .stderr_eq(str![[r#"
error: there is no network `nowhere`: it is neither a devnet nor in networks.toml (known: none yet)

"#]]);
    assert!(!bench.path().join(".corridor").exists());
}

#[test]
fn a_manifest_of_another_chain() {
    let bench = Bench::with_gilt();
    let path = bench.path().join(".corridor/deployments/devnet-local.json");
    let whole = fs::read(&path).expect("a manifest");
    fs::write(&path, &whole[..1_000]).expect("cut off");
    bench.run("bond list").code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#"
error: the manifest [HOME]/.corridor/deployments/devnet-local.json cannot be used: EOF while parsing an object at line 22 column 89; restore it from a copy, or begin a devnet anew with `corridor devnet reset`; nothing was written

"#]]);
    fs::write(&path, whole).expect("restored");
    bench.run("devnet up other --chain-id 4242 --quiet").success();
    bench.run("devnet up third --quiet").success();
    let manifests = bench.path().join(".corridor/deployments");
    for name in ["other", "third"] {
        let copy = manifests.join(format!("devnet-{name}.json"));
        fs::copy(manifests.join("devnet-local.json"), copy).expect("copied");
    }
    bench
        .run("--network other bond list")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: the manifest [HOME]/.corridor/deployments/devnet-other.json is of another chain: http://127.0.0.1:[PORT] serves chain 4242, and chain 31337 is expected; check `--network`; nothing was written. After a reset of a devnet, move the manifest away and deploy again

"#]]);
    bench
        .run("--network third bond list")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#"
error: the manifest [HOME]/.corridor/deployments/devnet-third.json is of another chain: http://127.0.0.1:[PORT] serves another chain 31337 than the recorded one: its genesis block is [HASH], recorded is [HASH]; the chain was reset or the endpoint is another node's; nothing was written. After a reset of a devnet, move the manifest away and deploy again

"#]]);
}

#[test]
fn a_rule_that_can_never_judge_is_warned_of() {
    let bench = Bench::new();
    let text = include_str!("../../../deploy/profiles/us-506b.toml");
    let rule = |id: &str, what: &str| {
        format!(
            "\n[[rule]]\nid = \"{id}\"\ntitle = \"A test\"\nenforced = \"on-chain\"\n{what}\nmessage = \"refused\"\n\
            source = \"230.506\"\ncitation = \"House choice\"\nconfidence = \"assumption\"\nremedy = \"None.\"\n"
        )
    };
    let cap = |on: &str| {
        format!(
            "predicate = \"HoldingCap\"\napplies_to = [\"{on}\"]\nparameters = {{ cap = \"GBP 1,000\" }}"
        )
    };
    let flags = "predicate = \"ForbiddenFlags\"\napplies_to = [\"issue\"]\nparties = [\"sender\"]\nparameters = { flags = [\"blocked\"] }";
    let (idle, works) = (rule("X-CAP", &cap("redeem")), rule("X-WORKS", &cap("transfer")));
    let text = format!("{text}{idle}{works}{}", rule("X-FLAG", flags));
    std::fs::write(bench.path().join("mine.toml"), text).expect("written");
    let output = bench.run("profile check mine.toml").success().get_output().stdout.clone();
    let told = String::from_utf8(output).expect("text is UTF-8");
    for (id, is_idle) in [("X-CAP", true), ("X-FLAG", true), ("X-WORKS", false)] {
        assert_eq!(told.contains(&format!("warning: {id} never judges")), is_idle, "{told}");
    }
}

#[test]
fn a_limit_that_counts_each_leg_by_itself_is_warned_of() {
    let bench = Bench::new();
    let text = include_str!("../../../tests/doctor/two-legs.toml");
    std::fs::write(bench.path().join("two-legs.toml"), text).expect("written");
    let said = "L-HOLDERS counts each leg by itself, and the profile has several";
    let output = bench.run("profile check two-legs.toml").success().get_output().clone();
    let told = String::from_utf8(output.stdout).expect("text is UTF-8");
    assert!(told.contains(&format!("warning: {said}")), "{told}");
    bench.run("devnet up --quiet").success();
    let deployed = bench.run("deploy --profile two-legs.toml --dry-run").success();
    let told = String::from_utf8(deployed.get_output().stderr.clone()).expect("text is UTF-8");
    assert!(told.contains(&format!("note: {said}")), "{told}");
    // One leg is the class.
    let output = bench.run("profile check us-506b").success().get_output().clone();
    let told = String::from_utf8(output.stdout).expect("text is UTF-8");
    assert!(!told.contains("counts each leg"), "{told}");
}
