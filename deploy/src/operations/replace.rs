//! Putting another regime in force.

use alloy::primitives::B256;
use corridor_bindings::ISecurityToken;

use super::{Desk, Operation, OperationError, Prepared, Who};
use crate::accounts::Role;
use crate::deployment::DeploymentError;
use crate::explain::LegHandle;

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
