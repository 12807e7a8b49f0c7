//! Devnets on a real Anvil.

use std::net::TcpListener;
use std::process::Command;
use std::time::Instant;

use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::rpc::types::TransactionRequest;
use corridor_toolchain::Tools;

use super::*;
use crate::accounts::test_signer;
use crate::network::TransactionSender;

pub(crate) fn anvil() -> PathBuf {
    Tools::discover().and_then(|tools| tools.anvil()).expect("Anvil of the pinned version").program
}

/// A working folder whose devnets are stopped at the end, also of a failed test.
struct Bench {
    folder: tempfile::TempDir,
    devnets: Devnets,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Home::locate(Some(folder.path())).expect("a home");
        Self { devnets: Devnets::new(&home), folder }
    }

    fn record(&self, name: &Name) -> Record {
        Record::load(&self.devnets.folder(name)).expect("readable").expect("a record")
    }

    async fn assert_crashed(&self, name: &Name) {
        let state = self.devnets.status(name).await.expect("status").state;
        // A test that runs beside this one may have been given the port in the meantime.
        assert!(matches!(state, DevnetState::Crashed | DevnetState::PortForeign), "{state:?}");
    }

    fn process(&self, name: &Name) -> ProcessId {
        self.record(name).process.expect("a process")
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        for name in self.devnets.names() {
            if let Ok(Some(Record { process: Some(process), .. })) =
                Record::load(&self.devnets.folder(&name))
            {
                let _ = process.kill();
            }
        }
        assert!(self.folder.path().exists());
    }
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

async fn pay_one(devnets: &Devnets, name: &Name, to: Address) {
    let connection = devnets.network(name).expect("running").connect().await.expect("connected");
    let sender = TransactionSender::new(connection, test_signer(0).expect("a test key"));
    let request = TransactionRequest::default().to(to).value(U256::ONE);
    sender.send_and_wait(request).await.expect("mined");
}

async fn balance(devnets: &Devnets, name: &Name, of: Address) -> U256 {
    let connection = devnets.network(name).expect("running").connect().await.expect("connected");
    connection.provider().get_balance(of).await.expect("a balance")
}

#[tokio::test]
async fn a_devnet_lives_stops_and_goes_on() {
    let (bench, one) = (Bench::new(), name("one"));
    let devnets = &bench.devnets;
    let options = DevnetOptions::default();
    let payee = Address::repeat_byte(0x77);

    let (outcome, first) = devnets.up(&anvil(), &one, &options).await.expect("up");
    assert_eq!((outcome, first.state), (UpOutcome::Created, DevnetState::Running));
    assert_eq!(first.identity.expect("an identity").chain_id, DEVNET_CHAIN_ID);
    pay_one(devnets, &one, payee).await;
    let (again, _) = devnets.up(&anvil(), &one, &options).await.expect("up again");
    assert_eq!(again, UpOutcome::AlreadyRunning);

    let process = bench.process(&one);
    assert_eq!(devnets.down(&one).await.expect("down"), DownOutcome::Stopped);
    assert!(!process.is_running());
    assert_eq!(devnets.status(&one).await.expect("status").state, DevnetState::Stopped);
    assert_eq!(devnets.down(&one).await.expect("down again"), DownOutcome::NotRunning);
    assert!(matches!(devnets.network(&one), Err(NetworkError::DevnetStopped { .. })));

    let (outcome, second) = devnets.up(&anvil(), &one, &options).await.expect("up after down");
    assert_eq!(outcome, UpOutcome::Resumed);
    assert_eq!(second.identity, first.identity);
    assert_eq!(balance(devnets, &one, payee).await, U256::ONE);

    let reset = devnets.reset(&anvil(), &one, &options, None).await.expect("reset");
    assert_eq!(reset.state, DevnetState::Running);
    assert_ne!(reset.identity, first.identity);
    assert_eq!(balance(devnets, &one, payee).await, U256::ZERO);
}

#[tokio::test]
async fn two_devnets_run_at_once_and_differ() {
    let bench = Bench::new();
    let (anvil, options) = (anvil(), DevnetOptions::default());
    let (a, b) = (name("a"), name("b"));
    let (first, second) = tokio::join!(
        bench.devnets.up(&anvil, &a, &options),
        bench.devnets.up(&anvil, &b, &options)
    );
    let (first, second) = (first.expect("a").1, second.expect("b").1);
    assert_ne!(first.port, second.port);
    assert_ne!(first.identity, second.identity);
    let states: Vec<_> = bench.devnets.list().await.expect("list");
    assert!(states.iter().all(|status| status.state == DevnetState::Running));
    assert_eq!(states.len(), 2);
}

#[tokio::test]
async fn a_killed_node_goes_on_from_the_last_chain_written() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions { state_interval: Some(1), ..DevnetOptions::default() };
    let payee = Address::repeat_byte(0x55);
    let (_, first) = bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    pay_one(&bench.devnets, &one, payee).await;
    // The first writing that began after the payment is the one that counts.
    let chain = record::chain_file(&first.folder);
    let paid = std::time::SystemTime::now() + Duration::from_millis(900);
    let began = Instant::now();
    while fs::metadata(&chain).and_then(|data| data.modified()).map_or(true, |at| at < paid) {
        assert!(began.elapsed() < Duration::from_secs(10), "the chain was never written");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    bench.process(&one).kill().expect("killed");

    bench.assert_crashed(&one).await;
    assert!(bench.devnets.network(&one).is_err());
    let (outcome, second) = bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    assert_eq!(outcome, UpOutcome::Resumed);
    assert_eq!(second.identity, first.identity);
    assert_eq!(balance(&bench.devnets, &one, payee).await, U256::ONE);
}

/// A node that ends before it has written anything leaves nothing to go on from.
#[tokio::test]
async fn a_node_killed_before_it_wrote_anything_begins_anew() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions { state_interval: Some(3600), ..DevnetOptions::default() };
    let (_, first) = bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    assert!(!first.stored);
    bench.process(&one).kill().expect("killed");
    bench.assert_crashed(&one).await;
    assert!(!bench.devnets.status(&one).await.expect("status").stored);
    let would = bench.devnets.preview(&one, &options).await.expect("a preview");
    assert_eq!(would, UpOutcome::CreatedAnew);
    let (outcome, second) = bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    assert_eq!(outcome, UpOutcome::CreatedAnew);
    assert_ne!(second.identity, first.identity);
    bench.devnets.down(&one).await.expect("down");
    assert!(bench.devnets.status(&one).await.expect("status").stored);
}

#[tokio::test]
async fn a_used_again_process_id_is_not_taken_for_the_node() {
    let (bench, one) = (Bench::new(), name("one"));
    bench.devnets.up(&anvil(), &one, &DevnetOptions::default()).await.expect("up");
    bench.process(&one).kill().expect("killed");
    let mut other = Command::new("/bin/sleep").arg("60").spawn().expect("a process");
    let own = ProcessId::of(other.id()).expect("recognised");
    let stale = ProcessId { pid: own.pid, started: "before".to_owned() };
    let folder = bench.devnets.folder(&one);
    Record { process: Some(stale), ..bench.record(&one) }.save(&folder).expect("saved");

    bench.assert_crashed(&one).await;
    assert_eq!(bench.devnets.down(&one).await.expect("down"), DownOutcome::NotRunning);
    assert!(own.is_running(), "a process that is not the node was ended");
    other.kill().and_then(|()| other.wait()).expect("ended");
}

#[tokio::test]
async fn something_else_on_the_port_is_seen() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions::default();
    bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    bench.process(&one).kill().expect("killed");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let folder = bench.devnets.folder(&one);
    Record { port, ..bench.record(&one) }.save(&folder).expect("saved");
    let status = bench.devnets.status(&one).await.expect("status");
    assert_eq!(status.state, DevnetState::PortForeign);
    let wanted = DevnetOptions { port: Some(port), ..options.clone() };
    let refused = bench.devnets.up(&anvil(), &one, &wanted).await;
    assert!(matches!(refused, Err(DevnetError::PortTaken { port: taken }) if taken == port));
    let (_, moved) = bench.devnets.up(&anvil(), &one, &options).await.expect("another port");
    assert_ne!(moved.port, port);
}

#[tokio::test]
async fn a_failed_start_leaves_nothing_behind() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions::default();
    let missing = bench.devnets.up(Path::new("/nowhere/anvil"), &one, &options).await;
    assert!(matches!(missing, Err(DevnetError::NoAnvil { .. })));
    let died = bench.devnets.up(Path::new("/bin/false"), &one, &options).await;
    assert!(matches!(died, Err(DevnetError::Died { .. })), "{died:?}");
    assert!(bench.devnets.names().is_empty());
    let unknown = bench.devnets.down(&one).await;
    assert!(matches!(unknown, Err(DevnetError::Unknown { .. })));
}

#[tokio::test]
async fn a_damaged_chain_is_named() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions::default();
    let (_, status) = bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    bench.devnets.down(&one).await.expect("down");
    fs::write(record::chain_file(&status.folder), "{\"half").expect("written");
    let damaged = bench.devnets.up(&anvil(), &one, &options).await;
    assert!(matches!(damaged, Err(DevnetError::StateDamaged { .. })), "{damaged:?}");
    assert_eq!(bench.devnets.status(&one).await.expect("status").state, DevnetState::Stopped);
    bench.devnets.reset(&anvil(), &one, &options, None).await.expect("reset");
}

#[tokio::test]
async fn settings_stay_and_conflicts_are_refused() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions {
        chain_id: Some(4242),
        accounts: Some(3),
        mining: Some(Mining::Interval(100)),
        ..DevnetOptions::default()
    };
    bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    let other = DevnetOptions { accounts: Some(4), ..DevnetOptions::default() };
    let refused = bench.devnets.up(&anvil(), &one, &other).await;
    assert!(matches!(refused, Err(DevnetError::RunsOtherwise { .. })), "{refused:?}");
    bench.devnets.down(&one).await.expect("down");
    let other = DevnetOptions { chain_id: Some(1), ..DevnetOptions::default() };
    let refused = bench.devnets.up(&anvil(), &one, &other).await;
    assert!(matches!(refused, Err(DevnetError::ChainIdFixed { .. })), "{refused:?}");
    let (_, status) =
        bench.devnets.up(&anvil(), &one, &DevnetOptions::default()).await.expect("up");
    assert_eq!(status.settings.mining, Mining::Interval(100));
    assert_eq!(status.settings.accounts, 3);
}

#[tokio::test]
async fn an_interrupted_start_is_cleared_away() {
    let (bench, one) = (Bench::new(), name("one"));
    let options = DevnetOptions::default();
    bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    let interrupted = bench.process(&one);
    let folder = bench.devnets.folder(&one);
    Record { identity: None, ..bench.record(&one) }.save(&folder).expect("saved");
    bench.devnets.up(&anvil(), &one, &options).await.expect("up");
    assert!(!interrupted.is_running());
    assert_ne!(bench.process(&one), interrupted);
}

#[tokio::test]
async fn an_ephemeral_devnet_ends_with_its_owner() {
    let devnet = Devnet::ephemeral(&anvil(), &DevnetOptions::default()).await.expect("started");
    let connection = devnet.connect().await.expect("connected");
    assert!(connection.allows_test_accounts());
    let endpoint = devnet.endpoint().clone();
    drop(devnet);
    let gone = identify(&endpoint, Duration::from_secs(1)).await;
    assert!(matches!(gone, Err(NetworkError::Down { .. })), "{gone:?}");
}
