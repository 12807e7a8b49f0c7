//! `corridor investor`

use std::fs;
use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn investors_are_imported_once() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    bench
        .run("investor import --demo --dry-run")
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    assert!(!bench.path().join(".corridor/private").exists());
    bench.run("investor import --demo").success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .run("investor import --demo --json")
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    let book = bench.path().join(".corridor/private/devnet-local.investors.jsonl");
    assert_eq!(fs::metadata(book).expect("a book").permissions().mode() & 0o777, 0o600);
}

#[test]
fn one_investor_is_added_attested_blocked_and_shown() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    let add = "investor add --reference ACME-1 --wallet devnet:90 --jurisdiction GB --kind entity --category identity:2100-12-31";
    bench
        .run(&format!("{add} --dry-run"))
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run(add).success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    let attest = "investor attest ACME-1 --category uk-professional:2100-06-30";
    bench.run(attest).success().stdout_eq(str![[r#""#]]);
    bench.run("investor block ACME-1").success().stdout_eq(str![[r#""#]]);
    bench.run("investor show ACME-1").success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run("investor unblock ACME-1").success().stdout_eq(str![[r#""#]]);
    bench.run("investor revoke ACME-1 --category identity").success().stdout_eq(str![[r#""#]]);
    bench.run("investor show devnet:90 --json").success().stdout_eq(str![[r#""#]]);
    bench.run("investor show devnet:91").success().stdout_eq(str![[r#""#]]);
}
