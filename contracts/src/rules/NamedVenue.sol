// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IPermits} from "../interfaces/IPermits.sol";
import {Movement} from "../types/Movement.sol";

/// @title NamedVenue
/// @notice The movement goes through a venue of the instrument: one gives, receives or moves the units. Inline: none.
library NamedVenue {
    function fails(Movement calldata movement, IPermits permits) internal view returns (bool) {
        address instrument = movement.instrument;
        if (permits.isVenue(instrument, movement.by)) return false;
        return !permits.isVenue(instrument, movement.from) && !permits.isVenue(instrument, movement.to);
    }
}
