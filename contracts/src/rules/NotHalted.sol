// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {InstrumentStateLibrary} from "../types/InstrumentState.sol";

/// @title NotHalted
/// @notice The supervisor has not halted the instrument.
library NotHalted {
    function fails() internal pure returns (bool) {
        return MovementWords.state().has(InstrumentStateLibrary.HALTED);
    }
}
