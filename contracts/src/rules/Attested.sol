// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "../types/Standing.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Attested
/// @notice The party holds a category of attestation that has not expired.
/// Inline: bits 0..7 the category.
library Attested {
    function fails(RuleRow row, Standing party, uint256 day) internal pure returns (bool) {
        return !party.holds(row.parameter(0, 8), day);
    }
}
