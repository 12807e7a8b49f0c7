// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Attested
/// @notice The party holds a category of attestation that has not expired.
/// Inline: bits 0..7 the category.
library Attested {
    function fails(RuleRow row, uint256 parties, uint256 day) internal pure returns (bool) {
        uint256 category = row.parameter(0, type(uint8).max);
        // One bit a side, without branches: bit 0 the sender, 1 the recipient, 2 the operator, as in {Parties}.
        uint256 lapsed = MovementWords.sender().lapsed(category, day)
            | MovementWords.recipient().lapsed(category, day) << 1
            | MovementWords.operator().lapsed(category, day) << 2;
        return lapsed & parties != 0;
    }
}
