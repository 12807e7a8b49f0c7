//! Reading a register.

use std::collections::{BTreeMap, BTreeSet};

use alloy::eips::{BlockId, BlockNumberOrTag};
use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use alloy::rpc::client::BatchRequest;
use alloy::rpc::types::Block;
use corridor_bindings::standing::Standing;
use corridor_bindings::{ISecurityToken, InvestorRegistry};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::ledger::{Instant, Ledger, Position};
use super::stored::{self, Stored};
use super::{
    Checked, ControlBook, ControlTotal, Holder, Moment, Progress, Register, RegisterError, Request,
};
use crate::calendar::UtcDay;
use crate::deployment::reads::{read, read_many};
use crate::deployment::{DeploymentError, LegRecord, Manifest, SystemContract};
use crate::explain::Wording;
use crate::instrument::InstrumentKind;
use crate::network::Connection;
use crate::residence::Residence;
use crate::vocabulary::Flag;

/// Wallets in one question for standings.
const STANDINGS: usize = 1_000;

/// Balances that the token itself is asked for, beside the stored words of all.
pub(super) const VIEWS: usize = 100;

/// Questions for many wallets that are on their way at a time.
pub(super) const AT_A_TIME: usize = 4;

/// Questions in one batch.
const BATCH: usize = 100;

pub(super) async fn register(
    connection: &Connection,
    manifest: &Manifest,
    request: Request<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Register, RegisterError> {
    let (id, bond) = manifest.bond(request.instrument)?;
    let moment = Moment::find(connection, request.at).await?;
    if let Some(before) = moment.is_before(id, bond) {
        return Err(before);
    }
    let mut register = Register {
        instrument: id.to_owned(),
        currency: bond.currency,
        moment,
        holders: Vec::new(),
        cancelled: Vec::new(),
        legs: Vec::new(),
        total: String::new(),
        notes: Vec::new(),
    };
    let investors = manifest.address(SystemContract::InvestorRegistry).unwrap_or_default();
    let words = Wording::new(bond.currency);
    let mut total = U256::ZERO;
    for leg in &bond.legs {
        let reading = LegReading { connection, instrument: id, leg, moment, investors, words };
        reading.expect_token(bond).await?;
        let ledger = reading.ledger(request.span, progress).await?;
        let checked = reading.check(&ledger, progress).await?;
        let mut rows = reading.rows(&ledger, request, &checked).await?;
        total = total.saturating_add(ledger.sum());
        let authorised = match checked {
            Checked::Stored { .. } => Some(reading.authorised().await?),
            Checked::ControlBook => reading.authorised_by_events(bond.kind, &ledger),
        };
        register.legs.push(reading.total(&ledger, authorised, &rows.held, checked));
        register.holders.append(&mut rows.held);
        register.cancelled.append(&mut rows.cancelled);
    }
    register.total = words.amount(total);
    register.notes = notes(&register);
    Ok(register)
}

fn notes(register: &Register) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(day) = register.moment.day.filter(|_| !register.moment.is_final()) {
        notes.push(format!("{day} is not over: this is the register so far"));
    }
    if register.legs.iter().any(|leg| leg.checked == Checked::ControlBook) {
        notes.push(
            "the endpoint keeps no state of that block, so holdings were not compared with storage; what is said of \
             investors is of now; an archive node has both"
                .to_owned(),
        );
    }
    notes
}

/// The reading of a leg.
pub(super) struct LegReading<'r> {
    pub(super) connection: &'r Connection,
    pub(super) instrument: &'r str,
    pub(super) leg: &'r LegRecord,
    pub(super) moment: Moment,
    pub(super) investors: Address,
    pub(super) words: Wording,
}

/// Holders of a leg, and those that were.
struct Rows {
    held: Vec<Holder>,
    cancelled: Vec<Holder>,
}

impl LegReading<'_> {
    /// What the events say.
    pub(super) async fn ledger(
        &self,
        span: u64,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Ledger, RegisterError> {
        let blocks = (self.leg.token.block, self.moment.block);
        Ledger::read(self.connection, self.leg.token.address, blocks, span, progress).await
    }

    /// Holds the events against what is stored.
    async fn check(
        &self,
        ledger: &Ledger,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Checked, RegisterError> {
        if let Some((holder, position)) =
            ledger.positions.iter().find(|(_, position)| position.is_below_nothing())
        {
            return Err(self.differs(*holder, position.units, "balance", U256::ZERO));
        }
        let Some(supply) = self.supply().await? else {
            return Ok(Checked::ControlBook);
        };
        let wallets: Vec<Address> = ledger.positions.keys().copied().collect();
        let stored = self.stored(&wallets, progress).await?;
        for ((wallet, position), stored) in ledger.positions.iter().zip(&stored) {
            if stored.units != position.units {
                return Err(self.differs(*wallet, position.units, "stored word", stored.units));
            }
        }
        for (holder, by_events, frozen) in self.frozen(ledger, &stored).await? {
            if frozen != by_events {
                let (instrument, leg) = (self.instrument.to_owned(), self.leg.leg.clone());
                return Err(RegisterError::Frozen { instrument, leg, holder, by_events, frozen });
            }
        }
        let views = sample(&wallets);
        let balances = self.balances(&views).await?;
        for (wallet, balance) in views.iter().zip(balances) {
            let by_events = ledger.positions[wallet].units;
            if balance != by_events {
                return Err(self.differs(*wallet, by_events, "balance", balance));
            }
        }
        let sum = ledger.sum();
        if sum != supply {
            return Err(self.does_not_add_up(sum, supply));
        }
        let record_dates = self.record_dates(ledger).await?;
        Ok(Checked::Stored { views: views.len(), record_dates })
    }

    /// What is frozen by the events and by the token, of whoever has a frozen part by either.
    pub(super) async fn frozen(
        &self,
        ledger: &Ledger,
        stored: &[Stored],
    ) -> Result<Vec<(Address, U256, U256)>, RegisterError> {
        let marked = ledger.positions.keys().zip(stored).filter(|(_, stored)| stored.has_frozen);
        let wallets: BTreeSet<Address> =
            marked.map(|(wallet, _)| wallet).chain(ledger.frozen.keys()).copied().collect();
        let token = self.leg.token.address;
        let calls = wallets
            .iter()
            .map(|account| (token, ISecurityToken::getFrozenTokensCall { account: *account }));
        let parts = read_many(self.connection, calls, self.block()).await?;
        let by_events = |wallet| ledger.frozen.get(&wallet).copied().unwrap_or_default();
        Ok(wallets
            .into_iter()
            .zip(parts)
            .map(|(wallet, part)| (wallet, by_events(wallet), part))
            .collect())
    }

    /// What is outstanding; nothing when the endpoint has no state of the block.
    async fn supply(&self) -> Result<Option<U256>, RegisterError> {
        if self.leg.token.block > self.moment.block {
            return Ok(Some(U256::ZERO));
        }
        if !self.is_kept().await? {
            return Ok(None);
        }
        Ok(Some(self.outstanding().await?))
    }

    /// Refuses a block of which the endpoint has no state.
    pub(super) async fn expect_state(&self) -> Result<(), RegisterError> {
        if self.is_kept().await? {
            return Ok(());
        }
        let (instrument, block) = (self.instrument.to_owned(), self.moment.block);
        Err(RegisterError::NoState { instrument, block })
    }

    /// Whether the endpoint has the state of the block. Every node has that of the latest one: what keeps it from answering is an error.
    async fn is_kept(&self) -> Result<bool, DeploymentError> {
        let token = self.leg.token.address;
        Ok(self.moment.is_latest() || self.has_state(token, self.block()).await?)
    }

    /// What the token says may be outstanding.
    pub(super) async fn authorised(&self) -> Result<U256, DeploymentError> {
        if self.leg.token.block > self.moment.block {
            return Ok(U256::ZERO);
        }
        let call = ISecurityToken::issueVolumeCall {};
        read(self.connection, self.leg.token.address, &call, self.block()).await
    }

    /// What may be outstanding by what the token was created with and its events since.
    pub(super) fn authorised_by_events(
        &self,
        kind: InstrumentKind,
        ledger: &Ledger,
    ) -> Option<U256> {
        let first = self.leg.issue_volume_at_creation(kind)?;
        let ControlBook { exchanged_in, exchanged_out, .. } = ledger.control;
        let came = ledger.raised.wrapping_add(exchanged_in);
        Some(first.wrapping_add(came).wrapping_sub(exchanged_out))
    }

    /// What the token says is outstanding.
    pub(super) async fn outstanding(&self) -> Result<U256, DeploymentError> {
        let call = ISecurityToken::totalSupplyCall {};
        read(self.connection, self.leg.token.address, &call, self.block()).await
    }

    /// What is stored of wallets.
    pub(super) async fn stored(
        &self,
        wallets: &[Address],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Stored>, DeploymentError> {
        let total = wallets.len() as u64;
        let mut done = |done: usize| progress(Progress::Compared { done: done as u64, total });
        let (token, block) = (self.leg.token.address, self.moment.block);
        stored::holdings(self.connection, token, wallets, block, &mut done).await
    }

    /// What the token says of wallets.
    pub(super) async fn balances(&self, wallets: &[Address]) -> Result<Vec<U256>, DeploymentError> {
        let token = self.leg.token.address;
        let calls = wallets
            .iter()
            .map(|account| (token, ISecurityToken::balanceOfCall { account: *account }));
        read_many(self.connection, calls, self.block()).await
    }

    /// The record dates at which this very register was kept by the token, once all balances of theirs agree.
    async fn record_dates(&self, ledger: &Ledger) -> Result<Vec<u64>, RegisterError> {
        let (token, latest) = (self.leg.token.address, BlockId::latest());
        let count =
            read(self.connection, token, &ISecurityToken::recordDateCountCall {}, latest).await?;
        let indices = (0..count.saturating_to::<u64>()).map(U256::from);
        let dates = indices.map(|index| (token, ISecurityToken::recordDateCall { index }));
        let dates = read_many(self.connection, dates, latest).await?;
        let mut compared = Vec::new();
        for (index, date) in (0_u64..).zip(dates) {
            if !self.moment.is_that_of(date.to()) {
                continue;
            }
            let index = U256::from(index);
            let calls = ledger.positions.keys().map(|account| {
                (token, ISecurityToken::balanceOfAtCall { account: *account, index })
            });
            let balances = read_many(self.connection, calls, latest).await?;
            for ((wallet, position), balance) in ledger.positions.iter().zip(balances) {
                if balance != position.units {
                    let place = "balance at the record date";
                    return Err(self.differs(*wallet, position.units, place, balance));
                }
            }
            compared.push(date.to());
        }
        Ok(compared)
    }

    async fn rows(
        &self,
        ledger: &Ledger,
        request: Request<'_>,
        checked: &Checked,
    ) -> Result<Rows, RegisterError> {
        let wanted = |position: &Position| request.cancelled || !position.units.is_zero();
        let positions = ledger.positions.iter().filter(|(_, position)| wanted(position));
        let (wallets, positions): (Vec<Address>, Vec<Position>) = positions.unzip();
        let block = match checked {
            Checked::Stored { .. } => self.block(),
            Checked::ControlBook => BlockId::latest(),
        };
        let mut standings = self.standings(&wallets, block).await?;
        self.restore_parted(&wallets, &positions, &mut standings).await?;
        let times = self.times(&positions).await?;
        let day = |at: Instant| {
            let time = at.time.or_else(|| times.get(&at.block).copied());
            time.and_then(UtcDay::from_seconds)
        };
        let mut rows = Rows { held: Vec::new(), cancelled: Vec::new() };
        for ((wallet, position), standing) in wallets.into_iter().zip(positions).zip(standings) {
            let mut row = self.row(wallet, &position, standing);
            row.issued = day(position.issued);
            let frozen = ledger.frozen.get(&wallet).copied().unwrap_or_default();
            row.frozen = self.words.amount(frozen.min(row.units));
            match position.cancelled.filter(|_| position.units.is_zero()) {
                None => rows.held.push(row),
                Some((at, units)) => {
                    (row.units, row.amount) = (units, self.words.amount(units));
                    row.cancelled = day(at);
                    rows.cancelled.push(row);
                }
            }
        }
        Ok(rows)
    }

    fn row(&self, wallet: Address, position: &Position, standing: Standing) -> Holder {
        Holder {
            leg: self.leg.leg.clone(),
            isin: self.leg.isin.to_string(),
            wallet,
            label: None,
            investor: standing.is_registered().then(|| standing.investor()),
            commitment: None,
            jurisdiction: Residence::of(standing).map(|residence| residence.to_string()),
            flags: Flag::in_mask(standing.flags()).into_iter().map(Flag::name).collect(),
            units: position.units,
            amount: self.words.amount(position.units),
            frozen: String::new(),
            issued: None,
            issued_block: position.issued.block,
            cancelled: None,
            owner: None,
            owner_recorded: None,
        }
    }

    pub(super) async fn standings(
        &self,
        wallets: &[Address],
        block: BlockId,
    ) -> Result<Vec<Standing>, DeploymentError> {
        let asked = wallets.chunks(STANDINGS).map(|chunk| async move {
            let call = InvestorRegistry::standingsOfCall { wallets: chunk.to_vec() };
            read(self.connection, self.investors, &call, block).await
        });
        let found: Vec<Vec<U256>> = stream::iter(asked).buffered(AT_A_TIME).try_collect().await?;
        Ok(found.into_iter().flatten().map(Standing::from_word).collect())
    }

    /// The times of blocks whose logs did not tell them.
    async fn times(&self, positions: &[Position]) -> Result<BTreeMap<u64, u64>, RegisterError> {
        let instants = positions.iter().flat_map(|position| {
            std::iter::once(position.issued).chain(position.cancelled.map(|(at, _)| at))
        });
        let untold = instants.filter(|at| at.time.is_none()).map(|at| at.block);
        let blocks: Vec<u64> = untold.collect::<BTreeSet<u64>>().into_iter().collect();
        let (mut times, method) = (BTreeMap::new(), "eth_getBlockByNumber");
        let failed = |error| DeploymentError::from(self.connection.error(method, &error));
        for chunk in blocks.chunks(BATCH) {
            let mut batch = BatchRequest::new(self.connection.provider().client());
            let mut waiting = Vec::with_capacity(chunk.len());
            for block in chunk {
                let question = (BlockNumberOrTag::Number(*block), false);
                let waiter = batch.add_call::<_, Option<Block>>(method, &question);
                waiting.push((*block, waiter.map_err(failed)?));
            }
            batch.send().await.map_err(failed)?;
            for (block, waiter) in waiting {
                let found = waiter.await.map_err(failed)?;
                let found = found.ok_or(RegisterError::MissingBlock { block })?;
                times.insert(block, found.header.timestamp);
            }
        }
        Ok(times)
    }

    fn total(
        &self,
        ledger: &Ledger,
        authorised: Option<U256>,
        held: &[Holder],
        checked: Checked,
    ) -> ControlTotal {
        let investors: BTreeSet<Option<u64>> = held.iter().map(|holder| holder.investor).collect();
        let units = ledger.sum();
        ControlTotal {
            leg: self.leg.leg.clone(),
            token: self.leg.token.address,
            holders: held.len(),
            investors: investors.len(),
            units,
            amount: self.words.amount(units),
            authorised,
            control: ledger.control,
            checked,
        }
    }

    fn block(&self) -> BlockId {
        BlockId::number(self.moment.block)
    }

    fn differs(
        &self,
        holder: Address,
        by_events: U256,
        place: &'static str,
        balance: U256,
    ) -> RegisterError {
        let (instrument, leg) = (self.instrument.to_owned(), self.leg.leg.clone());
        RegisterError::Holder { instrument, leg, holder, by_events, place, balance }
    }

    fn does_not_add_up(&self, sum: U256, supply: U256) -> RegisterError {
        let (instrument, leg) = (self.instrument.to_owned(), self.leg.leg.clone());
        RegisterError::Total { instrument, leg, sum, supply }
    }
}

/// Some of the wallets, evenly.
pub(super) fn sample(wallets: &[Address]) -> Vec<Address> {
    let step = wallets.len().div_ceil(VIEWS).max(1);
    wallets.iter().copied().step_by(step).collect()
}
