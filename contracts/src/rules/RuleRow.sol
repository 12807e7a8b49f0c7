// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;
import {Lanes} from "../libraries/Lanes.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Parties} from "../types/Parties.sol";

/// @notice One row of a regime's rule table: a predicate, what it applies to and its inline parameters.
///
/// | bits     | field                                              |
/// |----------|----------------------------------------------------|
/// | 248..255 | predicate                                          |
/// | 232..247 | movement kinds it applies to, one bit each         |
/// | 224..231 | parties it judges, one bit each                    |
/// | 216..223 | extra words that follow the row                    |
/// | 0..215   | inline parameters, as the predicate defines them   |
type RuleRow is uint256;

using RuleRowLibrary for RuleRow global;

/// @title RuleRowLibrary
/// @notice Reads a {RuleRow}.
library RuleRowLibrary {
    function predicate(RuleRow self) internal pure returns (uint256) {
        return RuleRow.unwrap(self) >> 248;
    }

    /// @notice The parties it judges; none when it judges the movement as such.
    function parties(RuleRow self) internal pure returns (uint256) {
        return uint8(RuleRow.unwrap(self) >> 224);
    }

    /// @notice Number of words that follow the row and belong to it.
    function extraWords(RuleRow self) internal pure returns (uint256) {
        return uint8(RuleRow.unwrap(self) >> 216);
    }

    /// @notice The parties this rule judges in a movement of `kind`, and whether it applies at all.
    /// @dev ERC-7943 wants a forced transfer to fail whenever its recipient could not receive an ordinary one, so the
    /// recipient of a forced transfer is judged by every rule that judges recipients of transfers.
    function application(RuleRow self, MovementKind kind) internal pure returns (bool applies, uint256 judged) {
        uint256 kinds = RuleRow.unwrap(self) >> 232;
        judged = self.parties();
        applies = kinds & (1 << uint256(kind)) != 0;
        if (!applies && kind == MovementKind.ForcedTransfer) {
            judged &= Parties.RECIPIENT;
            applies = judged != 0 && kinds & (1 << uint256(MovementKind.Transfer)) != 0;
        }
    }

    /// @notice `width` bits of the inline parameters from bit `offset`.
    function parameter(RuleRow self, uint256 offset, uint256 width) internal pure returns (uint256) {
        unchecked {
            // A width is a constant between 1 and 104.
            return (RuleRow.unwrap(self) >> offset) & ((1 << width) - 1);
        }
    }
}

/// @title ExtraWords
/// @notice Reads the words behind a row in the copied table.
library ExtraWords {
    /// @notice Word `index` from memory position `at`.
    function word(uint256 at, uint256 index) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(at, shl(5, index)))
        }
    }

    /// @notice Whether one of `count` words of jurisdiction lanes from `at` holds `jurisdiction`.
    function listsJurisdiction(uint256 at, uint256 count, uint16 jurisdiction) internal pure returns (bool) {
        for (uint256 i = 0; i < count; ++i) {
            if (Lanes.contains(word(at, i), jurisdiction)) return jurisdiction != 0;
        }
        return false;
    }
}
