// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {RuleRow} from "./RuleRow.sol";

/// @title Denomination
/// @notice The amount is at least the minimum and a multiple of the step, and leaves the giver nothing or a minimum.
/// A whole holding may always leave. Inline: bits 0..103 the minimum, 104..207 the step, in smallest units.
library Denomination {
    function fails(RuleRow row, bool hasSender, uint256 senderBalance, uint256 amount) internal pure returns (bool) {
        if (hasSender && amount == senderBalance) return false;
        uint256 minimum = row.parameter(0, 104);
        uint256 step = row.parameter(104, 104);
        if (amount < minimum || (step != 0 && amount % step != 0)) return true;
        // More than the balance is refused as such; here it leaves nothing behind.
        return hasSender && amount < senderBalance && senderBalance - amount < minimum;
    }
}
