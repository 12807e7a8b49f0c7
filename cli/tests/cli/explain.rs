//! `corridor explain`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn a_movement_is_explained() {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    let explain = "explain treasury-gilt-2040 --from INV-0001";
    bench
        .quoted(&format!("{explain} --to INV-0002 \"GBP 500,000\""))
        .success()
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    let several = format!("{explain} --to INV-0047 \"GBP 50,000\"");
    bench.quoted(&several).code(3).stdout_eq(str![[r#""#]]).stderr_eq(str![[r#""#]]);
    bench
        .quoted(&format!("{several} --json"))
        .code(3)
        .stdout_eq(str![[r#""#]])
        .stderr_eq(str![[r#""#]]);
    let transfer = "bond transfer treasury-gilt-2040 --from INV-0001 --to INV-0047 \"GBP 50,000\"";
    let same = bench.quoted(&several).get_output().stdout.clone();
    assert_eq!(untimed(&bench.quoted(transfer).code(3).get_output().stdout), untimed(&same));
    let later = format!("{explain} --to INV-0002 500000 --at 2030-01-01");
    bench.run(&later).code(3).stdout_eq(str![[r#""#]]);
    let forced = format!("{explain} --to INV-0043 500000 --kind forced-transfer");
    bench.run(&forced).code(3).stdout_eq(str![[r#""#]]);
    bench.run(&format!("{explain} --kind redeem 500000")).success().stdout_eq(str![[r#""#]]);
    bench
        .run(&format!("{explain} --kind exchange-out 500000 --operator devnet:7"))
        .code(3)
        .stdout_eq(str![[r#""#]]);
}

/// Without the line that says when.
fn untimed(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    text.lines().filter(|line| !line.trim_start().starts_with("at ")).collect::<Vec<_>>().join("\n")
}
