//! Keystores of roles: a machine needs those that sign on it, and no others.

use std::fs;

use crate::bench::Bench;

/// The publicly known keys of the devnet's issuer and supervisor.
const ISSUER_KEY: &str = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
const SUPERVISOR: &str = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

const BOND: &str = "treasury-gilt-2040";

/// A folder where the devnet with the gilt is also a network of `networks.toml`, whose roles have accounts, of which the issuer's alone
/// is here.
fn issuers_machine() -> Bench {
    let bench = Bench::with_gilt();
    let home = bench.path().join(".corridor");
    let record = fs::read_to_string(home.join("devnets/local/devnet.json")).expect("a record");
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    let roles = [
        "governor",
        "issuer",
        "registrar",
        "verifier",
        "paying-agent",
        "supervisor",
        "enforcement-officer",
    ];
    let roles: String = roles.iter().map(|role| format!("{role} = \"{role}-key\"\n")).collect();
    let network = format!(
        "[networks.own]\nchain_id = 31337\nrpc_url = \"http://127.0.0.1:{}\"\n[networks.own.roles]\n{roles}",
        record["port"]
    );
    fs::write(home.join("networks.toml"), network).expect("written");
    let manifests = home.join("deployments");
    fs::copy(manifests.join("devnet-local.json"), manifests.join("own.json")).expect("copied");
    let books = home.join("private");
    let book = books.join("devnet-local.investors.jsonl");
    fs::copy(book, books.join("own.investors.jsonl")).expect("copied");
    bench.private_file("password", "correct horse\n");
    signed(&bench, "account import issuer-key").stdin(ISSUER_KEY).assert().success();
    bench
}

/// A command with the password of the keystores.
fn signed(bench: &Bench, arguments: &str) -> snapbox::cmd::Command {
    let password = bench.path().join("password");
    bench.command(arguments).env("CORRIDOR_KEYSTORE_PASSWORD_FILE", password)
}

/// What a command that fails says.
fn refusal(bench: &Bench, arguments: &str) -> String {
    let output = signed(bench, arguments).assert().code(1).stdout_eq("").get_output().clone();
    String::from_utf8(output.stderr).expect("text is UTF-8")
}

#[test]
fn keystores_of_roles_that_do_not_sign_are_no_obstacle() {
    let bench = issuers_machine();
    let keystores = bench.path().join(".corridor/private/keystores");
    let damaged = keystores.join("registrar-key.json");
    fs::write(&damaged, "{\"address\": \"").expect("written");
    for read in ["bond show", "bond list", "verify", "doctor"] {
        let bond = if read == "bond show" { BOND } else { "" };
        bench.run(&format!("{read} {bond} --network own")).success();
    }
    bench.run("deploy --profile uk-sandbox --inputs uk.toml --dry-run --network own").success();
    let mint = ["bond", "mint", BOND, "--to", "INV-0001", "GBP 2,000,000", "--network", "own"];
    signed(&bench, "").args(mint).assert().success();

    // Where the role does sign, what is missing is said, and whose key it has to be.
    let halt = format!("bond halt {BOND} --network own");
    let path = keystores.join("supervisor-key.json");
    let back = format!(
        "put back the file whose address is {SUPERVISOR}, which the deployment records for supervisor"
    );
    let said = refusal(&bench, &halt);
    let what = "the keystore of account `supervisor-key`, ";
    let missing = format!("{what}{}, is not there; {back}", path.display());
    assert!(said.contains(&missing) && !said.contains("account new"), "{said}");
    fs::write(&path, format!("{{\"address\": \"{}\", \"version\": 3}}", &SUPERVISOR[2..]))
        .expect("written");
    let said = refusal(&bench, &halt);
    let broken = format!("{what}{}, is damaged: missing field `crypto`", path.display());
    assert!(said.contains(&broken) && said.contains(&back), "{said}");
}

#[test]
fn what_no_deployment_records_is_made_anew() {
    let bench = issuers_machine();
    let manifest = bench.path().join(".corridor/deployments/own.json");
    fs::remove_file(manifest).expect("removed");
    let said = refusal(&bench, "deploy --network own");
    assert!(said.contains("`corridor account new governor-key` makes one"), "{said}");
}
