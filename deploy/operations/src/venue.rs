//! Venues through which an instrument may be traded.

use alloy::primitives::Address;
use corridor_bindings::Permits;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Names a venue of an instrument, or removes it. Signed by the supervisor.
#[derive(Clone, Debug)]
pub struct SetVenue {
    /// The instrument.
    pub leg: LegHandle,
    /// The account of the venue: one that gives, receives or moves units.
    pub venue: Address,
    /// Whether it is one.
    pub named: bool,
}

impl Operation for SetVenue {
    const NAME: &'static str = "set-venue";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let permits = desk.contract_for_rules(SystemContract::Permits)?;
        let Self { leg, venue, named } = self;
        let verb = if *named { "name" } else { "remove" };
        let summary = format!("{verb} {venue} as a venue of {}, leg {}", leg.instrument, leg.leg);
        let call = Permits::setVenueCall { instrument: leg.token, venue: *venue, named: *named };
        Ok(Prepared::act(summary, Who::Role(Role::Supervisor), permits, &call))
    }
}
