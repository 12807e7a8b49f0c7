// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {InstrumentStateLibrary} from "../types/InstrumentState.sol";
import {Parties} from "../types/Parties.sol";
import {Predicates} from "./Predicates.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Guard
/// @notice One test that stands for the common rows behind it: when it passes, all of them do, and they are skipped.
/// When it does not, nothing is decided yet, and each row is judged by itself to say which of them fails.
/// It may stand first among the rows of a kind. It is no rule: it has no verdict bit, no text and no parameters of its own,
/// and the factory refuses one that is weaker than a row it stands for.
///
/// Inline: bits 0..7 a category, 8..31 flags, 32..71 and 72..111 start and end of a window in unix seconds, 112..127
/// length in bytes of the rows it stands for, 128..135 parties that must hold the category, 136..143 parties that must
/// carry none of the flags.
library Guard {
    uint256 private constant OPEN_END = type(uint40).max;

    /// @notice Whether the row is a guard.
    function isGuard(RuleRow row) internal pure returns (bool) {
        return row.predicate() == Predicates.GUARD;
    }

    /// @notice Length in bytes of the rows it stands for.
    function coveredBytes(RuleRow row) internal pure returns (uint256) {
        return row.parameter(112, type(uint16).max);
    }

    /// @notice Whether every row it stands for passes. The instrument must not be halted either.
    function passes(RuleRow row, uint256 day) internal pure returns (bool) {
        uint256 category = row.parameter(0, type(uint8).max);
        uint256 flags = row.parameter(8, type(uint24).max);
        // One bit a side, without branches, as in {Parties}.
        uint256 lapsed = MovementWords.sender().lapsed(category, day)
            | MovementWords.recipient().lapsed(category, day) << 1
            | MovementWords.operator().lapsed(category, day) << 2;
        uint256 carriers = MovementWords.sender().carries(flags) | MovementWords.recipient().carries(flags) << 1
            | MovementWords.operator().carries(flags) << 2;
        uint256 failing = (lapsed & row.parameter(128, Parties.ALL)) | (carriers & row.parameter(136, Parties.ALL));
        uint256 at = MovementWords.at();
        return failing == 0 && at >= row.parameter(32, type(uint40).max) && at < row.parameter(72, type(uint40).max)
            && !MovementWords.state().has(InstrumentStateLibrary.HALTED);
    }

    /// @notice Whether a guard that passes is sure that `row` passes.
    function covers(RuleRow guard, RuleRow row) internal pure returns (bool) {
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
        return predicate == Predicates.NOT_HALTED;
    }
}
