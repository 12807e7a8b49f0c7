// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {HoldingLedger} from "./HoldingLedger.sol";

/// @title Freezes
/// @notice Writes frozen amounts. A frozen amount may exceed the balance; the highest number freezes without limit.
abstract contract Freezes is HoldingLedger {
    uint256 private constant ALL_FROZEN = type(uint256).max;

    function _setFrozen(address account, uint256 amount) internal {
        _frozen[account] = amount;
        _holdings[account] = _holdings[account].withFrozen(amount != 0);
        emit IERC7943Fungible.Frozen(account, amount);
    }

    function _unfrozen(address account, uint256 balance) internal view returns (uint256) {
        uint256 frozen = _frozen[account];
        return frozen < balance ? balance - frozen : 0;
    }

    /// @dev Takes from the frozen part what the unfrozen one cannot give. Whoever is frozen without limit stays so.
    function _unfreezeForced(address from, uint256 amount, uint256 balance) internal {
        uint256 frozen = _frozen[from];
        uint256 unfrozen = _unfrozen(from, balance);
        if (amount > unfrozen) _setFrozen(from, frozen == ALL_FROZEN ? ALL_FROZEN : frozen - (amount - unfrozen));
    }

    /// @dev What was frozen of a lost wallet is frozen of the one that replaces it.
    function _moveFrozen(address lost, address replacement) internal {
        uint256 moved = _frozen[lost];
        uint256 there = _frozen[replacement];
        _setFrozen(lost, 0);
        _setFrozen(replacement, moved > ALL_FROZEN - there ? ALL_FROZEN : there + moved);
    }
}
