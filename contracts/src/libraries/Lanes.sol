// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Lanes
/// @notice Membership tests over words of sixteen 16-bit lanes.
library Lanes {
    uint256 internal constant ONES = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 internal constant HIGHS = 0x8000800080008000800080008000800080008000800080008000800080008000;

    /// @notice Whether any lane of `word` equals `value`. Unused lanes are 0, so 0 is not a member worth asking for.
    /// @dev The lane-wise "has a zero" test on the difference: exact as an existence test, and constant in gas.
    function contains(uint256 word, uint16 value) internal pure returns (bool) {
        unchecked {
            // The product cannot overflow a lane and the borrow is what the test relies on.
            uint256 difference = word ^ (ONES * value);
            return (difference - ONES) & ~difference & HIGHS != 0;
        }
    }
}
