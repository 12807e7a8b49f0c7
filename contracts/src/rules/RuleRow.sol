// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lanes} from "../libraries/Lanes.sol";

/// @notice One row of a regime's rule table: which bit it decides, by which predicate, for whom, and how.
///
/// | bits     | field                                                                    |
/// |----------|--------------------------------------------------------------------------|
/// | 248..255 | predicate                                                                |
/// | 240..247 | verdict bit                                                              |
/// | 232..239 | what it judges: sender 1, recipient 2, operator 4, the movement itself 8 |
/// | 224..231 | extra words that follow the row                                          |
/// | 0..223   | inline parameters, as the predicate defines them                         |
type RuleRow is uint256;

using RuleRowLibrary for RuleRow global;

/// @title RuleRowLibrary
/// @notice Reads a {RuleRow}.
library RuleRowLibrary {
    function predicate(RuleRow self) internal pure returns (uint256) {
        return RuleRow.unwrap(self) >> 248;
    }

    /// @notice Number of the verdict bit that it decides.
    function bit(RuleRow self) internal pure returns (uint256) {
        return uint8(RuleRow.unwrap(self) >> 240);
    }

    /// @notice The parties it judges, or {Parties-MOVEMENT} when it judges the movement as such.
    function parties(RuleRow self) internal pure returns (uint256) {
        return uint8(RuleRow.unwrap(self) >> 232);
    }

    /// @notice The row for nobody in particular: what it asks of whoever it judges.
    function withoutParties(RuleRow self) internal pure returns (uint256) {
        return RuleRow.unwrap(self) & ~(uint256(type(uint8).max) << 232);
    }

    /// @notice Length in bytes of the words that follow the row and belong to it.
    function extraBytes(RuleRow self) internal pure returns (uint256) {
        return (RuleRow.unwrap(self) >> 219) & 0x1fe0;
    }

    /// @notice The inline parameter of this mask at bit `offset`.
    function parameter(RuleRow self, uint256 offset, uint256 mask) internal pure returns (uint256) {
        return (RuleRow.unwrap(self) >> offset) & mask;
    }
}

/// @title ExtraWords
/// @notice Reads rows, and the words behind them, in the copied table.
library ExtraWords {
    /// @notice The row at memory position `at`.
    function rowAt(uint256 at) internal pure returns (RuleRow row) {
        assembly ("memory-safe") {
            row := mload(at)
        }
    }

    /// @notice Whether one of the words of jurisdiction lanes between two memory positions holds `jurisdiction`.
    function listsJurisdiction(uint256 at, uint256 end, uint16 jurisdiction) internal pure returns (bool listed) {
        uint256 ones = Lanes.ONES;
        uint256 highs = Lanes.HIGHS;
        assembly ("memory-safe") {
            // The test of {Lanes} over every word at once; jurisdiction 0 is what unused lanes hold, and is in no list.
            // Assembly may see more than the sixteen bits of the type.
            jurisdiction := and(jurisdiction, 0xffff)
            let wanted := mul(ones, jurisdiction)
            for {} lt(at, end) { at := add(at, 32) } {
                let difference := xor(mload(at), wanted)
                listed := or(listed, and(and(sub(difference, ones), not(difference)), highs))
            }
            listed := and(iszero(iszero(listed)), iszero(iszero(jurisdiction)))
        }
    }
}
