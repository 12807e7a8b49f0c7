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
    /// What a distribution is, and the code that ISO 20022 has for it.
    EventKind {
        /// INTR: cash on what was held at the record date.
        Interest,
        /// REDM: everything is redeemed, at maturity.
        Redemption,
        /// MCAL: everything is redeemed, because the issuer calls it.
        Call,
        /// PCAL: a part of what was held at the record date is redeemed, because the issuer calls it.
        PartialCall,
        /// PCAL: a part of what was held at the record date is redeemed, because the schedule says so.
        PartialRedemption,
        /// BPUT: what holders elect is redeemed.
        Put,
    }
}

solidity_enum! {
    /// How far a distribution has come.
    EventStatus {
        /// `None`.
        None,
        /// `Declared`.
        Declared,
        /// `Funded`.
        Funded,
        /// `Closed`.
        Closed,
        /// `Cancelled`.
        Cancelled,
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
