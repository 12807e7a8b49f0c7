// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {RuleTableLibrary} from "../libraries/RuleTable.sol";
import {MovementKind} from "../types/MovementKind.sol";

/// @title CapacityLimit
/// @notice The amount fits under the limit of its entrant and asset class; an amount equal to what is left passes. Units that come in
/// from another leg under the same limit are counted already, and pass.
library CapacityLimit {
    /// @param amount smallest units
    function fails(uint256 amount) internal view returns (bool) {
        IEntrantLedger ledger = IEntrantLedger(RuleTableLibrary.ledgerAlone());
        address instrument = MovementCalldata.instrument();
        if (amount <= ledger.headroom(instrument)) return false;
        if (MovementCalldata.kind() != uint256(MovementKind.ExchangeIn)) return true;
        return !ledger.shareLimit(instrument, MovementCalldata.by());
    }
}
