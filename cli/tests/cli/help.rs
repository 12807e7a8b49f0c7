//! The help of every command, and what a wrong command line gets.

use snapbox::{file, str};

use crate::bench::Bench;

/// Every command, in the order of its help.
const COMMANDS: [&str; 59] = [
    "",
    "devnet",
    "devnet up",
    "devnet down",
    "devnet status",
    "devnet reset",
    "devnet list",
    "route",
    "route list",
    "route show",
    "route open",
    "route close",
    "route move",
    "account",
    "account new",
    "account import",
    "account list",
    "label",
    "label set",
    "label list",
    "label remove",
    "profile",
    "profile list",
    "profile show",
    "profile check",
    "profile hash",
    "coupon",
    "coupon schedule",
    "settle",
    "settle instruct",
    "settle check",
    "settle run",
    "settle cancel",
    "settle show",
    "settle approve units",
    "settle offer",
    "settle subscribe",
    "settle allot",
    "settle close",
    "pledge",
    "pledge add",
    "pledge move",
    "pledge show",
    "terms",
    "terms export",
    "terms import",
    "scenario",
    "scenario run",
    "scenario list",
    "scenario check",
    "compare",
    "explain",
    "permit",
    "permit approval",
    "book",
    "book seed",
    "rehearse",
    "rehearse wind-down",
    "completions",
];

#[test]
fn every_command_explains_itself() {
    let bench = Bench::new();
    let mut all = String::new();
    for command in COMMANDS {
        let output = bench.command(&format!("{command} --help")).output().expect("run");
        assert!(output.status.success(), "{command}");
        assert!(output.stderr.is_empty(), "{command}");
        let text = String::from_utf8(output.stdout).expect("text");
        all.push_str(
            &format!("$ corridor {command} --help\n{text}\n").replace("  --help", " --help"),
        );
    }
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(all, file!["snapshots/help.txt"]);
}

#[test]
fn help_and_completions_write_nothing() {
    let bench = Bench::new();
    for arguments in ["--help", "--version", "completions bash", "completions zsh", "devnet list"] {
        let output = bench.command(arguments).output().expect("run");
        assert!(output.status.success(), "{arguments}");
        assert!(!output.stdout.is_empty(), "{arguments}");
    }
    let script = bench.run("completions bash --json").success();
    let script: serde_json::Value =
        serde_json::from_slice(&script.get_output().stdout).expect("one document");
    assert_eq!(
        (&script["schema"], &script["shell"]),
        (&"corridor.completions/1".into(), &"bash".into())
    );
    assert!(script["script"].as_str().is_some_and(|script| script.contains("_corridor()")));
    assert_eq!(std::fs::read_dir(bench.path()).expect("listed").count(), 0);
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let bench = Bench::new();
    bench.run("devnet jump").code(2).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: unrecognized subcommand 'jump'

Usage: corridor devnet [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
    bench.run("devnet up --port 0").code(2).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: invalid value '0' for '--port <PORT>': 0 is not in 1..=65535

For more information, try '--help'.

"#]]);
    bench.run("devnet up ../elsewhere").code(2).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: invalid value '../elsewhere' for '[NAME]': `../elsewhere` is not a name: use 1 to 32 lower-case letters, digits and hyphens, beginning with a letter

For more information, try '--help'.

"#]]);
    bench.run("devnet up --block-time 0.00001").code(2).stdout_eq(str![[""]]).stderr_eq(str![[
        r#"
error: --block-time 0.00001 is not between 0.001 and 86400, or 0

"#
    ]]);
    bench.run("devnet up --frobnicate --json").code(2).stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "usage",
    "message": "unexpected argument '--frobnicate' found",
    "hint": null
  }
}

"#]]);
}
