// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondDesk} from "../interfaces/IBondDesk.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {Movement} from "../types/Movement.sol";
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

    /// @notice Whether the rule passes for sure, as far as a regime finds out alone: a wallet that is its investor's only one, under a cap in
    /// units.
    function surelyPasses(RuleRow row) internal pure returns (bool) {
        uint256 cap = row.parameter(0, type(uint128).max);
        uint256 amount = MovementCalldata.amount();
        if (row.parameter(128, type(uint32).max) != 0 || amount > cap) return false;
        if (MovementCalldata.recipient().hasSeveralWallets()) return false;
        return MovementCalldata.recipientBalance() <= cap - amount;
    }

    function fails(Movement calldata movement, RuleRow row, IInvestorRegistry investors) internal view returns (bool) {
        // What passes does not have to say why.
        return _isAbove(movement, row, investors) && !Sides.changesNothing(movement, investors);
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
