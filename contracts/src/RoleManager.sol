// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Roles} from "./access/Roles.sol";
import {IRoleManager} from "./interfaces/IRoleManager.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title RoleManager
/// @notice OpenZeppelin's AccessManager, with the roles that the functions of this system are open to by themselves, and one shorter
/// question.
///
/// PROPERTIES
/// - A contract of this system needs no setting up: its functions are open to their roles when it is created. A slot for each of them
///   would be a fifth of what a bond costs.
/// - Every other role that the governor opens a function to comes before that. Role 0, OpenZeppelin's administrator, gives a function
///   back to its own role.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That a contract of others, which has a function of the same name and parameters and this authority, means the same by it.
contract RoleManager is IRoleManager, AccessManager {
    constructor(address initialAdmin) AccessManager(initialAdmin) {}

    /// @inheritdoc IRoleManager
    /// @dev As OpenZeppelin's {canCall}, which is asked whenever the answer is not an immediate yes of a plain member.
    function admitsCall(address caller, bytes4 selector) external view returns (bool immediate) {
        (bool isMember, uint32 delay) = hasRole(getTargetFunctionRole(msg.sender, selector), caller);
        if (isMember && delay == 0) return !isTargetClosed(msg.sender);
        (immediate,) = canCall(caller, msg.sender, selector);
    }

    /// @notice The role that a function is open to.
    function getTargetFunctionRole(address target, bytes4 selector) public view override returns (uint64 role) {
        uint64 given = super.getTargetFunctionRole(target, selector);
        return given != ADMIN_ROLE ? given : Roles.ofFunction(selector);
    }
}
