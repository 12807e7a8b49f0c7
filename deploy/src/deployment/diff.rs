//! What differs between the profile that an instrument is under and another version or other inputs of it.

use alloy::primitives::B256;
use serde::Serialize;

use super::Manifest;
use crate::profile::{BoundProfile, ProfileDiff, Side};

/// An instrument is under a profile that differs from the one that is wanted.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileChange {
    /// The instrument.
    pub instrument: String,
    /// The profile's id.
    pub profile: String,
    /// Version and hash in force.
    pub from: (String, B256),
    /// Version and hash that are wanted.
    pub to: (String, B256),
    /// What differs, as `profile diff` has it; nothing when this release can't read the one in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<ProfileDiff>,
}

/// Compares the recorded profile of `instrument` with a wanted one.
pub(super) fn compare(
    instrument: &str,
    recorded: B256,
    manifest: &Manifest,
    wanted: &BoundProfile,
) -> Option<ProfileChange> {
    let record = manifest.profiles.get(&recorded)?;
    // A profile of an earlier release may have words that this one doesn't know; it can be replaced all the same.
    let before = manifest.bound_profile(recorded).ok();
    Some(ProfileChange {
        instrument: instrument.to_owned(),
        profile: record.id.clone(),
        from: (record.version.clone(), recorded),
        to: (wanted.profile().version.clone(), wanted.hash()),
        diff: before.map(|before| Side::bound(&before).diff(&Side::bound(wanted))),
    })
}
