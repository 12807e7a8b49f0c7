//! Movement from one leg of an instrument to another, and the routes it goes along.

use alloy::primitives::{Address, B256, U256, keccak256};
use corridor_bindings::Routes;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{Instrument, SystemContract};
use corridor_deploy::explain::{LegHandle, Question, exchange};
use corridor_deploy::json::in_utc_if_any;
use corridor_deploy::money::Amount;
use corridor_deploy::vocabulary::Movement;
use serde::Serialize;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Moves units from one leg to another. Signed by the holder, or by the operator whom the holder approved on the leg that is left.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The leg that is left.
    pub leg: LegHandle,
    /// The leg that is entered.
    pub enters: LegHandle,
    /// Who gives.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// How much.
    pub amount: Amount,
    /// Who signs, when that is not the holder.
    pub operator: Option<Address>,
}

impl Operation for Exchange {
    const NAME: &'static str = "exchange";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let units = Desk::units(&self.leg, self.amount)?;
        let (from, to) = (self.from, self.to);
        desk.require_exchangeable(&self.leg, &self.enters, from, units).await?;
        let summary = format!(
            "move {} of {} from {from} on leg {} to {to} on leg {}",
            self.amount, self.leg.instrument, self.leg.leg, self.enters.leg
        );
        let question = Question::new(Movement::EXCHANGE_OUT, Some(from), Some(to), units);
        let question = Question { operator: self.operator, ..question };
        let movement = exchange(&self.leg, &self.enters, &question);
        let call = Routes::exchangeCall { movement };
        let signer = Who::Wallet(self.operator.unwrap_or(from));
        let routes = desk.routes()?;
        let mut prepared = Prepared::act(summary, signer, routes, &call);
        prepared.question = Some((self.leg.clone(), question));
        prepared.enters = Some(self.enters.clone());
        Ok(prepared)
    }
}

/// Opens a route, again or for another window. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct OpenRoute {
    /// The leg that is left.
    pub leg: LegHandle,
    /// The leg that is entered.
    pub enters: LegHandle,
    /// First second in which it is open, and first in which it is no longer; 0 for none.
    pub window: (u64, u64),
    /// What permits it; only its hash goes on chain.
    pub evidence: B256,
}

impl Operation for OpenRoute {
    const NAME: &'static str = "open-route";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let seconds = alloy::primitives::aliases::U40::from;
        let call = Routes::openRouteCall {
            source: self.leg.token,
            destination: self.enters.token,
            window: Routes::RouteWindow {
                start: seconds(self.window.0),
                end: seconds(self.window.1),
            },
            permissionEvidenceHash: self.evidence,
        };
        let summary = format!(
            "open the route from leg {} to leg {} of {}",
            self.leg.leg, self.enters.leg, self.leg.instrument
        );
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), desk.routes()?, &call))
    }
}

/// Closes a route; it can be opened again. Signed by the registrar.
#[derive(Clone, Debug)]
pub struct CloseRoute {
    /// The leg that is left.
    pub leg: LegHandle,
    /// The leg that is entered.
    pub enters: LegHandle,
    /// Why; only its hash goes on chain.
    pub reason: String,
}

impl Operation for CloseRoute {
    const NAME: &'static str = "close-route";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let domain = |leg: &LegHandle| B256::left_padding_from(leg.token.as_slice());
        let call = Routes::revokeRouteCall {
            sourceDomain: domain(&self.leg),
            destinationDomain: domain(&self.enters),
            assetClass: Instrument::asset_id(&self.leg.instrument),
            revocationEvidenceHash: keccak256(&self.reason),
        };
        let summary = format!(
            "close the route from leg {} to leg {} of {}: {}",
            self.leg.leg, self.enters.leg, self.leg.instrument, self.reason
        );
        Ok(Prepared::act(summary, Who::Role(Role::Registrar), desk.routes()?, &call))
    }
}

/// A route as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteStatus {
    /// Its id in the profile; none for one that the profile does not have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The leg that is left.
    pub from: String,
    /// The leg that is entered.
    pub to: String,
    /// Whether it is open, inside its window or not.
    pub open: bool,
    /// First second in which it is open; 0 for none.
    #[serde(serialize_with = "in_utc_if_any")]
    pub opens: u64,
    /// First second in which it is no longer; 0 for none.
    #[serde(serialize_with = "in_utc_if_any")]
    pub closes: u64,
    /// What it was permitted for: the hash of the profile, when the deployment opened it.
    pub evidence: B256,
}

impl RouteStatus {
    /// Whether units move along it at that time.
    #[must_use]
    pub const fn is_usable(&self, at: u64) -> bool {
        self.open && self.opens <= at && (self.closes == 0 || at < self.closes)
    }
}

/// No route leads into a leg, or out of it.
#[derive(Debug, thiserror::Error)]
#[error(
    "no route leads {way} leg {leg} of {instrument}, so no rule judges such a movement; {known}"
)]
pub struct NoRouteAt {
    way: &'static str,
    leg: String,
    instrument: String,
    known: String,
}

/// The routes of an instrument, in words.
pub(super) fn known_routes(routes: &[RouteStatus]) -> String {
    let known: Vec<_> =
        routes.iter().map(|route| format!("{} to {}", route.from, route.to)).collect();
    match known.as_slice() {
        [] => "it has none at all".to_owned(),
        known => format!("its routes are {}", known.join(", ")),
    }
}

impl Desk {
    /// The contract of the routes.
    pub(super) fn routes(&self) -> Result<Address, OperationError> {
        let found = self.manifest()?.address(SystemContract::Routes);
        found.ok_or(OperationError::NoRoutes)
    }

    /// Every route of an instrument that was ever opened.
    ///
    /// # Errors
    ///
    /// There is no such instrument, or the endpoint fails.
    pub async fn routes_of(&self, instrument: &str) -> Result<Vec<RouteStatus>, OperationError> {
        let manifest = self.manifest()?;
        let (id, bond) = manifest.bond(instrument)?;
        let Some(routes) = manifest.address(SystemContract::Routes) else { return Ok(Vec::new()) };
        let call = Routes::routesOfCall { asset: Instrument::asset_id(id) };
        let found = self.read(routes, &call).await?;
        let profile = manifest.bound_profile(bond.profile)?;
        let leg = |token: Address| {
            let record = bond.legs.iter().find(|record| record.token.address == token);
            record.map_or_else(|| token.to_string(), |record| record.leg.clone())
        };
        let status = |route: &Routes::LegRoute| {
            let (from, to) = (leg(route.source), leg(route.destination));
            let mut known = profile.profile().routes.iter();
            let known = known.find(|known| (&known.from, &known.to) == (&from, &to));
            RouteStatus {
                route: known.map(|known| known.id.clone()),
                title: known.map(|known| known.title.clone()),
                from,
                to,
                open: route.open,
                opens: route.window.start.to(),
                closes: route.window.end.to(),
                evidence: route.permissionEvidenceHash,
            }
        };
        Ok(found.iter().map(status).collect())
    }

    /// Refuses one side of an exchange on a leg that no route enters or leaves.
    ///
    /// # Errors
    ///
    /// There is no such route, or the endpoint fails.
    pub async fn require_route(
        &self,
        leg: &LegHandle,
        movement: Movement,
    ) -> Result<(), OperationError> {
        let side = |route: &RouteStatus| match movement {
            Movement::EXCHANGE_IN => route.to == leg.leg,
            _ => route.from == leg.leg,
        };
        let way = match movement {
            Movement::EXCHANGE_IN => "into",
            Movement::EXCHANGE_OUT => "out of",
            _ => return Ok(()),
        };
        let routes = self.routes_of(&leg.instrument).await?;
        if routes.iter().any(side) {
            return Ok(());
        }
        let (leg, instrument) = (leg.leg.clone(), leg.instrument.clone());
        let known = known_routes(&routes);
        Err(OperationError::NoRouteAt(Box::new(NoRouteAt { way, leg, instrument, known })))
    }

    /// What is outstanding of each leg of an instrument, in smallest units.
    ///
    /// # Errors
    ///
    /// There is no such instrument, or the endpoint fails.
    pub async fn outstanding_by_leg(
        &self,
        instrument: &str,
    ) -> Result<Vec<(LegHandle, U256)>, OperationError> {
        let (id, _) = self.manifest()?.bond(instrument)?;
        let mut found = Vec::new();
        for leg in self.legs()?.into_iter().filter(|leg| leg.instrument == id) {
            let call = corridor_bindings::ISecurityToken::totalSupplyCall {};
            let supply = self.read(leg.token, &call).await?;
            found.push((leg, supply));
        }
        Ok(found)
    }
}
