// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";

/// @title CapacityLimit
/// @notice The amount fits under the limit of its entrant and asset class; an amount equal to what is left passes.
library CapacityLimit {
    function fails(IEntrantLedger ledger, address instrument, uint256 amount) internal view returns (bool) {
        return amount > ledger.headroom(instrument);
    }
}
