//! An endpoint in front of a devnet's node, which gives up in the middle of a command.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use crate::bench::Bench;

/// What it does once it has answered enough.
#[derive(Clone, Copy, Debug)]
pub(crate) enum GivesUp {
    /// Answers every question with an error, as a node behind a gateway that has gone does.
    WithAnError,
    /// Hangs up.
    WithoutAWord,
}

/// The network that stands for it in `networks.toml`.
pub(crate) const NETWORK: &str = "flaky";

/// The address that many questions in one call are put to.
const TOGETHER: &str = "7265616420746f67657468657200";

/// Puts such an endpoint before the devnet of `bench`: it answers so many calls of many questions, and nothing behind them. What is
/// deployed on the devnet is deployed on its network too.
pub(crate) fn before(bench: &Bench, answered: usize, how: GivesUp) {
    let home = bench.path().join(".corridor");
    let record = fs::read_to_string(home.join("devnets/local/devnet.json")).expect("a record");
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    let node = format!("127.0.0.1:{}", record["port"]);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let left = Arc::new(AtomicUsize::new(answered + 1));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let (node, left) = (node.clone(), left.clone());
            thread::spawn(move || serve(client, &node, &left, how));
        }
    });
    let network =
        format!("[networks.{NETWORK}]\nchain_id = 31337\nrpc_url = \"http://127.0.0.1:{port}\"\n");
    fs::write(home.join("networks.toml"), network).expect("written");
    let manifests = home.join("deployments");
    let copy = manifests.join(format!("{NETWORK}.json"));
    fs::copy(manifests.join("devnet-local.json"), copy).expect("copied");
}

/// Answers one connection, request by request.
fn serve(mut client: TcpStream, node: &str, left: &AtomicUsize, how: GivesUp) -> Option<()> {
    loop {
        let body = message(&mut client)?;
        // Once the last call of many questions is answered, the next one finds nobody, and neither does what comes behind it.
        let now = Ordering::SeqCst;
        let is_counted = body.contains(TOGETHER);
        let one_less = |left: usize| Some(left.saturating_sub(usize::from(is_counted)));
        let before = left.fetch_update(now, now, one_less).unwrap_or_default();
        let gone = before == 0 || (before == 1 && is_counted);
        let answer = match (gone, how) {
            (false, _) => forward(node, &body)?,
            (true, GivesUp::WithAnError) => refused(&body),
            (true, GivesUp::WithoutAWord) => return None,
        };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        write!(client, "{head} {}\r\n\r\n{answer}", answer.len()).ok()?;
    }
}

fn refused(body: &str) -> String {
    let asked: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let one = |question: &serde_json::Value| {
        serde_json::json!({
            "jsonrpc": "2.0",
            "id": question["id"],
            "error": { "code": -32_000, "message": "the node behind is gone" },
        })
    };
    match asked.as_array() {
        Some(questions) => serde_json::Value::from_iter(questions.iter().map(one)).to_string(),
        None => one(&asked).to_string(),
    }
}

/// Asks the node behind.
fn forward(node: &str, body: &str) -> Option<String> {
    let mut node = TcpStream::connect(node).ok()?;
    let head = "POST / HTTP/1.1\r\nhost: node\r\ncontent-type: application/json";
    write!(node, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).ok()?;
    message(&mut node)
}

/// The body of an HTTP message that tells its length.
fn message(stream: &mut TcpStream) -> Option<String> {
    let (mut read, mut part) = (Vec::new(), [0; 16_384]);
    loop {
        let head = read.windows(4).position(|end| end == b"\r\n\r\n").map(|end| end + 4);
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length?.trim().parse().ok()?;
            if read.len() >= head + length {
                return String::from_utf8(read[head..head + length].to_vec()).ok();
            }
        }
        match stream.read(&mut part) {
            Ok(count) if count > 0 => read.extend_from_slice(&part[..count]),
            _ => return None,
        }
    }
}
