// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IManaged
/// @notice A contract whose restricted functions an access manager opens to roles.
interface IManaged {
    /// @notice At creation, as in OpenZeppelin's {IAccessManaged}.
    event AuthorityUpdated(address authority);

    /// @notice The access manager. It is fixed; its roles and their members can change.
    function authority() external view returns (address);
}
