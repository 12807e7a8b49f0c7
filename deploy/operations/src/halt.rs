//! Halting, pausing, and the end of an instrument.

use alloy::sol_types::SolError as _;
use corridor_bindings::ISecurityToken;
use corridor_bindings::revert::{Corridor, Revert};
use corridor_bindings::standing::InstrumentState;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::LegHandle;

use super::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Halts what the regime's halt rule covers, or lifts the halt. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetHalted {
    /// What is halted.
    pub leg: LegHandle,
    /// Whether it is.
    pub halted: bool,
}

impl Operation for SetHalted {
    const NAME: &'static str = "halt";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let verb = if self.halted { "halt" } else { "lift the halt of" };
        let summary = format!("{verb} {}, leg {}", self.leg.instrument, self.leg.leg);
        let call = ISecurityToken::setHaltedCall { halted_: self.halted };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), self.leg.token, &call))
    }
}

/// Pauses issue and transfers, or unpauses them. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetPaused {
    /// What is paused.
    pub leg: LegHandle,
    /// Whether it is.
    pub paused: bool,
}

impl Operation for SetPaused {
    const NAME: &'static str = "pause";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let verb = if self.paused { "pause" } else { "unpause" };
        let summary = format!("{verb} {}, leg {}", self.leg.instrument, self.leg.leg);
        let call = ISecurityToken::setPausedCall { paused_: self.paused };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), self.leg.token, &call))
    }
}

/// Ends issue and transfers for good; redemption goes on. Signed by the governor, after its delay.
#[derive(Clone, Debug)]
pub struct WindDown {
    /// What is wound down.
    pub leg: LegHandle,
}

impl Operation for WindDown {
    const NAME: &'static str = "wind-down";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let summary =
            format!("start the wind-down of {}, leg {}", self.leg.instrument, self.leg.leg);
        let call = ISecurityToken::startWindDownCall {};
        Ok(Prepared::act(summary, Who::Role(Role::Governor), self.leg.token, &call))
    }
}

impl Desk {
    /// Starts the wind-down. When the governor's decisions have a delay, the first call schedules it and a call after
    /// [`Performed::ready_at`] executes it.
    ///
    /// # Errors
    ///
    /// The wind-down has begun, or the endpoint fails.
    pub async fn wind_down(
        &self,
        operation: &WindDown,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        // What is scheduled is refused when it is executed, which would be too late to say so.
        let state = self.read(operation.leg.token, &ISecurityToken::stateCall {}).await?;
        if InstrumentState::from_word(state).is_winding_down() {
            let attempt = operation.prepare(self).await?.summary;
            let revert = Box::new(Revert::decode(&Corridor::AlreadyWindingDown {}.abi_encode()));
            return Err(OperationError::Reverted { attempt, revert });
        }
        self.decide(operation, mode).await
    }
}
