//! `corridor label`

use std::fs;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn labels_are_set_listed_and_removed() {
    let bench = Bench::new();
    bench.run("label list").success().stdout_eq(str![[r#"
no labels; `corridor label set NAME ADDRESS` makes one

"#]]);
    bench.run("label set alice devnet:7 --dry-run").success().stdout_eq(str![[r#"
alice would stand for 0x14dC79964da2C08b23698B3D3cc7Ca32193d9955

"#]]);
    bench.run("label list").success().stdout_eq(str![[r#"
no labels; `corridor label set NAME ADDRESS` makes one

"#]]);
    bench.run("label set alice devnet:7").success().stdout_eq(str![[r#"
alice stands for 0x14dC79964da2C08b23698B3D3cc7Ca32193d9955

"#]]);
    bench.run("label set bob 0x70997970c51812dc3a010c7d01b50e0d17dc79c8").success();
    bench.run("label list").success().stdout_eq(str![[r#"
LABEL  ADDRESS                                     WRITTEN AS
alice  0x14dC79964da2C08b23698B3D3cc7Ca32193d9955  devnet:7
bob    0x70997970C51812dc3A010C7d01b50e0d17dc79C8  0x70997970c51812dc3a010c7d01b50e0d17dc79c8

"#]]);
    bench.run("label list --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.label-list/1",
  "labels": [
    {
      "label": "alice",
      "target": "devnet:7",
      "address": "0x14dc79964da2c08b23698b3d3cc7ca32193d9955"
    },
    {
      "label": "bob",
      "target": "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
      "address": "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
    }
  ]
}

"#]]);
    bench.run("label remove alice --dry-run").success().stdout_eq(str![[r#"
alice would be removed

"#]]);
    bench.run("label remove alice").success().stdout_eq(str![[r#"
alice was removed

"#]]);
    bench.run("label remove alice").code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: `alice` is neither an address nor a known label or account (known: bob)

"#]]);
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
    snapbox::assert_data_eq!(
        error,
        str![[r#"
error: the check sum of `0x70997970c51812dc3A010C7d01b50e0d17dc79c8` is wrong: one character was mistyped, or the capitals were changed; with the right capitals this address would read 0x70997970C51812dc3A010C7d01b50e0d17dc79C8

"#]]
    );
    bench.run("label set alice 0x1234").code(1).stderr_eq(str![[r#"
error: `0x1234` is not an address: it has 4 digits after 0x, and an address has 40

"#]]);
    bench.run("label set alice nobody").code(1).stderr_eq(str![[r#"
error: `nobody` is neither an address nor a known label or account (known: none yet)

"#]]);
    assert!(!bench.path().join(".corridor/labels.toml").exists());
}

#[test]
fn a_damaged_address_book_is_named_by_line() {
    let bench = Bench::new();
    fs::create_dir(bench.path().join(".corridor")).expect("created");
    let text = "# people\nalice = \"devnet:1\"\nbob = \"0x12\"\n";
    fs::write(bench.path().join(".corridor/labels.toml"), text).expect("written");
    bench.run("label list").code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: [HOME]/.corridor/labels.toml:3: `0x12` is not an address: it has 2 digits after 0x, and an address has 40

"#]]);
}
