//! What a lost wallet is due: `corridor bond recover` and `corridor coupon redirect`.

use snapbox::str;

use crate::bench::Bench;
use crate::servicing::{DECLARE, with_holders};

/// What is due after a wallet was recovered is redirected by one command, which says what it does.
#[test]
fn what_a_recovered_wallet_is_due_is_redirected() {
    let bench = with_holders();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{DECLARE} 2035-06-07 --quiet")).success();
    bench.run("devnet time --to 2035-06-08 --quiet").success();
    bench.run("investor attest INV-0001 --category identity:2040-12-31 --quiet").success();
    bench.run("bond recover INV-0001 --to devnet:95").success().stderr_eq(str![[r#"
the lost wallet is due something of distribution 1, which is not paid in yet: once it is, and before `corridor coupon pay 1`, `corridor coupon redirect 1 --from 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f --to 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23`

"#]]);
    let redirect = "coupon redirect 1 --from 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f --to";
    bench.run(&format!("{redirect} devnet:95")).code(1).stderr_eq(str![[r#"
error: distribution 1 is declared, and what 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f is due of it is redirected once it is paid in: `corridor coupon fund 1`

"#]]);
    bench.run("cash mint GBP 100,000,000 --to paying-agent --quiet").success();
    bench.run("coupon fund 1 --quiet").success();
    bench.run(&format!("{redirect} INV-0002")).code(1).stderr_eq(str![[r#"
error: could not redirect what 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f is due under distribution 1 to 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D: the two are not wallets of one investor, and 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f was not unlinked from that of 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D since; name another wallet of its investor, as `corridor investor show` lists them, or link one with `corridor investor link`

"#]]);
    bench.run(&format!("{redirect} devnet:95 --dry-run")).success().stdout_eq(str![[r#"
dry run: link INV-0001#1 to the investor of INV-0001#3
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)
dry run: redirect what INV-0001#1 is due under distribution 1 to INV-0001#3
  signed by  enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  gas        can be estimated when the one before is done
dry run: unlink INV-0001#1
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        can be estimated when the one before is done

"#]]);
    bench
        .run(&format!("{redirect} devnet:95"))
        .success()
        .stderr_eq(str![[r#"
`corridor coupon claim 1 devnet:95` pays it

"#]])
        .stdout_eq(str![[r#"
done: link INV-0001#1 to the investor of INV-0001#3
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        40
  gas          [GAS]
done: redirect what INV-0001#1 is due under distribution 1 to INV-0001#3
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  transaction  [HASH]
  block        41
  gas          [GAS]
done: unlink INV-0001#1
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        42
  gas          [GAS]

"#]]);
    bench.run(&format!("{redirect} devnet:95")).code(1).stderr_eq(str![[r#"
error: 0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f has nothing to claim of distribution 1: it was paid, was due nothing, or its batch has passed it by

"#]]);
    bench.run("coupon claim 1 devnet:95").success().stdout_eq(str![[r#"
done: pay tGBP 21,250 to INV-0001#3
  signed by    INV-0001#3 (0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23)
  verdict      allowed by 2 rules
  transaction  [HASH]
  block        43
  gas          [GAS]

"#]]);
    // The lost wallet is nobody's, whoever signs; and nobody here signs for a wallet whose key is elsewhere.
    let elsewhere = "0x000000000000000000000000000000000000dEaD";
    bench.run(&format!("investor link INV-0002 {elsewhere} --quiet")).success();
    let redirect = "coupon redirect 1 --from 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D --to";
    bench.run(&format!("{redirect} {elsewhere}")).success().stderr_eq(str![[r#"
`corridor coupon claim 1 0x000000000000000000000000000000000000dEaD --by-agent` pays it

"#]]);
    bench.run(&format!("coupon claim 1 {elsewhere} --by-agent --quiet")).success();
}

/// What a wallet is due that it has no holding for any more goes along with its recovery, and nobody is paid to it afterwards.
#[test]
fn a_wallet_that_has_nothing_any_more_is_recovered_with_what_it_is_due() {
    let bench = with_holders();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench.run(&format!("{DECLARE} 2035-06-07 --quiet")).success();
    bench.run("devnet time --to 2035-06-08 --quiet").success();
    bench.run("cash mint GBP 100,000,000 --to paying-agent --quiet").success();
    bench.run("coupon fund 1 --quiet").success();
    bench.run("investor attest INV-0001 --category identity:2040-12-31 --quiet").success();
    let buy_back = "bond redeem treasury-gilt-2040 --from INV-0001 \"GBP 1,000,000\" --quiet";
    bench.quoted(buy_back).success();
    bench.run("bond recover INV-0001 --to devnet:95 --quiet").success().stdout_eq(str![[r#"
done: link 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23 to the investor of INV-0001
...
done: redirect what INV-0001 is due under distribution 1 to 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
...
done: unlink INV-0001
...
"#]]);
    let lost = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
    bench.run(&format!("coupon claim 1 {lost} --by-agent")).code(1).stdout_eq(str![[r#""#]]);
    bench.run("coupon claim 1 devnet:95 --quiet").success();
    bench.run(&format!("bond recover {lost} --to devnet:95")).code(1).stderr_eq(str![[r#"
error: INV-0001#1 (0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f) holds nothing and is due nothing, so there is nothing to recover; check the wallet

"#]]);
}

/// With `--bond` all legs of that bond are recovered and nothing else, so the lost wallet stays linked until the rest follows.
#[test]
fn all_legs_of_one_bond_are_recovered_and_other_bonds_stay() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    let inputs = "--input category=2 --input seasoning=qib-only --input \"minimum=GBP 1,000\" --input \"multiple=GBP 1,000\"";
    let issue = format!("bond issue treasury-gilt-2040 --profile us-exemption {inputs} --quiet");
    bench.quoted(&issue).success();
    bench
        .quoted(&issue.replace("treasury-gilt-2040", "world-bank-bond-i").replace("GBP", "AUD"))
        .success();
    bench.run("investor import --demo --quiet").success();
    let mint = |bond: &str, leg: &str, amount: &str| {
        bench
            .quoted(&format!("bond mint {bond} --leg {leg} --to INV-0048 \"{amount}\" --quiet"))
            .success();
    };
    mint("treasury-gilt-2040", "reg-s", "GBP 5,000");
    mint("treasury-gilt-2040", "144a", "GBP 3,000");
    mint("world-bank-bond-i", "reg-s", "AUD 2,000");
    let lost = "0x63c3686EF31C03a641e2Ea8993A91Ea351e5891a";
    let recover = format!("bond recover {lost} --to devnet:95");
    let gilt = format!("{recover} --bond treasury-gilt-2040");
    bench.run(&format!("{gilt} --dry-run")).success().stdout_eq(str![[r#"
dry run: link 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23 to the investor of INV-0048
  signed by  registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  gas        [GAS] (estimated)
dry run: recover the treasury-gilt-2040@us-exemption of INV-0048 for 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
  signed by  enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  gas        can be estimated when the one before is done
dry run: recover the treasury-gilt-2040@us-exemption of INV-0048 for 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
  signed by  enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  gas        can be estimated when the one before is done

"#]]);
    bench.run(&gilt).success().stdout_eq(str![[r#"
done: link 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23 to the investor of INV-0048
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        38
  gas          [GAS]
done: recover the treasury-gilt-2040@us-exemption of INV-0048 for 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 3 rules
  transaction  [HASH]
  block        39
  gas          [GAS]
done: recover the treasury-gilt-2040@us-exemption of INV-0048 for 0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 3 rules
  transaction  [HASH]
  block        40
  gas          [GAS]

"#]]);
    bench.run(&recover).success().stdout_eq(str![[r#"
done: recover the world-bank-bond-i@us-exemption of INV-0048 for INV-0048#2
  signed by    enforcement-officer (0x976EA74026E726554dB657fA54763abd0C3a0aa9)
  verdict      allowed by 3 rules
  transaction  [HASH]
  block        41
  gas          [GAS]
done: unlink INV-0048
  signed by    registrar (0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC)
  transaction  [HASH]
  block        42
  gas          [GAS]

"#]]);
}
