//! Where operations are done: a deployment and the accounts that act on it.

use std::sync::Arc;

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, B256, Bytes, U256};
use alloy::providers::Provider;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use alloy::transports::TransportError;
use corridor_bindings::RoleManager;
use corridor_bindings::revert::{CorridorErrors, Revert};
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{
    Actors, BoundProfiles, Decision, Deployment, DeploymentError, Manifest, SystemContract, Work,
    read,
};
use corridor_deploy::explain::{Explanation, Judge, LegHandle, Question, Verdict};
use corridor_deploy::money::Amount;
use corridor_deploy::network::{Connection, TransactionSender};
use corridor_deploy::profile::BoundProfile;
use serde::Serialize;

use super::OperationError;
use super::servicing::cash_refused;

/// Whether an operation is done or only tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is done.
    Execute,
    /// It is judged and its gas estimated; nothing is signed and nothing sent.
    DryRun,
}

/// Something that the system can be asked to do in one transaction.
pub trait Operation: Sync {
    /// Its name.
    const NAME: &'static str;

    /// Resolves it into a transaction, reading whatever it has to and sending nothing.
    fn prepare(&self, desk: &Desk)
    -> impl Future<Output = Result<Prepared, OperationError>> + Send;
}

/// An operation that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What will be done, in words that follow "could not".
    pub summary: String,
    /// Who signs it.
    pub signer: Who,
    /// The contract that is called.
    pub to: Address,
    /// The call.
    pub data: Bytes,
    /// The movement it makes, if it makes one.
    pub question: Option<(LegHandle, Question)>,
    /// The other leg, when the movement is to one.
    pub enters: Option<LegHandle>,
}

impl Prepared {
    /// An operation that moves nothing.
    pub(super) fn act(
        summary: impl Into<String>,
        signer: Who,
        to: Address,
        call: &impl SolCall,
    ) -> Self {
        let (summary, data) = (summary.into(), call.abi_encode().into());
        Self { summary, signer, to, data, question: None, enters: None }
    }

    /// An operation on a token that is a movement.
    pub(super) fn movement(
        summary: impl Into<String>,
        signer: Who,
        leg: &LegHandle,
        call: &impl SolCall,
        question: Question,
    ) -> Self {
        let data = call.abi_encode().into();
        Self {
            summary: summary.into(),
            signer,
            to: leg.token,
            data,
            question: Some((leg.clone(), question)),
            enters: None,
        }
    }
}

/// Who signs an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The account of a role.
    Role(Role),
    /// A holder.
    Wallet(Address),
}

/// What an operation came to.
#[derive(Clone, Debug, Serialize)]
pub struct Performed {
    /// Its name.
    pub operation: &'static str,
    /// What was done, or would be.
    pub summary: String,
    /// Who signed it, or would.
    pub signer: Address,
    /// In which role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The contract that is called.
    pub to: Address,
    /// The call.
    pub data: Bytes,
    /// The verdict on the movement, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Explanation>,
    /// Gas it would take, on a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gas_estimate: Option<u64>,
    /// Whether it comes after one that was only tried too, so that the chain could not be asked about it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub follows: bool,
    /// The transaction, unless nothing was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<Transaction>,
    /// Whether an earlier run sent the transaction and ended before it read the receipt, so that nothing was sent now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub resumed: bool,
    /// How far a decision has come that its delay keeps from being executed at once; nothing for what has no delay before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delayed: Option<Delayed>,
    /// When such a decision can be executed, in unix seconds: do the operation again then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<u64>,
}

/// How far a decision has come that its delay keeps from being executed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Delayed {
    /// It was scheduled now, or would be, and is not done.
    Scheduled,
    /// It was scheduled before, and its time has not come.
    Waiting,
}

/// A mined transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Transaction {
    /// Its hash.
    pub hash: B256,
    /// Its block.
    pub block: u64,
    /// Gas it took.
    pub gas_used: u64,
}

/// A deployment and the accounts that act on it.
#[derive(Debug)]
pub struct Desk {
    deployment: Deployment,
    actors: Actors,
    profiles: Arc<BoundProfiles>,
}

impl Desk {
    /// A desk for what the manifest records.
    ///
    /// # Errors
    ///
    /// Nothing is deployed.
    pub fn new(deployment: Deployment, actors: Actors) -> Result<Self, OperationError> {
        deployment.manifest()?;
        Ok(Self { deployment, actors, profiles: Arc::default() })
    }

    /// The deployment.
    #[must_use]
    pub const fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    /// The deployment, to change its manifest.
    pub const fn deployment_mut(&mut self) -> &mut Deployment {
        &mut self.deployment
    }

    /// The accounts.
    #[must_use]
    pub const fn actors(&self) -> &Actors {
        &self.actors
    }

    /// The connection.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        self.deployment.connection()
    }

    /// The manifest.
    ///
    /// # Errors
    ///
    /// Nothing is deployed.
    pub fn manifest(&self) -> Result<&Manifest, OperationError> {
        Ok(self.deployment.manifest()?)
    }

    /// A shared contract.
    ///
    /// # Errors
    ///
    /// It is not in the manifest.
    pub fn contract(&self, contract: SystemContract) -> Result<Address, OperationError> {
        let found = self.manifest()?.address(contract);
        let missing =
            DeploymentError::OutOfOrder { step: "act".to_owned(), missing: contract.name() };
        found.ok_or_else(|| missing.into())
    }

    /// A shared contract that there is only when a rule reads it.
    pub(super) fn contract_for_rules(
        &self,
        contract: SystemContract,
    ) -> Result<Address, OperationError> {
        self.manifest()?.address(contract).ok_or(OperationError::NotNeeded { contract })
    }

    /// The leg of an instrument, which is named by its id, the id of its terms, or an ISIN; a leg has to be named when
    /// there are several.
    ///
    /// # Errors
    ///
    /// There is no such instrument or leg, or the leg isn't clear.
    pub fn leg(&self, instrument: &str, leg: Option<&str>) -> Result<LegHandle, OperationError> {
        let manifest = self.manifest()?;
        let (id, bond, leg) = match manifest.leg_of_isin(instrument) {
            Some((id, bond, of_isin)) => (id, bond, leg.or(Some(of_isin.leg.as_str()))),
            None => {
                let (id, bond) = manifest.bond(instrument)?;
                (id, bond, leg)
            }
        };
        let known =
            || bond.legs.iter().map(|record| record.leg.as_str()).collect::<Vec<_>>().join(", ");
        let record = match (leg, bond.legs.as_slice()) {
            (None, [only]) => only,
            (None, _) => {
                return Err(OperationError::WhichLeg { instrument: id.to_owned(), known: known() });
            }
            (Some(leg), records) => {
                records.iter().find(|record| record.leg == leg).ok_or_else(|| {
                    OperationError::UnknownLeg {
                        instrument: id.to_owned(),
                        leg: leg.to_owned(),
                        known: known(),
                    }
                })?
            }
        };
        Ok(LegHandle {
            instrument: id.to_owned(),
            leg: record.leg.clone(),
            token: record.token.address,
            currency: bond.currency,
        })
    }

    /// Every leg of every instrument.
    ///
    /// # Errors
    ///
    /// Nothing is deployed.
    pub fn legs(&self) -> Result<Vec<LegHandle>, OperationError> {
        let bonds = self.manifest()?.bonds.iter();
        let handles = bonds.flat_map(|(id, bond)| {
            bond.legs.iter().map(|record| LegHandle {
                instrument: id.clone(),
                leg: record.leg.clone(),
                token: record.token.address,
                currency: bond.currency,
            })
        });
        Ok(handles.collect())
    }

    /// The profile that the instrument of a leg is under.
    pub(super) fn bound_profile(&self, leg: &LegHandle) -> Result<BoundProfile, OperationError> {
        let manifest = self.manifest()?;
        Ok(manifest.bound_profile(manifest.bond(&leg.instrument)?.1.profile)?)
    }

    /// Who answers many questions about a leg by the state of one block.
    ///
    /// # Errors
    ///
    /// Nothing is deployed.
    pub fn judge<'d>(
        &'d self,
        leg: &'d LegHandle,
        block: Option<u64>,
    ) -> Result<Judge<'d>, OperationError> {
        let judge = Judge::new(self.connection(), self.manifest()?, leg, block);
        Ok(judge.with_profiles(Arc::clone(&self.profiles)))
    }

    /// Number of the latest block.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn latest_block(&self) -> Result<u64, OperationError> {
        let number = self.connection().provider().get_block_number().await;
        Ok(number.map_err(|error| self.connection().error("eth_blockNumber", &error))?)
    }

    /// Does an operation, or tries it. A movement is judged first, so that a refusal is explained and costs nothing.
    ///
    /// # Errors
    ///
    /// The movement is refused, a contract refuses, or the endpoint fails.
    pub async fn perform<O: Operation>(
        &self,
        operation: &O,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        self.act(O::NAME, operation.prepare(self).await?, mode).await
    }

    /// What is the same for every operation, and compiled once.
    async fn act(
        &self,
        name: &'static str,
        prepared: Prepared,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        let mut performed = self.outline(name, &prepared);
        if mode == Mode::Execute
            && let Some(transaction) = self.taken_up(&prepared).await?
        {
            (performed.transaction, performed.resumed) = (Some(transaction), true);
            return Ok(performed);
        }
        if let Some(verdict) = self.verdict(&prepared, None).await? {
            if verdict.verdict == Verdict::Refused {
                return Err(OperationError::Refused(Box::new(verdict)));
            }
            performed.verdict = Some(verdict);
        }
        match mode {
            Mode::DryRun => performed.gas_estimate = Some(self.estimate(&prepared).await?),
            Mode::Execute => performed.transaction = Some(self.send(&prepared).await?),
        }
        Ok(performed)
    }

    /// What an operation would be that follows one which is only tried: the chain cannot be asked about it.
    pub(super) async fn foretell<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<Performed, OperationError> {
        let outline = self.outline(O::NAME, &operation.prepare(self).await?);
        Ok(Performed { follows: true, ..outline })
    }

    /// Does what only the governor may, at once or by a schedule when its decisions have a delay.
    pub(super) async fn decide<O: Operation>(
        &self,
        operation: &O,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        self.act_by_decision(O::NAME, operation.prepare(self).await?, mode).await
    }

    async fn act_by_decision(
        &self,
        name: &'static str,
        prepared: Prepared,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        let mut performed = self.outline(name, &prepared);
        let manager = self.contract(SystemContract::AccessManager)?;
        let administrator = self.account(prepared.signer);
        let decision = Decision { connection: self.connection(), administrator };
        let call = vec![(prepared.to, prepared.data.clone())];
        let (to, data, ready_at) = match decision.batch(manager, call.clone()).await? {
            Work::Nothing => return Ok(performed),
            Work::Wait { ready_at } => {
                (performed.delayed, performed.ready_at) = (Some(Delayed::Waiting), Some(ready_at));
                return Ok(performed);
            }
            Work::Send { to, data } => (to.unwrap_or(manager), data, None),
            Work::Schedule { to, data, ready_at } => (to, data, Some(ready_at)),
        };
        let wrapped = Prepared { to, data, ..prepared };
        match mode {
            Mode::DryRun => performed.gas_estimate = Some(self.estimate(&wrapped).await?),
            Mode::Execute => performed.transaction = Some(self.send_decision(&wrapped).await?),
        }
        (performed.to, performed.data, performed.ready_at) = (wrapped.to, wrapped.data, ready_at);
        performed.delayed = ready_at.map(|_| Delayed::Scheduled);
        if ready_at.is_some() && mode == Mode::Execute {
            // The delay counts from the block of the schedule, which was not known beforehand.
            let scheduled = decision.batch(manager, call).await?;
            performed.ready_at = scheduled.waits_until().or(ready_at);
        }
        Ok(performed)
    }

    fn outline(&self, operation: &'static str, prepared: &Prepared) -> Performed {
        Performed {
            operation,
            summary: prepared.summary.clone(),
            signer: self.account(prepared.signer),
            role: match prepared.signer {
                Who::Role(role) => Some(role),
                Who::Wallet(_) => None,
            },
            to: prepared.to,
            data: prepared.data.clone(),
            verdict: None,
            gas_estimate: None,
            follows: false,
            transaction: None,
            resumed: false,
            delayed: None,
            ready_at: None,
        }
    }

    /// The account that signs.
    pub(super) fn account(&self, signer: Who) -> Address {
        match signer {
            Who::Role(role) => self.actors.address(role),
            Who::Wallet(wallet) => wallet,
        }
    }

    pub(super) fn sender(&self, signer: Who) -> Result<Arc<TransactionSender>, OperationError> {
        Ok(match signer {
            Who::Role(role) => self.actors.role(role)?,
            Who::Wallet(wallet) => self.actors.wallet(wallet)?,
        })
    }

    async fn estimate(&self, prepared: &Prepared) -> Result<u64, OperationError> {
        let estimate = self.connection().provider().estimate_gas(self.request(prepared)).await;
        match estimate {
            Ok(gas) => Ok(gas),
            Err(error) => Err(self.failed(prepared, "eth_estimateGas", &error).await),
        }
    }

    /// Tries an operation by the state of the latest block, whatever waits to be mined.
    pub(super) async fn attempt(&self, prepared: &Prepared) -> Result<(), OperationError> {
        self.attempt_at(prepared, BlockId::latest()).await
    }

    /// Tries an operation by the state of a block.
    pub(super) async fn attempt_at(
        &self,
        prepared: &Prepared,
        block: BlockId,
    ) -> Result<(), OperationError> {
        let call = self.connection().provider().call(self.request(prepared));
        match call.block(block).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.failed(prepared, "eth_call", &error).await),
        }
    }

    fn request(&self, prepared: &Prepared) -> TransactionRequest {
        TransactionRequest::default()
            .with_from(self.account(prepared.signer))
            .with_to(prepared.to)
            .with_input(prepared.data.clone())
    }

    async fn failed(
        &self,
        prepared: &Prepared,
        method: &'static str,
        error: &TransportError,
    ) -> OperationError {
        match error.as_error_resp().and_then(|payload| payload.as_revert_data()) {
            Some(data) => self.refused(prepared, &data).await,
            None => self.connection().error(method, error).into(),
        }
    }

    /// A refusal that came back from the chain, explained like one that was found before sending.
    pub(super) async fn refused(&self, prepared: &Prepared, data: &[u8]) -> OperationError {
        let revert = Revert::decode(data);
        let is_refusal = matches!(&revert, Revert::Custom(custom) if matches!(
            custom.error,
            CorridorErrors::MovementRefused(_)
                | CorridorErrors::ERC20InsufficientBalance(_)
                | CorridorErrors::ERC20InsufficientAllowance(_)
                | CorridorErrors::ERC20InvalidReceiver(_)
                | CorridorErrors::ERC20InvalidSender(_)
                | CorridorErrors::ERC7943InsufficientUnfrozenBalance(_)
        ));
        if is_refusal
            && let Ok(Some(explanation)) = self.verdict(prepared, None).await
            && explanation.verdict == Verdict::Refused
        {
            return OperationError::Refused(Box::new(explanation));
        }
        let attempt = prepared.summary.clone();
        if let Revert::Custom(custom) = &revert
            && let Some(cause) = cash_refused(&attempt, &custom.error)
        {
            return cause.into();
        }
        if let Revert::Custom(custom) = &revert
            && let CorridorErrors::ClockAlreadyStarted(started) = &custom.error
        {
            return OperationError::ClockRuns { attempt, day: UtcDay::from_number(started.day) };
        }
        OperationError::Reverted { attempt, revert: Box::new(revert) }
    }

    /// Smallest units of an amount in the leg's currency.
    pub(super) fn units(leg: &LegHandle, amount: Amount) -> Result<U256, OperationError> {
        if amount.currency() == leg.currency {
            return Ok(U256::from(amount.units()));
        }
        let (instrument, given) = (leg.instrument.clone(), amount.to_string());
        Err(OperationError::OtherCurrency { instrument, given, expected: leg.currency })
    }

    /// The time of the latest block, which is the contracts' clock.
    pub(super) async fn chain_time(&self) -> Result<u64, OperationError> {
        self.time_at(BlockId::latest()).await
    }

    /// The time that the next block would have.
    pub(super) async fn next_time(&self) -> Result<u64, OperationError> {
        Ok(self.connection().next_time().await?)
    }

    /// The time of a block.
    pub(super) async fn time_at(&self, block: BlockId) -> Result<u64, OperationError> {
        Ok(self.connection().time_at(block).await?)
    }

    /// Asks a contract at the latest block.
    ///
    /// # Errors
    ///
    /// It refuses, or the endpoint fails.
    pub async fn read<C: SolCall + Send + Sync>(
        &self,
        to: Address,
        call: &C,
    ) -> Result<C::Return, OperationError> {
        Ok(read(self.connection(), to, call, BlockId::latest()).await?)
    }

    /// Asks a contract as it would be asked in the next block.
    pub(super) async fn read_next<C: SolCall + Send + Sync>(
        &self,
        to: Address,
        call: &C,
    ) -> Result<C::Return, OperationError> {
        Ok(read(self.connection(), to, call, BlockId::pending()).await?)
    }

    /// How long the governor's decisions wait, in seconds.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn governor_delay(&self) -> Result<u32, OperationError> {
        let manager = self.contract(SystemContract::AccessManager)?;
        let call =
            RoleManager::hasRoleCall { roleId: 0, account: self.actors.address(Role::Governor) };
        Ok(self.read(manager, &call).await?.executionDelay)
    }
}
