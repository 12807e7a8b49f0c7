// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Entrant} from "../interfaces/IEntrantLedger.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title EntrantEstablished
/// @notice The entrant is established in one of the jurisdictions.
/// Extra words: jurisdiction lanes.
library EntrantEstablished {
    function fails(RuleRow row, uint256 extra, Entrant memory entrant) internal pure returns (bool) {
        return !ExtraWords.listsJurisdiction(extra, extra + row.extraBytes(), entrant.jurisdiction);
    }
}
