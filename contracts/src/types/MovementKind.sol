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
