//! Profiles of a manifest that are bound once, for whoever asks about many movements.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use alloy::primitives::B256;

use super::{DeploymentError, Manifest};
use crate::profile::BoundProfile;

/// Recorded profiles by hash. What a hash stands for never changes, so they outlive changes of the manifest.
#[derive(Debug, Default)]
pub struct BoundProfiles(Mutex<BTreeMap<B256, Arc<BoundProfile>>>);

impl BoundProfiles {
    /// [`Manifest::bound_profile`], read the first time only.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn get(
        &self,
        manifest: &Manifest,
        hash: B256,
    ) -> Result<Arc<BoundProfile>, DeploymentError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bound) = known.get(&hash) {
            return Ok(Arc::clone(bound));
        }
        let bound = Arc::new(manifest.bound_profile(hash)?);
        known.insert(hash, Arc::clone(&bound));
        Ok(bound)
    }
}
