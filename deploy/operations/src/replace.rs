//! Putting another regime in force, and leaving that be.

use alloy::eips::BlockId;
use alloy::primitives::B256;
use alloy::sol_types::SolCall;
use corridor_bindings::{ISecurityToken, RoleManager};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{
    DeploymentError, ScheduledRegime, SystemContract, scheduled_regimes,
};
use corridor_deploy::explain::LegHandle;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Puts the regime of another profile, which is deployed already, in force. Signed by the governor, after its delay.
#[derive(Clone, Debug)]
pub struct ReplaceRegime {
    /// Whose regime is replaced.
    pub leg: LegHandle,
    /// Hash of the profile with its inputs.
    pub profile: B256,
    /// The leg of that profile.
    pub leg_of_profile: String,
}

impl Operation for ReplaceRegime {
    const NAME: &'static str = "replace-regime";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let found = desk.manifest()?.regime(self.profile, &self.leg_of_profile);
        let missing = || DeploymentError::NoProfile { hash: self.profile };
        let regime = found.map(|record| record.address).ok_or_else(missing)?;
        let call = ISecurityToken::setRegimeCall { regime_: regime };
        let summary = format!(
            "replace the regime of {}, leg {}, by {regime}",
            self.leg.instrument, self.leg.leg
        );
        Ok(Prepared::act(summary, Who::Role(Role::Governor), self.leg.token, &call))
    }
}

/// Cancels a replacement that waits for the end of its delay. Signed by the governor, at once.
#[derive(Clone, Debug)]
pub struct CancelReplacement {
    /// Whose regime would be replaced.
    pub leg: LegHandle,
    /// What was scheduled.
    pub scheduled: ScheduledRegime,
}

impl Operation for CancelReplacement {
    const NAME: &'static str = "cancel-replacement";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { leg: LegHandle { instrument, leg, .. }, scheduled } = self;
        let data = ISecurityToken::setRegimeCall { regime_: scheduled.regime }.abi_encode().into();
        let call =
            RoleManager::cancelCall { caller: scheduled.caller, target: scheduled.token, data };
        let manager = desk.contract(SystemContract::AccessManager)?;
        let summary = format!(
            "cancel the replacement of the regime of {instrument}, leg {leg}, of {}",
            scheduled.words()
        );
        Ok(Prepared::act(summary, Who::Role(Role::Governor), manager, &call))
    }
}

/// Which of the replacements that wait are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheduled {
    /// The one of each leg, of which no other may wait.
    Single,
    /// That by the profile whose hash begins with these digits, or by the regime of this address.
    Hash(String),
    /// All.
    All,
}

/// It is not clear which replacement is meant.
#[derive(Debug, thiserror::Error)]
#[error(
    "{wrong} (waiting for {instrument}: {waiting}); nothing was cancelled: name one by `--hash`, or cancel all by `--all`"
)]
pub struct WhichReplacement {
    /// What is wrong.
    pub wrong: String,
    /// The instrument.
    pub instrument: String,
    /// What waits, the earliest first.
    pub waiting: String,
}

impl CancelReplacement {
    /// Whether a hash, or as much of one as is shown, or the address of a regime means this one.
    fn is_meant_by(&self, hash: &str) -> bool {
        let hash = hash.to_lowercase();
        let profile = self.scheduled.profile_hash.map(|profile| profile.to_string());
        let is_hash = profile.is_some_and(|profile| hash.len() > 2 && profile.starts_with(&hash));
        is_hash || format!("{:#x}", self.scheduled.regime) == hash
    }

    fn words(&self) -> String {
        format!("leg {}, {}", self.leg.leg, self.scheduled.words())
    }
}

impl Desk {
    /// What cancels the replacements that are scheduled for these legs of an instrument.
    ///
    /// # Errors
    ///
    /// None is, it is not clear which is meant, or the endpoint fails.
    pub async fn cancellations(
        &self,
        legs: Vec<LegHandle>,
        which: &Scheduled,
    ) -> Result<Vec<CancelReplacement>, OperationError> {
        let tokens: Vec<_> = legs.iter().map(|leg| leg.token).collect();
        let (connection, manifest) = (self.connection(), self.manifest()?);
        let scheduled = scheduled_regimes(connection, manifest, &tokens, BlockId::latest()).await?;
        let cancel = |scheduled: ScheduledRegime| {
            let leg = legs.iter().find(|leg| leg.token == scheduled.token)?.clone();
            Some(CancelReplacement { leg, scheduled })
        };
        let all: Vec<_> = scheduled.into_iter().filter_map(cancel).collect();
        match legs.first() {
            Some(leg) if all.is_empty() => {
                Err(OperationError::NothingScheduled { instrument: leg.instrument.clone() })
            }
            _ => meant(all, which),
        }
    }
}

/// Those of the replacements that wait which are meant: of each leg one, unless all are.
fn meant(
    all: Vec<CancelReplacement>,
    which: &Scheduled,
) -> Result<Vec<CancelReplacement>, OperationError> {
    let waiting = all.iter().map(CancelReplacement::words).collect::<Vec<_>>().join("; ");
    let instrument = all.first().map(|one| one.leg.instrument.clone()).unwrap_or_default();
    let unclear = |wrong: String| {
        let (instrument, waiting) = (instrument.clone(), waiting.clone());
        OperationError::WhichReplacement(Box::new(WhichReplacement { wrong, instrument, waiting }))
    };
    let chosen: Vec<_> = match which {
        Scheduled::All => return Ok(all),
        Scheduled::Single => all,
        Scheduled::Hash(hash) => all.into_iter().filter(|one| one.is_meant_by(hash)).collect(),
    };
    let several = chosen.iter().find(|one| {
        let regimes = chosen.iter().filter(|other| other.leg.token == one.leg.token);
        regimes.into_iter().any(|other| other.scheduled.regime != one.scheduled.regime)
    });
    match (which, several) {
        (Scheduled::Hash(hash), Some(_)) => {
            Err(unclear(format!("--hash: {hash} begins the hash of several replacements")))
        }
        (_, Some(one)) => Err(unclear(format!(
            "several replacements of the regime of {}, leg {}, wait",
            one.leg.instrument, one.leg.leg
        ))),
        (Scheduled::Hash(hash), None) if chosen.is_empty() => {
            Err(unclear(format!("--hash: no replacement that waits has the hash {hash}")))
        }
        _ => Ok(chosen),
    }
}
