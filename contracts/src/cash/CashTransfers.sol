// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICashTransfers} from "../interfaces/ICashTransfers.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title CashTransfers
/// @notice Moves any ERC-20 that moves exactly what it is told, one that returns nothing included; every other one is refused.
/// @dev Amounts are the token's smallest units, so its decimals are no matter here. What arrived is measured at whoever receives, and
/// so cannot be told where giver and receiver are one: callers refuse that.
library CashTransfers {
    using SafeERC20 for IERC20;

    /// @notice Takes `amount` from `from` for this contract, out of its allowance.
    function pull(IERC20 token, address from, uint256 amount) internal {
        deliver(token, from, address(this), amount);
    }

    /// @notice Moves `amount` from one to the other, out of the allowance that this contract has.
    function deliver(IERC20 token, address from, address to, uint256 amount) internal {
        requireToken(address(token));
        uint256 before = token.balanceOf(to);
        token.safeTransferFrom(from, to, amount);
        _requireArrived(token, to, before, amount);
    }

    /// @notice Pays `amount` of what this contract has.
    function push(IERC20 token, address to, uint256 amount) internal {
        requireToken(address(token));
        uint256 before = token.balanceOf(to);
        token.safeTransfer(to, amount);
        _requireArrived(token, to, before, amount);
    }

    /// @notice Pays one of many, whom the token may refuse, which is no reason to stop. What arrives is not measured: whoever pays many
    /// measures the first of them, and what all cost together.
    /// @return paid false when nothing was moved
    function tryPush(IERC20 token, address to, uint256 amount) internal returns (bool paid) {
        return to != address(this) && token.trySafeTransfer(to, amount);
    }

    /// @notice The same, measured.
    function tryPushMeasured(IERC20 token, address to, uint256 amount) internal returns (bool paid) {
        uint256 before = token.balanceOf(to);
        paid = tryPush(token, to, amount);
        if (paid) _requireArrived(token, to, before, amount);
    }

    /// @notice Refuses what a run of payments has cost, when it is another sum than was paid.
    /// @param before what this contract had before it
    function requireSpent(IERC20 token, uint256 before, uint256 amount) internal view {
        uint256 held = token.balanceOf(address(this));
        uint256 spent = held < before ? before - held : 0;
        require(spent == amount, ICashTransfers.CashShortfall(address(token), amount, spent));
    }

    /// @notice Refuses an address without code.
    function requireToken(address token) internal view {
        require(token.code.length != 0, ICashTransfers.NoCashToken(token));
    }

    function _requireArrived(IERC20 token, address to, uint256 before, uint256 amount) private view {
        uint256 held = token.balanceOf(to);
        uint256 received = held < before ? 0 : held - before;
        require(received == amount, ICashTransfers.CashShortfall(address(token), amount, received));
    }
}
