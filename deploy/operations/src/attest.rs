//! Attesting and revoking categories.

use alloy::primitives::{Address, U256};
use corridor_bindings::InvestorRegistry;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::vocabulary::Category;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Attests a category for an investor, on each of its wallets. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct Attest {
    /// Any wallet of the investor.
    pub wallet: Address,
    /// The category.
    pub category: Category,
    /// The last day it is valid.
    pub until: UtcDay,
}

/// Takes a category away from an investor. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct Revoke {
    /// Any wallet of the investor.
    pub wallet: Address,
    /// The category.
    pub category: Category,
}

impl Operation for Attest {
    const NAME: &'static str = "attest";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let summary =
            format!("attest `{}` of {} until {}", self.category.title(), self.wallet, self.until);
        prepare(desk, summary, self.wallet, self.category, self.until.number())
    }
}

impl Operation for Revoke {
    const NAME: &'static str = "revoke";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let summary = format!("revoke `{}` of {}", self.category.title(), self.wallet);
        prepare(desk, summary, self.wallet, self.category, 0)
    }
}

fn prepare(
    desk: &Desk,
    summary: String,
    wallet: Address,
    category: Category,
    last_day: u16,
) -> Result<Prepared, OperationError> {
    let call = InvestorRegistry::attestCall {
        wallet,
        category: U256::from(category.bit()),
        lastDay: last_day,
    };
    let investors = desk.contract(SystemContract::InvestorRegistry)?;
    Ok(Prepared::act(summary, Who::Role(Role::Verifier), investors, &call))
}
