// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lanes} from "../libraries/Lanes.sol";
import {MovementWords} from "../libraries/MovementWords.sol";
import {Parties} from "../types/Parties.sol";
import {Standing, StandingLibrary} from "../types/Standing.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title EligibleParty
/// @notice The party matches a row of the jurisdiction x category allowlist.
/// Extra words: rows, each a head and its words of jurisdiction lanes. Head: bits 0..15 up to four categories of which one has to be
/// held (none: any party), 16..39 flags that exclude, 40 the lanes list who is left out, 48..55 number of lane words.
library EligibleParty {
    uint256 private constant LANE_WORDS_OFFSET = 48;

    function fails(RuleRow row, uint256 extra, uint256 parties, uint256 day) internal pure returns (bool) {
        uint256 bytesOfRows = row.extraBytes();
        if (parties == Parties.RECIPIENT) return _matchesNone(extra, bytesOfRows, MovementWords.recipient(), day);
        return (parties & Parties.SENDER != 0 && _matchesNone(extra, bytesOfRows, MovementWords.sender(), day))
            || (parties & Parties.RECIPIENT != 0 && _matchesNone(extra, bytesOfRows, MovementWords.recipient(), day))
            || (parties & Parties.OPERATOR != 0 && _matchesNone(extra, bytesOfRows, MovementWords.operator(), day));
    }

    /// @notice Whether `extra` is at least one row, and rows to its very end.
    function isWellFormed(bytes calldata extra) internal pure returns (bool) {
        uint256 cursor = 0;
        while (cursor < extra.length) {
            uint256 head = uint256(bytes32(extra[cursor:cursor + 32]));
            if (!_namesCategories(uint16(head))) return false;
            cursor += 32 * (1 + uint256(uint8(head >> LANE_WORDS_OFFSET)));
        }
        return cursor != 0 && cursor == extra.length;
    }

    /// @dev A hole in the list, or a number beyond the last category, would be read as a date that is none.
    function _namesCategories(uint256 categories) private pure returns (bool) {
        for (; categories != 0; categories >>= 4) {
            uint256 number = categories & 0xf;
            if (number == 0 || number > StandingLibrary.CATEGORIES) return false;
        }
        return true;
    }

    /// @dev Every transfer to an allowlisted holder walks this table, so it is written for the machine: the same walk in
    /// Solidity costs three times the gas. Lanes are compared as {Lanes} does, expiries as {StandingLibrary-lapsed} does.
    function _matchesNone(uint256 cursor, uint256 bytesOfRows, Standing party, uint256 day)
        private
        pure
        returns (bool none)
    {
        uint256 ones = Lanes.ONES;
        uint256 highs = Lanes.HIGHS;
        assembly ("memory-safe") {
            let end := add(cursor, bytesOfRows)
            none := 1
            let jurisdiction := and(shr(40, party), 0xffff)
            let wanted := mul(ones, jurisdiction)
            // Nobody is eligible without a jurisdiction: 0 is what unused lanes hold.
            if iszero(jurisdiction) { cursor := end }
            for {} lt(cursor, end) {} {
                let head := mload(cursor)
                cursor := add(cursor, 32)
                let lanesEnd := add(cursor, and(shr(43, head), 0x1fe0))
                let listed := 0
                for {} lt(cursor, lanesEnd) { cursor := add(cursor, 32) } {
                    let difference := xor(mload(cursor), wanted)
                    listed := or(listed, and(and(sub(difference, ones), not(difference)), highs))
                }
                let excludes := and(shr(40, head), 1)
                let forbidden := and(and(shr(72, party), shr(16, head)), 0xffffff)
                if iszero(or(eq(iszero(iszero(listed)), excludes), forbidden)) {
                    let categories := and(head, 0xffff)
                    let held := iszero(categories)
                    for {} categories { categories := shr(4, categories) } {
                        let lastDay := and(shr(add(80, shl(4, and(categories, 0xf))), party), 0xffff)
                        held := or(held, iszero(lt(lastDay, day)))
                    }
                    if held {
                        none := 0
                        break
                    }
                }
            }
        }
    }
}
