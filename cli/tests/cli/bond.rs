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
        .stdout_eq(str![[r#""#]]);
    bench
        .quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 2,000,000\""))
        .success()
        .stdout_eq(str![[r#""#]]);
    let transfer = format!("bond transfer {bond} --from INV-0001 --to INV-0002");
    bench.quoted(&format!("{transfer} \"GBP 500,000\"")).success().stdout_eq(str![[r#""#]]);
    bench
        .quoted(&format!("bond freeze {bond} --holder INV-0001 \"GBP 1,000,000\""))
        .success()
        .stdout_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{transfer} \"GBP 1,000,000\""))
        .code(3)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    let force = format!("bond force {bond} --from INV-0001 --to INV-0003");
    bench.quoted(&format!("{force} \"GBP 1,000,000\"")).success().stdout_eq(str![[r#""#]]);
    bench
        .run(&format!("bond unfreeze {bond} --holder INV-0001 --all"))
        .success()
        .stdout_eq(str![[r#""#]]);
    bench
        .quoted(&format!("bond redeem {bond} --from INV-0002 \"GBP 100,000\""))
        .success()
        .stdout_eq(str![[r#""#]]);
    bench.run("bond recover INV-0003 --to devnet:95").success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("bond halt {bond}")).success().stdout_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{transfer} 500000 --json"))
        .code(3)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    bench.run(&format!("bond resume {bond}")).success();
    bench.run(&format!("bond pause {bond}")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("bond unpause {bond}")).success();
    bench.quoted(&format!("bond tap {bond} \"GBP 1\" --json")).success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("bond show {bond}")).success().stdout_eq(str![[r#""#]]);
    bench.run("bond list").success().stdout_eq(str![[r#""#]]);
    bench.run(&format!("bond wind-down {bond}")).code(2).stderr_eq(str![[r#""#]]);
    bench.run(&format!("bond wind-down {bond} --yes")).success().stdout_eq(str![[r#""#]]);
    bench.run("verify").success().stdout_eq(str![[r#""#]]);
}

#[test]
fn files_of_movements() {
    let bench = Bench::with_gilt();
    let rows = "wallet,amount\n\
        0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,\"GBP 1,000,000\"\n\
        0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D,250000\n";
    bench.private_file("mint.csv", rows);
    let mint = "bond mint treasury-gilt-2040 --file mint.csv";
    bench.run(&format!("{mint} --dry-run")).success().stdout_eq(str![[r#""#]]);
    bench.run(mint).success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.run(mint).success().stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench.private_file(
        "bad.csv",
        "wallet,amount\n0x87BdCE72c06C21cd96219BD8521bDF1F42C78b5e,\"GBP 1,000\"\n",
    );
    let refused = bench.run("bond mint treasury-gilt-2040 --file bad.csv").code(3);
    refused.stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
}

#[test]
fn the_entrant_is_supervised() {
    let bench = Bench::with_gilt();
    let entrant = "969500KSV493XWY0PS33";
    let set = format!("entrant set {entrant} --jurisdiction GB --stage 1 --activities issue");
    bench.run(&set).success().stdout_eq(str![[r#""#]]);
    let limit = format!("entrant limit {entrant} --asset-class sovereign-bonds \"GBP 1,000,000\"");
    bench.quoted(&limit).success().stdout_eq(str![[r#""#]]);
    bench
        .run("entrant rate 0.5132 --from AUD --to GBP --day 2026-11-02")
        .success()
        .stdout_eq(str![[r#""#]]);
    bench
        .quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"")
        .code(3)
        .stdout_eq(str![[r#""#]]);
    bench.run("verify").success().stdout_eq(str![[r#""#]]);
}
