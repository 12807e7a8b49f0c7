//! Endpoints in front of another one: one allows as little as public ones do, the other is away for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use corridor_deploy::network::Network;

/// Blocks that it answers for at once.
const MOST_BLOCKS: u64 = 7;

/// A network at an endpoint that refuses ranges of more than a few blocks and all state but the newest, and whose logs do not tell the
/// time, as those of older nodes.
pub(crate) async fn limited(target: &str) -> anyhow::Result<Network> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let target = target.trim_start_matches("http://").trim_end_matches('/').to_owned();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(serve(client, target.clone()));
        }
    });
    Ok(Network::at(address.parse()?))
}

/// The address of an endpoint that hangs up on so many requests, from the first one on that has `marker` in it, and then is back for good.
pub(crate) async fn away_once(
    target: &str,
    marker: String,
    requests: usize,
) -> anyhow::Result<(String, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let target = target.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let refused = Arc::new(AtomicUsize::new(0));
    let count = refused.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (target, marker, count) = (target.clone(), marker.clone(), count.clone());
            tokio::spawn(serve_or_hang_up(client, target, marker, (requests, count)));
        }
    });
    Ok((address, refused))
}

/// Answers one connection until it hangs up.
async fn serve_or_hang_up(
    mut client: TcpStream,
    target: String,
    marker: String,
    (requests, refused): (usize, Arc<AtomicUsize>),
) -> anyhow::Result<()> {
    loop {
        let asked = message(&mut client).await?;
        let is_marked = String::from_utf8_lossy(&asked).contains(&marker);
        let before = refused.load(Ordering::SeqCst);
        if before < requests && (before != 0 || is_marked) {
            refused.fetch_add(1, Ordering::SeqCst);
            return Ok(());
        }
        let answer = forward(&target, &serde_json::from_slice(&asked)?).await?;
        let body = answer.to_string();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        client.write_all(format!("{head} {}\r\n\r\n{body}", body.len()).as_bytes()).await?;
    }
}

/// Answers one connection, request by request.
async fn serve(mut client: TcpStream, target: String) -> anyhow::Result<()> {
    loop {
        let asked: Value = serde_json::from_slice(&message(&mut client).await?)?;
        let questions = asked.as_array().cloned().unwrap_or_else(|| vec![asked.clone()]);
        let newest = json!({"jsonrpc": "2.0", "id": 0, "method": "eth_blockNumber"});
        let newest = number(&forward(&target, &newest).await?["result"]);
        let mut answers = Vec::new();
        for question in questions {
            answers.push(match refusal(&question, newest) {
                Some(message) => json!({
                    "jsonrpc": "2.0",
                    "id": question["id"],
                    "error": {"code": -32_005, "message": message},
                }),
                None => forward(&target, &question).await.map(without_times)?,
            });
        }
        let answer = if asked.is_array() { Value::from(answers) } else { answers.remove(0) };
        let body = answer.to_string();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        client.write_all(format!("{head} {}\r\n\r\n{body}", body.len()).as_bytes()).await?;
    }
}

fn refusal(question: &Value, newest: u64) -> Option<&'static str> {
    let params = &question["params"];
    match question["method"].as_str()? {
        "eth_getLogs" => {
            let span = number(&params[0]["toBlock"]) - number(&params[0]["fromBlock"]) + 1;
            (span > MOST_BLOCKS).then_some("the range is too large")
        }
        "eth_call" => (number(&params[1]) < newest).then_some("missing trie node"),
        "eth_getStorageAt" => (number(&params[2]) < newest).then_some("missing trie node"),
        _ => None,
    }
}

fn number(value: &Value) -> u64 {
    let digits = value.as_str().unwrap_or_default().trim_start_matches("0x");
    u64::from_str_radix(digits, 16).unwrap_or(u64::MAX)
}

fn without_times(mut answer: Value) -> Value {
    for log in answer["result"].as_array_mut().into_iter().flatten() {
        if let Some(log) = log.as_object_mut() {
            log.remove("blockTimestamp");
        }
    }
    answer
}

/// Asks the node behind.
async fn forward(target: &str, question: &Value) -> anyhow::Result<Value> {
    let mut node = TcpStream::connect(target).await?;
    let body = question.to_string();
    let head = format!("POST / HTTP/1.1\r\nhost: {target}\r\ncontent-type: application/json\r\n");
    let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    node.write_all(request.as_bytes()).await?;
    Ok(serde_json::from_slice(&message(&mut node).await?)?)
}

/// The body of an HTTP message that tells its length.
async fn message(stream: &mut TcpStream) -> anyhow::Result<Vec<u8>> {
    let (mut read, mut head) = (Vec::new(), None);
    loop {
        if head.is_none() {
            head = read.windows(4).position(|end| end == b"\r\n\r\n").map(|end| end + 4);
        }
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.unwrap_or("0").trim().parse()?;
            if read.len() >= head + length {
                return Ok(read[head..head + length].to_vec());
            }
        }
        let mut part = [0; 16_384];
        let count = stream.read(&mut part).await?;
        anyhow::ensure!(count != 0, "the connection ended");
        read.extend_from_slice(&part[..count]);
    }
}
