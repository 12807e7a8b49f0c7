// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";
import {Windows} from "./Windows.sol";

/// @title PurchaserLimit
/// @notice At most so many distinct holders buy from the issuer, any of its instruments that keep the book, within the window that
/// ends with the day of the movement. Who was counted within it already passes, and so does who is not counted. Inline: bits 0..15 the highest number, 16..31 the window in
/// days, the day of the movement included (0: everything since the book was opened), 32..39 category that is not counted plus 1
/// (0: everybody is).
library PurchaserLimit {
    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        internal
        view
        returns (bool)
    {
        if (movement.amount == 0 || movement.to == address(0)) return false;
        address instrument = movement.instrument;
        if (!ledger.isReady(instrument, Books.PURCHASES)) return true;
        uint256 excluded = row.parameter(32, type(uint8).max);
        if (excluded != 0 && movement.recipient.holds(excluded - 1, day)) return false;
        uint256 firstDay = Windows.firstOfDays(day, row.parameter(16, type(uint16).max));
        uint256 last = ledger.lastPurchase(instrument, Sides.receiver(movement), excluded);
        if (last != 0 && last >= firstDay) return false;
        return ledger.purchaserCount(instrument, firstDay, day, excluded) >= row.parameter(0, type(uint16).max);
    }
}
