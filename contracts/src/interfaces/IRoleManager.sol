// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IRoleManager
/// @notice What a contract asks its access manager before every restricted function.
interface IRoleManager {
    /// @notice Whether `caller` may call that function of whoever asks, now and without a delay.
    /// @dev One word instead of two go each way, and it is the first of the manager's functions that a call is compared with,
    /// which {IAccessManager-canCall} is among the last of.
    function admitsCall(address caller, bytes4 selector) external view returns (bool immediate);
}
