//! Which of a holder's lots leaves first.

use alloy::primitives::Address;
use corridor_bindings::InstrumentLedger;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Lets units that were acquired on one day leave before the others, until the holder says otherwise. Signed by the holder.
#[derive(Clone, Debug)]
pub struct ChooseLot {
    /// The instrument.
    pub leg: LegHandle,
    /// The holder's wallet.
    pub wallet: Address,
    /// The day of the lot; the oldest goes first when missing.
    pub day: Option<UtcDay>,
}

impl Operation for ChooseLot {
    const NAME: &'static str = "choose-lot";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let ledger = desk.contract_for_rules(SystemContract::InstrumentLedger)?;
        let Self { leg, wallet, day } = self;
        let first =
            day.map_or_else(|| "the oldest lot".to_owned(), |day| format!("the lot of {day}"));
        let summary =
            format!("let {first} of {wallet} in {}, leg {}, go first", leg.instrument, leg.leg);
        let day = day.map_or(0, UtcDay::number);
        let call = InstrumentLedger::chooseLotCall { instrument: leg.token, day };
        Ok(Prepared::act(summary, Who::Wallet(*wallet), ledger, &call))
    }
}
