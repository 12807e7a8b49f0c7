//! Symbols of a venue group: admitted, withdrawn, or barred by an objection of the issuer.

use alloy::primitives::{Address, keccak256};
use corridor_bindings::Permits;

use super::{Desk, Operation, OperationError, Prepared, Who};
use crate::accounts::Role;
use crate::calendar::UtcDay;
use crate::deployment::SystemContract;

/// Admits an instrument as the next symbol of a venue group. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct AdmitSymbol {
    /// The instrument's token, which may be one of another deployment.
    pub token: Address,
    /// Name of the group: the venues that count their symbols together.
    pub group: String,
    /// When its issuer was told.
    pub notice: UtcDay,
    /// Days after the notice through which an objection bars the symbol.
    pub objection_days: u16,
}

impl Operation for AdmitSymbol {
    const NAME: &'static str = "admit-symbol";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = format!("admit {} as a symbol of {}", self.token, self.group);
        let call = Permits::admitSymbolCall {
            instrument: self.token,
            group: keccak256(&self.group),
            noticeDay: self.notice.number(),
            objectionDays: self.objection_days,
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}

/// Takes a symbol out of its group; the last of the group gets its rank. Signed by the registrar.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawSymbol {
    /// The instrument's token.
    pub token: Address,
}

impl Operation for WithdrawSymbol {
    const NAME: &'static str = "withdraw-symbol";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = format!("withdraw the symbol {}", self.token);
        let call = Permits::withdrawSymbolCall { instrument: self.token };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}

/// Records the issuer's objection, which bars the symbol for good. Signed by the registrar.
#[derive(Clone, Copy, Debug)]
pub struct RecordObjection {
    /// The instrument's token.
    pub token: Address,
    /// The day on which it was received.
    pub day: UtcDay,
}

impl Operation for RecordObjection {
    const NAME: &'static str = "record-objection";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = format!("record the objection of {} to the symbol {}", self.day, self.token);
        let call = Permits::recordObjectionCall { instrument: self.token, day: self.day.number() };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}
