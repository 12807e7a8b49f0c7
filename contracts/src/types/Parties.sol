// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Kinds} from "./MovementKind.sol";

/// @title Parties
/// @notice The sides of a movement that a rule may judge, one bit each.
library Parties {
    uint256 internal constant SENDER = 1;
    uint256 internal constant RECIPIENT = 2;
    uint256 internal constant OPERATOR = 4;
    uint256 internal constant ALL = 7;
    /// @notice Stands for the movement as such, in rules that judge no side of it.
    uint256 internal constant MOVEMENT = 8;
    /// @notice Every side, and the movement as such.
    uint256 internal constant EVERYTHING = 15;

    /// @notice What a movement of this kind has to be judged. Nobody gives on issue and nobody receives on redemption; and
    /// an enforcement officer's forced transfer or recovery is not the giver's doing, so the giver is not judged. Only what a
    /// holder may let somebody else do has an operator: a transfer, or leaving for another leg; where it moves itself, it is its own.
    function present(uint256 kindSet) internal pure returns (uint256 parties) {
        parties = MOVEMENT;
        if (kindSet & (Kinds.TRANSFER | Kinds.EXCHANGE_OUT) != 0) parties |= OPERATOR;
        if (kindSet & Kinds.JUDGES_SENDER != 0) parties |= SENDER;
        if (kindSet & Kinds.WITH_RECIPIENT != 0) parties |= RECIPIENT;
    }
}
