// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {InstrumentStateLibrary} from "../types/InstrumentState.sol";

/// @title NotHalted
/// @notice The supervisor has not halted the instrument.
library NotHalted {
    function fails() internal pure returns (bool) {
        return MovementCalldata.state().has(InstrumentStateLibrary.HALTED);
    }
}
