//! The help of every command, and what a wrong command line gets.

use snapbox::{file, str};

use crate::bench::Bench;

/// Every command, in the order of its help.
const COMMANDS: [&str; 61] = [
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
    "investor facts",
    "bond cancel-replacement",
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

/// The commands below one, by its help; none where it is no group.
fn below(bench: &Bench, command: &str) -> Vec<String> {
    let output = bench.command(&format!("{command} --help")).output().expect("run");
    let help = String::from_utf8(output.stdout).expect("text");
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(|name| format!("{command} {name}").trim_start().to_owned()).collect()
}

/// Every command that does something.
fn leaves(bench: &Bench, command: &str) -> Vec<String> {
    match below(bench, command) {
        none if none.is_empty() => vec![command.to_owned()],
        some => some.iter().flat_map(|command| leaves(bench, command)).collect(),
    }
}

/// The commands that a row of the table names: behind the first, the words that they share with the one before are left out.
fn named(row: &str, leaves: &[String]) -> Vec<String> {
    let is_command = |path: &str| {
        leaves.iter().any(|leaf| leaf == path || leaf.starts_with(&format!("{path} ")))
    };
    let mut found: Vec<String> = Vec::new();
    for name in row.split('`').skip(1).step_by(2).filter(|name| !name.contains("--")) {
        let before: Vec<&str> =
            found.last().map(|path| path.split(' ').collect()).unwrap_or_default();
        let shared = (0..before.len().max(1)).rev();
        let mut paths = shared.map(|shared| [&before[..shared], &[name]].concat().join(" "));
        let path = paths.find(|path| is_command(path));
        found.push(path.unwrap_or_else(|| panic!("`{name}` of the table is no command")));
    }
    found
}

#[test]
fn every_command_is_in_the_table_of_the_readme() {
    let bench = Bench::new();
    let leaves = leaves(&bench, "");
    assert!(leaves.len() > 100, "only {} commands", leaves.len());
    let readme = include_str!("../../README.md");
    let section = readme.split_once("## Commands").expect("a section").1;
    let table = section.lines().take_while(|line| !line.starts_with("## "));
    let rows = table.filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let named: Vec<String> = cells.flat_map(|cell| named(cell, &leaves)).collect();
    let is_named = |leaf: &String| {
        named.iter().any(|path| leaf == path || leaf.starts_with(&format!("{path} ")))
    };
    let missing: Vec<&String> = leaves.iter().filter(|leaf| !is_named(leaf)).collect();
    assert!(missing.is_empty(), "{missing:?}");
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

/// The help of a command as text is that of `--help`, and as a document has what clap knows of it.
#[test]
fn help_is_a_document_too() {
    let bench = Bench::new();
    for command in ["", "bond", "bond mint", "share mint", "devnet up"] {
        let told = |line: String| bench.run(&line).success().get_output().stdout.clone();
        assert_eq!(
            String::from_utf8_lossy(&told(format!("help {command}"))).trim_end(),
            String::from_utf8_lossy(&told(format!("{command} --help"))).trim_end(),
        );
    }
    let document = |line: &str| -> serde_json::Value {
        let output = bench.run(line).success().get_output().stdout.clone();
        serde_json::from_slice(&output).expect("one document")
    };
    let all = document("help --json");
    assert_eq!((&all["schema"], &all["name"]), (&"corridor.help/1".into(), &"corridor".into()));
    assert!(all["commands"].as_array().is_some_and(|commands| commands.len() > 20), "{all}");
    let share = document("help share --json");
    assert_eq!((&share["name"], &share["aliases"][0]), (&"corridor bond".into(), &"share".into()));
    let mint = document("help bond mint --json");
    assert_eq!(mint["name"], "corridor bond mint");
    assert!(mint["usage"].as_str().is_some_and(|usage| usage.starts_with("corridor bond mint ")));
    let arguments = mint["arguments"].as_array().expect("arguments");
    let named = |name: &str| arguments.iter().find(|one| one["name"] == name).expect("it is there");
    assert_eq!(named("BOND")["required"], true);
    assert_eq!(named("--dry-run")["values"], serde_json::json!([]));
    assert_eq!(named("--json")["global"], true);
    assert_eq!(named("--network")["variable"], "CORRIDOR_NETWORK");
    bench.wrong(&[("help bond mind", 2, "there is no command `mind` in `corridor bond`")]);
    let wrong = bench.run("help nothing --json").code(2).get_output().stdout.clone();
    let wrong: serde_json::Value = serde_json::from_slice(&wrong).expect("one document");
    assert_eq!(wrong["error"]["code"], "usage");
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
