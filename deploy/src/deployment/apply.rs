//! Carrying out a plan: one transaction at a time, each in the manifest before it is sent and after it is mined.

use std::ops::ControlFlow;
use std::sync::Arc;

use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, B256, Bytes};
use alloy::providers::Provider;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use corridor_bindings::revert::Revert;
use serde::Serialize;

use super::calls::{Work, administrator, work};
use super::foresee::foresee;
use super::goal::Goal;
use super::plan::{Plan, new_manifest, plan};
use super::record::record;
use super::state::ChainState;
use super::step::{Signer, Step};
use super::{Actors, DeploymentError, Manifest, ManifestStore, Pending};
use crate::accounts::Role;
use crate::network::{Connection, SendError, SignedTransaction, TransactionSender};

/// What a plan came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Applied {
    /// Steps that were done, in order; none when there was nothing to do.
    pub steps: Vec<AppliedStep>,
    /// The steps that have to wait, because the governor's decisions have a delay.
    pub waiting: Vec<Waiting>,
    /// Whether the observer stopped it before its end.
    pub interrupted: bool,
}

impl Applied {
    /// Gas of all transactions.
    #[must_use]
    pub fn gas_used(&self) -> u64 {
        self.steps.iter().map(|step| step.gas_used).sum()
    }
}

/// A step that was done.
#[derive(Clone, Debug, Serialize)]
pub struct AppliedStep {
    /// The step, in words.
    pub step: String,
    /// Its transaction; `None` when the chain held its result already.
    pub transaction: Option<B256>,
    /// Gas of it.
    pub gas_used: u64,
}

/// A step that was scheduled.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    /// The step, in words.
    pub step: String,
    /// When it can be executed, in unix seconds: apply again then.
    pub ready_at: u64,
}

/// What an observer is told.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'p> {
    /// A step begins: its number, how many there are.
    Started(usize, usize, &'p Step),
    /// Its transaction is in the journal and about to be sent.
    Signed(&'p Step),
    /// Its transaction was sent.
    Sent(&'p Step),
    /// Its receipt was read and is not in the manifest yet.
    Mined(&'p Step),
    /// It is in the manifest.
    Done(&'p Step),
}

/// Told about every stage; `Break` stops there, as an interruption would.
pub type Observer<'o> = dyn FnMut(Progress<'_>) -> ControlFlow<()> + Send + 'o;

/// A deployment on one chain: its manifest, and those who act on it.
#[derive(Debug)]
pub struct Deployment {
    connection: Connection,
    store: ManifestStore,
    manifest: Option<Manifest>,
}

impl Deployment {
    /// Reads the manifest of the chain, if there is one, and holds it against the chain.
    ///
    /// # Errors
    ///
    /// The manifest can't be read, or is of another chain.
    pub fn open(connection: &Connection, store: ManifestStore) -> Result<Self, DeploymentError> {
        let manifest = store.load(connection)?;
        Ok(Self { connection: connection.clone(), store, manifest })
    }

    /// The connection.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Where the manifest is kept.
    #[must_use]
    pub const fn store(&self) -> &ManifestStore {
        &self.store
    }

    /// The manifest.
    ///
    /// # Errors
    ///
    /// Nothing is deployed.
    pub fn manifest(&self) -> Result<&Manifest, DeploymentError> {
        self.manifest.as_ref().ok_or_else(|| DeploymentError::NotDeployed {
            network: self.connection.network().name.clone(),
            path: self.store.path().to_owned(),
        })
    }

    /// Plans the steps to `goal`. Reads the chain and writes nothing.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the goal can't be reached from what is there.
    pub async fn plan(&self, goal: &Goal) -> Result<Plan, DeploymentError> {
        let state = ChainState::read(&self.connection, self.manifest.as_ref(), goal).await?;
        let identity = self.connection.identity();
        let mut plan = plan(goal, identity, self.manifest.as_ref(), &state)?;
        if let Some(manifest) = &self.manifest {
            plan.replacements = foresee(&self.connection, manifest, goal, &state, &plan).await?;
        }
        Ok(plan)
    }

    /// Changes the manifest under its lock, starting from what is on disk.
    ///
    /// # Errors
    ///
    /// Another command is writing, or the file can't be written.
    pub fn amend(&mut self, change: impl FnOnce(&mut Manifest)) -> Result<(), DeploymentError> {
        let _lock = self.store.lock()?;
        self.manifest = self.store.load(&self.connection)?;
        self.manifest()?;
        if let Some(manifest) = &mut self.manifest {
            change(manifest);
            self.store.save(manifest)?;
        }
        Ok(())
    }

    /// Does what is missing of `goal`. What an earlier, interrupted run had sent is looked up first.
    ///
    /// # Errors
    ///
    /// Another command is deploying, or a step fails. Steps before it are in the manifest; apply again to go on.
    pub async fn apply(
        &mut self,
        goal: &Goal,
        actors: &Actors,
        observer: &mut Observer<'_>,
    ) -> Result<Applied, DeploymentError> {
        let _lock = self.store.lock()?;
        self.manifest = self.store.load(&self.connection)?;
        let mut applied = Applied::default();
        self.settle_pending(actors, &mut applied).await?;
        let plan = self.plan(goal).await?;
        let total = plan.steps.len();
        for (index, step) in plan.steps.into_iter().enumerate() {
            if !applied.waiting.is_empty() && !is_independent(&step) {
                return Ok(applied);
            }
            if observer(Progress::Started(index + 1, total, &step)).is_break() {
                applied.interrupted = true;
                return Ok(applied);
            }
            let manifest =
                self.manifest.get_or_insert_with(|| new_manifest(goal, self.connection.identity()));
            let mut run = Run {
                connection: &self.connection,
                store: &self.store,
                manifest,
                goal,
                actors,
                observer,
            };
            match run.step(&step).await? {
                Ended::Done(done) => applied.steps.push(done),
                Ended::Waiting(waiting) => {
                    applied.waiting.push(waiting);
                    if !is_independent(&step) {
                        return Ok(applied);
                    }
                }
                Ended::Interrupted => {
                    applied.interrupted = true;
                    return Ok(applied);
                }
            }
        }
        Ok(applied)
    }

    /// Finds the transaction that was sent and whose receipt was not read, or sends it again when its nonce is free.
    async fn settle_pending(
        &mut self,
        actors: &Actors,
        applied: &mut Applied,
    ) -> Result<(), DeploymentError> {
        let Some(manifest) = &mut self.manifest else { return Ok(()) };
        let Some(mut pending) = manifest.pending.clone() else { return Ok(()) };
        let bad = || DeploymentError::BadPending { path: self.store.path().to_owned() };
        let mut signed = SignedTransaction::decode(pending.raw.clone()).ok_or_else(bad)?;
        let mut receipt = mined(&self.connection, &pending).await?;
        // Where another transaction took the nonce, this one can never be mined.
        if receipt.is_none() && is_free(&self.connection, &pending).await? {
            let sender = actors.wallet(pending.from)?;
            let repriced = sender.repriced(&signed).await;
            if let Some(again) = repriced.map_err(|error| failed(&pending.step, error))? {
                pending.former.push(pending.hash);
                (pending.hash, pending.raw) = (again.hash, again.raw.clone());
                manifest.pending = Some(pending.clone());
                self.store.save(manifest)?;
                signed = again;
            }
            receipt = Some(send(&sender, &signed, &pending.step).await?);
        }
        if let Some(receipt) = receipt.filter(TransactionReceipt::status) {
            if !pending.schedules {
                record(manifest, &pending.step, &signed, &receipt, &self.connection).await?;
            }
            applied.steps.push(AppliedStep {
                step: pending.step.to_string(),
                transaction: Some(receipt.transaction_hash),
                gas_used: receipt.gas_used,
            });
        }
        manifest.pending = None;
        self.store.save(manifest)
    }
}

/// Whether a step needs nothing of those before it that may wait: what the governor gives, opens and puts in force is decided upon
/// together. What waits holds up everything else behind it.
const fn is_independent(step: &Step) -> bool {
    matches!(
        step,
        Step::GrantRoles { .. }
            | Step::Admit { .. }
            | Step::RestoreFunctions { .. }
            | Step::SetVerifierScope { .. }
            | Step::ReplaceRegime { .. }
    )
}

/// How a step ended.
enum Ended {
    Done(AppliedStep),
    Waiting(Waiting),
    Interrupted,
}

/// One step in the making.
struct Run<'r, 'o> {
    connection: &'r Connection,
    store: &'r ManifestStore,
    manifest: &'r mut Manifest,
    goal: &'r Goal,
    actors: &'r Actors,
    observer: &'r mut Observer<'o>,
}

impl Run<'_, '_> {
    async fn step(&mut self, step: &Step) -> Result<Ended, DeploymentError> {
        let administrator = self.administrator(step).await?;
        let todo = work(step, self.goal, self.manifest, self.connection, administrator).await?;
        match todo {
            Work::Nothing => {
                self.store.save(self.manifest)?;
                let _ = (self.observer)(Progress::Done(step));
                Ok(Ended::Done(AppliedStep {
                    step: step.to_string(),
                    transaction: None,
                    gas_used: 0,
                }))
            }
            Work::Wait { ready_at } => {
                Ok(Ended::Waiting(Waiting { step: step.to_string(), ready_at }))
            }
            Work::Send { to, data } => {
                let request = request(to, data);
                self.send(step, request, false).await
            }
            Work::Schedule { to, data, ready_at } => {
                let Ended::Done(_) = self.send(step, request(Some(to), data), true).await? else {
                    return Ok(Ended::Interrupted);
                };
                // The delay counts from the block of the schedule, which was not known beforehand.
                let scheduled =
                    work(step, self.goal, self.manifest, self.connection, administrator).await?;
                let ready_at = scheduled.waits_until().unwrap_or(ready_at);
                Ok(Ended::Waiting(Waiting { step: step.to_string(), ready_at }))
            }
        }
    }

    async fn send(
        &mut self,
        step: &Step,
        request: TransactionRequest,
        schedules: bool,
    ) -> Result<Ended, DeploymentError> {
        let sender = self.sender(step).await?;
        let signed = sender.sign_next(request).await.map_err(|error| failed(step, error))?;
        self.manifest.pending = Some(Pending {
            step: step.clone(),
            schedules,
            from: sender.address(),
            nonce: signed.nonce,
            hash: signed.hash,
            raw: signed.raw.clone(),
            former: Vec::new(),
        });
        self.store.save(self.manifest)?;
        if (self.observer)(Progress::Signed(step)).is_break() {
            return Ok(Ended::Interrupted);
        }
        let sent = sender.broadcast(&signed).await.map_err(|error| failed(step, error))?;
        if (self.observer)(Progress::Sent(step)).is_break() {
            return Ok(Ended::Interrupted);
        }
        let waited = sender.wait(&sent).await;
        // What was mined and refused is settled; anything else is looked up by the next run.
        if matches!(waited, Err(SendError::Reverted(_))) {
            self.manifest.pending = None;
            self.store.save(self.manifest)?;
        }
        let receipt = waited.map_err(|error| failed(step, error))?;
        if (self.observer)(Progress::Mined(step)).is_break() {
            return Ok(Ended::Interrupted);
        }
        if !schedules {
            record(self.manifest, step, &signed, &receipt, self.connection).await?;
        }
        self.manifest.pending = None;
        self.store.save(self.manifest)?;
        let done = AppliedStep {
            step: step.to_string(),
            transaction: Some(receipt.transaction_hash),
            gas_used: receipt.gas_used,
        };
        match (self.observer)(Progress::Done(step)) {
            ControlFlow::Continue(()) => Ok(Ended::Done(done)),
            ControlFlow::Break(()) => Ok(Ended::Interrupted),
        }
    }

    /// Who administers now: the deployer until the hand-over.
    async fn administrator(&self, step: &Step) -> Result<Address, DeploymentError> {
        let governor = self.actors.address(Role::Governor);
        if step.signer() != Signer::Administrator || self.manifest.deployer == governor {
            return Ok(governor);
        }
        administrator(self.connection, self.manifest, governor).await
    }

    async fn sender(&self, step: &Step) -> Result<Arc<TransactionSender>, DeploymentError> {
        match step.signer() {
            Signer::Deployer => self.actors.wallet(self.goal.deployer),
            Signer::Administrator => self.actors.wallet(self.administrator(step).await?),
            Signer::Role(role) => self.actors.role(role),
        }
    }
}

fn request(to: Option<Address>, data: Bytes) -> TransactionRequest {
    match to {
        Some(to) => TransactionRequest::default().with_to(to).with_input(data),
        None => TransactionRequest::default().with_deploy_code(data),
    }
}

/// The receipt of what was sent for a pending step, however it was signed.
async fn mined(
    connection: &Connection,
    pending: &Pending,
) -> Result<Option<TransactionReceipt>, DeploymentError> {
    for hash in std::iter::once(&pending.hash).chain(&pending.former) {
        let receipt = connection.provider().get_transaction_receipt(*hash).await;
        let receipt =
            receipt.map_err(|error| connection.error("eth_getTransactionReceipt", &error))?;
        if receipt.is_some() {
            return Ok(receipt);
        }
    }
    Ok(None)
}

/// Whether the nonce of a pending step is not used.
async fn is_free(connection: &Connection, pending: &Pending) -> Result<bool, DeploymentError> {
    let count = connection.provider().get_transaction_count(pending.from).await;
    let count = count.map_err(|error| connection.error("eth_getTransactionCount", &error))?;
    Ok(count <= pending.nonce)
}

async fn send(
    sender: &TransactionSender,
    signed: &SignedTransaction,
    step: &Step,
) -> Result<TransactionReceipt, DeploymentError> {
    let sent = sender.broadcast(signed).await.map_err(|error| failed(step, error))?;
    sender.wait(&sent).await.map_err(|error| failed(step, error))
}

fn failed(step: &Step, error: SendError) -> DeploymentError {
    let step = step.to_string();
    match error.revert_data() {
        Some(data) => DeploymentError::Refused { step, revert: Box::new(Revert::decode(data)) },
        None => DeploymentError::Send { step, source: Box::new(error) },
    }
}
