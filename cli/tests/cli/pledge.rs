//! `corridor pledge`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn a_holding_is_pledged_released_and_enforced() {
    let bench = Bench::with_gilt();
    let bond = "treasury-gilt-2040";
    bench.run(&format!("pledge show {bond}")).code(1).stderr_eq(str![[""]]);
    bench.run("deploy --pledges --quiet").success();
    bench.run(&format!("pledge show {bond}")).success().stdout_eq(str![[""]]);
    bench.quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 1,000,000\"")).success();
    let of = |command: &str, units: &str| {
        format!("pledge {command} {bond} \"{units}\" --holder INV-0001 --to INV-0002")
    };
    bench
        .quoted(&format!("{} --dry-run", of("add", "GBP 600,000")))
        .success()
        .stdout_eq(str![[""]]);
    bench.quoted(&of("add", "GBP 600,000")).success().stdout_eq(str![[""]]);
    bench.quoted(&of("add", "GBP 600,000")).code(1).stderr_eq(str![[""]]);
    bench.quoted(&of("release", "GBP 100,000")).success().stdout_eq(str![[""]]);
    bench.private_file("order.pdf", "An order.");
    let enforce = format!("{} --order order.pdf", of("enforce", "GBP 200,000"));
    bench.quoted(&enforce).success().stdout_eq(str![[""]]);
    bench.run(&format!("bond unfreeze {bond} --holder INV-0001 --all")).success();
    bench.run(&format!("pledge show {bond}")).success().stdout_eq(str![[""]]);
    bench.run(&format!("pledge restore {bond} --holder INV-0001")).success().stdout_eq(str![[""]]);
    bench.run("bond recover INV-0001 --to devnet:95").success();
    let follow =
        format!("pledge move {bond} --lost INV-0001 --replacement devnet:95 --to INV-0002");
    bench.run(&follow).success().stdout_eq(str![[""]]);
    let show = format!("pledge show {bond} --holder devnet:95 --json");
    bench.run(&show).success().stdout_eq(str![[""]]);
}
