//! The file that Anvil keeps a chain in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use alloy::consensus::Header;
use alloy::primitives::{Address, B256, U64};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::home::{HomeError, Visibility, write_atomic};

/// Where the blocks of the file stand.
const BLOCKS: &str = "blocks";

/// Where the file has what the latest block was made with.
const LATEST: &str = "block";

#[derive(Deserialize)]
struct StoredChain<'b> {
    #[serde(borrow)]
    accounts: BTreeMap<Address, StoredAccount<'b>>,
    transactions: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct StoredAccount<'b> {
    nonce: U64,
    #[serde(borrow)]
    code: Cow<'b, str>,
}

#[derive(Deserialize)]
struct StoredBlock<'b> {
    #[serde(borrow)]
    header: &'b RawValue,
}

#[derive(Deserialize)]
struct Numbered {
    number: U64,
}

#[derive(Deserialize)]
struct Timed {
    timestamp: U64,
}

/// Makes the file of a chain ready to be read by Anvil, and says when its latest block was, in Unix seconds.
///
/// A file that cannot be understood is left for Anvil to complain about.
///
/// # Errors
///
/// The file can't be written.
pub(super) fn prepare(path: &Path, own: Option<B256>) -> Result<Option<u64>, HomeError> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(None) };
    if let Some(cleaned) = own.and_then(|own| without_strangers(&text, own)) {
        write_atomic(path, cleaned.as_bytes(), Visibility::Shared)?;
    }
    Ok(latest_time(&text))
}

/// How many transactions a chain file has the effects of and not the transactions: Anvil copies its blocks first and its accounts then, and
/// may mine a block in between. Their events are lost where a node goes on from such a file. Nothing when the file is not whole.
///
/// An account without code has sent as many transactions as its nonce says.
#[must_use]
pub fn unrecorded_transactions(text: &str) -> Option<u64> {
    let chain: StoredChain<'_> = serde_json::from_str(text).ok()?;
    let senders = chain.accounts.values().filter(|account| account.code == "0x");
    let sent: u64 = senders.map(|account| account.nonce.to::<u64>()).sum();
    Some(sent.saturating_sub(chain.transactions.len() as u64))
}

fn latest_time(text: &str) -> Option<u64> {
    let parts: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let timed: Timed = serde_json::from_str(parts.get(LATEST)?.get()).ok()?;
    Some(timed.timestamp.to())
}

/// The file without the genesis blocks that are not the chain's own; nothing where there is nothing to take out, or no own one. Anvil
/// makes one of its own whenever it starts, writes all of them, and takes any of them for the first block when it reads the file again:
/// after a few starts a chain would be another.
fn without_strangers(text: &str, own: B256) -> Option<String> {
    let mut parts: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let blocks: Vec<&RawValue> = serde_json::from_str(parts.get(BLOCKS)?.get()).ok()?;
    let (first, mut kept): (Vec<&RawValue>, Vec<&RawValue>) =
        blocks.into_iter().partition(|block| is_first(block));
    let found = first.iter().find(|block| hash(block) == Some(own))?;
    if first.len() == 1 {
        return None;
    }
    kept.insert(0, found);
    let blocks = serde_json::value::to_raw_value(&kept).ok()?;
    parts.insert(BLOCKS.to_owned(), &blocks);
    serde_json::to_string(&parts).ok()
}

fn header<'b>(block: &'b RawValue) -> Option<&'b RawValue> {
    Some(serde_json::from_str::<StoredBlock<'b>>(block.get()).ok()?.header)
}

fn is_first(block: &RawValue) -> bool {
    let number =
        header(block).and_then(|header| serde_json::from_str::<Numbered>(header.get()).ok());
    number.is_some_and(|numbered| numbered.number.is_zero())
}

fn hash(block: &RawValue) -> Option<B256> {
    let header: Header = serde_json::from_str(header(block)?.get()).ok()?;
    Some(header.hash_slow())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(number: u64, timestamp: u64) -> (String, B256) {
        let header = Header { number, timestamp, ..Header::default() };
        let text = serde_json::to_string(&header).unwrap();
        (format!(r#"{{"header":{text},"transactions":[]}}"#), header.hash_slow())
    }

    #[test]
    fn the_own_genesis_block_stays_and_every_later_block() {
        let ((own, hash), (other, _), (later, _)) = (block(0, 1), block(0, 2), block(1, 3));
        let text = format!(r#"{{"accounts":{{}},"blocks":[{later},{other},{own}]}}"#);
        let cleaned = without_strangers(&text, hash).unwrap();
        assert_eq!(cleaned, format!(r#"{{"accounts":{{}},"blocks":[{own},{later}]}}"#));
        assert_eq!(without_strangers(&cleaned, hash), None);
        assert_eq!(without_strangers(&text, B256::ZERO), None);
        assert_eq!(without_strangers("{", hash), None);
    }

    #[test]
    fn effects_without_their_transactions_are_counted() {
        let chain = |nonces: [u64; 2], transactions: &str| {
            let [first, second] = nonces;
            format!(
                r#"{{"accounts":{{
                    "0x1111111111111111111111111111111111111111":{{"nonce":{first},"code":"0x","storage":{{}}}},
                    "0x2222222222222222222222222222222222222222":{{"nonce":{second},"code":"0x","storage":{{}}}},
                    "0x3333333333333333333333333333333333333333":{{"nonce":9,"code":"0x60","storage":{{}}}}
                }},"transactions":[{transactions}]}}"#
            )
        };
        assert_eq!(unrecorded_transactions(&chain([2, 1], "{},{},{}")), Some(0));
        assert_eq!(unrecorded_transactions(&chain([2, 2], "{},{}")), Some(2));
        assert_eq!(unrecorded_transactions(&chain([0, 0], "")), Some(0));
        let whole = chain([1, 0], "{}");
        assert_eq!(unrecorded_transactions(&whole[..whole.len() - 1]), None);
    }

    #[test]
    fn the_latest_block_has_a_time() {
        let text = r#"{"block":{"number":"0x1","timestamp":"0x6ed9af80"},"blocks":[]}"#;
        assert_eq!(latest_time(text), Some(1_859_760_000));
        assert_eq!(latest_time(r#"{"blocks":[]}"#), None);
    }
}
