// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Entrant} from "../interfaces/IEntrantLedger.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title EntrantStage
/// @notice The entrant has reached a stage of its programme.
/// Inline: bits 0..7 the lowest stage that passes.
library EntrantStage {
    function fails(RuleRow row, Entrant memory entrant) internal pure returns (bool) {
        return entrant.stage < row.parameter(0, type(uint8).max);
    }
}
