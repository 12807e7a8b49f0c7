//! Reading the events of a deployment: in ranges that the endpoint allows, in order, with what their transactions add.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, B256};
use alloy::rpc::types::{Filter, Log};
use alloy::sol_types::SolEvent;
use corridor_bindings::AssetRegistry::LegAdded;
use corridor_bindings::EntrantLedger::InstrumentEnrolled;
use corridor_deploy::deployment::{DeploymentError, Manifest, SystemContract};
use corridor_deploy::network::{Connection, Pages};

use super::calls::Calls;
use super::event::{decode, topics};
use super::replay::{History, Moment, Origin};
use super::{DoctorError, Progress, ask};

/// Where everything is.
#[derive(Debug)]
pub(super) struct Contracts {
    pub(super) assets: Address,
    pub(super) investors: Address,
    pub(super) entrants: Address,
    pub(super) manager: Address,
    pub(super) books: Option<Address>,
    pub(super) permits: Option<Address>,
    pub(super) routes: Option<Address>,
    pub(super) tokens: BTreeSet<Address>,
}

impl Contracts {
    /// The contracts of a manifest, and every token that was listed or enrolled, in the manifest or not.
    pub(super) async fn find(
        connection: &Connection,
        manifest: &Manifest,
        span: u64,
        last: u64,
    ) -> Result<Self, DoctorError> {
        let address = |contract| manifest.address(contract).unwrap_or_default();
        let legs = manifest.bonds.values().flat_map(|bond| &bond.legs);
        let mut contracts = Self {
            assets: address(SystemContract::AssetRegistry),
            investors: address(SystemContract::InvestorRegistry),
            entrants: address(SystemContract::EntrantLedger),
            manager: address(SystemContract::AccessManager),
            books: manifest.address(SystemContract::InstrumentLedger),
            permits: manifest.address(SystemContract::Permits),
            routes: manifest.address(SystemContract::Routes),
            tokens: legs.map(|leg| leg.token.address).collect(),
        };
        let filter = Filter::new()
            .address(vec![contracts.assets, contracts.entrants])
            .event_signature(vec![LegAdded::SIGNATURE_HASH, InstrumentEnrolled::SIGNATURE_HASH]);
        let mut pages = Pages::new(connection, filter, manifest.first_block(), last, span);
        while let Some(page) = pages.next().await.map_err(DeploymentError::from)? {
            let listed = page.iter().filter_map(|log| LegAdded::decode_log(&log.inner).ok());
            contracts.tokens.extend(listed.map(|added| added.token));
            let enrolled =
                page.iter().filter_map(|log| InstrumentEnrolled::decode_log(&log.inner).ok());
            contracts.tokens.extend(enrolled.map(|enrolled| enrolled.instrument));
        }
        Ok(contracts)
    }

    fn all(&self) -> Vec<Address> {
        let shared = [self.assets, self.investors, self.entrants];
        shared
            .into_iter()
            .chain(self.books)
            .chain(self.permits)
            .chain(self.routes)
            .chain(self.tokens.iter().copied())
            .collect()
    }
}

/// Counts everything again that was logged from the first block of a deployment through `last`.
pub(super) async fn replay(
    connection: &Connection,
    contracts: &Contracts,
    first: u64,
    last: u64,
    span: u64,
    progress: &mut dyn FnMut(Progress),
) -> Result<History, DoctorError> {
    let mut history = History::default();
    let filter = Filter::new().address(contracts.all()).event_signature(topics());
    let mut pages = Pages::new(connection, filter, first, last, span);
    while let Some(page) = pages.next().await.map_err(DeploymentError::from)? {
        let times = times(connection, &page).await?;
        let mut calls = Calls::of(connection, contracts, &page).await?;
        for log in &page {
            let moment = moment(log, &times)?;
            let event = decode(log, contracts).map_err(|error| DoctorError::Log {
                contract: log.address(),
                block: moment.origin.block,
                reason: error.to_string(),
            })?;
            let event = calls.complete(event, moment, &mut history).await?;
            history.apply(event, moment);
        }
        progress(Progress::Read { block: pages.position() - 1, first, last });
    }
    let time = ask::times(connection, &[last]).await?;
    history.finish(time.get(&last).copied().unwrap_or_default());
    Ok(history)
}

fn moment(log: &Log, times: &BTreeMap<u64, u64>) -> Result<Moment, DoctorError> {
    let unplaced = || DoctorError::Unplaced { contract: log.address() };
    let block = log.block_number.ok_or_else(unplaced)?;
    let transaction = log.transaction_hash.ok_or_else(unplaced)?;
    let time = log.block_timestamp.or_else(|| times.get(&block).copied());
    let time = time.ok_or(DoctorError::NoBlock { block })?;
    Ok(Moment { origin: Origin { block, transaction }, time })
}

/// The times of the blocks whose logs do not tell them; newer nodes write them into every log.
async fn times(connection: &Connection, page: &[Log]) -> Result<BTreeMap<u64, u64>, DoctorError> {
    let untold = page.iter().filter(|log| log.block_timestamp.is_none());
    let blocks: BTreeSet<u64> = untold.filter_map(|log| log.block_number).collect();
    ask::times(connection, &blocks.into_iter().collect::<Vec<_>>()).await
}

/// Transactions of a page's logs that a predicate selects, each once.
pub(super) fn transactions(page: &[Log], wanted: impl Fn(&Log) -> bool) -> Vec<B256> {
    let chosen = page.iter().filter(|log| wanted(log));
    let hashes: BTreeSet<B256> = chosen.filter_map(|log| log.transaction_hash).collect();
    hashes.into_iter().collect()
}
