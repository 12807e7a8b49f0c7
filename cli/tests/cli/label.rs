//! `corridor label`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn labels_are_set_listed_and_removed() {
    let bench = Bench::new();
    bench.run("label list").success().stdout_eq(str![[]]);
    bench.run("label set alice devnet:7 --dry-run").success().stdout_eq(str![[]]);
    bench.run("label list").success().stdout_eq(str![[]]);
    bench.run("label set alice devnet:7").success().stdout_eq(str![[]]);
    bench.run("label set bob 0x70997970c51812dc3a010c7d01b50e0d17dc79c8").success();
    bench.run("label list").success().stdout_eq(str![[]]);
    bench.run("label list --json").success().stdout_eq(str![[]]);
    bench.run("label remove alice --dry-run").success().stdout_eq(str![[]]);
    bench.run("label remove alice").success().stdout_eq(str![[]]);
    bench.run("label remove alice").code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
}

#[test]
fn bad_addresses_are_named_and_nothing_is_written() {
    let bench = Bench::new();
    for target in [
        "0x12",
        "0x70997970C51812dc3A010C7d01b50e0d17dc79c8",
        "0xzz997970c51812dc3a010c7d01b50e0d17dc79c8",
        "70997970c51812dc3a010c7d01b50e0d17dc79c8",
        "devnet:99999",
        "nobody",
    ] {
        let output = bench.command(&format!("label set alice {target}")).output().expect("run");
        assert_eq!(output.status.code(), Some(1), "{target}");
    }
    let wrong = bench.command("label set alice 0x70997970c51812dc3A010C7d01b50e0d17dc79c8");
    let output = wrong.output().expect("run");
    let error = String::from_utf8(output.stderr).expect("text");
    snapbox::assert_data_eq!(error, str![[]]);
    bench.run("label set alice 0x1234").code(1).stderr_eq(str![[]]);
    bench.run("label set alice nobody").code(1).stderr_eq(str![[]]);
    assert!(!bench.path().join(".corridor/labels.toml").exists());
}

#[test]
fn a_damaged_address_book_is_named_by_line() {
    let bench = Bench::new();
    fs::create_dir(bench.path().join(".corridor")).expect("created");
    let text = "# people\nalice = \"devnet:1\"\nbob = \"0x12\"\n";
    fs::write(bench.path().join(".corridor/labels.toml"), text).expect("written");
    bench.run("label list").code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
}
