// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Entrant} from "../interfaces/IEntrantLedger.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title EntrantActivity
/// @notice The entrant is permitted every activity that the rule names.
/// Inline: bits 0..15 the activities.
library EntrantActivity {
    function fails(RuleRow row, Entrant memory entrant) internal pure returns (bool) {
        uint256 required = row.parameter(0, type(uint16).max);
        return entrant.activities & required != required;
    }
}
