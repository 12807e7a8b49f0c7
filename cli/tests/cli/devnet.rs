//! `corridor devnet` on a real Anvil.

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_life_of_a_devnet() {
    let bench = Bench::new();
    bench.run("devnet up --dry-run").success().stdout_eq(str![[]]).stderr_eq(str![""]);
    bench.run("devnet up").success().stdout_eq(str![[]]).stderr_eq(str![""]);
    bench.run("devnet up").success().stdout_eq(str![[]]);
    bench.run("devnet status").success().stdout_eq(str![[]]);
    bench.run("devnet list").success().stdout_eq(str![[]]);
    bench.run("devnet down --dry-run").success().stdout_eq(str![[]]);
    bench.run("devnet down").success().stdout_eq(str![[]]);
    bench.run("devnet down").success().stdout_eq(str![[]]);
    bench.run("devnet status").success().stdout_eq(str![[]]);
    bench.run("devnet up --dry-run").success().stdout_eq(str![[]]);
    bench.run("devnet reset --dry-run").success().stdout_eq(str![[]]);
    bench.run("devnet reset").success().stdout_eq(str![[]]);
}

#[test]
fn a_devnet_for_programs() {
    let bench = Bench::new();
    bench
        .run("--json devnet up two --chain-id 4242 --accounts 3 --block-time 0.1")
        .success()
        .stdout_eq(str![[]]);
    bench.run("--json devnet list").success().stdout_eq(str![[]]);
    bench.run("--json devnet up two --accounts 4").code(1).stdout_eq(str![[]]);
    bench.run("--json devnet down two").success().stdout_eq(str![[]]);
    bench.run("--json devnet status two").success().stdout_eq(str![[]]);
}

#[test]
fn two_devnets_at_once() {
    let bench = Bench::new();
    bench.run("devnet up one --quiet").success();
    bench.run("devnet up two --quiet").success();
    bench.run("devnet list").success().stdout_eq(str![[]]);
}
