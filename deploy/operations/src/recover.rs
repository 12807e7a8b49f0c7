//! Recovery of a lost wallet: link the new one, move the holding, what is pledged of it and what it is due, unlink the old one.

use alloy::primitives::{Address, U256};
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::{LegHandle, Question};
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
    /// On a dry run the steps after one that would change the chain are not judged.
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
        let standing = self.standing(lost).await?;
        if self.standing_or_none(replacement).await?.investor() != standing.investor() {
            let link = LinkWallet { wallet: lost, new_wallet: replacement };
            performed.push(self.perform(&link, mode).await?);
            if mode == Mode::DryRun {
                return Ok(performed);
            }
        }
        for leg in &recovery.legs {
            let recover = Recover { leg: leg.clone(), lost, replacement };
            performed.push(self.perform(&recover, mode).await?);
            // They move between wallets of one investor, so before the lost one is unlinked.
            for secured in self.secured_by(leg, lost).await? {
                // Whoever lost the one wallet may be secured by its other, and releases what it has pledged to itself.
                if secured == replacement {
                    continue;
                }
                let follow = MovePledge { leg: leg.clone(), lost, replacement, secured };
                performed.push(self.perform_after(&follow, mode).await?);
            }
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
