//! `corridor account`

use snapbox::str;

use crate::bench::Bench;

const PASSWORD: &str = "CORRIDOR_KEYSTORE_PASSWORD_FILE";

/// The publicly known key of the first test account.
const FIRST_KEY: &str = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

#[test]
fn accounts_are_made_imported_and_listed() {
    let bench = Bench::new();
    let password = bench.private_file("password", "correct horse\n");
    bench.run("account list").success().stdout_eq(str![[]]);
    let with_password = |arguments| bench.command(arguments).env(PASSWORD, &password);
    with_password("account new treasury --dry-run").assert().success().stdout_eq(str![[]]);
    with_password("account new treasury")
        .assert()
        .success()
        .stdout_eq(str![[]])
        .stderr_eq(str![""]);
    with_password("account new treasury").assert().code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
    let import = with_password("account import first").stdin(format!("0x{FIRST_KEY}\n"));
    import.assert().success().stdout_eq(str![[]]).stderr_eq(str![""]);
    bench.run("account list").success().stdout_eq(str![[]]);
    bench.run("account list --json").success().stdout_eq(str![[]]);
}

#[test]
fn test_accounts_show_their_roles() {
    let bench = Bench::new();
    let output = bench.command("account list --devnet 8").output().expect("run");
    let text = String::from_utf8(output.stdout).expect("text");
    snapbox::assert_data_eq!(text, str![[]]);
}

#[test]
fn bad_keys_and_passwords_are_named() {
    let bench = Bench::new();
    let password = bench.private_file("password", "correct horse\n");
    let import = bench.command("account import first").env(PASSWORD, &password).stdin("0x1234\n");
    import.assert().code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
    let none = bench.command("account new first").stdin("");
    none.assert().code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
    std::process::Command::new("chmod").arg("644").arg(&password).status().expect("chmod");
    let exposed = bench.command("account new first").env(PASSWORD, &password);
    exposed.assert().code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
    let empty = bench.private_file("empty", "");
    let empty = bench.command("account new first").env(PASSWORD, &empty);
    empty.assert().code(1).stdout_eq(str![""]).stderr_eq(str![[]]);
    bench.run("account list").success().stdout_eq(str![[]]);
    bench.run("account list --devnet 10001").code(1).stderr_eq(str![[]]);
}

#[test]
fn a_password_may_come_from_a_descriptor() {
    let bench = Bench::new();
    let import = bench.command("account new piped").env(PASSWORD, "/dev/stdin").stdin("secret\n");
    import.assert().success().stdout_eq(str![[]]).stderr_eq(str![""]);
}
