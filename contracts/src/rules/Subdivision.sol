// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lanes} from "../libraries/Lanes.sol";
import {Movement} from "../types/Movement.sol";
import {Parties} from "../types/Parties.sol";
import {Standing} from "../types/Standing.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Subdivision
/// @notice A party of the jurisdiction is of one of its listed subdivisions, or of none of them. A party whose subdivision is not on
/// record fails either way; a party of another jurisdiction passes. Inline: bits 0..15 the jurisdiction, 40 the list is of
/// subdivisions that are left out. Extra words: lanes of subdivision codes, as in bits 56..71 of a {Standing}.
library Subdivision {
    function fails(Movement calldata movement, RuleRow row, uint256[] calldata extra, uint256 parties)
        internal
        pure
        returns (bool)
    {
        return (parties & Parties.SENDER != 0 && _isOutside(row, extra, movement.sender))
            || (parties & Parties.RECIPIENT != 0 && _isOutside(row, extra, movement.recipient))
            || (parties & Parties.OPERATOR != 0 && _isOutside(row, extra, movement.operator));
    }

    function _isOutside(RuleRow row, uint256[] calldata extra, Standing party) private pure returns (bool) {
        if (party.jurisdiction() != row.parameter(0, type(uint16).max)) return false;
        uint16 code = party.subdivision();
        if (code == 0) return true;
        bool listed = false;
        for (uint256 i = 0; i < extra.length; ++i) {
            if (Lanes.contains(extra[i], code)) listed = true;
        }
        return listed == (row.parameter(40, 1) != 0);
    }
}
