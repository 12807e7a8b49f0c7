//! Whether more of a bond may be issued, where something pays it.

use alloy::primitives::U256;
use corridor_bindings::IBondToken;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::{LegHandle, timestamp};
use corridor_deploy::instrument::InstrumentKind;

use super::{Desk, DistributionKind, DistributionStatus, OperationError};

/// Why nothing more of a bond is issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// It is in default.
    #[error(
        "nothing more of {instrument}, leg {leg}, is issued: it is in default since {since} ({kind}); issue after \
         `corridor bond default --cure`"
    )]
    InDefault {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// What was not done.
        kind: &'static str,
        /// When it was declared, in UTC.
        since: String,
    },
    /// It has matured.
    #[error(
        "nothing more of {instrument}, leg {leg}, is issued: it matured at {matured}; issue another bond"
    )]
    Matured {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// When, in UTC.
        matured: String,
    },
    /// All of it is redeemed, with cash that would not be enough for more.
    #[error(
        "nothing more of {instrument}, leg {leg}, is issued: distribution {id}, its {kind}, is paid in for what there is; {what_to_do}"
    )]
    Redeemed {
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
        /// The distribution.
        id: u64,
        /// What it is.
        kind: DistributionKind,
        /// What to do.
        what_to_do: String,
    },
}

impl Desk {
    /// Refuses to issue more of what is in default, has matured, or is redeemed as a whole. Where nothing pays there is none of
    /// this to break, and bonds that are gone are played again.
    ///
    /// # Errors
    ///
    /// It is so, or the endpoint fails.
    pub async fn require_issuable(&self, leg: &LegHandle) -> Result<(), OperationError> {
        if self.manifest()?.address(SystemContract::Servicing).is_none() {
            return Ok(());
        }
        self.require_no_default(leg).await?;
        if self.manifest()?.bond(&leg.instrument)?.1.kind == InstrumentKind::Debt {
            self.require_not_matured(leg).await?;
            self.require_not_redeemed(leg).await?;
        }
        Ok(())
    }

    async fn require_no_default(&self, leg: &LegHandle) -> Result<(), OperationError> {
        let Some(found) = self.known_default(leg).await? else { return Ok(()) };
        match (found.in_default, found.kind) {
            (true, Some(kind)) => Err(IssueError::InDefault {
                instrument: found.instrument,
                leg: found.leg,
                kind: kind.name(),
                since: found.since.unwrap_or_default(),
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// When a bond matured; nothing while it has not by the time of the next block.
    pub(super) async fn matured_at(&self, leg: &LegHandle) -> Result<Option<u64>, OperationError> {
        let maturity = self.read(leg.token, &IBondToken::maturityDateCall {}).await?;
        let is_past = U256::from(self.next_time().await?) >= maturity;
        Ok(is_past.then(|| maturity.saturating_to()))
    }

    async fn require_not_matured(&self, leg: &LegHandle) -> Result<(), OperationError> {
        let Some(maturity) = self.matured_at(leg).await? else { return Ok(()) };
        let matured = timestamp(maturity);
        let (instrument, leg) = (leg.instrument.clone(), leg.leg.clone());
        Err(IssueError::Matured { instrument, leg, matured }.into())
    }

    async fn require_not_redeemed(&self, leg: &LegHandle) -> Result<(), OperationError> {
        for one in self.distributions(Some(leg)).await? {
            let (id, kind) = (one.id, one.kind()?);
            let is_of_all = kind.is_of_all();
            // What is only declared is funded for the units that there are then.
            let status = DistributionStatus::from_number(one.progress.status);
            let what_to_do = status.filter(|_| is_of_all).and_then(|status| remedy(status, id));
            if let Some(what_to_do) = what_to_do {
                let (instrument, leg) = (leg.instrument.clone(), leg.leg.clone());
                return Err(IssueError::Redeemed { instrument, leg, id, kind, what_to_do }.into());
            }
        }
        Ok(())
    }
}

/// What to do about cash that is there for all units; nothing where it is not.
fn remedy(status: DistributionStatus, id: u64) -> Option<String> {
    match status {
        DistributionStatus::Funded => {
            Some(format!("`corridor coupon cancel {id}` gives it back while nobody is paid"))
        }
        DistributionStatus::Closed => Some("issue another bond".to_owned()),
        _ => None,
    }
}
