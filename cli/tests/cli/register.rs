//! `corridor register`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_register_is_exported() {
    let bench = Bench::with_gilt();
    bench.run("register export treasury-gilt-2040").success().stdout_eq(str![[r#""#]]);
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001#2 \"GBP 1,000,000.50\"").success();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0004 \"GBP 500,000\"").success();
    bench.run("label set dealer 0x5E661B79FE2D3F6cE70F5AAC07d8Cd9abb2743F1").success();
    bench
        .run("register export treasury-gilt-2040")
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("register export treasury-gilt-2040 --format csv").success().stdout_eq(str![[r#""#]]);
    bench.run("register export treasury-gilt-2040 --json").success().stdout_eq(str![[r#""#]]);
    let out = "register export treasury-gilt-2040 --format csv --out register.csv";
    bench.run(out).success().stdout_eq(str![[r#""#]]);
    let written = fs::read_to_string(bench.path().join("register.csv")).expect("written");
    assert_eq!(written.lines().count(), 4);
    bench.run("register export nothing").code(1).stderr_eq(str![[r#""#]]);
}
