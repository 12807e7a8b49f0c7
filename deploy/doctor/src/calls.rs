//! What an event leaves out and its transaction tells: by its call, the facts of a registration and the wallets that were seeded or
//! counted anew; by a later event, who receives what leaves a leg.
//!
//! A call that came through a contract that is not known here tells nothing; then the state of that block does.

use std::collections::{BTreeMap, VecDeque};

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, Bytes, U256};
use alloy::rpc::types::Log;
use alloy::sol_types::{SolCall, SolEvent};
use corridor_bindings::ISecurityToken::{ExchangedIn, ISecurityTokenEvents};
use corridor_bindings::InstrumentLedger::{
    self, HolderRecounted, HoldingsSeeded, InstrumentLedgerEvents,
};
use corridor_bindings::InvestorRegistry::{self, InvestorRegistered, InvestorRegistryEvents};
use corridor_bindings::standing::Standing;
use corridor_bindings::{AttestationDesk, RoleManager};
use corridor_deploy::deployment::{DeploymentError, read, read_many};
use corridor_deploy::network::Connection;

use super::event::Event;
use super::replay::{History, Moment};
use super::scan::{Contracts, transactions};
use super::{DoctorError, ask};

/// What a page's transactions tell.
#[derive(Debug)]
pub(super) struct Calls<'c> {
    connection: &'c Connection,
    contracts: &'c Contracts,
    /// Target and data, an access manager's wrapping taken off.
    calls: BTreeMap<B256, (Address, Bytes)>,
    /// Facts by transaction and wallet.
    facts: BTreeMap<(B256, Address), Standing>,
    /// Who receives, in this order, by transaction and the leg that is left.
    recipients: BTreeMap<(B256, Address), VecDeque<Address>>,
}

impl<'c> Calls<'c> {
    /// Reads the transactions whose events do not tell all.
    pub(super) async fn of(
        connection: &'c Connection,
        contracts: &'c Contracts,
        page: &[Log],
    ) -> Result<Self, DoctorError> {
        let topics = [
            InvestorRegistered::SIGNATURE_HASH,
            HoldingsSeeded::SIGNATURE_HASH,
            HolderRecounted::SIGNATURE_HASH,
        ];
        let hashes =
            transactions(page, |log| log.topic0().is_some_and(|first| topics.contains(first)));
        let mut calls = Self {
            connection,
            contracts,
            calls: BTreeMap::new(),
            facts: BTreeMap::new(),
            recipients: recipients(page, contracts),
        };
        for (hash, (to, data)) in ask::calls(connection, &hashes).await? {
            let (to, data) = unwrapped(to, data, contracts.manager);
            let facts = facts(to, &data, contracts.investors).into_iter();
            calls.facts.extend(facts.map(|(wallet, facts)| ((hash, wallet), facts)));
            calls.calls.insert(hash, (to, data));
        }
        Ok(calls)
    }

    /// Adds what an event leaves out.
    pub(super) async fn complete(
        &mut self,
        event: Event,
        moment: Moment,
        history: &mut History,
    ) -> Result<Event, DoctorError> {
        match event {
            Event::Token(token, ISecurityTokenEvents::ExchangedOut(left)) => {
                let waiting = self.recipients.get_mut(&(moment.origin.transaction, token));
                let recipient = waiting.and_then(VecDeque::pop_front).unwrap_or_default();
                Ok(Event::Left { token, left, recipient })
            }
            Event::Investors(InvestorRegistryEvents::InvestorRegistered(registered)) => {
                let (wallet, investor) = (registered.wallet, registered.investor.to());
                let facts = self.facts_of(wallet, moment).await?;
                Ok(Event::Registered { investor, wallet, facts })
            }
            Event::Books(InstrumentLedgerEvents::HoldingsSeeded(seeded)) => {
                history.flush();
                let (token, outstanding) = (seeded.instrument, seeded.outstanding);
                let wallets = self.seeded(token, moment, history).await?;
                Ok(Event::Seeded { token, wallets, seeded: seeded.seeded, outstanding })
            }
            Event::Books(InstrumentLedgerEvents::HolderRecounted(recounted)) => {
                history.flush();
                let (token, holder) = (recounted.instrument, recounted.holder);
                let wallets = self.recounted(token, holder, moment, history).await?;
                let class = (recounted.jurisdiction, recounted.categories);
                Ok(Event::Recounted { token, wallets, class })
            }
            event => Ok(event),
        }
    }

    async fn facts_of(&self, wallet: Address, moment: Moment) -> Result<Standing, DoctorError> {
        if let Some(facts) = self.facts.get(&(moment.origin.transaction, wallet)) {
            return Ok(*facts);
        }
        let call = InvestorRegistry::standingOfCall { wallet };
        let block = BlockId::number(moment.origin.block);
        let standing = read(self.connection, self.contracts.investors, &call, block).await;
        let standing = standing.map_err(|error| {
            no_history(format!("what was attested of {wallet} on its registration"), moment, &error)
        })?;
        Ok(Standing::from_word(standing >> 40 << 40))
    }

    async fn seeded(
        &self,
        token: Address,
        moment: Moment,
        history: &History,
    ) -> Result<Vec<Address>, DoctorError> {
        if let Some(call) = self.call::<InstrumentLedger::seedCall>(moment)
            && call.instrument == token
        {
            return Ok(call.wallets);
        }
        let Some(leg) = history.legs.get(&token) else { return Ok(Vec::new()) };
        let holding = leg.balances.iter().filter(|(_, balance)| !balance.value.is_zero());
        let waiting = holding.map(|(wallet, _)| *wallet);
        let waiting = waiting.filter(|wallet| !leg.books.holders.counts(*wallet)).collect();
        let what = "which holdings were entered".to_owned();
        self.counted(token, waiting, moment, what, |counted| !counted.is_zero()).await
    }

    async fn recounted(
        &self,
        token: Address,
        holder: U256,
        moment: Moment,
        history: &History,
    ) -> Result<Vec<Address>, DoctorError> {
        let of_holder = |wallet: &Address| history.holder(*wallet) == holder;
        if let Some(call) = self.call::<InstrumentLedger::recountCall>(moment)
            && call.instrument == token
        {
            return Ok(call.wallets.into_iter().filter(of_holder).collect());
        }
        let Some(leg) = history.legs.get(&token) else { return Ok(Vec::new()) };
        let entered = leg.books.holders.counted_as.keys().copied();
        let entered = entered.filter(of_holder).collect();
        let what = "which wallets were counted anew".to_owned();
        self.counted(token, entered, moment, what, |counted| counted == holder).await
    }

    /// The wallets whose entry in the holders' book at the block is one that is looked for.
    async fn counted(
        &self,
        token: Address,
        wallets: Vec<Address>,
        moment: Moment,
        what: String,
        wanted: impl Fn(U256) -> bool,
    ) -> Result<Vec<Address>, DoctorError> {
        let books = self.contracts.books.unwrap_or_default();
        let questions = wallets.iter().map(|wallet| {
            (books, InstrumentLedger::countedAsCall { instrument: token, wallet: *wallet })
        });
        let block = BlockId::number(moment.origin.block);
        let answers = read_many(self.connection, questions, block).await;
        let answers = answers.map_err(|error| no_history(what, moment, &error))?;
        let counted = wallets.into_iter().zip(answers);
        Ok(counted.filter(|(_, counted)| wanted(*counted)).map(|(wallet, _)| wallet).collect())
    }

    fn call<C: SolCall>(&self, moment: Moment) -> Option<C> {
        let (to, data) = self.calls.get(&moment.origin.transaction)?;
        (Some(*to) == self.contracts.books).then(|| C::abi_decode(data).ok()).flatten()
    }
}

/// Who receives what leaves a leg: a page has whole blocks, so what comes in is in the page of what left.
fn recipients(page: &[Log], contracts: &Contracts) -> BTreeMap<(B256, Address), VecDeque<Address>> {
    let mut recipients: BTreeMap<_, VecDeque<Address>> = BTreeMap::new();
    for log in page.iter().filter(|log| contracts.tokens.contains(&log.address())) {
        if let (Some(transaction), Ok(came)) =
            (log.transaction_hash, ExchangedIn::decode_log(&log.inner))
        {
            recipients.entry((transaction, came.source)).or_default().push_back(came.recipient);
        }
    }
    recipients
}

/// A call as its target gets it: what a role with a delay does comes through the access manager.
fn unwrapped(to: Address, data: Bytes, manager: Address) -> (Address, Bytes) {
    if to == manager
        && let Ok(execute) = RoleManager::executeCall::abi_decode(&data)
    {
        return (execute.target, execute.data);
    }
    (to, data)
}

/// The facts of every wallet that a call registers.
fn facts(to: Address, data: &[u8], investors: Address) -> Vec<(Address, Standing)> {
    if to == investors
        && let Ok(call) = InvestorRegistry::registerCall::abi_decode(data)
    {
        return vec![(call.wallet, Standing::from_word(call.facts))];
    }
    if to == investors
        && let Ok(call) = InvestorRegistry::registerBatchCall::abi_decode(data)
    {
        let facts = call.facts.into_iter().map(Standing::from_word);
        return call.wallets.into_iter().zip(facts).collect();
    }
    AttestationDesk::submitAttestationCall::abi_decode(data)
        .ok()
        .and_then(|call| attested(&call.attestation))
        .into_iter()
        .collect()
}

/// What a signed attestation registers its wallet with.
fn attested(attestation: &AttestationDesk::Attestation) -> Option<(Address, Standing)> {
    let mut facts = Standing::default()
        .with_jurisdiction(attestation.jurisdiction)
        .with_subdivision(attestation.subdivision)
        .with_flags(attestation.attestedFlags.to())
        .ok()?;
    for (category, last_day) in attestation.categories.iter().zip(&attestation.lastDays) {
        facts = facts.with_expiry(*category, *last_day).ok()?;
    }
    Some((attestation.wallet, facts))
}

fn no_history(what: String, moment: Moment, error: &DeploymentError) -> DoctorError {
    let (block, transaction) = (moment.origin.block, moment.origin.transaction);
    DoctorError::NoHistory { what, block, transaction, reason: error.to_string() }
}
