//! `corridor pledge`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn a_holding_is_pledged_released_and_enforced() {
    let bench = Bench::with_gilt();
    let bond = "treasury-gilt-2040";
    bench.run(&format!("pledge show {bond}")).code(1).stderr_eq(str![[r#"
error: this deployment keeps no pledges; make what does with `corridor deploy --pledges`

"#]]);
    bench.run("deploy --pledges --quiet").success();
    bench.run(&format!("pledge show {bond}")).success().stdout_eq(str![[r#"
nothing of treasury-gilt-2040@uk-sandbox, leg uk, is pledged

"#]]);
    bench.quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 1,000,000\"")).success();
    let of = |command: &str, units: &str| {
        format!("pledge {command} {bond} \"{units}\" --holder INV-0001 --to INV-0002")
    };
    bench.quoted(&format!("{} --dry-run", of("add", "GBP 600,000"))).success().stdout_eq(str![[
        r#"
dry run: pledge GBP 600,000 of treasury-gilt-2040@uk-sandbox of INV-0001 to INV-0002
  signed by  INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  gas        [GAS] (estimated)

"#
    ]]);
    bench.quoted(&of("add", "GBP 600,000")).success().stdout_eq(str![[r#"
done: pledge GBP 600,000 of treasury-gilt-2040@uk-sandbox of INV-0001 to INV-0002
  signed by    INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)
  transaction  [HASH]
  block        26
  gas          [GAS]

"#]]);
    bench.quoted(&of("add", "GBP 600,000")).code(1).stderr_eq(str![[r#"
error: could not pledge GBP 600,000 of treasury-gilt-2040@uk-sandbox of 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f to 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D: The units are not there to be pledged. [NotFree: bond = 0x8464135c8F25Da09e49BC8782676a84730C318bC, holder = 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f, units = 60000000, free = 40000000] Pledge at most what is free.

"#]]);
    bench.quoted(&of("release", "GBP 100,000")).success().stdout_eq(str![[r#"
done: release GBP 100,000 of treasury-gilt-2040@uk-sandbox of INV-0001, pledged to INV-0002
  signed by    INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)
  transaction  [HASH]
  block        27
  gas          [GAS]

"#]]);
    bench.private_file("order.pdf", "An order.");
    let enforce = format!("{} --order order.pdf", of("enforce", "GBP 200,000"));
    bench.quoted(&enforce).success().stdout_eq(str![[r#"
done: enforce the pledge of GBP 200,000 of treasury-gilt-2040@uk-sandbox of INV-0001 to INV-0002
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 4 rules
  transaction  [HASH]
  block        28
  gas          [GAS]

"#]]);
    bench.run(&format!("bond freeze {bond} --holder INV-0001 --all --quiet")).success();
    let unfreeze = format!("bond unfreeze {bond} --holder INV-0001");
    bench.quoted(&format!("{unfreeze} \"GBP 1\"")).code(1).stdout_eq("").stderr_eq(str![[r#"
error: everything that 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f holds is frozen, what comes later included, so GBP 1 more or less cannot be; unfreeze everything with `corridor bond unfreeze --all`, and freeze what is to stay frozen

"#]]);
    bench.run(&format!("{unfreeze} --all")).success().stdout_eq(str![[r#"
done: unfreeze everything of treasury-gilt-2040@uk-sandbox of INV-0001 but GBP 300,000, which is pledged
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        30
  gas          [GAS]

"#]]);
    bench.quoted(&format!("{unfreeze} \"GBP 1\"")).code(1).stdout_eq("").stderr_eq(str![[r#"
error: 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f has GBP 300,000 frozen, GBP 300,000 of it because that is pledged, so GBP 1 cannot be unfrozen; unfreeze at most the rest, and have the secured party release what is pledged with `corridor pledge release`

"#]]);
    // An order takes what is pledged as well.
    let order = format!("bond force {bond} --from INV-0001 --to INV-0003 \"GBP 600,000\"");
    bench.quoted(&order).success();
    bench.run(&format!("pledge show {bond}")).success().stdout_eq(str![[r#"
HOLDER                                                 SECURED                                                PLEDGED      HOLDS        FROZEN
INV-0001 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f)  INV-0002 (0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D)  GBP 300,000  GBP 200,000  GBP 200,000  less than is pledged: `corridor pledge restore`

"#]]);
    bench.run(&format!("pledge restore {bond} --holder INV-0001")).success().stdout_eq(str![[r#"
done: freeze what INV-0001 has pledged of treasury-gilt-2040@uk-sandbox
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        32
  gas          [GAS]

"#]]);
    bench.quoted(&format!("bond mint {bond} --to INV-0001 \"GBP 600,000\"")).success();
    let follow =
        format!("pledge move {bond} --lost INV-0001 --replacement devnet:95 --to INV-0002");
    bench.run("investor link INV-0001 devnet:95").success();
    bench.run(&follow).code(1).stderr_eq(str![[r#"
error: could not move the pledge of treasury-gilt-2040@uk-sandbox to 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D from 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f to 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23: The wallet still holds what it has pledged. [StillHeld: bond = 0x8464135c8F25Da09e49BC8782676a84730C318bC, holder = 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f, held = 80000000, pledged = 30000000] `corridor bond recover` moves the holding; its pledges follow it.

"#]]);
    bench.run(&follow.replace("devnet:95", "INV-0003")).code(1).stderr_eq(str![[r#"
error: could not move the pledge of treasury-gilt-2040@uk-sandbox to 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D from 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f to 0x08135Da0A343E492FA2d4282F2AE34c6c5CC1BbE: The wallets are not one investor's. [NotOneInvestor: lost = 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f, replacement = 0x08135Da0A343E492FA2d4282F2AE34c6c5CC1BbE] Link the replacement, and the lost wallet again for as long as it takes, if it was unlinked before.

"#]]);
    // An order took the holding elsewhere, and the pledge did not come along.
    let force = format!("bond force {bond} --from INV-0001 --to devnet:95 \"GBP 800,000\"");
    bench.quoted(&force).success();
    bench.run(&follow).success().stdout_eq(str![[r#"
done: move the pledge of treasury-gilt-2040@uk-sandbox to INV-0002 from INV-0001 to INV-0001#3
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        36
  gas          [GAS]

"#]]);
    let show = format!("pledge show {bond} --holder devnet:95 --json");
    bench.run(&show).success().stdout_eq(str![[r#"
{
  "schema": "corridor.pledge-show/1",
  "instrument": "treasury-gilt-2040@uk-sandbox",
  "leg": "uk",
  "pledges": [
    {
      "holder": "0xcbdc0f9a4c38f1e010bd3b6e43598a55d1868c23",
      "secured": "0x02484cb50aac86eae85610d6f4bf026f30f6627d",
      "pledged": "GBP 300,000",
      "holding": "GBP 800,000",
      "frozen": "GBP 0",
      "short": true
    }
  ]
}

"#]]);
}
