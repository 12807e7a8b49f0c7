// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Denomination
/// @notice The amount is at least the minimum and a multiple of the step, and leaves the giver nothing or a minimum.
/// A whole holding may always leave. Inline: bits 0..103 the minimum, 104..207 the step, in smallest units.
library Denomination {
    function fails(RuleRow row) internal pure returns (bool failed) {
        uint256 amount = MovementWords.amount();
        uint256 held = MovementWords.senderBalance();
        uint256 minimum = row.parameter(0, type(uint104).max);
        uint256 step = row.parameter(104, type(uint104).max);
        // On issue nobody gives and the balance is 0, which no amount leaves a part of.
        if (amount == held && held != 0) return false;
        assembly ("memory-safe") {
            // The EVM's remainder by zero is zero: without a step every amount is a multiple.
            failed := or(lt(amount, minimum), iszero(iszero(mod(amount, step))))
            // More than the balance is refused as such; here it leaves nothing behind.
            failed := or(failed, and(lt(amount, held), lt(sub(held, amount), minimum)))
        }
    }
}
