//! `corridor account`

use snapbox::str;

use crate::bench::Bench;

const PASSWORD: &str = "CORRIDOR_KEYSTORE_PASSWORD_FILE";

/// The publicly known key of the first test account.
const FIRST_KEY: &str = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

#[test]
fn accounts_are_made_imported_and_listed() {
    let bench = Bench::with_random_addresses();
    let password = bench.private_file("password", "correct horse\n");
    bench.run("account list").success().stdout_eq(str![[r#"
no accounts; `corridor account new NAME` makes one

"#]]);
    let with_password = |arguments| bench.command(arguments).env(PASSWORD, &password);
    with_password("account new treasury --dry-run").assert().success().stdout_eq(str![[r#"
account treasury would be made

"#]]);
    with_password("account new treasury")
        .assert()
        .success()
        .stdout_eq(str![[r#"
account treasury made
  address   [ADDRESS]
  keystore  [HOME]/.corridor/private/keystores/treasury.json

"#]])
        .stderr_eq(str![[""]]);
    with_password("account new treasury").assert().code(1).stdout_eq(str![[""]]).stderr_eq(str![[
        r#"
error: account `treasury` exists already; choose another name, nothing was overwritten

"#
    ]]);
    let import = with_password("account import first").stdin(format!("0x{FIRST_KEY}\n"));
    import
        .assert()
        .success()
        .stdout_eq(str![[r#"
account first imported
  address   [ADDRESS]
  keystore  [HOME]/.corridor/private/keystores/first.json

"#]])
        .stderr_eq(str![[""]]);
    bench.run("account list").success().stdout_eq(str![[r#"
ACCOUNT   ADDRESS
first     [ADDRESS]
treasury  [ADDRESS]

"#]]);
    bench.run("account list --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.account-list/1",
  "accounts": [
    {
      "name": "first",
      "address": "[ADDRESS]",
      "keystore": "[HOME]/.corridor/private/keystores/first.json"
    },
    {
      "name": "treasury",
      "address": "[ADDRESS]",
      "keystore": "[HOME]/.corridor/private/keystores/treasury.json"
    }
  ]
}

"#]]);
}

#[test]
fn test_accounts_show_their_roles() {
    let bench = Bench::new();
    let output = bench.command("account list --devnet 8").output().expect("run");
    let text = String::from_utf8(output.stdout).expect("text");
    snapbox::assert_data_eq!(
        text,
        str![[r#"
ACCOUNT   ADDRESS                                     ROLE
devnet:0  0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266  governor
devnet:1  0x70997970C51812dc3A010C7d01b50e0d17dc79C8  issuer
devnet:2  0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC  registrar
devnet:3  0x90F79bf6EB2c4f870365E785982E1f101E93b906  verifier
devnet:4  0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65  paying-agent
devnet:5  0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc  supervisor
devnet:6  0x976EA74026E726554dB657fA54763abd0C3a0aa9  enforcement-officer
devnet:7  0x14dC79964da2C08b23698B3D3cc7Ca32193d9955

"#]]
    );
}

#[test]
fn bad_keys_and_passwords_are_named() {
    let bench = Bench::new();
    let password = bench.private_file("password", "correct horse\n");
    let import = bench.command("account import first").env(PASSWORD, &password).stdin("0x1234\n");
    import.assert().code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: the text given for account `first` is not a private key: it takes 64 hexadecimal digits, with or without 0x

"#]]);
    let none = bench.command("account new first").stdin("");
    none.assert().code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: could not get the password of account `first`: there is no terminal to ask at; answer at the terminal, or name a file of mode 0600 in CORRIDOR_KEYSTORE_PASSWORD_FILE

"#]]);
    std::process::Command::new("chmod").arg("644").arg(&password).status().expect("chmod");
    let exposed = bench.command("account new first").env(PASSWORD, &password);
    exposed.assert().code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: refused to use [HOME]/password: it holds secrets and others may read it (mode 644); run `chmod go= [HOME]/password`

"#]]);
    let empty = bench.private_file("empty", "");
    let empty = bench.command("account new first").env(PASSWORD, &empty);
    empty.assert().code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: could not get the password of account `first`: [HOME]/empty is empty; answer at the terminal, or name a file of mode 0600 in CORRIDOR_KEYSTORE_PASSWORD_FILE

"#]]);
    bench.run("account list").success().stdout_eq(str![[r#"
no accounts; `corridor account new NAME` makes one

"#]]);
    bench.run("account list --devnet 10001").code(1).stderr_eq(str![[r#"
error: there is no test account 10000: they are numbered from 0 to 9999

"#]]);
}

#[test]
fn a_password_may_come_from_a_descriptor() {
    let bench = Bench::with_random_addresses();
    let import = bench.command("account new piped").env(PASSWORD, "/dev/stdin").stdin("secret\n");
    import
        .assert()
        .success()
        .stdout_eq(str![[r#"
account piped made
  address   [ADDRESS]
  keystore  [HOME]/.corridor/private/keystores/piped.json

"#]])
        .stderr_eq(str![[""]]);
}
