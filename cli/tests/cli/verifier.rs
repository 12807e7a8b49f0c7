//! `corridor verifier`, signed attestations, and the wallets of an investor

use std::fs;

use snapbox::str;

use crate::bench::Bench;

const SIGN: &str =
    "investor attest ACME-1 --category uk-professional:2100-06-30 --sign-only signed.json";

/// A deployment with one investor.
fn with_acme(deploy: &str) -> Bench {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run(deploy).success();
    let add = "investor add --reference ACME-1 --wallet devnet:90 --jurisdiction US-NY --kind entity --category identity:2100-12-31";
    bench.run(add).success();
    bench
}

#[test]
fn a_signed_attestation_is_submitted_once() {
    let bench = with_acme("deploy --attestation-desk --quiet");
    bench
        .run(SIGN)
        .success()
        .stdout_eq(str![[r#"
signed
  verifier      verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  wallet        ACME-1 (0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1)
  digest        [HASH]
  submit until  [TIME]
  file          signed.json

"#]])
        .stderr_eq(str![[r#"
note: as things are it would be refused: could not submit what 0x90F79bf6EB2c4f870365E785982E1f101E93b906 attests of 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1: The caller may not attest this for an investor of this jurisdiction. [OutsideVerifierScope: verifier = 0x0165878A594ca255338adfa4d48449f69242Eb8F, jurisdiction = 840] `corridor verifier show` says who may; the governor widens it by `corridor verifier set`, and opens a new attestation desk by `corridor verifier set attestation-desk`.

"#]]);
    bench.run(SIGN).failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: signed.json: cannot make the file: File exists (os error 17)
hint: choose a new name, in a folder that exists

"#]]);
    bench.run("investor submit signed.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: could not submit what 0x90F79bf6EB2c4f870365E785982E1f101E93b906 attests of 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1: The caller may not attest this for an investor of this jurisdiction. [OutsideVerifierScope: verifier = 0x0165878A594ca255338adfa4d48449f69242Eb8F, jurisdiction = 840] `corridor verifier show` says who may; the governor widens it by `corridor verifier set`, and opens a new attestation desk by `corridor verifier set attestation-desk`.

"#]]);
    let open = "verifier set attestation-desk --jurisdiction all --category all";
    bench.run(&format!("{open} --dry-run")).success().stdout_eq(str![[r#"
dry run: set the scope of the verifier attestation-desk
  signed by  governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  gas        [GAS] (estimated)

"#]]);
    bench.run(open).success().stdout_eq(str![[r#"
done: set the scope of the verifier attestation-desk
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        11
  gas          [GAS]

"#]]);
    bench.run("investor submit signed.json --dry-run").success().stdout_eq(str![[r#"
dry run: submit what verifier attests of ACME-1
  signed by  ACME-1 (0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1)
  gas        [GAS] (estimated)

"#]]);
    bench.run("investor submit signed.json --from devnet:7").success().stdout_eq(str![[r#"
done: submit what verifier attests of ACME-1
  signed by    0x14dC79964da2C08b23698B3D3cc7Ca32193d9955
  transaction  [HASH]
  block        12
  gas          [GAS]

"#]]);
    bench.run("investor submit signed.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: could not submit what 0x90F79bf6EB2c4f870365E785982E1f101E93b906 attests of 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1: The attestation was submitted or revoked already. [AttestationSpent: digest = [HASH], status = 1] `corridor investor show` says what is on record; ask the verifier for a new one if something is missing.

"#]]);
    bench.run("investor withdraw signed.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: could not take back the attestation [HASH]: The attestation was submitted or revoked already. [AttestationSpent: digest = [HASH], status = 1] `corridor investor show` says what is on record; ask the verifier for a new one if something is missing.

"#]]);
    bench.run(&SIGN.replace("signed", "other")).success();
    bench.run("investor withdraw other.json").success().stdout_eq(str![[r#"
done: take back the attestation [HASH]
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        13
  gas          [GAS]

"#]]);
    bench.run("investor submit other.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: could not submit what 0x90F79bf6EB2c4f870365E785982E1f101E93b906 attests of 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1: The attestation was submitted or revoked already. [AttestationSpent: digest = [HASH], status = 2] `corridor investor show` says what is on record; ask the verifier for a new one if something is missing.

"#]]);
    bench.run("investor show ACME-1").success().stdout_eq(str![[r#"
ACME-1
  investor      1
  jurisdiction  US-NY
  flags         none
  wallet        ACME-1 (0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1)

CATEGORY         UNTIL       TODAY
identity         2100-12-31  valid
uk-professional  2100-06-30  valid

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 72 checks at block 13, 0 findings

"#]]);
}

#[test]
fn what_is_no_attestation_is_refused() {
    let bench = with_acme("deploy --quiet");
    bench.run(SIGN).failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: this deployment has no attestation desk; make one with `corridor deploy --attestation-desk`

"#]]);
    bench.run("investor submit missing.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: missing.json: cannot read the file: No such file or directory (os error 2); check that the path exists and is readable

"#]]);
    fs::write(bench.path().join("broken.json"), "{\"schema\": 1").expect("a file");
    bench.run("investor submit broken.json").failure().stdout_eq(str![]).stderr_eq(str![[r#"
error: broken.json: this is not a signed attestation: invalid type: integer `1`, expected a string at line 1 column 12; submit it as the verifier gave it

"#]]);
}

#[test]
fn verifiers_are_set_and_shown() {
    let bench = with_acme("deploy --quiet");
    let set = "verifier set devnet:8 --jurisdiction GB,US --category identity,uk-professional";
    bench.run(set).success().stdout_eq(str![[r#"
done: set the scope of the verifier 0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        10
  gas          [GAS]

"#]]);
    bench.run("verifier show").success().stdout_eq(str![[r#"
VERIFIER                                               JURISDICTIONS  CATEGORIES
0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f             GB, US         identity, uk-professional
verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)  all            all

"#]]);
    bench.run("verifier show --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.verifier-show/1",
  "verifiers": [
    {
      "verifier": "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
      "anywhere": false,
      "jurisdictions": [
        "GB",
        "US"
      ],
      "categories": [
        "identity",
        "uk-professional"
      ]
    },
    {
      "verifier": "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
      "anywhere": true,
      "jurisdictions": [],
      "categories": [
        "identity",
        "uk-professional",
        "uk-eligible-counterparty",
        "uk-qualified-investor",
        "uk-high-net-worth",
        "us-accredited",
        "us-qib",
        "initial-purchaser",
        "uk-sophisticated",
        "retail"
      ]
    }
  ]
}

"#]]);
    bench.run("verify").success().stdout_eq(str![[r#"
sound: 68 checks at block 10, 0 findings

"#]]);
    bench.run("verifier set devnet:8 --nothing").success().stdout_eq(str![[r#"
done: end the scope of the verifier 0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f
  signed by    governor (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)
  transaction  [HASH]
  block        11
  gas          [GAS]

"#]]);
    bench.run("verifier show").success().stdout_eq(str![[r#"
VERIFIER                                               JURISDICTIONS  CATEGORIES
verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)  all            all

"#]]);
    bench.run("verifier set devnet:8 --jurisdiction GB").failure().stderr_eq(str![[r#"
error: a scope needs a jurisdiction and a category
hint: give --jurisdiction and --category, each with a list or `all`; or --nothing to end its authority

"#]]);
    bench.run("verifier set devnet:8 --jurisdiction UK --category all").failure().stderr_eq(str![
        [r#"
error: --jurisdiction: unknown jurisdiction `UK`
hint: the ISO 3166-1 code of the United Kingdom is GB

"#]
    ]);
    let seven = "verifier set devnet:8 --jurisdiction GB,US,FR,DE,IT,ES,NL --category all";
    bench.run(seven).failure().stderr_eq(str![[r#"
error: --jurisdiction: 7 is no number of jurisdictions: the highest is 6; correct the value

"#]]);
    let desk = "verifier set attestation-desk --jurisdiction all --category all";
    bench.run(desk).failure().stderr_eq(str![[r#"
error: this deployment has no attestation desk; make one with `corridor deploy --attestation-desk`

"#]]);
}

#[test]
fn wallets_are_linked_and_unlinked() {
    let bench = with_acme("deploy --quiet");
    bench.run("investor link ACME-1 devnet:91 --dry-run").success().stdout_eq(str![[r#"
dry run: link 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f to the investor of ACME-1
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)

"#]]);
    bench.run("investor link ACME-1 devnet:91").success().stdout_eq(str![[r#"
done: link 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f to the investor of ACME-1
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        10
  gas          [GAS]

"#]]);
    bench.run("investor wallets devnet:91").success().stdout_eq(str![[r#"
investor 1
  wallet  ACME-1 (0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1)
  wallet  ACME-1#2 (0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f)

"#]]);
    bench.run("investor wallets ACME-1 --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.investor-wallets/1",
  "investor": 1,
  "wallets": [
    "0xe77478d9e136d3643cfc6fef578abf63f9ab91b1",
    "0x6c8ea11559dfe79ae3dbdd6a67b47f61b929398f"
  ]
}

"#]]);
    bench.run("investor link ACME-1 devnet:91").failure().stderr_eq(str![[r#"
error: could not link 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f to the investor of 0xE77478D9E136D3643cFc6fef578Abf63F9Ab91B1: The wallet has a standing already. [WalletAlreadyRegistered: wallet = 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f] `corridor investor show` says whose it is; `corridor investor attest` adds what is missing.

"#]]);
    bench.run("investor unlink ACME-1").success().stdout_eq(str![[r#"
done: unlink ACME-1
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        11
  gas          [GAS]

"#]]);
    bench.run("investor unlink devnet:91").failure().stderr_eq(str![[r#"
error: could not unlink 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f: The wallet is the only one of its investor. [LastWallet: wallet = 0x6C8EA11559DFE79Ae3dBDD6A67b47F61b929398f] Take its attestations away by `corridor investor revoke` instead.

"#]]);
    bench.run("investor wallets devnet:92").failure().stderr_eq(str![[r#"
error: 0x48fA7b63049A6F4E7316EB2D9c5BDdA8933BCA2f is not registered; register it first

"#]]);
}

/// What was signed before a revocation would bring the category back.
#[test]
fn a_revocation_says_what_it_does_not_end() {
    let bench = with_acme("deploy --attestation-desk --quiet");
    bench.run("verifier set attestation-desk --jurisdiction all --category all --quiet").success();
    bench.run(SIGN).success();
    let note = str![[r#"
note: what a verifier has signed of the investor and nobody submitted can bring it back until its deadline; `corridor investor withdraw FILE` takes one of them back, `corridor investor withdraw --all` all that the verifier has signed

"#]];
    let revoke = "investor revoke ACME-1 --category uk-professional";
    bench.run(&format!("{revoke} --dry-run")).success().stderr_eq(note.clone());
    bench.run(revoke).success().stderr_eq(note);
    // A day that is earlier than the one before is as much of a loss.
    let attest = "investor attest ACME-1 --category uk-professional:";
    bench.run(&format!("{attest}2090-12-31")).success().stderr_eq("");
    bench.run(&format!("{attest}2089-12-31")).success().stderr_eq(str![[r#"
note: what a verifier has signed of the investor and nobody submitted can bring 2090-12-31 back until its deadline; `corridor investor withdraw FILE` takes one of them back, `corridor investor withdraw --all` all that the verifier has signed

"#]]);
    bench.run("verifier set verifier --jurisdiction US,GB --category all --dry-run").success();
    bench.run("investor withdraw").code(2);
    bench.run("investor withdraw signed.json --all").code(2);
    bench.run("investor withdraw --all --dry-run").success();
    bench.run("investor submit signed.json --dry-run").success();
    bench.run("investor withdraw --all").success().stdout_eq(str![[r#"
done: take back all that verifier has signed and nobody submitted
  signed by    verifier (0x90F79bf6EB2c4f870365E785982E1f101E93b906)
  transaction  [HASH]
  block        [..]
  gas          [GAS]

"#]]);
    let submit = bench.run("investor submit signed.json").code(1).get_output().stderr.clone();
    assert!(String::from_utf8(submit).expect("UTF-8").contains("AttestationSpent"));
    // What is signed from then on counts.
    bench.run(&SIGN.replace("signed", "other")).success();
    // It is dated behind what was taken back, which may be the second to come.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    bench.run("investor submit other.json").success();
}

#[test]
fn a_revocation_without_a_desk_is_all_there_is() {
    let bench = with_acme("deploy --quiet");
    bench.run("investor revoke ACME-1 --category identity").success().stderr_eq("");
}
