//! The moment of a register: a block, or the end of a day.

use std::str::FromStr;

use alloy::eips::BlockNumberOrTag;
use alloy::providers::Provider;
use serde::Serialize;

use super::RegisterError;
use crate::calendar::{CalendarError, UtcDay};
use crate::deployment::{BondRecord, DeploymentError};
use crate::json::in_utc;
use crate::network::{Connection, Pages};

/// When a register is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// Now: at the latest block.
    #[default]
    Latest,
    /// Behind a block.
    Block(u64),
    /// At the end of a UTC day.
    EndOf(UtcDay),
}

impl FromStr for At {
    type Err = CalendarError;

    /// Digits are a block, anything else is a day.
    fn from_str(text: &str) -> Result<Self, CalendarError> {
        text.parse().map_or_else(|_| text.parse().map(Self::EndOf), |block| Ok(Self::Block(block)))
    }
}

/// The block that a register stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// Its number: the register stands as this block left it.
    pub block: u64,
    /// Its time, in unix seconds.
    #[serde(serialize_with = "in_utc")]
    pub time: u64,
    /// The time of the next block; none while there is no next one.
    #[serde(skip)]
    pub next_time: Option<u64>,
    /// The day at whose end it stands, when a day was asked for.
    pub day: Option<UtcDay>,
}

impl Moment {
    /// Finds the block.
    pub(super) async fn find(connection: &Connection, at: At) -> Result<Self, RegisterError> {
        let blocks = Blocks { connection };
        let latest = Pages::latest(connection).await.map_err(DeploymentError::from)?;
        let block = match at {
            At::Latest => latest,
            At::Block(block) if block > latest => {
                return Err(RegisterError::NoBlock { block, latest });
            }
            At::Block(block) => block,
            At::EndOf(day) => blocks.last_of(day, latest).await?,
        };
        let time = blocks.time(block).await?;
        let next_time = if block < latest { Some(blocks.time(block + 1).await?) } else { None };
        let day = if let At::EndOf(day) = at { Some(day) } else { None };
        Ok(Self { block, time, next_time, day })
    }

    /// Why there is nothing of an instrument then, when it was not there yet.
    pub(super) fn is_before(&self, instrument: &str, bond: &BondRecord) -> Option<RegisterError> {
        let since = bond.legs.iter().map(|leg| leg.token.block).min().unwrap_or_default();
        let (instrument, block) = (instrument.to_owned(), self.block);
        let before = RegisterError::BeforeTheInstrument { instrument, block, since };
        (block < since).then_some(before)
    }

    /// Whether it is the latest block, whose state every node has.
    pub(super) const fn is_latest(&self) -> bool {
        self.next_time.is_none()
    }

    /// Whether the day that was asked for is over: what moves tomorrow cannot change it any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.day.is_none() || self.next_time.is_some()
    }

    /// Whether what is held at an instant is what is held here: no block lies between the two.
    pub(super) fn is_that_of(&self, instant: u64) -> bool {
        self.time < instant && self.next_time.is_some_and(|next| instant <= next)
    }
}

/// The blocks of a chain.
struct Blocks<'c> {
    connection: &'c Connection,
}

impl Blocks<'_> {
    async fn time(&self, block: u64) -> Result<u64, RegisterError> {
        let method = "eth_getBlockByNumber";
        let found = self.connection.provider().get_block_by_number(BlockNumberOrTag::Number(block));
        let found = found.await.map_err(|error| self.connection.error(method, &error));
        let found = found.map_err(DeploymentError::from)?;
        found.map(|found| found.header.timestamp).ok_or(RegisterError::MissingBlock { block })
    }

    /// The last block before the midnight that ends a day, by halving: times never decrease.
    async fn last_of(&self, day: UtcDay, latest: u64) -> Result<u64, RegisterError> {
        let midnight = day.end_seconds();
        if self.time(0).await? >= midnight {
            return Err(RegisterError::BeforeTheChain { day });
        }
        let now = self.time(latest).await?;
        // An idle chain has no block of today, and a chain that travelled has days that have not come.
        let today =
            UtcDay::from_seconds(now).map_or_else(UtcDay::today, |day| day.max(UtcDay::today()));
        if day > today {
            return Err(RegisterError::AfterTheChain { day, today });
        }
        if now < midnight {
            return Ok(latest);
        }
        let (mut before, mut behind) = (0, latest);
        while behind - before > 1 {
            let middle = before + (behind - before) / 2;
            if self.time(middle).await? < midnight {
                before = middle;
            } else {
                behind = middle;
            }
        }
        Ok(before)
    }
}
