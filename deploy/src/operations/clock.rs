//! The offering clock.

use corridor_bindings::ISecurityToken;

use super::{Desk, Operation, OperationError, Prepared, Who};
use crate::accounts::Role;
use crate::calendar::UtcDay;
use crate::explain::LegHandle;

/// Starts the offering clock on a day that has come. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct StartClock {
    /// Whose clock.
    pub leg: LegHandle,
    /// The day the offering began.
    pub day: UtcDay,
}

impl Operation for StartClock {
    const NAME: &'static str = "start-clock";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let summary = format!(
            "start the offering clock of {}, leg {}, on {}",
            self.leg.instrument, self.leg.leg, self.day
        );
        let call = ISecurityToken::startOfferingClockCall { day: self.day.number() };
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), self.leg.token, &call))
    }
}
