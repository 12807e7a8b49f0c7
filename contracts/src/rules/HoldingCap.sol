// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {HolderIds} from "../books/HolderId.sol";
import {IBondDesk} from "../interfaces/IBondDesk.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Movement} from "../types/Movement.sol";
import {Standing} from "../types/Standing.sol";
import {Positions} from "./Positions.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title HoldingCap
/// @notice What the recipient's investor holds after the movement, in all its wallets, is at most the cap. A movement between its own
/// wallets leaves it as it is and passes. Inline: bits 0..127 the cap in smallest units, 128..159 the cap as a share of the
/// issue volume in millionths; 0 for none, and of two the lower one decides.
library HoldingCap {
    uint256 private constant MILLION = 1_000_000;

    function fails(Movement calldata movement, RuleRow row, IInvestorRegistry investors) internal view returns (bool) {
        // What passes does not have to say why.
        return _isAbove(movement, row, investors) && !_changesNothing(movement, investors);
    }

    /// @dev An order does not judge its giver, so that the movement has no standing of it: the registry is asked.
    function _changesNothing(Movement calldata movement, IInvestorRegistry investors) private view returns (bool) {
        if (Sides.changesNothing(movement)) return true;
        Standing giver = investors.standingOf(movement.from);
        return HolderIds.areOne(movement.from, giver, movement.to, movement.recipient);
    }

    function _isAbove(Movement calldata movement, RuleRow row, IInvestorRegistry investors)
        private
        view
        returns (bool)
    {
        uint256 held = Positions.held(investors, movement.instrument, movement.to, movement.recipient);
        uint256 position = Math.saturatingAdd(held, movement.amount);
        uint256 cap = row.parameter(0, type(uint128).max);
        if (cap != 0 && position > cap) return true;
        uint256 share = row.parameter(128, type(uint32).max);
        if (share == 0) return false;
        return Math.saturatingMul(position, MILLION) > share * IBondDesk(movement.instrument).issueVolume();
    }
}
