// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title ForbiddenFlags
/// @notice The party carries none of the flags.
/// Inline: bits 0..23 the flags.
library ForbiddenFlags {
    function fails(RuleRow row, uint256 parties) internal pure returns (bool) {
        uint256 flags = row.parameter(0, type(uint24).max);
        // One bit a side, without branches, as in {Parties}.
        uint256 carriers = MovementWords.sender().carries(flags) | MovementWords.recipient().carries(flags) << 1
            | MovementWords.operator().carries(flags) << 2;
        return carriers & parties != 0;
    }
}
