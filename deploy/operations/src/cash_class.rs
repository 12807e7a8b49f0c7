//! Classes of what is paid with.

use alloy::primitives::Address;
use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::vocabulary::Cash;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Puts a cash token in a class, for every instrument. Signed by the supervisor.
#[derive(Clone, Copy, Debug)]
pub struct SetCashClass {
    /// The cash token.
    pub cash: Address,
    /// Its class; nothing takes it out.
    pub class: Option<Cash>,
}

impl Operation for SetCashClass {
    const NAME: &'static str = "set-cash-class";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let summary = match self.class {
            Some(class) => format!("class {} as {}", self.cash, class.title()),
            None => format!("take {} out of its class of cash", self.cash),
        };
        let class = self.class.map_or(0, Cash::bit);
        let call = Permits::setCashClassCall { token: self.cash, class };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), permits, &call))
    }
}
