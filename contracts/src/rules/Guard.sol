// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {BatchItemLibrary} from "../types/BatchItem.sol";
import {InstrumentState, InstrumentStateLibrary} from "../types/InstrumentState.sol";
import {Parties} from "../types/Parties.sol";
import {Standing} from "../types/Standing.sol";
import {Denomination} from "./Denomination.sol";
import {EligibleParty} from "./EligibleParty.sol";
import {OfferingClock} from "./OfferingClock.sol";
import {Predicates} from "./Predicates.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title Guard
/// @notice One test that stands for the common rows behind it: when it passes, all of them do, and they are skipped.
/// When it does not, nothing is decided yet, and each row is judged by itself to say which of them fails.
/// It may stand first among the rows of a kind. It is no rule: it has no verdict bit, no text and no parameters of its own,
/// and the factory refuses one that is weaker than a row it stands for.
///
/// Inline: bits 0..7 a category, 8..31 flags, 32..71 and 72..111 start and end of a window in unix seconds, 112..127
/// length in bytes of the rows it stands for, 128..135 parties that must hold the category, 136..143 parties that must
/// carry none of the flags; 144..159, 160..175 and 176..191 how many bytes behind it the allowlist, the denomination and the offering
/// clock stand that it asks of the recipient, 0 for none.
library Guard {
    uint256 private constant HALTED = InstrumentStateLibrary.HALTED << 160;
    uint256 private constant OPEN_END = type(uint40).max;
    /// @dev The bits of a row by which the giver or its operator is judged: nobody gives on issue, and an order has no giver's consent.
    uint256 private constant JUDGES_GIVER =
        (Parties.SENDER | Parties.OPERATOR) << 128 | (Parties.SENDER | Parties.OPERATOR) << 136;
    uint256 private constant ALLOWLIST_OFFSET = 144;
    uint256 private constant DENOMINATION_OFFSET = 160;
    uint256 private constant CLOCK_OFFSET = 176;

    /// @notice Whether the row is a guard.
    function isGuard(RuleRow row) internal pure returns (bool) {
        return row.predicate() == Predicates.GUARD;
    }

    /// @notice Length in bytes of the rows it stands for.
    function coveredBytes(RuleRow row) internal pure returns (uint256) {
        return row.parameter(112, type(uint16).max);
    }

    /// @notice Whether every row it stands for passes. The instrument must not be halted either.
    /// @param place memory position of the guard
    function passes(RuleRow row, uint256 place, uint256 day) internal pure returns (bool) {
        if (RuleRow.unwrap(row) & JUDGES_GIVER != 0 && !_passesGiver(row, day)) return false;
        return _isOpen(row) && passesRecipient(row, place, day);
    }

    /// @dev Window and halt, as the rows' own predicates test them.
    function _isOpen(RuleRow row) private pure returns (bool open) {
        uint256 at = MovementCalldata.at();
        uint256 halted = InstrumentState.unwrap(MovementCalldata.state()) & HALTED;
        assembly ("memory-safe") {
            let early := lt(at, and(shr(32, row), 0xffffffffff))
            open := gt(lt(at, and(shr(72, row), 0xffffffffff)), or(early, halted))
        }
    }

    /// @dev Giver and operator, as {_lapsedOrFlagged} tests them, in one expression: every transfer passes here.
    function _passesGiver(RuleRow row, uint256 day) private pure returns (bool passed) {
        Standing sender = MovementCalldata.sender();
        Standing operator = MovementCalldata.operator();
        assembly ("memory-safe") {
            let lane := add(96, shl(4, and(row, 0xff)))
            let flags := and(shl(64, row), 0xffffff000000000000000000)
            let lapsed := lt(and(shr(lane, sender), 0xffff), day)
            let carries := iszero(iszero(and(sender, flags)))
            let failing := or(and(lapsed, shr(128, row)), and(carries, shr(136, row)))
            // The giver is nearly always its own operator.
            if xor(sender, operator) {
                lapsed := lt(and(shr(lane, operator), 0xffff), day)
                carries := iszero(iszero(and(operator, flags)))
            }
            failing := or(failing, or(and(lapsed, shr(130, row)), and(carries, shr(138, row))))
            passed := iszero(and(failing, 1))
        }
    }

    /// @notice Whether the rows it stands for pass as far as they judge the recipient and the amount.
    function passesRecipient(RuleRow row, uint256 place, uint256 day) internal pure returns (bool) {
        Standing recipient = MovementCalldata.recipient();
        bool failing;
        // As {_recipientTests} and {_lapsedOrFlagged}, which a batch asks apart, in one expression.
        assembly ("memory-safe") {
            let lapsed := lt(and(shr(add(96, shl(4, and(row, 0xff))), recipient), 0xffff), day)
            let carries := iszero(iszero(and(recipient, and(shl(64, row), 0xffffff000000000000000000))))
            failing := and(or(and(lapsed, shr(129, row)), and(carries, shr(137, row))), 1)
        }
        if (failing) return false;
        unchecked {
            uint256 offset = row.parameter(ALLOWLIST_OFFSET, type(uint16).max);
            if (offset != 0) {
                uint256 at = place + offset;
                uint256 length = ExtraWords.rowAt(at).extraBytes();
                if (EligibleParty.matchesNone(at + 32, length, recipient, day)) return false;
            }
            offset = row.parameter(DENOMINATION_OFFSET, type(uint16).max);
            if (offset != 0 && Denomination.fails(ExtraWords.rowAt(place + offset))) return false;
            offset = row.parameter(CLOCK_OFFSET, type(uint16).max);
            if (offset != 0) {
                uint256 at = place + offset;
                if (OfferingClock.fails(ExtraWords.rowAt(at), at + 32, Parties.RECIPIENT, day)) return false;
            }
        }
        return true;
    }

    /// @notice The same for the movements of a batch after the first.
    /// @param items in calldata: where the first of them is
    /// @param end where the last of them ends
    function passesOthers(RuleRow row, uint256 place, uint256 day, uint256 items, uint256 end)
        internal
        pure
        returns (bool)
    {
        uint256 offset = row.parameter(CLOCK_OFFSET, type(uint16).max);
        // Whom a running clock keeps waiting is left to be found one by one.
        if (offset != 0 && OfferingClock.isRunning(ExtraWords.rowAt(place + offset), day)) return false;
        offset = row.parameter(DENOMINATION_OFFSET, type(uint16).max);
        if (offset != 0 && !_amountsPass(ExtraWords.rowAt(place + offset), items, end)) return false;
        (uint256 lane, uint256 until, uint256 flags) = _recipientTests(row, day);
        offset = row.parameter(ALLOWLIST_OFFSET, type(uint16).max);
        uint256 length = offset == 0 ? 0 : ExtraWords.rowAt(place + offset).extraBytes();
        unchecked {
            place += offset + 32;
            for (; items < end; items += BatchItemLibrary.LENGTH) {
                if (_lapsedOrFlagged(BatchItemLibrary.recipientAt(items), lane, until, flags)) return false;
                if (length == 0) continue;
                if (EligibleParty.matchesNone(place, length, BatchItemLibrary.recipientAt(items), day)) return false;
            }
        }
        return true;
    }

    function _amountsPass(RuleRow denomination, uint256 items, uint256 end) private pure returns (bool) {
        uint256 held = MovementCalldata.senderBalance();
        uint256 amount = MovementCalldata.amount();
        unchecked {
            for (; items < end; items += BatchItemLibrary.LENGTH) {
                // On issue nobody gives, and nothing is left.
                if (held != 0) held -= amount;
                amount = BatchItemLibrary.amountAt(items);
                if (Denomination.failsFor(denomination, amount, held)) return false;
            }
        }
        return true;
    }

    /// @dev What is asked of recipients: where in a standing the last day of the category is, which day it may not be before, and which
    /// bits of a standing may not be set. No day is before day 0, and no bit is among none.
    function _recipientTests(RuleRow row, uint256 day)
        private
        pure
        returns (uint256 lane, uint256 until, uint256 flags)
    {
        assembly ("memory-safe") {
            lane := add(96, shl(4, and(row, 0xff)))
            until := mul(day, and(shr(129, row), 1))
            // The flags' place in the row is moved to their place in a standing.
            flags := mul(and(shl(64, row), 0xffffff000000000000000000), and(shr(137, row), 1))
        }
    }

    /// @dev Expiries are compared as {StandingLibrary-lapsed} does.
    function _lapsedOrFlagged(Standing party, uint256 lane, uint256 until, uint256 flags)
        private
        pure
        returns (bool failing)
    {
        assembly ("memory-safe") {
            failing := or(lt(and(shr(lane, party), 0xffff), until), iszero(iszero(and(party, flags))))
        }
    }

    /// @notice Whether a guard that passes is sure that `row` passes.
    /// @param offset how many bytes behind the guard the row stands
    function covers(RuleRow guard, RuleRow row, uint256 offset) internal pure returns (bool) {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.ATTESTED) {
            return row.parameter(0, type(uint8).max) == guard.parameter(0, type(uint8).max)
                && row.parties() & ~guard.parameter(128, Parties.ALL) == 0;
        }
        if (predicate == Predicates.FORBIDDEN_FLAGS) {
            return row.parameter(0, type(uint24).max) & ~guard.parameter(8, type(uint24).max) == 0
                && row.parties() & ~guard.parameter(136, Parties.ALL) == 0;
        }
        if (predicate == Predicates.VALIDITY_WINDOW) {
            uint256 end = row.parameter(40, type(uint40).max);
            return guard.parameter(32, type(uint40).max) >= row.parameter(0, type(uint40).max)
                && guard.parameter(72, type(uint40).max) <= (end == 0 ? OPEN_END : end);
        }
        if (predicate == Predicates.DENOMINATION) {
            return guard.parameter(DENOMINATION_OFFSET, type(uint16).max) == offset;
        }
        if (predicate == Predicates.ELIGIBLE_PARTY || predicate == Predicates.OFFERING_CLOCK) {
            uint256 place = predicate == Predicates.ELIGIBLE_PARTY ? ALLOWLIST_OFFSET : CLOCK_OFFSET;
            return row.parties() == Parties.RECIPIENT && guard.parameter(place, type(uint16).max) == offset;
        }
        return predicate == Predicates.NOT_HALTED;
    }
}
