// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "../types/Standing.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title ForbiddenFlags
/// @notice The party carries none of the flags.
/// Inline: bits 0..23 the flags.
library ForbiddenFlags {
    function fails(RuleRow row, Standing party) internal pure returns (bool) {
        return party.flags() & row.parameter(0, 24) != 0;
    }
}
