//! Transfers that are approved in advance.

use alloy::primitives::Address;
use alloy::primitives::aliases::U40;
use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Seconds from the first to the last of a day.
const REST_OF_THE_DAY: u64 = 86_399;

/// Approves transfers between two wallets in advance, in the place of what was approved for them before. Signed by the
/// registrar.
#[derive(Clone, Debug)]
pub struct PreApprove {
    /// What may be transferred.
    pub leg: LegHandle,
    /// Who gives.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// How much, and the last day for it, until its end in UTC; nothing withdraws the approval.
    pub approved: Option<(Amount, UtcDay)>,
}

impl Operation for PreApprove {
    const NAME: &'static str = "pre-approve";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let Self { leg, from, to, approved } = self;
        let (units, last, summary) = match approved {
            Some((amount, until)) => {
                Desk::units(leg, *amount)?;
                let summary = format!(
                    "approve transfers of {amount} of {} from {from} to {to} until {until}",
                    leg.instrument
                );
                (amount.units(), until.start_seconds() + REST_OF_THE_DAY, summary)
            }
            None => {
                let summary = format!(
                    "withdraw the approval of transfers of {} from {from} to {to}",
                    leg.instrument
                );
                (0, 0, summary)
            }
        };
        let call = Permits::approveTransferCall {
            instrument: leg.token,
            from: *from,
            to: *to,
            units,
            lastMoment: U40::from(last),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), permits, &call))
    }
}
