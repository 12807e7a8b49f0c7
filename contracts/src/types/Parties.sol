// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Movement} from "./Movement.sol";
import {MovementKind} from "./MovementKind.sol";
import {Standing} from "./Standing.sol";

/// @title Parties
/// @notice The sides of a movement that a rule may judge, one bit each.
library Parties {
    uint256 internal constant SENDER = 1;
    uint256 internal constant RECIPIENT = 2;
    uint256 internal constant OPERATOR = 4;
    uint256 internal constant ALL = 7;

    /// @notice The sides that a movement of `kind` has: nobody gives on issue, nobody receives on redemption.
    function present(MovementKind kind) internal pure returns (uint256) {
        if (kind == MovementKind.Issue || kind == MovementKind.ExchangeIn || kind == MovementKind.Coupon) {
            return RECIPIENT | OPERATOR;
        }
        if (kind == MovementKind.Redeem || kind == MovementKind.ExchangeOut) return SENDER | OPERATOR;
        return ALL;
    }
}
