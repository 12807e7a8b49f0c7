// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Addresses
/// @notice Tests of addresses that every movement makes several times.
library Addresses {
    /// @notice Whether it is the zero address, which stands for nobody.
    /// @dev The compiler would clear bits that whoever decoded the address has found to be clear.
    function isNobody(address account) internal pure returns (bool nobody) {
        assembly ("memory-safe") {
            nobody := iszero(account)
        }
    }
}
