//! What a node lost that was ended before it wrote its chain.

use crate::bench::Bench;
use crate::devnet::kill;

/// A bond on a node that writes its chain only when it is ended.
fn forgetful() -> Bench {
    let bench = Bench::with_gilt();
    bench.run("devnet down --quiet").success();
    bench.run("devnet up --state-interval 3600 --quiet").success();
    bench
}

/// What was sent before a file is in no journal of it: the file is not mined before that is done again, and is not said to be.
#[test]
fn a_file_that_comes_behind_what_was_lost_says_what_helps() {
    let bench = forgetful();
    let single = "bond mint treasury-gilt-2040 --to INV-0002 \"GBP 100,000\" --quiet";
    bench.quoted(single).success();
    bench.private_file("mint.csv", "wallet,amount\nINV-0001,1000000\n");
    let mint = "bond mint treasury-gilt-2040 --file mint.csv --quiet";
    bench.run(mint).success();
    kill(&bench);
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    let helps = "do again first what was done with this account before";
    assert!(told.contains("; 1 of them came before those of the file: "), "{told}");
    assert!(told.contains(helps), "{told}");
    let refused = bench.run(mint).code(1).stdout_eq("").get_output().stderr.clone();
    let refused = String::from_utf8(refused).expect("text is UTF-8");
    assert!(refused.contains("1 before them are missing") && refused.contains(helps), "{refused}");
    assert!(!refused.contains("run the command again"), "{refused}");
    bench.quoted(single).success();
    let again = bench.run(mint).success();
    let again = String::from_utf8_lossy(&again.get_output().stdout).into_owned();
    assert!(again.contains("the chain had lost 1 of its transactions"), "{again}");
}

#[test]
fn transactions_that_a_journal_knows_are_missed_and_sent_again() {
    let bench = forgetful();
    bench.private_file("mint.csv", "wallet,amount\nINV-0001,1000000\n");
    let mint = "bond mint treasury-gilt-2040 --file mint.csv --quiet";
    bench.run(mint).success();
    kill(&bench);
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    assert!(told.contains("transactions are missing: "), "{told}");
    assert!(told.contains("what is missing is sent when its command is run again"), "{told}");
    let again = bench.run(mint).success();
    let again = String::from_utf8_lossy(&again.get_output().stdout).into_owned();
    assert!(again.contains("the chain had lost 1 of its transactions"), "{again}");
    bench.run("devnet down --quiet").success();
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    assert!(!told.contains("missing"), "{told}");
}
