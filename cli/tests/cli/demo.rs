//! `corridor demo`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_demo_from_nothing() {
    let bench = Bench::new();
    let demo = bench.run("demo").success();
    demo.stdout_eq(snapbox::file!["snapshots/demo.txt"])
        .stderr_eq(snapbox::file!["snapshots/demo-progress.txt"]);
    assert_eq!(fs::read_dir(bench.path()).expect("listed").count(), 0);
}

#[test]
fn the_demo_for_programs_and_to_keep() {
    let bench = Bench::new();
    let demo = bench.run("demo --keep play --json --quiet").success().stderr_eq(str![[r#""#]]);
    let transcript: serde_json::Value =
        serde_json::from_slice(&demo.get_output().stdout).expect("one document");
    assert_eq!(transcript["schema"], "corridor.demo/2");
    assert_eq!(transcript["verification"]["sound"], true);
    let refused = transcript["outcomes"].as_array().expect("outcomes").iter();
    let refused = refused.filter(|outcome| outcome["verdict"] == "refused");
    assert_eq!(refused.count(), 11);
    bench.run("--network play bond list").success().stdout_eq(str![[r#"
BOND                             LEG    ISIN          PROFILE               TOKEN
treasury-gilt-2040@uk-sandbox    uk     GB00B6460505  uk-sandbox 2026.11    0x8464135c8F25Da09e49BC8782676a84730C318bC
treasury-gilt-2040@us-exemption  reg-s  ZZUKT40REGS3  us-exemption 2026.11  0x71C95911E9a5D330f4D621842EC243EE1343292e
treasury-gilt-2040@us-exemption  144a   ZZUKT40144A2  us-exemption 2026.11  0x948B3c65b89DF0B4894ABE91E6D02FE579834F8F
world-bank-bond-i@uk-sandbox     uk     ZZBONDI0UK06  uk-sandbox 2026.11    0x712516e61C8B383dF4A63CFe83d7701Bce54B03e

"#]]);
    bench.run("--network play bond show treasury-gilt-2040").code(1).stderr_eq(str![[r#"
error: several instruments are issues of `treasury-gilt-2040`: treasury-gilt-2040@uk-sandbox, treasury-gilt-2040@us-exemption; name one of them

"#]]);
    bench
        .run("demo --keep play")
        .code(1)
        .stdout_eq(str![[""]])
        .stderr_eq(str![[r#"
error: could not play the demo on devnet `play`: there is one of that name, and the demo wants a new chain
hint: give another name

"#]]);
    bench.run("devnet reset play --quiet").success();
    bench.run("--network play bond list").code(1).stderr_eq(str![[r#"
error: nothing is deployed on play: there is no manifest [HOME]/.corridor/deployments/devnet-play.json; run `corridor deploy` first

"#]]);
}
