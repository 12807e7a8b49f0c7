//! `corridor doctor`

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use alloy::primitives::{Address, U256, keccak256};
use alloy::sol_types::SolValue;
use snapbox::{file, str};

use crate::bench::Bench;

/// Alters a word of storage of the devnet's node, which is what no operation can.
fn set_storage(bench: &Bench, contract: &str, slot: &str, word: U256) {
    let record = bench.path().join(".corridor/devnets/local/devnet.json");
    let record: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(record).expect("a record")).expect("JSON");
    let body = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"anvil_setStorageAt","params":["{contract}","{slot}","{word:#066x}"]}}"#
    );
    let mut node = TcpStream::connect(format!("127.0.0.1:{}", record["port"])).expect("a node");
    let head =
        "POST / HTTP/1.1\r\nhost: node\r\nconnection: close\r\ncontent-type: application/json";
    write!(node, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).expect("sent");
    let mut answer = String::new();
    node.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("\"result\":true"), "{answer}");
}

#[test]
fn what_differs_is_named_and_the_status_says_so() {
    let bench = Bench::with_gilt();
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0001 \"GBP 2,000,000\"").success();
    bench
        .quoted("bond transfer treasury-gilt-2040 --from INV-0001 --to INV-0004 \"GBP 500,000\"")
        .success();
    bench
        .run("doctor")
        .success()
        .stdout_eq(str![[r#"
sound: 72 events with 2 movements, from block 1 to block 23
SUBJECT                           CHECK           COMPARED  VERDICT
shared                            standings       51        sound
shared                            wallets         49        sound
shared                            capacity        2         sound
treasury-gilt-2040@uk-sandbox uk  balances        2         sound
treasury-gilt-2040@uk-sandbox uk  supply          1         sound
treasury-gilt-2040@uk-sandbox uk  issue-volume    1         sound
treasury-gilt-2040@uk-sandbox uk  frozen          4         sound
treasury-gilt-2040@uk-sandbox uk  record-dates    1         sound
treasury-gilt-2040@uk-sandbox uk  state           6         sound
treasury-gilt-2040@uk-sandbox uk  regimes         2         sound
treasury-gilt-2040@uk-sandbox uk  outstanding     2         sound
treasury-gilt-2040@uk-sandbox uk  books           0         not kept
treasury-gilt-2040@uk-sandbox uk  holders         0         not kept
treasury-gilt-2040@uk-sandbox uk  purchases       0         not kept
treasury-gilt-2040@uk-sandbox uk  volumes         0         not kept
treasury-gilt-2040@uk-sandbox uk  lots            0         not kept
treasury-gilt-2040@uk-sandbox uk  offers          0         not kept
treasury-gilt-2040@uk-sandbox uk  offerings       0         not kept
treasury-gilt-2040@uk-sandbox uk  approvals       0         not kept
treasury-gilt-2040@uk-sandbox uk  breaches        0         not kept
treasury-gilt-2040@uk-sandbox uk  sum-of-holders  1         sound
treasury-gilt-2040@uk-sandbox     sum-of-legs     1         sound

"#]])
        .stderr_eq(str![[r#""#]]);
    bench.run("doctor nothing").code(1).stderr_eq(str![[r#"
error: there is no instrument `nothing` in the manifest (known: treasury-gilt-2040@uk-sandbox); issue it first

"#]]);

    let holder: Address = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f".parse().expect("an address");
    let slot = keccak256((holder, U256::from(7)).abi_encode()).to_string();
    let token = "0x8464135c8f25da09e49bc8782676a84730c318bc";
    set_storage(&bench, token, &slot, U256::from(150_000_001));
    bench.quoted("bond mint treasury-gilt-2040 --to INV-0004 \"GBP 100,000\"").success();
    bench.run("doctor treasury-gilt-2040").code(1).stdout_eq(str![[r#"
NOT sound: 74 events with 3 movements, from block 1 to block 24
SUBJECT                           CHECK           COMPARED  VERDICT
shared                            standings       51        sound
shared                            wallets         49        sound
shared                            capacity        2         sound
treasury-gilt-2040@uk-sandbox uk  balances        2         sound
treasury-gilt-2040@uk-sandbox uk  supply          1         sound
treasury-gilt-2040@uk-sandbox uk  issue-volume    1         sound
treasury-gilt-2040@uk-sandbox uk  frozen          4         DRIFT: 1
treasury-gilt-2040@uk-sandbox uk  record-dates    1         sound
treasury-gilt-2040@uk-sandbox uk  state           6         sound
treasury-gilt-2040@uk-sandbox uk  regimes         2         sound
treasury-gilt-2040@uk-sandbox uk  outstanding     2         sound
treasury-gilt-2040@uk-sandbox uk  books           0         not kept
treasury-gilt-2040@uk-sandbox uk  holders         0         not kept
treasury-gilt-2040@uk-sandbox uk  purchases       0         not kept
treasury-gilt-2040@uk-sandbox uk  volumes         0         not kept
treasury-gilt-2040@uk-sandbox uk  lots            0         not kept
treasury-gilt-2040@uk-sandbox uk  offers          0         not kept
treasury-gilt-2040@uk-sandbox uk  offerings       0         not kept
treasury-gilt-2040@uk-sandbox uk  approvals       0         not kept
treasury-gilt-2040@uk-sandbox uk  breaches        0         not kept
treasury-gilt-2040@uk-sandbox uk  sum-of-holders  1         sound
treasury-gilt-2040@uk-sandbox     sum-of-legs     1         sound

treasury-gilt-2040@uk-sandbox uk, frozen: frozen amount of INV-0001
  stored      GBP 1,500,000.01
  recounted   GBP 0
  last event  block 12, transaction [HASH]
  wrong since block 23, in which no event changes it
  what to do  ask a second endpoint, since missing logs look the same; if it stays, state or code was altered behind the contracts: pause the bond, run `corridor verify`, keep both outputs

"#]]);
    bench.run("doctor treasury-gilt-2040 --json").code(1).stdout_eq(file!["snapshots/doctor.json"]);
}
