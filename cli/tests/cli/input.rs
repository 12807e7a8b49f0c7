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
    bench.quoted(&format!("{mint} 1e30")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.quoted(&format!("{mint} -5")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{mint} \"GBP 0.001\""))
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{mint} \"EUR 5\""))
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{mint} 999999999999999999999999999999999999999999"))
        .code(2)
        .stderr_eq(str![[r#""#]]);
    let mint = "bond mint treasury-gilt-2040 500000 --to";
    bench.run(&format!("{mint} 0x12")).code(2).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{mint} {}", WALLET.replace("DB", "Db")))
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run(&format!("{mint} nobody")).code(1).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .run("bond mint nothing 500000 --to INV-0001")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("bond mint treasury-gilt-2040 --leg moon 500000 --to INV-0001")
        .code(1)
        .stderr_eq(str![[r#""#]]);
    bench
        .run("explain treasury-gilt-2040 --kind teleport 5")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("explain treasury-gilt-2040 5 --at 2026-02-30")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("bond clock treasury-gilt-2040 --day 2026-13-01")
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run("bond clock treasury-gilt-2040 --day 2100-01-01")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    let add = "investor add --reference A --wallet devnet:90 --kind entity";
    bench
        .run(&format!("{add} --jurisdiction XQ"))
        .code(2)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{add} --jurisdiction GB --category identity:2020-01-01"))
        .code(2)
        .stderr_eq(str![[r#""#]]);
    bench
        .run(&format!("{add} --jurisdiction GB --category wizard:2100-01-01"))
        .code(2)
        .stderr_eq(str![[r#""#]]);
    bench
        .run("investor add --reference A --wallet 0x12 --kind entity --jurisdiction GB")
        .code(2)
        .stderr_eq(str![[r#""#]]);
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
        .stderr_eq(str![[r#""#]]);
    wrong(
        "impossible.csv",
        b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,identity:2026-02-30,\n",
    )
    .stderr_eq(str![[r#""#]]);
    wrong(
        "past.csv",
        b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,identity:2020-01-31,\n",
    )
    .stderr_eq(snapbox::file!["snapshots/past-date.txt"]);
    wrong("address.csv", b"INV-2,0x02484,GB,entity,,\n").stderr_eq(str![[r#""#]]);
    wrong("checksum.csv", b"INV-2,0x02484CB50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,,\n")
        .stderr_eq(str![[r#""#]]);
    wrong("duplicate.csv", format!("INV-2,{WALLET},GB,entity,,\n").as_bytes())
        .stderr_eq(str![[r#""#]]);
    wrong("truncated.csv", b"INV-2,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,ent")
        .stderr_eq(str![[r#""#]]);
    wrong("bytes.csv", b"INV-\xff,0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,GB,entity,,\n")
        .stderr_eq(str![[r#""#]]);
    bench.run("investor import nowhere.csv").code(1).stderr_eq(str![[r#""#]]);
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
        .stderr_eq(str![[r#""#]]);
    bench.private_file("twice.toml", &text.replacen("id = \"UK-DSS-02\"", "id = \"UK-DSS-01\"", 1));
    bench
        .run("deploy --profile twice.toml --inputs uk.toml")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.private_file("lei.toml", &UK_INPUTS.replace("PS33", "PS34"));
    bench
        .run("deploy --profile uk-sandbox --inputs lei.toml")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.private_file("broken.toml", "gate = \"gate-2\"\nactivities = 7\n");
    bench.run("deploy --profile uk-sandbox --inputs broken.toml").code(1).stderr_eq(str![[r#""#]]);
    bench.run("deploy --profile uk-sandbox --input colour=red").code(1).stderr_eq(str![[r#""#]]);
    bench.run("deploy --input gate=gate-2").code(2).stderr_eq(str![[r#""#]]);
    bench.run("deploy --terms nowhere --profile uk-sandbox").code(1).stderr_eq(str![[r#""#]]);
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
        .stderr_eq(str![[r#""#]]);
    bench.run("verify").code(1).stderr_eq(str![[r#""#]]);
    bench
        .run("--network nowhere verify --json")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    assert!(!bench.path().join(".corridor").exists());
}

#[test]
fn a_manifest_of_another_chain() {
    let bench = Bench::with_gilt();
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
        .stderr_eq(str![[r#""#]]);
    bench
        .run("--network third bond list")
        .code(1)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
}
