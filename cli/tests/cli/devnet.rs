//! `corridor devnet` on a real Anvil.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use snapbox::str;

use crate::bench::Bench;

#[test]
fn the_life_of_a_devnet() {
    let bench = Bench::new();
    bench
        .run("devnet up --dry-run")
        .success()
        .stdout_eq(str![[r#"
devnet local would be started with a new chain

"#]])
        .stderr_eq(str![[""]]);
    bench
        .run("devnet up")
        .success()
        .stdout_eq(str![[r#"
devnet local started with a new chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local

"#]])
        .stderr_eq(str![[""]]);
    bench.run("devnet up").success().stdout_eq(str![[r#"
devnet local runs already
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local

"#]]);
    bench.run("devnet status").success().stdout_eq(str![[r#"
devnet local: running
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local

"#]]);
    bench.run("devnet list").success().stdout_eq(str![[r#"
DEVNET  STATE    ENDPOINT                CHAIN ID
local   running  http://127.0.0.1:[PORT]  31337

"#]]);
    bench.run("devnet down --dry-run").success().stdout_eq(str![[r#"
devnet local would be stopped; its chain would be kept

"#]]);
    bench.run("devnet down").success().stdout_eq(str![[r#"
devnet local stopped; its chain is kept

"#]]);
    bench.run("devnet down").success().stdout_eq(str![[r#"
devnet local was not running

"#]]);
    bench.run("devnet status").success().stdout_eq(str![[r#"
devnet local: stopped
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  folder    [HOME]/.corridor/devnets/local

"#]]);
    bench.run("devnet up --dry-run").success().stdout_eq(str![[r#"
devnet local would be started with its stored chain

"#]]);
    bench.run("devnet reset --dry-run").success().stdout_eq(str![[r#"
devnet local would forget its chain and begin a new one
the chain would be moved aside, into a dated folder

"#]]);
    bench.run("devnet reset").success().stdout_eq(str![[r#"
devnet local begins a new chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local
the former chain is in [HOME]/.corridor/former/local-[STAMP]

"#]]);
}

#[test]
fn a_devnet_for_programs() {
    let bench = Bench::new();
    bench
        .run("--json devnet up two --chain-id 4242 --accounts 3 --block-time 0.1")
        .success()
        .stdout_eq(str![[r#"
{
  "schema": "corridor.devnet-up/1",
  "outcome": "created",
  "dry_run": false,
  "name": "two",
  "devnet": {
    "endpoint": "http://127.0.0.1:[PORT]",
    "name": "two",
    "state": "running",
    "port": [PORT],
    "pid": [PID],
    "identity": {
      "chain_id": 4242,
      "genesis_hash": "[HASH]"
    },
    "stored": [..],
    "settings": {
      "chain_id": 4242,
      "accounts": 3,
      "mining": {
        "interval": 100
      },
      "gas_limit": 60000000,
      "state_interval": 10
    },
    "folder": "[HOME]/.corridor/devnets/two"
  }
}

"#]]);
    bench.run("--json devnet list").success().stdout_eq(str![[r#"
{
  "schema": "corridor.devnet-list/1",
  "devnets": [
    {
      "endpoint": "http://127.0.0.1:[PORT]",
      "name": "two",
      "state": "running",
      "port": [PORT],
      "pid": [PID],
      "identity": {
        "chain_id": 4242,
        "genesis_hash": "[HASH]"
      },
      "stored": [..],
      "settings": {
        "chain_id": 4242,
        "accounts": 3,
        "mining": {
          "interval": 100
        },
        "gas_limit": 60000000,
        "state_interval": 10
      },
      "folder": "[HOME]/.corridor/devnets/two"
    }
  ]
}

"#]]);
    bench.run("--json devnet up two --accounts 4").code(1).stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "devnet",
    "message": "devnet `two` already runs with accounts 3, not 4; run `corridor devnet down two` first",
    "hint": null
  }
}

"#]]);
    bench.run("--json devnet down two").success().stdout_eq(str![[r#"
{
  "schema": "corridor.devnet-down/1",
  "name": "two",
  "outcome": "stopped",
  "dry_run": false
}

"#]]);
    bench.run("--json devnet status two").success().stdout_eq(str![[r#"
{
  "schema": "corridor.devnet-status/1",
  "endpoint": "http://127.0.0.1:[PORT]",
  "name": "two",
  "state": "stopped",
  "port": [PORT],
  "pid": null,
  "identity": {
    "chain_id": 4242,
    "genesis_hash": "[HASH]"
  },
  "stored": true,
  "settings": {
    "chain_id": 4242,
    "accounts": 3,
    "mining": {
      "interval": 100
    },
    "gas_limit": 60000000,
    "state_interval": 10
  },
  "folder": "[HOME]/.corridor/devnets/two"
}

"#]]);
}

#[test]
fn two_devnets_at_once() {
    let bench = Bench::new();
    bench.run("devnet up one --quiet").success();
    bench.run("devnet up two --quiet").success();
    bench.run("devnet list").success().stdout_eq(str![[r#"
DEVNET  STATE    ENDPOINT                CHAIN ID
one     running  http://127.0.0.1:[PORT]  31337
two     running  http://127.0.0.1:[PORT]  31337

"#]]);
}

/// A program that gives the pinned version and then never answers.
const SILENT_ANVIL: &str = "#!/bin/sh
[ \"$1\" = --version ] && echo 'anvil Version: 1.7.1' && exit
exec sleep 60
";

#[test]
fn an_interrupt_leaves_no_node_behind() {
    let bench = Bench::new();
    let anvil = bench.private_file("anvil", SILENT_ANVIL);
    fs::set_permissions(&anvil, fs::Permissions::from_mode(0o700)).expect("executable");
    let up = Command::new(snapbox::cmd::cargo_bin!("corridor"))
        .args(["devnet", "up", "--home", "home"])
        .env("CORRIDOR_ANVIL", &anvil)
        .current_dir(bench.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let record = bench.path().join("home/devnets/local/devnet.json");
    let began = Instant::now();
    let node = loop {
        let text = fs::read_to_string(&record).unwrap_or_default();
        let pid = text.split("\"pid\": ").nth(1).and_then(|rest| rest.split(',').next());
        if let Some(pid) = pid {
            break pid.to_owned();
        }
        assert!(began.elapsed() < Duration::from_secs(20), "the node was never recorded");
        std::thread::sleep(Duration::from_millis(20));
    };
    std::thread::sleep(Duration::from_millis(100));
    let interrupt = ["-INT", &up.id().to_string()];
    Command::new("kill").args(interrupt).status().expect("interrupted");
    let ended = up.wait_with_output().expect("ended");
    assert_eq!(ended.status.code(), Some(1));
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(told.contains("what was sent to the chain by then counts"), "{told}");
    assert!(told.contains("the same command goes on when it is given again"), "{told}");
    let alive = Command::new("kill").args(["-0", &node]).output().expect("asked").status.success();
    assert!(!alive, "the node {node} runs on");
}

/// Anvil makes a genesis block of its own at each start, and would take any of them for the first.
#[test]
fn a_chain_is_the_same_after_many_starts() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    let genesis = |bench: &Bench| {
        let status = bench.run("devnet status --json").success();
        let status: serde_json::Value =
            serde_json::from_slice(&status.get_output().stdout).expect("one document");
        let hash = status["identity"]["genesis_hash"].as_str().map(str::to_owned);
        hash.unwrap_or_else(|| panic!("no genesis in {status}"))
    };
    let first = genesis(&bench);
    for _ in 0..6 {
        bench.run("devnet down --quiet").success();
        bench.run("devnet up --quiet").success();
        assert_eq!(genesis(&bench), first);
    }
}

/// Seconds of the latest block.
fn latest(bench: &Bench) -> u64 {
    let time = bench.run("devnet time --json").success();
    let time: serde_json::Value =
        serde_json::from_slice(&time.get_output().stdout).expect("one document");
    time["seconds"].as_u64().expect("seconds")
}

/// Waits until the node, which writes every second, has written what it did, and does not write.
fn written(bench: &Bench) {
    let chain = bench.path().join(".corridor/devnets/local/chain.json");
    let changed = || std::fs::metadata(&chain).and_then(|data| data.modified()).ok();
    std::thread::sleep(Duration::from_millis(1_500));
    let (before, began) = (changed(), Instant::now());
    while changed() == before {
        assert!(began.elapsed() < Duration::from_secs(10), "the chain was never written");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(100));
}

pub(crate) fn kill(bench: &Bench) {
    let status = bench.run("devnet status --json").success();
    let status: serde_json::Value =
        serde_json::from_slice(&status.get_output().stdout).expect("one document");
    let pid = status["pid"].as_u64().expect("a process").to_string();
    assert!(Command::new("kill").args(["-9", &pid]).status().expect("asked").success());
    let began = Instant::now();
    let runs = || Command::new("kill").args(["-0", &pid]).output().expect("asked").status.success();
    while runs() {
        assert!(began.elapsed() < Duration::from_secs(10), "the node {pid} runs on");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_clock_that_was_moved_never_goes_back() {
    let bench = Bench::new();
    bench.run("devnet up --state-interval 1 --quiet").success();
    bench.run("devnet time --to 2058-12-07 --quiet").success();
    let moved = latest(&bench);
    bench.run("devnet down --quiet").success();
    bench.run("devnet up").success().stdout_eq(str![[r#"
devnet local started with its stored chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local
its clock is ahead of this machine's and goes on from [TIME], that of block 1

"#]]);
    bench.run("deploy --quiet").success();
    let deployed = latest(&bench);
    assert!(deployed >= moved, "{deployed} is before {moved}");

    written(&bench);
    kill(&bench);
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    assert!(
        told.contains("its clock is ahead of this machine's and goes on from 2058-12-07T"),
        "{told}"
    );
    assert!(told.contains("it had not been stopped: it goes on from block "), "{told}");
    assert!(told.contains("up to 1 s of blocks before its end may be missing"), "{told}");
    assert!(!told.contains("the manifest has"), "{told}");
    bench.run("devnet time --to 2058-12-09 --quiet").success();
    assert!(latest(&bench) > deployed);
}

#[test]
fn transactions_without_events_are_told_of() {
    let bench = Bench::new();
    bench.run("devnet up --state-interval 1 --quiet").success();
    bench.run("deploy --quiet").success();
    written(&bench);
    kill(&bench);
    let path = bench.path().join(".corridor/devnets/local/chain.json");
    let text = std::fs::read_to_string(&path).expect("a chain");
    let mut chain: serde_json::Value = serde_json::from_str(&text).expect("one document");
    let transactions = chain["transactions"].as_array_mut().expect("transactions");
    transactions.truncate(transactions.len() - 2);
    std::fs::write(&path, chain.to_string()).expect("written");
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    assert!(
        told.contains("2 of its transactions left what they did and not their events"),
        "{told}"
    );
    bench.run("devnet down --quiet").success();
    // What was stopped is not asked about.
    let up = bench.run("devnet up").success();
    let told = String::from_utf8(up.get_output().stdout.clone()).expect("text is UTF-8");
    assert!(!told.contains("their events"), "{told}");
}

#[test]
fn blocks_that_the_manifest_knows_are_missed() {
    let bench = Bench::new();
    bench.run("devnet up --state-interval 3600 --quiet").success();
    bench.run("devnet down --quiet").success();
    bench.run("devnet up").success().stdout_eq(str![[r#"
devnet local started with its stored chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local

"#]]);
    bench.run("deploy --quiet").success();
    kill(&bench);
    bench.run("devnet up").success().stdout_eq(str![[r#"
devnet local started with its stored chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local
it had not been stopped: it goes on from block 0, and up to 3600 s of blocks before its end may be missing; run `corridor verify`
blocks are missing: the manifest has contracts of block 6; `corridor verify` tells what is gone

"#]]);
    bench.run("devnet down --quiet").success();
    bench.run("devnet up --json").success().stdout_eq(str![[r#"
{
  "schema": "corridor.devnet-up/1",
  "outcome": "resumed",
  "dry_run": false,
  "name": "local",
  "devnet": {
    "endpoint": "http://127.0.0.1:[PORT]",
    "name": "local",
    "state": "running",
    "port": [PORT],
    "pid": [PID],
    "identity": {
      "chain_id": 31337,
      "genesis_hash": "[HASH]"
    },
    "stored": true,
    "settings": {
      "chain_id": 31337,
      "accounts": 100,
      "mining": "automatic",
      "gas_limit": 60000000,
      "state_interval": 3600
    },
    "folder": "[HOME]/.corridor/devnets/local"
  },
  "resumed": {
    "block": [BLOCK],
    "time": "[TIME]",
    "ahead": false,
    "may_lack_seconds": null,
    "unrecorded_transactions": 0,
    "manifest_block": 6
  }
}

"#]]);
}

/// A node that ends before it has written anything leaves nothing to go on from, and what was kept beside is of a chain that is gone.
#[test]
fn a_chain_that_was_never_written_is_replaced_and_what_was_kept_of_it_moved_aside() {
    let bench = Bench::new();
    bench.run("devnet up --state-interval 3600 --quiet").success();
    bench.run("deploy --quiet").success();
    kill(&bench);
    bench.run("devnet status").success().stdout_eq(str![[r#"
devnet local: crashed (nothing of its chain was written)
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  folder    [HOME]/.corridor/devnets/local

"#]]);
    let home = bench.path().join(".corridor");
    let manifest = home.join("deployments/devnet-local.json");
    let before = fs::read(&manifest).expect("kept");
    bench.run("devnet up --dry-run").success().stdout_eq(str![[r#"
devnet local would be started with a new chain: nothing of the one before was written when its node ended
what is kept of that one (manifest, journals, private books: 1 file) would be moved aside, into a dated folder

"#]]);
    assert_eq!(fs::read(&manifest).expect("kept"), before);
    bench.run("devnet up").success().stdout_eq(str![[r#"
devnet local started with a new chain: nothing of the one before was written when its node ended
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local
what was kept of the former chain (manifest, journals, private books: 1 file) is in [HOME]/.corridor/former/local-[STAMP]

"#]]);
    assert!(!manifest.exists());
    let former: Vec<_> = fs::read_dir(home.join("former")).expect("a folder").flatten().collect();
    let moved = former[0].path().join("deployments/devnet-local.json");
    assert_eq!(fs::read(moved).expect("moved"), before);
    bench.run("deploy --quiet").success();
    // Nothing is kept of a second one either; JSON says the same.
    kill(&bench);
    let up = bench.run("devnet up --json").success();
    let up: serde_json::Value =
        serde_json::from_slice(&up.get_output().stdout).expect("one document");
    assert_eq!(up["outcome"], "created-anew");
    assert_eq!(up["lost"]["kept"].as_array().map(Vec::len), Some(1), "{up}");
    assert!(up["lost"]["moved_to"].is_string(), "{up}");
}

#[test]
fn a_reset_keeps_what_was_known_of_the_former_chain() {
    let bench = Bench::new();
    bench.run("devnet up --quiet").success();
    bench.run("deploy --quiet").success();
    bench.run("investor import --demo --quiet").success();
    let home = bench.path().join(".corridor");
    let files = ["deployments/devnet-local.json", "private/devnet-local.investors.jsonl"];
    let before = files.map(|file| fs::read(home.join(file)).expect("kept"));
    bench.run("devnet reset --dry-run").success().stdout_eq(str![[r#"
devnet local would forget its chain and begin a new one
the chain and what is kept of it (manifest, journals, private books: 2 files) would be moved aside, into a dated folder

"#]]);
    assert_eq!(files.map(|file| fs::read(home.join(file)).expect("kept")), before);
    let reset = bench.run("devnet reset --json").success();
    let reset: serde_json::Value =
        serde_json::from_slice(&reset.get_output().stdout).expect("one document");
    assert!(!reset["kept"].as_array().expect("a list").is_empty(), "{reset}");
    let moved = std::path::Path::new(reset["moved_to"].as_str().expect("a folder"));
    assert!(moved.starts_with(fs::canonicalize(home.join("former")).expect("a folder")), "{reset}");
    assert_eq!(files.map(|file| fs::read(moved.join(file)).expect("moved")), before);
    assert!(files.iter().all(|file| !home.join(file).exists()));
    // The chain too, as it was when it was stopped.
    let chain = fs::read_to_string(moved.join("devnets/local/chain.json")).expect("a chain");
    let chain: serde_json::Value = serde_json::from_str(&chain).expect("one document");
    assert!(chain["transactions"].as_array().expect("transactions").len() > 6);
    assert_eq!(reset["chain_kept"], true);
    for folder in [moved.to_owned(), moved.join("private"), home.join("former")] {
        let mode = fs::metadata(&folder).expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
    }
    bench.run("deploy --quiet").success();
    bench.run("devnet reset").success().stdout_eq(str![[r#"
devnet local begins a new chain
  endpoint  http://127.0.0.1:[PORT]
  chain id  31337
  genesis   [HASH]
  accounts  100
  mining    each transaction at once
  process   [PID]
  folder    [HOME]/.corridor/devnets/local
the former chain and what was kept of it (manifest, journals, private books: 1 file) are in [HOME]/.corridor/former/local-[STAMP]

"#]]);
    assert_eq!(fs::read_dir(home.join("former")).expect("listed").count(), 2);
}
