// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";

/// @title CapacityLimit
/// @notice The amount fits under the limit of its entrant and asset class; an amount equal to what is left passes.
library CapacityLimit {
    function fails(IEntrantLedger ledger) internal view returns (bool) {
        return MovementCalldata.amount() > ledger.headroom(MovementCalldata.instrument());
    }
}
