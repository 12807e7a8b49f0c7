//! Stages of an entrant, as the profiles of a deployment know them, and the limits that come with each.

use std::collections::BTreeSet;

use alloy::eips::BlockId;
use corridor_deploy::deployment::{SystemContract, limit_to_set};
use corridor_deploy::identifiers::Lei;
use corridor_deploy::profile::BoundProfile;

use super::{Desk, OperationError, SetEntrant};

impl Desk {
    /// The profiles that a firm's bonds are under.
    fn profiles_of(&self, lei: Lei) -> Result<Vec<BoundProfile>, OperationError> {
        let manifest = self.manifest()?;
        let hashes: BTreeSet<_> = manifest.bonds.values().map(|bond| bond.profile).collect();
        // A profile of an earlier release may have words that this one doesn't know; nothing is said of its stages then.
        let profiles = hashes.into_iter().filter_map(|hash| manifest.bound_profile(hash).ok());
        Ok(profiles
            .filter(|profile| profile.entrant().is_some_and(|entrant| entrant.lei == lei))
            .collect())
    }

    /// Refuses a stage that none of the profiles of a firm's bonds has, where they name stages; 0 withdraws the admission.
    ///
    /// # Errors
    ///
    /// It is none of them, or nothing is deployed.
    pub fn check_stage(&self, operation: &SetEntrant) -> Result<(), OperationError> {
        let SetEntrant { lei, stage, .. } = *operation;
        let known: BTreeSet<u8> =
            self.profiles_of(lei)?.iter().flat_map(BoundProfile::stages).collect();
        if stage == 0 || known.is_empty() || known.contains(&stage) {
            return Ok(());
        }
        let known = known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Err(OperationError::UnknownStage { stage, known })
    }

    /// Limits that the profiles of a firm's bonds have for a stage and that are not in force, and how each is set.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn limits_to_set(&self, lei: Lei, stage: u8) -> Result<Vec<String>, OperationError> {
        let ledger = self.contract(SystemContract::EntrantLedger)?;
        let (connection, latest) = (self.connection(), BlockId::latest());
        let mut sentences = Vec::new();
        for profile in self.profiles_of(lei)? {
            let Some(entrant) = profile.entrant() else { continue };
            sentences.extend(limit_to_set(connection, ledger, entrant, stage, latest).await?);
        }
        Ok(sentences)
    }
}
