// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentStorage} from "./InstrumentStorage.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Allowances
/// @notice What holders let others move, with OpenZeppelin's events and errors: an allowance of the highest number never runs out.
abstract contract Allowances is InstrumentStorage {
    function _approve(address owner, address spender, uint256 value) internal {
        require(owner != address(0), IERC20Errors.ERC20InvalidApprover(owner));
        require(spender != address(0), IERC20Errors.ERC20InvalidSpender(spender));
        _allowances[owner][spender] = value;
        emit IERC20.Approval(owner, spender, value);
    }

    /// @dev As in OpenZeppelin's ERC-20, spending is no event.
    function _spendAllowance(address owner, address spender, uint256 value) internal {
        uint256 current = _allowances[owner][spender];
        if (current == type(uint256).max) return;
        require(value <= current, IERC20Errors.ERC20InsufficientAllowance(spender, current, value));
        unchecked {
            _allowances[owner][spender] = current - value;
        }
    }
}
