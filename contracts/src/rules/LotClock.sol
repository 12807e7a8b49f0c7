// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {CalendarMonths} from "../libraries/CalendarMonths.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";

/// @title LotClock
/// @notice Every unit that leaves was acquired so many calendar months ago; an elapsed period equal to the required one passes. Units
/// leave oldest first, unless the holder chose a lot. A movement between wallets of one holder is no sale. Inline: bits 0..7
/// months, 8..15 category of the recipient that lifts the rule plus 1 (0: none does), 16..39 flags with which a recipient lifts nothing.
library LotClock {
    /// @dev No calendar month is longer.
    uint256 private constant LONGEST_MONTH = 31;

    /// @notice Whether the rule passes for sure, as far as a regime finds out alone: as many of the longest months have elapsed.
    /// @param ledger where lots are kept; zero for nowhere
    function surelyPasses(RuleRow row, address ledger, uint256 day) internal view returns (bool) {
        (bool known, uint256 youngest) = _acquiredOn(ledger);
        unchecked {
            return known && day >= youngest + LONGEST_MONTH * row.parameter(0, type(uint8).max);
        }
    }

    /// @dev {IInstrumentLedger-acquiredOn}, from the scratch space behind the free memory, which the compiler would fill and check.
    function _acquiredOn(address ledger) private view returns (bool known, uint256 youngest) {
        bytes4 selector = IInstrumentLedger.acquiredOn.selector;
        address instrument = MovementCalldata.instrument();
        address from = MovementCalldata.from();
        uint256 held = MovementCalldata.senderBalance();
        uint256 amount = MovementCalldata.amount();
        assembly ("memory-safe") {
            let question := mload(0x40)
            mstore(question, selector)
            mstore(add(question, 0x04), instrument)
            mstore(add(question, 0x24), from)
            mstore(add(question, 0x44), held)
            mstore(add(question, 0x64), amount)
            let answered := staticcall(gas(), ledger, question, 0x84, 0x00, 0x40)
            known := and(and(answered, gt(returndatasize(), 0x3f)), mload(0x00))
            youngest := mload(0x20)
        }
    }

    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        internal
        view
        returns (bool)
    {
        // What passes does not have to say why.
        return _isTooYoung(movement, row, ledger, day) && !Sides.changesNothing(movement);
    }

    function _isTooYoung(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, uint256 day)
        private
        view
        returns (bool)
    {
        (bool known, uint16 youngest) =
            ledger.acquiredOn(movement.instrument, movement.from, movement.senderBalance, movement.amount);
        // A sale that the book could not date would lose its date, even to somebody who may buy at any time.
        if (!known) return true;
        if (CalendarMonths.haveElapsed(youngest, row.parameter(0, type(uint8).max), day)) return false;
        uint256 lifting = row.parameter(8, type(uint8).max);
        if (lifting == 0 || !movement.recipient.holds(lifting - 1, day)) return true;
        return movement.recipient.carries(row.parameter(16, type(uint24).max)) != 0;
    }
}
