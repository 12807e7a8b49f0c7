// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentStorage} from "./InstrumentStorage.sol";

/// @title AllowanceStorage
/// @notice Where OpenZeppelin's ERC20 keeps a bond's allowances: the desk spends them when an operator exchanges.
/// @dev The first two variables of ERC20, at the places that they have behind {InstrumentStorage}. A test compares the two layouts.
abstract contract AllowanceStorage is InstrumentStorage {
    /// @dev Always empty: holdings are in words of their own.
    mapping(address account => uint256) internal _balances;
    mapping(address account => mapping(address spender => uint256)) internal _allowances;

    /// @dev As OpenZeppelin's: an infinite allowance is not spent, and no event is emitted. The verdict has compared the amount.
    function _spend(address owner, address spender, uint256 amount) internal {
        uint256 allowed = _allowances[owner][spender];
        if (allowed != type(uint256).max) _allowances[owner][spender] = allowed - amount;
    }
}
