//! Reading logs of an endpoint with limits, over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alloy::primitives::B256;
use serde_json::{Value, json};

use super::super::ranges::{FIRST_SPAN, MANY_BYTES};
use super::super::{ConnectOptions, Endpoint, Network};
use super::*;

/// What an endpoint makes of a range.
enum Answer {
    /// Its logs, with so many bytes of space among them.
    Logs(usize),
    /// An error of JSON-RPC.
    Error(i64, &'static str),
    /// An HTTP status.
    Status(u16),
}

/// What an endpoint makes of a range, the how manieth question for it it is being the last argument.
type Limits = fn(Range, usize) -> Answer;

/// A chain of which each block has as many logs as its number ends with, behind an endpoint with limits.
struct Chain {
    limits: Limits,
    asked: Mutex<Vec<Range>>,
}

impl Chain {
    fn serve(limits: Limits) -> (Arc<Self>, Endpoint) {
        let chain = Arc::new(Self { limits, asked: Mutex::default() });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let serving = Arc::clone(&chain);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (chain, stream) = (Arc::clone(&serving), stream.expect("a connection"));
                // A client that has heard enough may close it.
                std::thread::spawn(move || chain.answer(stream));
            }
        });
        (chain, Endpoint::local(port).expect("an endpoint"))
    }

    /// What was asked for, in the order of blocks: questions that are on their way at once come in any.
    fn asked(&self) -> Vec<Range> {
        let mut asked = self.asked.lock().expect("nobody panicked").clone();
        asked.sort_unstable();
        asked
    }

    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let question = question(&stream)?;
        let (status, body) = self.respond(&question);
        let head =
            format!("HTTP/1.1 {status} .\r\ncontent-type: application/json\r\nconnection: close");
        write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    fn respond(&self, question: &Value) -> (u16, String) {
        let id = &question["id"];
        let result = |result: String| {
            (200, format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{result}}}"))
        };
        match question["method"].as_str().expect("a method") {
            "eth_chainId" => result("\"0x7a69\"".to_owned()),
            "eth_blockNumber" => result("\"0x2a\"".to_owned()),
            "eth_getBlockByNumber" => result(genesis().to_string()),
            "eth_getLogs" => match self.logs(&question["params"][0]) {
                (range, Answer::Logs(space)) => result(logs(range, space)),
                (_, Answer::Status(status)) => (status, String::new()),
                (_, Answer::Error(code, message)) => {
                    let error = json!({"code": code, "message": message});
                    (200, json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string())
                }
            },
            other => panic!("{other}"),
        }
    }

    fn logs(&self, filter: &Value) -> (Range, Answer) {
        let number = |key: &str| {
            let text = filter[key].as_str().expect("a number").trim_start_matches("0x");
            u64::from_str_radix(text, 16).expect("a number")
        };
        let range = Range { from: number("fromBlock"), to: number("toBlock") };
        let mut asked = self.asked.lock().expect("nobody panicked");
        asked.push(range);
        let times = asked.iter().filter(|one| **one == range).count();
        drop(asked);
        // Answers of ranges that were asked for first come last.
        std::thread::sleep(Duration::from_millis(2 * (3 - range.from % 3)));
        (range, (self.limits)(range, times))
    }
}

fn question(stream: &TcpStream) -> std::io::Result<Value> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if let Some(text) = line.strip_prefix("content-length:") {
            length = text.trim().parse().expect("a length");
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}

fn genesis() -> Value {
    let (hash, number) = (B256::ZERO.to_string(), "0x0");
    let mut block = json!({"number": number, "timestamp": number, "difficulty": number, "gasLimit": number,
        "gasUsed": number, "size": number, "extraData": "0x", "nonce": "0x0000000000000000",
        "miner": format!("0x{}", "0".repeat(40)), "logsBloom": format!("0x{}", "0".repeat(512)),
        "transactions": [], "uncles": []});
    for key in [
        "hash",
        "parentHash",
        "sha3Uncles",
        "stateRoot",
        "transactionsRoot",
        "receiptsRoot",
        "mixHash",
    ] {
        block[key] = hash.clone().into();
    }
    block
}

/// The logs of a range, and space behind the first bracket.
fn logs(range: Range, space: usize) -> String {
    let logs: Vec<String> = expected(range.from, range.to)
        .map(|(block, index)| {
            json!({"address": format!("0x{}", "0".repeat(40)), "topics": [], "data": "0x",
                "blockNumber": format!("{block:#x}"), "logIndex": format!("{index:#x}"),
                "blockHash": B256::ZERO, "transactionHash": B256::ZERO, "transactionIndex": "0x0",
                "removed": false})
            .to_string()
        })
        .collect();
    format!("[{}{}]", " ".repeat(space), logs.join(","))
}

/// Block and number of each log of a range.
fn expected(from: u64, to: u64) -> impl Iterator<Item = (u64, u64)> {
    (from..=to).flat_map(|block| (0..block % 10).map(move |index| (block, index)))
}

async fn connect(endpoint: Endpoint) -> Connection {
    let backoff = Duration::from_millis(1);
    let options = ConnectOptions { retries: 1, backoff, ..ConnectOptions::default() };
    Network::at(endpoint).connect_with(&options).await.expect("connected")
}

/// What was asked for, in the order of blocks, and how many blocks each page that was read had.
struct Reading {
    asked: Vec<Range>,
    pages: Vec<u64>,
}

/// Reads everything from `first` through `last`.
async fn read(limits: Limits, (first, last): (u64, u64), most: u64) -> Reading {
    let (chain, endpoint) = Chain::serve(limits);
    let connection = connect(endpoint).await;
    let mut pages = Pages::new(&connection, Filter::new(), first, last, most);
    let (mut found, mut blocks, mut before) = (Vec::new(), Vec::new(), first);
    while let Some(logs) = pages.next().await.expect("logs") {
        let place = |log: &Log| log.block_number.zip(log.log_index).expect("a mined log");
        found.extend(logs.iter().map(place));
        blocks.push(pages.position() - before);
        before = pages.position();
    }
    assert_eq!(pages.position(), last + 1);
    assert_eq!(found, expected(first, last).collect::<Vec<_>>(), "once each, in order");
    Reading { asked: chain.asked(), pages: blocks }
}

fn longest(asked: &[Range]) -> u64 {
    asked.iter().map(|range| range.blocks()).max().unwrap_or(0)
}

#[tokio::test]
async fn ranges_grow_while_they_bring_little() {
    let Reading { asked, pages } = read(|_, _| Answer::Logs(0), (3, 1_000), 200).await;
    assert_eq!((asked[0].from, asked[0].blocks()), (3, FIRST_SPAN));
    assert_eq!(longest(&asked), 200);
    // The last one has what is left.
    assert!(pages[..pages.len() - 1].is_sorted(), "{pages:?}");
    assert!(asked.len() < 20, "{asked:?}");
    // Nothing was asked for twice.
    assert_eq!(asked.iter().map(|range| range.blocks()).sum::<u64>(), 998);
}

#[tokio::test]
async fn a_range_that_brought_too_much_is_followed_by_shorter_ones() {
    let limits: Limits = |range, _| Answer::Logs(if range.blocks() > 4 { MANY_BYTES } else { 0 });
    let Reading { asked, pages } = read(limits, (0, 99), 1_000).await;
    assert_eq!(longest(&asked), FIRST_SPAN);
    assert!(pages.iter().any(|blocks| *blocks <= 4), "{pages:?}");
    assert_eq!(asked.iter().map(|range| range.blocks()).sum::<u64>(), 100);
}

#[tokio::test]
async fn an_endpoint_that_refuses_long_ranges_is_read_in_shorter_ones() {
    let limits: [Limits; 5] = [
        |range, _| match range.blocks() {
            ..=5 => Answer::Logs(0),
            _ => Answer::Error(-32_005, "query returned more than 10000 results"),
        },
        |range, _| match range.blocks() {
            ..=5 => Answer::Logs(0),
            _ => Answer::Error(-32_602, "block range is too wide"),
        },
        |range, _| match range.blocks() {
            ..=5 => Answer::Logs(0),
            _ => Answer::Status(413),
        },
        |range, _| match range.blocks() {
            ..=1 => Answer::Logs(0),
            _ => Answer::Status(400),
        },
        // Where much happened, less may be asked for.
        |range, _| match (range.from..=range.to).contains(&70) {
            true if range.blocks() > 2 => Answer::Error(-32_000, "too many results"),
            _ => Answer::Logs(0),
        },
    ];
    for (index, limits) in limits.into_iter().enumerate() {
        let pages = read(limits, (7, 120), 1_000).await.pages;
        let limit = [5, 5, 5, 1, 2][index];
        let last = &pages[pages.len() - 10..];
        let grows_again = last.iter().any(|blocks| *blocks > limit);
        assert!(!grows_again, "{index}: no range grows to what was refused: {pages:?}");
    }
}

#[tokio::test]
async fn what_has_another_cause_is_told_and_read_by_whoever_asks_again() {
    let (chain, endpoint) = Chain::serve(|range, times| match (range.from, times) {
        (16, 1) => Answer::Status(403),
        _ => Answer::Logs(0),
    });
    let connection = connect(endpoint).await;
    let mut pages = Pages::new(&connection, Filter::new(), 0, 63, 16);
    let mut blocks = Vec::new();
    let mut failures = Vec::new();
    loop {
        match pages.next_unread().await {
            Ok(Some(page)) => {
                let logs: Vec<Log> = serde_json::from_str(page.get()).expect("logs");
                blocks.extend(logs.iter().filter_map(|log| log.block_number));
            }
            Ok(None) => break,
            Err(error) => failures.push((pages.position(), error.to_string())),
        }
    }
    assert!(matches!(&*failures, [(16, reason)] if reason.contains("403")), "{failures:?}");
    assert_eq!(blocks, expected(0, 63).map(|(block, _)| block).collect::<Vec<_>>());
    assert_eq!(longest(&chain.asked()), 16, "it is not taken for a limit");
}

#[tokio::test]
async fn a_single_block_that_is_refused_is_an_error() {
    let (_, endpoint) = Chain::serve(|range, _| match range.from {
        20 => Answer::Error(-32_005, "query returned more than 10000 results"),
        _ if range.blocks() > 1 => Answer::Error(-32_005, "query returned more than 10000 results"),
        _ => Answer::Logs(0),
    });
    let connection = connect(endpoint).await;
    let mut pages = Pages::new(&connection, Filter::new(), 18, 40, 8);
    for block in 18..20 {
        assert_eq!(pages.position(), block);
        pages.next().await.expect("the logs of a block").expect("some");
    }
    let error = pages.next().await.expect_err("refused").to_string();
    assert!(error.contains("query returned more than 10000 results"), "{error}");
    assert_eq!(pages.position(), 20, "what was not read is not passed over");
}
