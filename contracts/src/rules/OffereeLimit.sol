// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title OffereeLimit
/// @notice The instrument was offered to fewer than so many investors, whether they bought or not. Inline: bits 0..15 the number that is
/// too many, 16..31 the jurisdiction that is counted (0: all), 32..39 category that is not counted plus 1 (0: everybody is).
library OffereeLimit {
    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger) internal view returns (bool) {
        uint16 jurisdiction = uint16(row.parameter(16, type(uint16).max));
        uint256 excluded = row.parameter(32, type(uint8).max);
        uint256 offerees = ledger.offereeCount(movement.instrument, jurisdiction, excluded);
        return offerees >= row.parameter(0, type(uint16).max);
    }
}
