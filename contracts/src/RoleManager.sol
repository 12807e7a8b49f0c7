// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRoleManager} from "./interfaces/IRoleManager.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title RoleManager
/// @notice OpenZeppelin's AccessManager, as it is, with one shorter question.
///
/// WHAT THIS DOES NOT GUARANTEE
/// More than OpenZeppelin's contract does: the answer is that of its own {canCall}.
contract RoleManager is IRoleManager, AccessManager {
    constructor(address initialAdmin) AccessManager(initialAdmin) {}

    /// @inheritdoc IRoleManager
    function admitsCall(address caller, bytes4 selector) external view returns (bool immediate) {
        (immediate,) = canCall(caller, msg.sender, selector);
    }
}
