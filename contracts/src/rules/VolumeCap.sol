// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {HolderId} from "../books/HolderId.sol";
import {IInstrumentLedger, VolumeScope} from "../interfaces/IInstrumentLedger.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";
import {Windows} from "./Windows.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title VolumeCap
/// @notice What is transferred between different holders within the window that ends with the day of the movement, this movement
/// included, is at most the cap. Inline: bits 0..127 the cap, 128..143 the length of the window (0: everything since the book was
/// opened), 144..145 whose transfers (0 the instrument's, 1 what the sender's investor gave, 2 what the recipient's received), 146 the
/// length is in calendar months instead of days.
library VolumeCap {
    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        internal
        view
        returns (bool)
    {
        if (Sides.changesNothing(movement)) return false;
        uint256 number = row.parameter(144, 3);
        if (number > uint256(type(VolumeScope).max)) return true;
        if (!ledger.isReady(movement.instrument, Books.VOLUMES)) return true;
        VolumeScope scope = VolumeScope(number);
        uint256 length = row.parameter(128, type(uint16).max);
        uint256 firstDay =
            row.parameter(146, 1) == 0 ? Windows.firstOfDays(day, length) : Windows.firstOfMonths(day, length);
        HolderId holder = scope == VolumeScope.Given ? Sides.giver(movement) : Sides.receiver(movement);
        uint256 used = ledger.volumeOf(movement.instrument, scope, holder, firstDay, day);
        return Math.saturatingAdd(used, movement.amount) > row.parameter(0, type(uint128).max);
    }
}
