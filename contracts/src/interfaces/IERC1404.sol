// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IERC1404
/// @notice Restriction codes of ERC-1404 (https://github.com/ethereum/EIPs/issues/1404).
interface IERC1404 {
    /// @notice 0 when the transfer is allowed, else the lowest failing verdict bit plus one.
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8 code);

    /// @notice What a code means.
    function messageForTransferRestriction(uint8 code) external view returns (string memory message);
}
