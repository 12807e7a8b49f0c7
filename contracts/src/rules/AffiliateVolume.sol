// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger, VolumeScope} from "../interfaces/IInstrumentLedger.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";
import {Windows} from "./Windows.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title AffiliateVolume
/// @notice What a sender of a flagged kind gave within the window that ends with the day of the movement, this movement included, is at
/// most a share of what is outstanding. Inline: bits 0..31 the share in millionths, 32..39 the window in calendar months (0:
/// everything since the book was opened), 40..63 flags of whom it applies to.
library AffiliateVolume {
    uint256 private constant MILLION = 1_000_000;

    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        internal
        view
        returns (bool)
    {
        if (movement.sender.carries(row.parameter(40, type(uint24).max)) == 0) return false;
        if (Sides.changesNothing(movement)) return false;
        if (!ledger.isReady(movement.instrument, Books.VOLUMES)) return true;
        uint256 firstDay = Windows.firstOfMonths(day, row.parameter(32, type(uint8).max));
        uint256 used = ledger.volumeOf(movement.instrument, VolumeScope.Given, Sides.giver(movement), firstDay, day);
        uint256 allowed = row.parameter(0, type(uint32).max) * IERC20(movement.instrument).totalSupply();
        return Math.saturatingMul(Math.saturatingAdd(used, movement.amount), MILLION) > allowed;
    }
}
