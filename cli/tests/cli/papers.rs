//! `corridor bond default` and `corridor bond document`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn defaults_and_documents_go_on_record_by_their_hashes() {
    let bench = Bench::with_gilt();
    let bond = "treasury-gilt-2040";
    bench.run(&format!("bond default {bond}")).code(1).stderr_eq(str![[r#"
error: this deployment has nothing that pays interest and redemptions; make it with `corridor deploy --servicing`

"#]]);
    bench.run("deploy --servicing --quiet").success();
    bench.private_file("notice.txt", "Interest was not paid.");
    bench.run(&format!("bond default {bond}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox, leg uk: no default was declared

"#]]);
    let declare = format!("bond default {bond} --declare notice.txt --kind covenant");
    bench.run(&declare).success().stdout_eq(str![[r#"
done: declare treasury-gilt-2040@uk-sandbox, leg uk, in default
  signed by    paying-agent (0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65)
  transaction  [HASH]
  block        26
  gas          [GAS]

"#]]);
    bench.run(&declare).code(1).stderr_eq(str![[r#"
error: could not declare treasury-gilt-2040@uk-sandbox, leg uk, in default: The bond is in default already. [AlreadyInDefault: bond = 0x8464135c8F25Da09e49BC8782676a84730C318bC] `corridor bond default` says since when; `--cure` ends it.

"#]]);
    bench.run(&format!("bond default {bond}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox, leg uk: IN DEFAULT
  kind    covenant
  since   [TIME]
  notice  [HASH]

"#]]);
    bench.private_file(
        "rows.csv",
        "wallet,amount\n0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f,\"GBP 200,000\"\n",
    );
    let mint = format!("bond mint {bond} --to INV-0001 200000 --quiet");
    for more in
        [&mint, &format!("bond mint {bond} --file rows.csv"), &format!("bond tap {bond} 100")]
    {
        bench.run(more).code(1).stdout_eq("").stderr_eq(str![[r#"
error: nothing more of treasury-gilt-2040@uk-sandbox, leg uk, is issued: it is in default since [TIME] (covenant); issue after `corridor bond default --cure`

"#]]);
    }
    // The regime allows it, and whoever asks is told what does not.
    bench.run("explain treasury-gilt-2040 --kind issue --to INV-0001 200000").success().stderr_eq(str![[r#"
nothing is issued of it all the same: nothing more of treasury-gilt-2040@uk-sandbox, leg uk, is issued: it is in default since [TIME] (covenant); issue after `corridor bond default --cure`

"#]]);
    // An ISIN names it everywhere.
    let shown =
        |name: &str| bench.run(&format!("bond show {name}")).success().get_output().stdout.clone();
    assert_eq!(shown("GB00B6460505"), shown(bond));
    let calendar = format!("bond calendar {bond} --until 2020-01-01");
    let told = || String::from_utf8(bench.run(&calendar).success().get_output().stdout.clone());
    assert!(told().expect("text").contains("\nin default since "));
    bench.run(&format!("bond show {bond}")).success().stdout_eq(str![[r#"
treasury-gilt-2040@uk-sandbox
  issuer       ECTRVYYCEF89VWYS6K36
  status       Active
  outstanding  GBP 0
  terms hash   [HASH]

leg uk
  isin         GB00B6460505
  name         4 1/4% Treasury Gilt 2040 (UKT425-2040)
  token        0x8464135c8F25Da09e49BC8782676a84730C318bC
  profile      uk-sandbox 2026.11
  regime       [REGIME]
  outstanding  GBP 0 of GBP 1,000,000,000
  headroom     GBP 500,000,000 under the entrant's limit
  default      in default since [TIME] (covenant)
  state        open

"#]]);
    bench.run(&format!("bond default {bond} --cure notice.txt")).success();
    let told = told().expect("text");
    assert!(told.contains("\nwas in default from 20") && told.contains(" until 20"), "{told}");
    bench.run(&format!("{mint} --dry-run")).success();
    bench.run(&format!("bond default {bond} --json")).success().stdout_eq(str![[r#"
{
  "schema": "corridor.bond-default-show/1",
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "leg": "uk",
  "in_default": false,
  "kind": "covenant",
  "since": "[TIME]",
  "until": "[TIME]",
  "evidence": "[HASH]"
}

"#]]);
    bench.run(&format!("bond default {bond} --cure missing.txt")).code(1).stderr_eq(str![[r#"
error: --cure: cannot read missing.txt: No such file or directory (os error 2)
hint: check that the path exists and is readable

"#]]);

    let list = format!("bond document list {bond}");
    bench.run(&list).success().stdout_eq(str![[r#"
no documents are on record

"#]]);
    let set = format!("bond document set {bond} prospectus notice.txt --uri https://example.org/p");
    bench.run(&set).success().stdout_eq(str![[r#"
done: record the document `prospectus` of treasury-gilt-2040@uk-sandbox
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        28
  gas          [GAS]

"#]]);
    bench.run(&list).success().stdout_eq(str![[r#"
NAME        SET                   HASH                                                                WHERE
prospectus  [TIME]  [HASH]  https://example.org/p

"#]]);
    let long = set.replace("prospectus", "a-name-that-has-more-than-32-bytes-in-it");
    bench.run(&long).code(1).stderr_eq(str![[r#"
error: `a-name-that-has-more-than-32-bytes-in-it` cannot name a document; give 1 to 32 bytes

"#]]);
}
