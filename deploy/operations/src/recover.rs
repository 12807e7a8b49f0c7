//! Recovery of a lost wallet: link the new one, move the holding, what is pledged of it and what it is due, unlink the old one.

use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent as _;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::logs;
use corridor_deploy::explain::{FIRST_FACT, LegHandle, Question};
use corridor_deploy::vocabulary::Movement;

use super::{
    Desk, LinkWallet, Mode, MovePledge, Operation, OperationError, Performed, Prepared, Redirect,
    UnlinkWallet, Who,
};

/// Moves everything that a lost wallet holds to another wallet of the same investor. Signed by the enforcement officer.
#[derive(Clone, Debug)]
pub struct Recover {
    /// What is moved.
    pub leg: LegHandle,
    /// The wallet whose key is lost.
    pub lost: Address,
    /// The investor's other wallet.
    pub replacement: Address,
}

impl Operation for Recover {
    const NAME: &'static str = "recover";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { lost, replacement, .. } = *self;
        let amount =
            desk.read(self.leg.token, &ISecurityToken::balanceOfCall { account: lost }).await?;
        let call = ISecurityToken::recoverCall { lost, replacement };
        let summary = format!("recover the {} of {lost} for {replacement}", self.leg.instrument);
        let question = Question::new(Movement::RECOVERY, Some(lost), Some(replacement), amount);
        Ok(Prepared::movement(
            summary,
            Who::Role(Role::EnforcementOfficer),
            &self.leg,
            &call,
            question,
        ))
    }
}

/// Everything that a lost wallet has goes to another wallet of its investor.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// What is moved; nothing where the lost wallet is due something and holds nothing any more.
    pub legs: Vec<LegHandle>,
    /// The wallet whose key is lost.
    pub lost: Address,
    /// The investor's other wallet.
    pub replacement: Address,
}

impl Desk {
    /// Links the new wallet to the investor unless it is, moves the holdings with their pledges, and what the lost wallet is due of
    /// distributions of any instrument, and unlinks it once it holds nothing. What an earlier, interrupted recovery did is not done again.
    /// Nothing is linked for a movement that is refused. On a dry run the steps after one that would change the chain are not judged.
    ///
    /// # Errors
    ///
    /// The lost wallet is not registered, a movement is refused, or the endpoint fails.
    pub async fn recover(
        &self,
        recovery: &Recovery,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let Recovery { lost, replacement, .. } = *recovery;
        let mut performed = Vec::new();
        if !self.standing_or_none(lost).await?.is_registered()
            && self.was_recovered(lost, replacement).await?
        {
            // An earlier recovery came to its end, and the wallet is its investor's no more.
            return Ok(performed);
        }
        self.standing(lost).await?;
        // Another investor's wallet is not linked: the movement to it is refused.
        let is_linked = self.standing_or_none(replacement).await?.is_registered();
        if !is_linked {
            self.require_recoverable(recovery).await?;
            let link = LinkWallet { wallet: lost, new_wallet: replacement };
            performed.push(self.perform(&link, mode).await?);
        }
        for leg in &recovery.legs {
            performed.extend(self.recover_leg((leg, lost, replacement), is_linked, mode).await?);
        }
        // So does what it is due, which the contract redirects between wallets of one investor alone.
        for distribution in self.redirectable(lost).await? {
            let redirect = Redirect { distribution, lost, replacement };
            performed.push(self.perform_after(&redirect, mode).await?);
        }
        if mode == Mode::Execute && self.holds_nothing(lost).await? {
            performed.push(self.perform(&UnlinkWallet { wallet: lost }, mode).await?);
        }
        Ok(performed)
    }

    /// Moves the holding of a leg, unless an earlier recovery has, and what is pledged of it.
    async fn recover_leg(
        &self,
        (leg, lost, replacement): (&LegHandle, Address, Address),
        is_linked: bool,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let mut performed = Vec::new();
        let held = self.read(leg.token, &ISecurityToken::balanceOfCall { account: lost }).await?;
        if !held.is_zero() {
            let recover = Recover { leg: leg.clone(), lost, replacement };
            // On a dry run the link that it follows is not there.
            performed.push(match is_linked {
                true => self.perform(&recover, mode).await?,
                false => self.perform_after(&recover, mode).await?,
            });
        }
        // They move between wallets of one investor, so before the lost one is unlinked.
        for secured in self.secured_by(leg, lost).await? {
            // Whoever lost the one wallet may be secured by its other, and releases what it has pledged to itself.
            if secured == replacement {
                continue;
            }
            let follow = MovePledge { leg: leg.clone(), lost, replacement, secured };
            performed.push(self.perform_after(&follow, mode).await?);
        }
        Ok(performed)
    }

    /// That the regimes let the holdings go to another wallet of the investor, before that one is linked: it will be what the lost one is.
    async fn require_recoverable(&self, recovery: &Recovery) -> Result<(), OperationError> {
        let Recovery { lost, replacement, .. } = *recovery;
        for leg in &recovery.legs {
            let call = ISecurityToken::balanceOfCall { account: lost };
            let amount = self.read(leg.token, &call).await?;
            let question = Question::new(Movement::RECOVERY, Some(lost), Some(lost), amount);
            let mut explanation = self.explain(leg, &question).await?;
            // That the two are one is what the question says, and what the token has to say about it.
            explanation.reasons.retain(|reason| reason.bit < FIRST_FACT);
            if explanation.reasons.is_empty() {
                continue;
            }
            explanation.to = Some(replacement);
            return Err(OperationError::Refused(Box::new(explanation)));
        }
        Ok(())
    }

    /// Recoveries of holdings of a leg, with the block of each.
    pub(super) async fn recoveries(
        &self,
        leg: &LegHandle,
    ) -> Result<Vec<(ISecurityToken::Recovered, u64)>, OperationError> {
        let (first, mut found) = (self.manifest()?.first_block(), Vec::new());
        let topics = vec![ISecurityToken::Recovered::SIGNATURE_HASH];
        logs(self.connection(), leg.token, topics, first, |log| {
            if let Ok(event) = ISecurityToken::Recovered::decode_log(&log.inner) {
                found.push((event.data, log.block_number.unwrap_or_default()));
            }
        })
        .await?;
        Ok(found)
    }

    /// Whether an earlier recovery has moved a holding from the one wallet to the other.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn was_recovered(
        &self,
        lost: Address,
        replacement: Address,
    ) -> Result<bool, OperationError> {
        for leg in self.legs()? {
            let recoveries = self.recoveries(&leg).await?;
            if recoveries.iter().any(|(one, _)| (one.lost, one.replacement) == (lost, replacement))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The legs of which a wallet holds something, or has something pledged: a recovery that was interrupted moved the holding alone.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn recoverable(&self, lost: Address) -> Result<Vec<LegHandle>, OperationError> {
        let mut found = Vec::new();
        for leg in self.legs()? {
            let call = ISecurityToken::balanceOfCall { account: lost };
            let holds = !self.read(leg.token, &call).await?.is_zero();
            if holds || !self.pledged_by(&leg, lost).await?.is_zero() {
                found.push(leg);
            }
        }
        Ok(found)
    }

    /// Does what follows another operation, which on a dry run was only tried.
    async fn perform_after<O: Operation>(
        &self,
        operation: &O,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        match mode {
            Mode::Execute => self.perform(operation, mode).await,
            Mode::DryRun => self.foretell(operation).await,
        }
    }

    pub(super) async fn holds_nothing(&self, wallet: Address) -> Result<bool, OperationError> {
        for leg in self.legs()? {
            let balance =
                self.read(leg.token, &ISecurityToken::balanceOfCall { account: wallet }).await?;
            if balance != U256::ZERO {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
