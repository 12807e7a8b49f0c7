//! The control book of a leg and what everybody holds, by the events of the token alone.

use std::collections::BTreeMap;

use alloy::primitives::{Address, B256, Bytes, U64, U256};
use alloy::rpc::types::Filter;
use alloy::sol_types::SolEvent;
use corridor_bindings::ISecurityToken::{
    ExchangedIn, ExchangedOut, Frozen, IssueVolumeIncreased, Transfer,
};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::{Progress, RegisterError};
use crate::deployment::DeploymentError;
use crate::json::decimal;
use crate::network::{Connection, Pages};

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instant {
    pub(super) block: u64,
    /// In unix seconds; nothing when the log did not say.
    pub(super) time: Option<u64>,
}

/// What a wallet holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) units: U256,
    /// When it last came from nothing: the units are not told apart, so this is when they were issued to it.
    pub(super) issued: Instant,
    /// When it last came to nothing, and what it was until then.
    pub(super) cancelled: Option<(Instant, U256)>,
}

impl Position {
    /// Whether less than nothing is held, which only missing logs explain.
    pub(super) fn is_below_nothing(&self) -> bool {
        self.units > U256::from(u128::MAX)
    }
}

/// What came into being and what ceased to be, in smallest units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ControlBook {
    /// Issued.
    #[serde(serialize_with = "decimal::serialize")]
    pub issued: U256,
    /// Redeemed.
    #[serde(serialize_with = "decimal::serialize")]
    pub redeemed: U256,
    /// Came in from other legs.
    #[serde(serialize_with = "decimal::serialize")]
    pub exchanged_in: U256,
    /// Left for other legs.
    #[serde(serialize_with = "decimal::serialize")]
    pub exchanged_out: U256,
}

impl ControlBook {
    /// What must be outstanding.
    #[must_use]
    pub const fn outstanding(&self) -> U256 {
        let came = self.issued.wrapping_add(self.exchanged_in);
        came.wrapping_sub(self.redeemed.wrapping_add(self.exchanged_out))
    }
}

/// A leg by its events. Nothing in it grows with their number, only with that of the wallets that ever held.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) positions: BTreeMap<Address, Position>,
    /// What of whom is frozen, holder or not; it may be more than is held.
    pub(super) frozen: BTreeMap<Address, U256>,
    pub(super) control: ControlBook,
    /// By how much taps have raised what may be outstanding.
    pub(super) raised: U256,
    pub(super) transfers: u64,
}

/// As much of a log as is needed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    topics: Vec<B256>,
    data: Bytes,
    block_number: U64,
    #[serde(default)]
    block_timestamp: Option<U64>,
}

impl Ledger {
    /// Reads the events of a token from block `first` through `last`. A page of them is in memory at a time.
    pub(super) async fn read(
        connection: &Connection,
        token: Address,
        (first, last): (u64, u64),
        span: u64,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, RegisterError> {
        let topics = vec![
            Transfer::SIGNATURE_HASH,
            ExchangedIn::SIGNATURE_HASH,
            ExchangedOut::SIGNATURE_HASH,
            Frozen::SIGNATURE_HASH,
            IssueVolumeIncreased::SIGNATURE_HASH,
        ];
        let filter = Filter::new().address(token).event_signature(topics);
        let (send, mut receive) = mpsc::channel(1);
        // The endpoint writes a page while the one before is read.
        let ask = async move {
            let mut pages = Pages::new(connection, filter, first, last, span);
            while let Some(page) = pages.next_unread().await.map_err(DeploymentError::from)? {
                if send.send((page, pages.position() - 1)).await.is_err() {
                    break;
                }
            }
            Ok(())
        };
        let count = async {
            let mut ledger = Self::default();
            while let Some((page, block)) = receive.recv().await {
                let lines: Vec<Line> = serde_json::from_str(page.get())
                    .map_err(|error| RegisterError::Logs { token, reason: error.to_string() })?;
                for line in &lines {
                    let block = line.block_number.to();
                    ledger.apply(line).ok_or(RegisterError::Log { token, block })?;
                }
                progress(Progress::Read { block, first, last });
            }
            Ok::<Self, RegisterError>(ledger)
        };
        let ((), ledger) = tokio::try_join!(ask, count)?;
        Ok(ledger)
    }

    /// What everybody holds, added up.
    pub(super) fn sum(&self) -> U256 {
        self.positions.values().fold(U256::ZERO, |sum, held| sum.wrapping_add(held.units))
    }

    /// Counts one event; nothing when it is not what its signature says.
    fn apply(&mut self, line: &Line) -> Option<()> {
        let (signature, data) = (*line.topics.first()?, line.data.as_ref());
        let word = |index: usize| data.get(32 * index..32 * (index + 1)).map(U256::from_be_slice);
        let party = |index: usize| line.topics.get(index).map(|topic| Address::from_word(*topic));
        match signature {
            Transfer::SIGNATURE_HASH => {
                let at = Instant {
                    block: line.block_number.to(),
                    time: line.block_timestamp.map(|time| time.to()),
                };
                self.transfer(party(1)?, party(2)?, word(0)?, at);
            }
            Frozen::SIGNATURE_HASH => match (party(1)?, word(0)?) {
                (account, U256::ZERO) => drop(self.frozen.remove(&account)),
                (account, part) => drop(self.frozen.insert(account, part)),
            },
            IssueVolumeIncreased::SIGNATURE_HASH => {
                self.raised = self.raised.wrapping_add(word(0)?);
            }
            // Its `Transfer` was counted as an issue or a redemption.
            ExchangedIn::SIGNATURE_HASH => {
                let amount = word(0)?;
                self.control.exchanged_in = self.control.exchanged_in.wrapping_add(amount);
                self.control.issued = self.control.issued.wrapping_sub(amount);
            }
            _ => {
                let amount = word(0)?;
                self.control.exchanged_out = self.control.exchanged_out.wrapping_add(amount);
                self.control.redeemed = self.control.redeemed.wrapping_sub(amount);
            }
        }
        Some(())
    }

    fn transfer(&mut self, from: Address, to: Address, value: U256, at: Instant) {
        self.transfers += 1;
        // Who gives to itself holds what it held, and has held it since then.
        if from == to {
            return;
        }
        if from.is_zero() {
            self.control.issued = self.control.issued.wrapping_add(value);
        } else {
            self.change(from, U256::ZERO.wrapping_sub(value), at);
        }
        if to.is_zero() {
            self.control.redeemed = self.control.redeemed.wrapping_add(value);
        } else {
            self.change(to, value, at);
        }
    }

    fn change(&mut self, wallet: Address, by: U256, at: Instant) {
        if by.is_zero() {
            return;
        }
        let nothing = Position { units: U256::ZERO, issued: at, cancelled: None };
        let position = self.positions.entry(wallet).or_insert(nothing);
        if position.units.is_zero() {
            position.issued = at;
        }
        let before = position.units;
        position.units = before.wrapping_add(by);
        if position.units.is_zero() {
            position.cancelled = Some((at, before));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wallet(number: u8) -> Address {
        Address::repeat_byte(number)
    }

    fn at(block: u64) -> Instant {
        Instant { block, time: Some(12 * block) }
    }

    fn line(topics: &[B256], amounts: &[u64], block: u64) -> Line {
        let data: Vec<u8> =
            amounts.iter().flat_map(|amount| U256::from(*amount).to_be_bytes::<32>()).collect();
        Line {
            topics: topics.to_vec(),
            data: data.into(),
            block_number: U64::from(block),
            block_timestamp: None,
        }
    }

    #[test]
    fn a_position_is_issued_when_it_comes_from_nothing() {
        let mut ledger = Ledger::default();
        let units = U256::from;
        ledger.transfer(Address::ZERO, wallet(1), units(10), at(1));
        ledger.transfer(Address::ZERO, wallet(1), units(5), at(2));
        ledger.transfer(wallet(1), wallet(2), units(15), at(3));
        ledger.transfer(wallet(2), wallet(1), units(4), at(4));
        ledger.transfer(wallet(1), wallet(1), units(4), at(5));
        let first = ledger.positions[&wallet(1)];
        assert_eq!((first.units, first.issued.block), (units(4), 4), "no movement to oneself");
        assert_eq!(first.cancelled, Some((at(3), units(15))));
        let second = ledger.positions[&wallet(2)];
        assert_eq!((second.units, second.issued, second.cancelled), (units(11), at(3), None));
        assert_eq!(ledger.sum(), units(15));
        assert_eq!(ledger.control.outstanding(), units(15));
    }

    #[test]
    fn what_is_exchanged_is_neither_issued_nor_redeemed() {
        let mut ledger = Ledger::default();
        let (nobody, one) = (B256::ZERO, wallet(1).into_word());
        let lines = [
            line(&[Transfer::SIGNATURE_HASH, nobody, one], &[10], 1),
            line(&[Transfer::SIGNATURE_HASH, nobody, one], &[7], 2),
            line(&[ExchangedIn::SIGNATURE_HASH, wallet(9).into_word(), one], &[7, 0], 2),
            line(&[Transfer::SIGNATURE_HASH, one, nobody], &[3], 3),
            line(&[ExchangedOut::SIGNATURE_HASH, one, one, wallet(9).into_word()], &[3, 0], 3),
            line(&[Transfer::SIGNATURE_HASH, one, nobody], &[4], 4),
        ];
        assert!(lines.iter().all(|line| ledger.apply(line).is_some()));
        let units = U256::from;
        let expected = ControlBook {
            issued: units(10),
            redeemed: units(4),
            exchanged_in: units(7),
            exchanged_out: units(3),
        };
        assert_eq!(ledger.control, expected);
        assert_eq!((ledger.sum(), ledger.control.outstanding()), (units(10), units(10)));
        assert_eq!(ledger.positions[&wallet(1)].issued.block, 1);
    }

    #[test]
    fn a_frozen_part_is_what_was_said_last() {
        let mut ledger = Ledger::default();
        let (one, two) = (wallet(1).into_word(), wallet(2).into_word());
        let said = [(one, 5), (two, 9), (one, 3), (two, 0)];
        for (block, (account, part)) in (1..).zip(said) {
            let line = line(&[Frozen::SIGNATURE_HASH, account], &[part], block);
            ledger.apply(&line).expect("an event");
        }
        assert_eq!(ledger.frozen, BTreeMap::from([(wallet(1), U256::from(3))]));
        assert!(ledger.positions.is_empty(), "who is frozen holds nothing by that");
    }

    #[test]
    fn missing_logs_show() {
        let mut ledger = Ledger::default();
        ledger.transfer(wallet(1), wallet(2), U256::ONE, at(1));
        assert!(ledger.positions[&wallet(1)].is_below_nothing());
        assert!(!ledger.positions[&wallet(2)].is_below_nothing());
        assert!(ledger.apply(&line(&[Transfer::SIGNATURE_HASH, B256::ZERO], &[1], 1)).is_none());
    }
}
