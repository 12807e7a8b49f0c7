// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {RuleTableLibrary} from "../libraries/RuleTable.sol";

/// @title CapacityLimit
/// @notice The amount fits under the limit of its entrant and asset class; an amount equal to what is left passes.
library CapacityLimit {
    /// @param amount smallest units
    function fails(uint256 amount) internal view returns (bool) {
        IEntrantLedger ledger = IEntrantLedger(RuleTableLibrary.ledgerAlone());
        return amount > ledger.headroom(MovementCalldata.instrument());
    }
}
