// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICashTransfers} from "../interfaces/ICashTransfers.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title CashTransfers
/// @notice Moves any ERC-20 that moves exactly what it is told, one that returns nothing included; every other one is refused.
/// @dev Amounts are the token's smallest units, so its decimals are no matter here. What moved is measured at both sides, and so cannot be
/// told where giver and receiver are one: that is refused.
library CashTransfers {
    using SafeERC20 for IERC20;

    /// @dev What both sides of a payment had before it.
    struct Measure {
        address from;
        address to;
        uint256 given;
        uint256 held;
    }

    /// @notice Takes `amount` from `from` for this contract, out of its allowance.
    function pull(IERC20 token, address from, uint256 amount) internal {
        deliver(token, from, address(this), amount);
    }

    /// @notice Moves `amount` from one to the other, out of the allowance that this contract has.
    function deliver(IERC20 token, address from, address to, uint256 amount) internal {
        requireToken(address(token));
        Measure memory before = _measure(token, from, to);
        token.safeTransferFrom(from, to, amount);
        _requireMoved(token, before, amount);
    }

    /// @notice Pays `amount` of what this contract has.
    function push(IERC20 token, address to, uint256 amount) internal {
        requireToken(address(token));
        Measure memory before = _measure(token, address(this), to);
        token.safeTransfer(to, amount);
        _requireMoved(token, before, amount);
    }

    /// @notice Pays `amount`, unless the token refuses the receiver, which is no reason to stop.
    /// @return paid false when nothing was moved
    function tryPush(IERC20 token, address to, uint256 amount) internal returns (bool paid) {
        if (to == address(this)) return false;
        Measure memory before = _measure(token, address(this), to);
        paid = token.trySafeTransfer(to, amount);
        if (paid) _requireMoved(token, before, amount);
    }

    /// @notice The same, not measured: whoever pays many measures the first of them, and what all cost together.
    /// @return paid false when nothing was moved
    function tryPushOneOfMany(IERC20 token, address to, uint256 amount) internal returns (bool paid) {
        return to != address(this) && token.trySafeTransfer(to, amount);
    }

    /// @notice Refuses what a run of payments has cost, when it is another sum than was paid.
    /// @param before what this contract had before it
    function requireSpent(IERC20 token, uint256 before, uint256 amount) internal view {
        _requireDifference(token, before, token.balanceOf(address(this)), amount);
    }

    /// @notice Refuses an address without code.
    function requireToken(address token) internal view {
        require(token.code.length != 0, ICashTransfers.NoCashToken(token));
    }

    function _measure(IERC20 token, address from, address to) private view returns (Measure memory) {
        return Measure(from, to, _balanceOf(token, from), _balanceOf(token, to));
    }

    /// @dev Both sides: some tokens take a fee from the one, some from the other.
    function _requireMoved(IERC20 token, Measure memory before, uint256 amount) private view {
        _requireDifference(token, _balanceOf(token, before.to), before.held, amount);
        _requireDifference(token, before.given, _balanceOf(token, before.from), amount);
    }

    /// @dev What the compiler would ask, in the scratch space: a payment asks four times.
    function _balanceOf(IERC20 token, address account) private view returns (uint256 held) {
        bytes4 selector = IERC20.balanceOf.selector;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, account)
            let answered := staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20)
            if iszero(and(answered, gt(returndatasize(), 0x1f))) {
                let error := mload(0x40)
                returndatacopy(error, 0x00, returndatasize())
                revert(error, returndatasize())
            }
            held := mload(0x00)
        }
    }

    function _requireDifference(IERC20 token, uint256 more, uint256 less, uint256 amount) private pure {
        uint256 moved = more < less ? 0 : more - less;
        require(moved == amount, ICashTransfers.CashShortfall(address(token), amount, moved));
    }
}
