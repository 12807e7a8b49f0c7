// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice An instrument's identifier: the keccak-256 of the id in its terms file.
type AssetId is bytes32;
