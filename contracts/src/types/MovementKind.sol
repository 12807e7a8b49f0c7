// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What kind of movement a verdict is asked for. A profile's carve-out table says which rules apply to which.
enum MovementKind {
    Issue,
    Transfer,
    ExchangeOut,
    ExchangeIn,
    Redeem,
    Coupon,
    ForcedTransfer,
    Recovery
}

/// @title Kinds
/// @notice Sets of movement kinds: bit n is the kind of value n. Membership in a set is one test, whatever its size.
library Kinds {
    uint256 internal constant ISSUE = 1 << uint256(MovementKind.Issue);
    uint256 internal constant TRANSFER = 1 << uint256(MovementKind.Transfer);
    uint256 internal constant EXCHANGE_OUT = 1 << uint256(MovementKind.ExchangeOut);
    uint256 internal constant EXCHANGE_IN = 1 << uint256(MovementKind.ExchangeIn);
    uint256 internal constant REDEEM = 1 << uint256(MovementKind.Redeem);
    uint256 internal constant FORCED_TRANSFER = 1 << uint256(MovementKind.ForcedTransfer);
    uint256 internal constant RECOVERY = 1 << uint256(MovementKind.Recovery);

    /// @notice Kinds that take from a holder.
    uint256 internal constant WITH_SENDER = TRANSFER | EXCHANGE_OUT | REDEEM | FORCED_TRANSFER | RECOVERY;

    /// @notice Kinds whose giver acts, and is judged.
    uint256 internal constant JUDGES_SENDER = TRANSFER | EXCHANGE_OUT | REDEEM;

    /// @notice Kinds that give to a holder.
    uint256 internal constant WITH_RECIPIENT =
        ISSUE | TRANSFER | EXCHANGE_IN | 1 << uint256(MovementKind.Coupon) | FORCED_TRANSFER | RECOVERY;

    /// @notice Kinds that somebody else than the giver may bring about: out of an allowance, or, coming in, the leg that is left.
    uint256 internal constant WITH_OPERATOR = TRANSFER | EXCHANGE_OUT | EXCHANGE_IN;

    /// @notice The set of one kind.
    function only(MovementKind kind) internal pure returns (uint256 set) {
        // As `1 << uint256(kind)`; the compiler would check again that the kind is one, which whoever decoded it has done.
        assembly ("memory-safe") {
            set := shl(kind, 1)
        }
    }
}
