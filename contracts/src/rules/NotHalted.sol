// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState, InstrumentStateLibrary} from "../types/InstrumentState.sol";

/// @title NotHalted
/// @notice The supervisor has not halted the instrument.
library NotHalted {
    function fails(InstrumentState state) internal pure returns (bool) {
        return state.has(InstrumentStateLibrary.HALTED);
    }
}
