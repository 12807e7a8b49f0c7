// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing, StandingLibrary} from "../types/Standing.sol";
import {ExtraWords, RuleRow} from "./RuleRow.sol";

/// @title EligibleParty
/// @notice The party matches a row of the jurisdiction x category allowlist.
/// Extra words: rows, each a head and its words of jurisdiction lanes. Head: bits 0..15 categories of which one has to be
/// held (none: any party), 16..39 flags that exclude, 40 the lanes list who is left out, 48..55 number of lane words.
library EligibleParty {
    uint256 private constant FORBIDDEN_OFFSET = 16;
    uint256 private constant EXCLUDE_BIT = 1 << 40;
    uint256 private constant LANE_WORDS_OFFSET = 48;

    function fails(RuleRow row, uint256 extra, Standing party, uint256 day) internal pure returns (bool) {
        uint256 words = row.extraWords();
        unchecked {
            // At most 255 words, so nothing here comes near an overflow.
            for (uint256 i = 0; i < words;) {
                uint256 head = ExtraWords.word(extra, i);
                uint256 laneWords = uint8(head >> LANE_WORDS_OFFSET);
                if (_matches(head, extra + 32 * (i + 1), laneWords, party, day)) return false;
                i += 1 + laneWords;
            }
            return true;
        }
    }

    function _matches(uint256 head, uint256 lanes, uint256 laneWords, Standing party, uint256 day)
        private
        pure
        returns (bool)
    {
        if (party.flags() & uint24(head >> FORBIDDEN_OFFSET) != 0) return false;
        uint16 jurisdiction = party.jurisdiction();
        if (jurisdiction == 0) return false;
        bool excludes = head & EXCLUDE_BIT != 0;
        if (ExtraWords.listsJurisdiction(lanes, laneWords, jurisdiction) == excludes) return false;
        return _holdsAny(uint16(head), party, day);
    }

    function _holdsAny(uint256 categories, Standing party, uint256 day) private pure returns (bool) {
        if (categories == 0) return true;
        for (uint256 category = 0; category < StandingLibrary.CATEGORIES; ++category) {
            if (categories & (1 << category) != 0 && party.holds(category, day)) return true;
        }
        return false;
    }
}
