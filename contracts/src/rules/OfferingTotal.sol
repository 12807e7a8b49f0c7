// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Windows} from "./Windows.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title OfferingTotal
/// @notice What the instruments of one offeror's pool issued within the window that ends with the day of the movement, this movement
/// included, is at most the cap. An instrument in no pool fails. Inline: bits 0..127 the cap, 128..143 the window in calendar
/// months (0: everything since the pool was made).
library OfferingTotal {
    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        internal
        view
        returns (bool)
    {
        if (movement.amount == 0) return false;
        if (!ledger.isReady(movement.instrument, Books.OFFERINGS)) return true;
        uint256 firstDay = Windows.firstOfMonths(day, row.parameter(128, type(uint16).max));
        (bool pooled, uint256 total) = ledger.offeringTotal(movement.instrument, firstDay, day);
        return !pooled || Math.saturatingAdd(total, movement.amount) > row.parameter(0, type(uint128).max);
    }
}
