//! What a run does of the replacements of regimes that it plans: schedules, executes or leaves them be.

use alloy::sol_types::SolCall;
use corridor_bindings::ISecurityToken;
use serde::Serialize;

use super::calls::{Decision, Work, administrator};
use super::state::ChainState;
use super::{DeploymentError, Goal, Manifest, Plan, Step, SystemContract};
use crate::accounts::Role;
use crate::explain::timestamp;
use crate::json::in_utc_if_any;
use crate::network::Connection;

/// What becomes of a replacement by the run that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outlook {
    /// The governor's decisions do not wait: the other regime is in force at once.
    AtOnce,
    /// It is scheduled, and executed by a later run.
    Schedule,
    /// It is scheduled already and not due: nothing is done.
    Wait,
    /// It was scheduled and is due.
    Execute,
}

/// A replacement of a regime that is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedReplacement {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// What this run does of it.
    pub outlook: Outlook,
    /// From when it can be executed, in unix seconds, where it has to wait; what is still to be scheduled, if that were done now.
    #[serde(serialize_with = "in_utc_if_any")]
    pub from: u64,
}

impl PlannedReplacement {
    /// What this run does of it, in a sentence, where it is not done as every other step is.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let Self { instrument, leg, outlook, from } = self;
        let from = timestamp(*from);
        let becomes = match outlook {
            Outlook::AtOnce => return None,
            Outlook::Schedule => format!(
                "is only scheduled by this run; doing this again executes it, not before {from}"
            ),
            Outlook::Wait => format!(
                "is scheduled already, and this run leaves it so; doing this again executes it, not before {from}"
            ),
            Outlook::Execute => "was scheduled and is due: this run executes it".to_owned(),
        };
        Some(format!("the replacement of the regime of {instrument}, leg {leg}, {becomes}"))
    }
}

/// What becomes of each replacement of a plan.
///
/// # Errors
///
/// The endpoint fails.
pub(super) async fn foresee(
    connection: &Connection,
    manifest: &Manifest,
    goal: &Goal,
    state: &ChainState,
    plan: &Plan,
) -> Result<Vec<PlannedReplacement>, DeploymentError> {
    let mut planned = Vec::new();
    // A regime is made from the new code only when that is decided upon: what waits for it is not even scheduled.
    let code_first = plan.steps.iter().any(|step| matches!(step, Step::SetRegimeCode));
    let governor = goal.roles.get(&Role::Governor).copied().unwrap_or(goal.deployer);
    for step in &plan.steps {
        let Step::ReplaceRegime { instrument, leg, profile } = step else { continue };
        let found = state.regimes.get(&(*profile, leg.clone()));
        let legs = manifest.bonds.get(instrument).map(|bond| &bond.legs);
        let token = legs.and_then(|legs| legs.iter().find(|known| known.leg == *leg));
        let (Some(regime), Some(token)) = (found, token) else { continue };
        let call = ISecurityToken::setRegimeCall { regime_: regime.address }.abi_encode();
        let Some(manager) = manifest.address(SystemContract::AccessManager) else { continue };
        let administrator = administrator(connection, manifest, governor).await?;
        let decision = Decision { connection, administrator };
        let token = token.token.address;
        let scheduled = state.scheduled.iter().any(|one| {
            one.token == token && one.regime == regime.address && one.caller == administrator
        });
        let work = decision.batch(manager, vec![(token, call.into())]).await?;
        let (outlook, from) = match work {
            Work::Schedule { .. } if code_first => continue,
            Work::Schedule { ready_at, .. } => (Outlook::Schedule, ready_at),
            Work::Wait { ready_at } => (Outlook::Wait, ready_at),
            Work::Send { .. } if scheduled => (Outlook::Execute, 0),
            Work::Send { .. } | Work::Nothing => (Outlook::AtOnce, 0),
        };
        let (instrument, leg) = (instrument.clone(), leg.clone());
        planned.push(PlannedReplacement { instrument, leg, outlook, from });
    }
    Ok(planned)
}
