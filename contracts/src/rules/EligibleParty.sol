// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lanes} from "../libraries/Lanes.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {Parties} from "../types/Parties.sol";
import {Standing, StandingLibrary} from "../types/Standing.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title EligibleParty
/// @notice The party matches a row of the jurisdiction x category allowlist.
/// Extra words: rows, each a head and its words of jurisdiction lanes. Head: bits 0..15 up to four categories of which one has to be
/// held (none: any party), 16..39 flags that exclude, 40 the lanes list who is left out, 48..55 number of lane words.
library EligibleParty {
    uint256 private constant LANE_WORDS_OFFSET = 48;

    function fails(RuleRow row, uint256 extra, uint256 parties, uint256 day) internal pure returns (bool) {
        uint256 bytesOfRows = row.extraBytes();
        if (parties == Parties.RECIPIENT) return matchesNone(extra, bytesOfRows, MovementCalldata.recipient(), day);
        return (parties & Parties.SENDER != 0 && matchesNone(extra, bytesOfRows, MovementCalldata.sender(), day))
            || (parties & Parties.RECIPIENT != 0 && matchesNone(extra, bytesOfRows, MovementCalldata.recipient(), day))
            || (parties & Parties.OPERATOR != 0 && matchesNone(extra, bytesOfRows, MovementCalldata.operator(), day));
    }

    /// @notice Whether the words between two memory positions are at least one row, and rows to their very end.
    function isWellFormed(uint256 cursor, uint256 end) internal pure returns (bool) {
        if (cursor == end) return false;
        while (cursor < end) {
            uint256 head = RuleRow.unwrap(ExtraWords.rowAt(cursor));
            if (!_namesCategories(uint16(head))) return false;
            cursor += 32 * (1 + uint256(uint8(head >> LANE_WORDS_OFFSET)));
        }
        return cursor == end;
    }

    /// @dev A hole in the list, or a number beyond the last category, would be read as a date that is none.
    function _namesCategories(uint256 categories) private pure returns (bool) {
        for (; categories != 0; categories >>= 4) {
            uint256 number = categories & 0xf;
            if (number == 0 || number > StandingLibrary.CATEGORIES) return false;
        }
        return true;
    }

    /// @notice Whether the party matches none of the rows in the words from `cursor` on.
    /// @dev Every transfer to an allowlisted holder walks this table, so it is written for the machine: the same walk in
    /// Solidity costs three times the gas. Lanes are compared as {Lanes} does, expiries as {StandingLibrary-lapsed} does.
    function matchesNone(uint256 cursor, uint256 bytesOfRows, Standing party, uint256 day)
        internal
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
                for {} gt(lt(cursor, lanesEnd), listed) { cursor := add(cursor, 32) } {
                    let difference := xor(mload(cursor), wanted)
                    listed := iszero(iszero(and(and(sub(difference, ones), not(difference)), highs)))
                }
                cursor := lanesEnd
                let excludes := and(shr(40, head), 1)
                let forbidden := and(and(shr(72, party), shr(16, head)), 0xffffff)
                if iszero(or(eq(listed, excludes), forbidden)) {
                    let categories := and(head, 0xffff)
                    let held := iszero(categories)
                    for {} categories { categories := shr(4, categories) } {
                        let lastDay := and(shr(add(80, shl(4, and(categories, 0xf))), party), 0xffff)
                        if iszero(lt(lastDay, day)) {
                            held := 1
                            break
                        }
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
