// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {Movement} from "../types/Movement.sol";

/// @title OfferMade
/// @notice An offer to the recipient's investor is on record, from that day or an earlier one.
library OfferMade {
    function fails(Movement calldata movement, IInstrumentLedger ledger, uint256 day) internal view returns (bool) {
        uint256 offered = ledger.offeredOn(movement.instrument, movement.recipient.investor());
        return offered == 0 || offered > day;
    }
}
