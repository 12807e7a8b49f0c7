//! What references and other names stand for.

use std::fs;

use crate::bench::Bench;

const BOND: &str = "treasury-gilt-2040";
/// The first wallets of INV-0001 and INV-0002, and test accounts that nobody registered.
const FIRST: &str = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
const SECOND: &str = "0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D";
const NEW: &str = "0xcBDc0F9a4C38f1e010bD3B6e43598A55D1868c23";

/// What a command prints with success.
fn told(bench: &Bench, line: &str) -> String {
    let output = bench.quoted(line).success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

fn shown(bench: &Bench, name: &str) -> serde_json::Value {
    serde_json::from_str(&told(bench, &format!("investor show {name} --json"))).expect("JSON")
}

/// A reference follows its investor to the wallet that takes the place of a lost one, for whatever is done by it.
#[test]
fn a_reference_stands_for_the_wallet_that_a_recovery_left() {
    let bench = Bench::with_gilt();
    let book = bench.path().join(".corridor/private/devnet-local.investors.jsonl");
    let before = fs::read(&book).expect("a book");
    told(&bench, &format!("bond mint {BOND} --to INV-0002 \"GBP 750,000\""));
    told(&bench, &format!("bond recover INV-0002 --to {NEW} --dry-run"));
    assert_eq!(fs::read(&book).expect("a book"), before);
    told(&bench, "investor link INV-0002 devnet:95");
    told(&bench, &format!("bond recover INV-0002 --to {NEW}"));
    let after = fs::read(&book).expect("a book");

    // Also where the book is from before, as when another machine recovered it.
    for (book_as_it_is, name) in [(&after, format!("INV-0002 ({NEW})")), (&before, NEW.to_owned())]
    {
        fs::write(&book, book_as_it_is).expect("written");
        let view = shown(&bench, "INV-0002");
        assert_eq!(view["wallet"], NEW.to_lowercase());
        assert_eq!(view["investor"], 2);
        let register = told(&bench, &format!("register export {BOND}"));
        assert!(register.contains(&format!("uk   {name}  2 ")), "{register}");
        told(&bench, &format!("bond freeze {BOND} --holder INV-0002 \"GBP 100,000\""));
        assert_eq!(shown(&bench, NEW)["holdings"][0]["amount"], "GBP 750,000");
        told(&bench, "investor block INV-0002");
        assert_eq!(shown(&bench, NEW)["flags"], serde_json::json!(["blocked"]));
        told(&bench, "investor unblock INV-0002");

        // A file that still has the lost wallet registers nobody.
        let import = bench.run("investor import --demo").code(1).get_output().stdout.clone();
        let import = String::from_utf8(import).expect("UTF-8");
        let row = format!(
            "3     INV-0002   this wallet was recovered or unlinked, the investor has {NEW}\n"
        );
        assert!(import.contains(&row), "{import}");
        assert!(import.contains("unchanged        49\n  conflicting      1\n"), "{import}");
        assert!(shown(&bench, SECOND)["investor"].is_null());
    }
    assert_eq!(shown(&bench, NEW)["holdings"][0]["frozen"], "GBP 200,000");
    fs::write(&book, after).expect("written");
    // The lost one has a name yet.
    assert!(told(&bench, "investor show INV-0002#1").starts_with("INV-0002#1 (0x02484cb5"));
    let again = format!("bond recover INV-0002 --to {NEW}");
    bench.wrong(&[(&again, 1, "give the lost wallet by its address")]);
}

/// Where nothing says which of several wallets is meant, the command asks.
#[test]
fn of_several_wallets_the_first_is_meant_while_there_is_one() {
    let bench = Bench::with_gilt();
    assert_eq!(shown(&bench, "INV-0001")["wallet"], FIRST.to_lowercase());
    told(&bench, "investor link INV-0001 devnet:95");
    assert_eq!(shown(&bench, "INV-0001")["wallet"], FIRST.to_lowercase());
    assert_eq!(shown(&bench, "INV-0001#3")["wallet"], NEW.to_lowercase());
    told(&bench, &format!("investor unlink {FIRST}"));
    let which = format!(
        "INV-0001 has several wallets and its first one no more, so it may stand for any of them: \
         INV-0001#2 (0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d), INV-0001#3 ({NEW}); name one"
    );
    bench.wrong(&[
        ("investor show INV-0001", 1, &which),
        ("investor block INV-0001", 1, &which),
        (&format!("bond mint {BOND} --to INV-0001 1000"), 1, &which),
    ]);
    let file = bench.private_file("mint.csv", "wallet,amount\nINV-0001,1000\n");
    let file = format!("bond mint {BOND} --file {}", file.display());
    bench.wrong(&[(&file, 1, &which)]);
    told(&bench, "investor unlink INV-0001#2");
    assert_eq!(shown(&bench, "INV-0001")["wallet"], NEW.to_lowercase());
    // A further wallet is one of the same investor.
    let add = "investor add --reference INV-0001 --wallet devnet:96 --jurisdiction GB --kind entity \
               --category identity:2031-12-31 --category uk-professional:2031-12-31";
    told(&bench, add);
    let wallets = shown(&bench, "INV-0001#4")["wallets"].clone();
    assert_eq!(wallets.as_array().map(Vec::len), Some(2), "{wallets}");
    // The first one comes back when it is linked again.
    told(&bench, &format!("investor link INV-0001#4 {FIRST}"));
    assert_eq!(shown(&bench, "INV-0001")["wallet"], FIRST.to_lowercase());
}

/// A wallet that went from investor to investor has the name of the last, and is no other's under its old name.
#[test]
fn a_wallet_that_is_anothers_is_not_meant_by_its_old_name() {
    let bench = Bench::with_gilt();
    let wallet = "0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d";
    let now = |reference: &str| {
        format!("`INV-0001#2` was {wallet}, which is {reference}#2 by now; name that, or another")
    };
    for reference in ["INV-0030", "INV-0002"] {
        told(&bench, &format!("investor unlink {wallet}"));
        // Nobody's, it still goes by what it was.
        assert!(told(&bench, "investor show INV-0001#2").contains(wallet));
        told(&bench, &format!("investor link {reference} {wallet}"));
        let shown = told(&bench, &format!("investor show {wallet}"));
        let named = format!("wallet        {reference}#2 ({wallet})");
        assert!(shown.starts_with(reference) && shown.contains(&named), "{shown}");
        let moved = now(reference);
        bench.wrong(&[
            (&format!("bond mint {BOND} --to INV-0001#2 1000"), 1, &moved),
            ("investor show INV-0001#2", 1, &moved),
        ]);
    }
}

/// A name that stands for one thing is given to nothing else, whichever was there first.
#[test]
fn a_name_is_given_once() {
    let bench = Bench::new();
    told(&bench, "devnet up");
    told(&bench, "deploy");
    let header = "reference,wallet,jurisdiction,kind,categories,flags";
    let (one, two) = (
        "0x00000000000000000000000000000000000003e9",
        "0x00000000000000000000000000000000000003fc",
    );
    let add = |reference: &str, wallet: &str| {
        format!(
            "investor add --reference {reference} --wallet {wallet} --jurisdiction GB --kind entity"
        )
    };
    told(&bench, &format!("label set acme {one}"));
    for (name, why) in [
        ("acme", "reference: `acme` is already a label; choose another reference"),
        ("paying-agent", "reference: `paying-agent` is already the name of a role"),
        (one, "begins like an address; let it begin otherwise than with 0x"),
    ] {
        let text = format!("{header}\nother,{two},GB,entity,,\n{name},{one},GB,entity,,\n");
        let file = bench.private_file("investors.csv", &text);
        let import = format!("investor import {}", file.display());
        bench.wrong(&[(&import, 1, "investors.csv:3: "), (&import, 1, why)]);
        let why = why.split(';').next().unwrap_or_default();
        bench.wrong(&[(&add(name, two), 2, why)]);
    }
    let book = bench.path().join(".corridor/private/devnet-local.investors.jsonl");
    assert!(!book.exists());

    told(&bench, &add("beta", two));
    for dry in ["", " --dry-run"] {
        let (label, role) =
            (format!("label set beta {one}{dry}"), format!("label set issuer {one}{dry}"));
        bench.wrong(&[
            (&label, 1, "`beta` is already the reference of an investor in "),
            (&role, 1, "`issuer` is already the name of a role; choose another name"),
            (
                &format!("account new beta{dry}"),
                1,
                "`beta` is already the reference of an investor",
            ),
            (&format!("account new acme{dry}"), 1, "`acme` is already a label"),
        ]);
    }

    // Labels and a book from before.
    let labels = bench.path().join(".corridor/labels.toml");
    fs::write(&labels, format!("beta = \"{one}\"\nissuer = \"{one}\"\n")).expect("written");
    let both = "`beta` is a label (0x00000000000000000000000000000000000003e9) and the reference of an investor \
                (0x00000000000000000000000000000000000003fC); give the address";
    let role = "`issuer` is the name of a role (0x70997970C51812dc3A010C7d01b50e0d17dc79C8) and a label (0x";
    bench.wrong(&[("investor show beta", 1, both), ("cash show --of issuer", 1, role)]);
    // Nor where no chain is asked.
    let notice = "register notice treasury-gilt-2040 --payment-date 2027-06-07 --format seev.036 --balance \"GBP 100\" --wallet beta";
    bench.wrong(&[(notice, 2, "--wallet: `beta` is a label and the reference of an investor in ")]);
    fs::write(&labels, format!("beta = \"{two}\"\n")).expect("written");
    assert_eq!(shown(&bench, "beta")["investor"], 1);
}
