//! Registering several investors in one transaction.

use corridor_bindings::InvestorRegistry;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;

use super::{Desk, Operation, OperationError, Prepared, Register, Who};

/// Registers investors with their first wallets, all or none. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct RegisterMany {
    /// The investors; about a hundred fit one transaction.
    pub rows: Vec<Register>,
}

impl Operation for RegisterMany {
    const NAME: &'static str = "register";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = InvestorRegistry::registerBatchCall {
            wallets: self.rows.iter().map(|row| row.wallet).collect(),
            facts: self.rows.iter().map(|row| row.facts).collect(),
            commitments: self.rows.iter().map(|row| row.commitment).collect(),
        };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        let summary = format!("register {} investors", self.rows.len());
        Ok(Prepared::act(summary, Who::Role(Role::Verifier), investors, &call))
    }
}
