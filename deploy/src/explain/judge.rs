//! Questions about one leg, and who answers them: the token, under the regime that is or will be in force.

use std::sync::Arc;

use alloy::eips::BlockId;
use alloy::primitives::{Address, U256};
use corridor_bindings::{ISecurityToken, InstrumentLedger, Regime};
use tokio::sync::OnceCell;

use super::facts::{Facts, LegFacts};
use super::{Asked, Explanation, LegHandle, Question, extend, messages, outline, reasons};
use crate::bulk::read_together;
use crate::deployment::reads::read;
use crate::deployment::{
    BoundProfiles, DeploymentError, Manifest, ScheduledRegime, scheduled_regimes,
};
use crate::network::Connection;
use crate::profile::{BoundProfile, books};

/// Refusals that are put into words at once: each takes a few questions that wait for one another.
const AT_ONCE: usize = 4;

/// Answers questions about one leg, all by the state of one block. What they have in common is read once.
#[derive(Debug)]
pub struct Judge<'j> {
    connection: &'j Connection,
    manifest: &'j Manifest,
    leg: &'j LegHandle,
    block: BlockId,
    time: OnceCell<u64>,
    now: OnceCell<u64>,
    regime: OnceCell<Address>,
    scheduled: OnceCell<Vec<Ahead>>,
    facts: OnceCell<LegFacts>,
    profiles: Arc<BoundProfiles>,
}

/// The regime that a question is judged under.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    pub(super) at: u64,
    regime: Address,
    scheduled: Option<Ahead>,
}

/// A regime that is scheduled, and what its verdicts leave open.
#[derive(Clone, Debug)]
struct Ahead {
    regime: ScheduledRegime,
    note: Option<String>,
}

impl<'j> Judge<'j> {
    /// A judge of `leg` by the state of a block, the latest when none is given.
    #[must_use]
    pub fn new(
        connection: &'j Connection,
        manifest: &'j Manifest,
        leg: &'j LegHandle,
        block: Option<u64>,
    ) -> Self {
        Self {
            connection,
            manifest,
            leg,
            block: block.map_or_else(BlockId::latest, BlockId::number),
            time: OnceCell::new(),
            now: OnceCell::new(),
            regime: OnceCell::new(),
            scheduled: OnceCell::new(),
            facts: OnceCell::new(),
            profiles: Arc::default(),
        }
    }

    /// The same, with profiles that others have read already.
    #[must_use]
    pub fn with_profiles(self, profiles: Arc<BoundProfiles>) -> Self {
        Self { profiles, ..self }
    }

    /// The verdict on a movement, in words.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the manifest has no unaltered copy of the profile in force.
    pub async fn explain(&self, question: &Question) -> Result<Explanation, DeploymentError> {
        let force = self.in_force(question).await?;
        let call = question.call(force.at, asked_regime(&force));
        let refusals = read(self.connection, self.leg.token, &call, self.block).await?;
        self.words(question, &force, bits(&refusals)).await
    }

    /// The verdicts on many movements, in their order: asked together, and only those that refuse are read up on.
    ///
    /// # Errors
    ///
    /// As [`Self::explain`].
    pub async fn explain_all(
        &self,
        questions: &[Question],
    ) -> Result<Vec<Explanation>, DeploymentError> {
        let mut forces = Vec::with_capacity(questions.len());
        for question in questions {
            forces.push(self.in_force(question).await?);
        }
        let calls = questions.iter().zip(&forces).map(|(question, force)| {
            (self.leg.token, question.call(force.at, asked_regime(force)))
        });
        let refusals = read_together(self.connection, calls, self.block).await?;
        let asked: Vec<_> = questions
            .iter()
            .zip(forces)
            .zip(refusals)
            .map(|((question, force), refusals)| (question, force, bits(&refusals)))
            .collect();
        let mut explained = Vec::with_capacity(asked.len());
        for chunk in asked.chunks(AT_ONCE) {
            let one = async |index: usize| match chunk.get(index) {
                Some((question, force, bits)) => self.words(question, force, *bits).await.map(Some),
                None => Ok(None),
            };
            let (first, second, third, fourth) = tokio::try_join!(one(0), one(1), one(2), one(3))?;
            explained.extend([first, second, third, fourth].into_iter().flatten());
        }
        Ok(explained)
    }

    /// A verdict in words.
    pub(super) async fn words(
        &self,
        question: &Question,
        force: &InForce,
        bits: U256,
    ) -> Result<Explanation, DeploymentError> {
        let InForce { at, regime, scheduled } = force;
        let recorded = self.profile(*regime)?;
        let mut explanation = outline(self.leg, question, *at, bits, recorded.as_deref())?;
        if let Some(ahead) = scheduled {
            explanation.scheduled = Some(ahead.regime.clone());
            explanation.notes.extend(ahead.note.clone());
        }
        if bits.is_zero() {
            return Ok(explanation);
        }
        let Self { connection, manifest, leg, block, .. } = self;
        let shared =
            self.facts.get_or_try_init(|| LegFacts::read(connection, manifest, leg.token, *block));
        let shared = shared.await?.clone();
        let facts = Facts::read(connection, manifest, leg, question, *at, *block, shared).await?;
        explanation.reasons = match &recorded {
            Some(profile) => {
                let mut reasons = reasons(profile, leg, bits, &facts)?;
                let asked = Asked { connection, manifest, regime: *regime, block: *block };
                extend(&mut reasons, profile, leg, &facts, &asked).await?;
                reasons
            }
            None => messages(connection, *regime, bits, &facts, *block).await?,
        };
        Ok(explanation)
    }

    /// The regime in force at the moment of a question.
    pub(super) async fn in_force(&self, question: &Question) -> Result<InForce, DeploymentError> {
        let regime = *self.regime.get_or_try_init(|| self.regime_now()).await?;
        let Some(at) = question.at else {
            return Ok(InForce { at: self.now().await?, regime, scheduled: None });
        };
        // What is due and was not executed is not in force yet.
        if !question.ahead || at <= self.time().await? {
            return Ok(InForce { at, regime, scheduled: None });
        }
        let scheduled = self.scheduled.get_or_try_init(|| self.ahead()).await?;
        let due = scheduled.iter().rfind(|one| one.regime.from <= at);
        let regime = due.map_or(regime, |due| due.regime.regime);
        Ok(InForce { at, regime, scheduled: due.cloned() })
    }

    /// The regimes that are scheduled, the earliest first.
    async fn ahead(&self) -> Result<Vec<Ahead>, DeploymentError> {
        let tokens = std::slice::from_ref(&self.leg.token);
        let scheduled = scheduled_regimes(self.connection, self.manifest, tokens, self.block);
        let mut ahead = Vec::new();
        for regime in scheduled.await? {
            let note = self.unopened(regime.regime).await?;
            ahead.push(Ahead { regime, note });
        }
        Ok(ahead)
    }

    /// The books that a regime needs and that are only kept once it is in force.
    async fn unopened(&self, regime: Address) -> Result<Option<String>, DeploymentError> {
        let (connection, block) = (self.connection, self.block);
        let needs = read(connection, regime, &Regime::booksCall {}, block).await?;
        if needs.ledger_.is_zero() {
            return Ok(None);
        }
        let call = InstrumentLedger::termsOfCall { instrument: self.leg.token };
        let kept = U256::from(read(connection, needs.ledger_, &call, block).await?.books);
        let missing = needs.mask & !kept & U256::from(!books::POSITIONS);
        let names = books::NAMES.iter().enumerate().filter(|(bit, _)| missing.bit(*bit));
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        Ok((!names.is_empty()).then(|| {
            let names = names.join(", ");
            format!("that regime begins books when it is put in force ({names}); here they are judged as not kept")
        }))
    }

    async fn regime_now(&self) -> Result<Address, DeploymentError> {
        read(self.connection, self.leg.token, &ISecurityToken::regimeCall {}, self.block).await
    }

    /// The time of the block.
    async fn time(&self) -> Result<u64, DeploymentError> {
        let read = || self.connection.time_at(self.block);
        Ok(*self.time.get_or_try_init(read).await?)
    }

    /// When a movement would be judged that is made now: in the block that would be next, where the latest one is asked.
    async fn now(&self) -> Result<u64, DeploymentError> {
        let read = || async {
            match self.block == BlockId::latest() {
                true => Ok(self.connection.next_time().await?),
                false => self.time().await,
            }
        };
        self.now.get_or_try_init(read).await.copied()
    }

    /// The profile that the manifest records for a regime.
    fn profile(&self, regime: Address) -> Result<Option<Arc<BoundProfile>>, DeploymentError> {
        let record = self.manifest.regime_at(regime);
        record.map(|record| self.profiles.get(self.manifest, record.profile)).transpose()
    }

    /// What it answers about, and by the state of which block.
    pub(super) const fn subject(&self) -> (&'j Connection, &'j Manifest, &'j LegHandle, BlockId) {
        (self.connection, self.manifest, self.leg, self.block)
    }
}

/// The regime to ask the token for: none where it is the one in force.
pub(super) fn asked_regime(force: &InForce) -> Address {
    force.scheduled.as_ref().map_or(Address::ZERO, |ahead| ahead.regime.regime)
}

fn bits(refusals: &[ISecurityToken::Refusal]) -> U256 {
    refusals.iter().fold(U256::ZERO, |bits, refusal| bits | refusal.reasons)
}
