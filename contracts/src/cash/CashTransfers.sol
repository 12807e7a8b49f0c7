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

    /// @notice The same; the token may refuse the receiver, which is no reason to stop.
    /// @return paid false when nothing was moved
    function tryPush(IERC20 token, address to, uint256 amount) internal returns (bool paid) {
        if (to == address(this)) return false;
        uint256 before = token.balanceOf(to);
        if (!token.trySafeTransfer(to, amount)) return false;
        _requireArrived(token, to, before, amount);
        return true;
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
