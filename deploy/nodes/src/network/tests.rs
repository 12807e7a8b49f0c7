//! Endpoints that misbehave, the catalogue, and sending on a real Anvil.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;

use alloy::primitives::{Address, Bytes, U256, hex};
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;

use super::*;
use crate::accounts::{
    AccountError, AccountRef, Keystores, Password, PasswordPurpose, PasswordSource, Role,
    role_assignments, test_signer,
};
use crate::devnet::{Devnet, DevnetOptions, Devnets, Mining};
use crate::home::{Home, Name};

const SOON: Duration = Duration::from_millis(300);

/// Answers every connection with `answer`, or never when there is none.
fn serve(answer: Option<&'static str>) -> Endpoint {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            if let Some(answer) = answer {
                let _ = stream.read(&mut [0; 4096]);
                let length = answer.len();
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
                let _ = write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{answer}");
            } else {
                held.push(stream);
            }
        }
    });
    Endpoint::local(port).expect("an endpoint")
}

/// A node that turns requests away says why, also when it was asked several times.
#[tokio::test]
async fn what_a_node_says_after_repetitions_is_told() {
    for (answer, said) in [
        (
            r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32005,"message":"daily limit reached"}}"#,
            "error code -32005: daily limit reached",
        ),
        (
            r#"{"jsonrpc":"2.0","id":0,"error":{"code":429,"message":"slow down"}}"#,
            "error code 429: slow down",
        ),
    ] {
        let endpoint = serve(Some(answer));
        let (retries, backoff) = (2, Duration::from_millis(1));
        let options = ConnectOptions { retries, backoff, ..ConnectOptions::default() };
        let client = endpoint.http_client(options.request_timeout).expect("a client");
        let rpc = ClientBuilder::default()
            .layer(super::retries(&options))
            .http_with_client(client, endpoint.url().clone());
        let asked: Result<u64, _> =
            RootProvider::<alloy::network::Ethereum>::new(rpc).get_chain_id().await;
        let error = explain(&endpoint, "eth_chainId", SOON, &asked.expect_err("turned away"));
        let NetworkError::TurnedAway { reason, .. } = &error else { panic!("{error:?}") };
        assert_eq!(reason, said);
    }
}

async fn devnet() -> Devnet {
    let anvil = corridor_toolchain::Tools::discover().and_then(|tools| tools.anvil());
    let anvil = anvil.expect("Anvil of the pinned version").program;
    Devnet::ephemeral(&anvil, &DevnetOptions::default()).await.expect("a devnet")
}

fn home(networks: &str) -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = Home::locate(Some(folder.path())).expect("a home");
    fs::write(home.networks_file(), networks).expect("written");
    (folder, home)
}

#[test]
fn addresses_are_checked_and_credentials_hidden() {
    for bad in ["127.0.0.1:8545", "ws://node", "http://", "ftp://x"] {
        assert!(Endpoint::parse(bad).is_err(), "{bad} was taken");
    }
    for (text, shown) in [
        ("http://127.0.0.1:8545", "http://127.0.0.1:8545"),
        ("https://user:secret@node.example/v3/secret?key=secret", "https://node.example/…"),
        ("https://node.example:8443/secret", "https://node.example:8443/…"),
    ] {
        let endpoint = Endpoint::parse(text).expect("an endpoint");
        assert_eq!(endpoint.to_string(), shown);
        assert!(!format!("{endpoint:?}").contains("secret"));
    }
    let error = Endpoint::parse("wss://user:secret@node/secret").expect_err("refused");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn a_dead_endpoint_is_down_and_leaks_nothing() {
    let port =
        TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("free").port();
    let url = format!("http://user:secret@127.0.0.1:{port}/secret");
    let endpoint = Endpoint::parse(&url).expect("an endpoint");
    let error = identify(&endpoint, SOON).await.expect_err("down");
    assert!(matches!(error, NetworkError::Down { .. }), "{error:?}");
    assert!(error.to_string().starts_with(&format!("could not reach http://127.0.0.1:{port}/…")));
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn a_silent_endpoint_is_slow() {
    let error = identify(&serve(None), SOON).await.expect_err("slow");
    assert!(matches!(error, NetworkError::Slow { .. }), "{error:?}");
}

#[tokio::test]
async fn a_web_server_is_not_a_node() {
    let error = identify(&serve(Some("<html></html>")), SOON).await.expect_err("no node");
    assert!(matches!(error, NetworkError::NotANode { .. }), "{error:?}");
    let refusal = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"no such method"}}"#;
    let error = identify(&serve(Some(refusal)), SOON).await.expect_err("refused");
    assert!(matches!(error, NetworkError::Refused { .. }), "{error:?}");
}

#[tokio::test]
async fn a_request_that_was_cut_off_is_repeated() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        drop(listener.accept().expect("the first connection"));
        let (mut stream, _) = listener.accept().expect("the second connection");
        let _ = stream.read(&mut [0; 4096]);
        let answer = r#"{"jsonrpc":"2.0","id":0,"result":"0x2a"}"#;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        let _ = write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
    });
    let endpoint = Endpoint::local(port).expect("an endpoint");
    let options =
        ConnectOptions { backoff: Duration::from_millis(10), ..ConnectOptions::default() };
    let client = endpoint.http_client(options.request_timeout).expect("a client");
    let rpc = ClientBuilder::default()
        .layer(retries(&options))
        .http_with_client(client, endpoint.url().clone());
    let provider: RootProvider = RootProvider::new(rpc);
    assert_eq!(provider.get_chain_id().await.expect("the second answer"), 42);
}

#[tokio::test]
async fn another_chain_is_refused() {
    let devnet = devnet().await;
    let mut network = Network::at(devnet.endpoint().clone());
    network.chain_id = Some(1);
    let error = network.connect().await.expect_err("another id");
    assert!(matches!(error, NetworkError::WrongChain { expected: 1, found: 31_337, .. }));
    network.chain_id = None;
    network.genesis_hash = Some(B256::ZERO);
    let error = network.connect().await.expect_err("another genesis");
    assert!(matches!(error, NetworkError::WrongGenesis { .. }));
    let recorded = ChainIdentity { genesis_hash: B256::ZERO, ..devnet.identity() };
    assert!(devnet.identity().require(&recorded, devnet.endpoint()).is_err());
}

#[test]
fn networks_are_found_by_name() {
    let roles: String = Role::ALL.iter().map(|role| format!("{role} = \"{role}-key\"\n")).collect();
    let text = format!(
        "[networks.besu]\nrpc_url = \"https://besu.example/key\"\nchain_id = 1337\n[networks.besu.roles]\n{roles}"
    );
    let (_folder, home) = home(&text);
    let (networks, devnets) = (Networks::load(&home).expect("loaded"), Devnets::new(&home));
    let besu = networks.resolve("besu", &devnets).expect("found");
    assert_eq!((besu.chain_id, besu.kind), (Some(1337), NetworkKind::Named));
    let governor = besu.roles.expect("roles").account(Role::Governor).to_string();
    assert_eq!(governor, "governor-key");
    let address = networks.resolve("http://127.0.0.1:8545", &devnets).expect("an address");
    assert_eq!(address.kind, NetworkKind::Address);
    let error = networks.resolve("local", &devnets).expect_err("unknown");
    assert!(matches!(&error, NetworkError::Unknown { known, .. } if known == "besu"), "{error:?}");
    assert!(matches!(
        networks.resolve("devnet:x", &devnets),
        Err(NetworkError::DevnetStopped { .. })
    ));
}

#[test]
fn mistakes_in_the_file_are_named_by_line() {
    let cases = [
        ("[networks.a]\nrpc_url = \"http://x\"\n", 1),
        ("[networks.a]\nrpc_url = \"http://x\"\nchain_id = 1\nunknown = 2\n", 4),
        ("[networks.a]\nchain_id = 1\n\nrpc_url = \"ws://x\"\n", 4),
        ("# one\n[networks.a]\nchain_id = 1\n", 2),
        ("[networks.a]\nchain_id = 1\nrpc_url = \"http://x\"\nroles = { governor = \"a\" }\n", 4),
        (
            "[networks.a]\nchain_id = 1\nrpc_url = \"http://x\"\nroles = { governor = \"a\", issuer = \"a\" }\n",
            4,
        ),
    ];
    for (text, expected) in cases {
        let (_folder, home) = home(text);
        let found = Networks::load(&home)
            .and_then(|networks| networks.resolve("a", &Devnets::new(&home)))
            .expect_err("refused");
        assert!(
            matches!(found, NetworkError::File { line, .. } if line == expected),
            "{text}: {found:?}"
        );
    }
    let (_folder, home) =
        home("[networks.a]\nchain_id = 1\nrpc_url_env = \"CORRIDOR_TEST_UNSET\"\n");
    let error = Networks::load(&home)
        .and_then(|networks| networks.resolve("a", &Devnets::new(&home)))
        .expect_err("unset");
    assert!(matches!(error, NetworkError::VariableUnset { .. }));
}

/// Creation code of a contract that reverts with the four bytes `deadbeef` whatever it is called with.
fn reverting_contract() -> Bytes {
    // PUSH4 deadbeef PUSH1 e0 SHL PUSH0 MSTORE PUSH1 4 PUSH0 REVERT, put in memory and returned.
    let runtime = hex!("63deadbeef60e01b5f5260045ffd");
    let mut code = hex!("6d").to_vec();
    code.extend(runtime);
    code.extend(hex!("5f52600e6012f3"));
    code.into()
}

#[tokio::test]
async fn public_keys_sign_on_devnets_alone() {
    struct Fixed;
    impl PasswordSource for Fixed {
        fn password(&self, _: &Name, _: PasswordPurpose) -> Result<Password, AccountError> {
            Ok(Password::new("pass".to_owned()))
        }
    }
    let devnet = devnet().await;
    let (_folder, home) = home("");
    let keystores = Keystores::new(&home);
    let on_devnet = devnet.connect().await.expect("connected");
    let issuer = role_assignments(&on_devnet).expect("test accounts").account(Role::Issuer).clone();
    keystores.signer(&issuer, &on_devnet, &Fixed).expect("a test key");

    // The same node under a name of networks.toml is no devnet any more.
    let mut network = devnet.network().clone();
    network.kind = NetworkKind::Named;
    let named = network.connect().await.expect("connected");
    let refused = keystores.signer(&AccountRef::Test(0), &named, &Fixed);
    assert!(matches!(refused, Err(AccountError::TestKeyRefused { index: 0, .. })));
    assert!(matches!(role_assignments(&named), Err(AccountError::NoRoles { .. })));
}

#[tokio::test]
async fn many_transactions_fly_at_once() {
    let devnet = devnet().await;
    let connection = devnet.connect().await.expect("connected");
    let sender = TransactionSender::new(connection.clone(), test_signer(1).expect("a key"));
    let payee = Address::repeat_byte(0x42);
    let pay = || sender.send_and_wait(TransactionRequest::default().to(payee).value(U256::ONE));
    let (a, b, c, d) = tokio::join!(pay(), pay(), pay(), pay());
    for receipt in [a, b, c, d] {
        assert!(receipt.expect("mined").status());
    }
    let balance = connection.provider().get_balance(payee).await.expect("a balance");
    assert_eq!(balance, U256::from(4));
}

#[tokio::test]
async fn refusals_carry_their_data() {
    let devnet = devnet().await;
    let connection = devnet.connect().await.expect("connected");
    let sender = TransactionSender::new(connection, test_signer(2).expect("a key"));
    let create = TransactionRequest::default().input(reverting_contract().into());
    let create = TransactionRequest { to: Some(alloy::primitives::TxKind::Create), ..create };
    let receipt = sender.send_and_wait(create).await.expect("created");
    let contract = receipt.contract_address.expect("an address");

    let call = TransactionRequest::default().to(contract);
    let estimated = sender.send_and_wait(call.clone()).await.expect_err("refused");
    assert_eq!(estimated.revert_data(), Some(&hex!("deadbeef").into()));
    assert!(matches!(&estimated, SendError::Reverted(revert) if revert.mined.is_none()));

    let forced = TransactionRequest { gas: Some(100_000), ..call };
    let mined = sender.send_and_wait(forced).await.expect_err("refused when mined");
    assert_eq!(mined.revert_data(), Some(&hex!("deadbeef").into()));
    assert!(matches!(&mined, SendError::Reverted(revert) if revert.mined.is_some()));

    // The nonce goes on after both kinds of failure.
    let pay = TransactionRequest::default().to(Address::repeat_byte(1)).value(U256::ONE);
    sender.send_and_wait(pay).await.expect("mined");
}

#[tokio::test]
async fn the_nonce_recovers() {
    let devnet = devnet().await;
    let connection = devnet.connect().await.expect("connected");
    let signer = test_signer(3).expect("a key");
    let sender = TransactionSender::new(connection.clone(), signer.clone());
    let pay = || TransactionRequest::default().to(Address::repeat_byte(1)).value(U256::ONE);
    sender.send_and_wait(pay()).await.expect("mined");

    // Another program uses the key in between.
    let other = TransactionSender::new(connection.clone(), signer);
    other.send_and_wait(pay()).await.expect("mined");
    sender.send_and_wait(pay()).await.expect("mined after a stale nonce");

    // The chain is rolled back under the sender.
    let snapshot = connection.provider().anvil_snapshot().await.expect("a snapshot");
    sender.send_and_wait(pay()).await.expect("mined");
    connection.provider().anvil_revert(snapshot).await.expect("rolled back");
    sender.resynchronise().await;
    sender.send_and_wait(pay()).await.expect("mined after the rollback");
}

#[tokio::test]
async fn an_unmined_transaction_times_out_and_poverty_is_named() {
    let anvil = corridor_toolchain::Tools::discover().and_then(|tools| tools.anvil());
    let anvil = anvil.expect("Anvil of the pinned version").program;
    let options =
        DevnetOptions { mining: Some(Mining::Interval(60_000)), ..DevnetOptions::default() };
    let devnet = Devnet::ephemeral(&anvil, &options).await.expect("a devnet");
    let connection = devnet.connect().await.expect("connected");
    let options = SenderOptions { receipt_timeout: SOON, ..SenderOptions::default() };
    let signer = test_signer(4).expect("a key");
    let sender = TransactionSender::with_options(connection.clone(), signer, options);
    let pay = TransactionRequest::default().to(Address::repeat_byte(1)).value(U256::ONE);
    let error = sender.send_and_wait(pay.clone()).await.expect_err("not mined");
    assert!(matches!(error, SendError::NotMined { .. }), "{error:?}");

    let poor = TransactionSender::new(connection, test_signer(9_999).expect("a key"));
    let error = poor.send(TransactionRequest { gas: Some(21_000), ..pay }).await.expect_err("poor");
    assert!(matches!(error, SendError::Funds { .. }), "{error:?}");
}

#[test]
fn an_absent_file_is_an_empty_one() {
    let home = Home::locate(Some(Path::new("/nowhere/corridor"))).expect("a home");
    assert_eq!(Networks::load(&home).expect("loaded").names().count(), 0);
}
