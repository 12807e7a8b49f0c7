//! Average daily volumes, which a volume tier is a share of.

use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::money::Amount;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Records the average daily volume of a calendar month. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetAverageVolume {
    /// Of what.
    pub leg: LegHandle,
    /// Any day of the month.
    pub month: UtcDay,
    /// The average of the month's days.
    pub average: Amount,
}

impl Operation for SetAverageVolume {
    const NAME: &'static str = "set-average-volume";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let Self { leg, month, average } = self;
        Desk::units(leg, *average)?;
        let summary = format!(
            "record {average} as the average daily volume of {} in {}",
            leg.instrument,
            month.date().strftime("%Y-%m")
        );
        let call = Permits::setAverageVolumeCall {
            instrument: leg.token,
            month: month.month_number(),
            volume: average.units(),
        };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), permits, &call))
    }
}
