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
    assert_eq!(transcript["schema"], "corridor.demo/1");
    assert_eq!(transcript["verification"]["sound"], true);
    let refused = transcript["outcomes"].as_array().expect("outcomes").iter();
    let refused = refused.filter(|outcome| outcome["verdict"] == "refused");
    assert_eq!(refused.count(), 11);
    bench.run("--network play bond list").success().stdout_eq(str![[r#""#]]);
    bench
        .run("demo --keep play")
        .code(1)
        .stdout_eq(snapbox::file!["snapshots/demo-introduction.txt"])
        .stderr_eq(str![[r#""#]]);
    bench.run("devnet reset play --quiet").success();
    bench.run("--network play bond list").code(1).stderr_eq(str![[r#""#]]);
}
