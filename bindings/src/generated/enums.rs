// Written by `cargo codegen` from the Solidity sources; do not edit.

//! Enums of the Solidity sources.

use crate::enums::solidity_enum;

solidity_enum! {
    /// Where an instrument is in its life.
    AssetStatus {
        /// `None`.
        None,
        /// `Active`.
        Active,
        /// `WindingDown`.
        WindingDown,
        /// `Closed`.
        Closed,
    }
}

solidity_enum! {
    /// What became of a signed attestation.
    AttestationStatus {
        /// `Unused`.
        Unused,
        /// `Submitted`.
        Submitted,
        /// `Revoked`.
        Revoked,
    }
}

solidity_enum! {
    /// What kind of movement a verdict is asked for. A profile's carve-out table says which rules apply to which.
    MovementKind {
        /// `Issue`.
        Issue,
        /// `Transfer`.
        Transfer,
        /// `ExchangeOut`.
        ExchangeOut,
        /// `ExchangeIn`.
        ExchangeIn,
        /// `Redeem`.
        Redeem,
        /// `Coupon`.
        Coupon,
        /// `ForcedTransfer`.
        ForcedTransfer,
        /// `Recovery`.
        Recovery,
    }
}
