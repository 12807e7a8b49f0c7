//! Putting another regime in force, and leaving that be.

use alloy::eips::BlockId;
use alloy::primitives::B256;
use alloy::sol_types::SolCall;
use corridor_bindings::{ISecurityToken, RoleManager};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{
    DeploymentError, ScheduledRegime, SystemContract, scheduled_regimes,
};
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Puts the regime of another profile, which is deployed already, in force. Signed by the governor, after its delay.
#[derive(Clone, Debug)]
pub struct ReplaceRegime {
    /// Whose regime is replaced.
    pub leg: LegHandle,
    /// Hash of the profile with its inputs.
    pub profile: B256,
    /// The leg of that profile.
    pub leg_of_profile: String,
}

impl Operation for ReplaceRegime {
    const NAME: &'static str = "replace-regime";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let found = desk.manifest()?.regime(self.profile, &self.leg_of_profile);
        let missing = || DeploymentError::NoProfile { hash: self.profile };
        let regime = found.map(|record| record.address).ok_or_else(missing)?;
        let call = ISecurityToken::setRegimeCall { regime_: regime };
        let summary = format!(
            "replace the regime of {}, leg {}, by {regime}",
            self.leg.instrument, self.leg.leg
        );
        Ok(Prepared::act(summary, Who::Role(Role::Governor), self.leg.token, &call))
    }
}

/// Cancels a replacement that waits for the end of its delay. Signed by the governor, at once.
#[derive(Clone, Debug)]
pub struct CancelReplacement {
    /// Whose regime would be replaced.
    pub leg: LegHandle,
    /// What was scheduled.
    pub scheduled: ScheduledRegime,
}

impl Operation for CancelReplacement {
    const NAME: &'static str = "cancel-replacement";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { leg: LegHandle { instrument, leg, .. }, scheduled } = self;
        let data = ISecurityToken::setRegimeCall { regime_: scheduled.regime }.abi_encode().into();
        let call =
            RoleManager::cancelCall { caller: scheduled.caller, target: scheduled.token, data };
        let manager = desk.contract(SystemContract::AccessManager)?;
        let summary = format!(
            "cancel the replacement of the regime of {instrument}, leg {leg}, of {}",
            scheduled.words()
        );
        Ok(Prepared::act(summary, Who::Role(Role::Governor), manager, &call))
    }
}

impl Desk {
    /// What cancels every replacement that is scheduled for these legs of an instrument.
    ///
    /// # Errors
    ///
    /// None is, or the endpoint fails.
    pub async fn cancellations(
        &self,
        legs: Vec<LegHandle>,
    ) -> Result<Vec<CancelReplacement>, OperationError> {
        let tokens: Vec<_> = legs.iter().map(|leg| leg.token).collect();
        let (connection, manifest) = (self.connection(), self.manifest()?);
        let scheduled = scheduled_regimes(connection, manifest, &tokens, BlockId::latest()).await?;
        let cancel = |scheduled: ScheduledRegime| {
            let leg = legs.iter().find(|leg| leg.token == scheduled.token)?.clone();
            Some(CancelReplacement { leg, scheduled })
        };
        let all: Vec<_> = scheduled.into_iter().filter_map(cancel).collect();
        match legs.first() {
            Some(leg) if all.is_empty() => {
                Err(OperationError::NothingScheduled { instrument: leg.instrument.clone() })
            }
            _ => Ok(all),
        }
    }
}
