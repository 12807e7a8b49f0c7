// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing, StandingLibrary} from "../types/Standing.sol";

/// @notice How many were counted: all of them, and for each category how many were without it.
///
/// | bits      | field                            |
/// |-----------|----------------------------------|
/// | 0..22     | everybody                        |
/// | 23 (c+1)… | those who did not hold category c |
///
/// Eleven lanes of 23 bits: eight million holders fit, which is more than a ledger of them could pay for.
type CategoryCount is uint256;

using CategoryCounts for CategoryCount global;

/// @title CategoryCounts
/// @notice Counts people under every exclusion that a rule may name, in one storage word.
library CategoryCounts {
    uint256 private constant LANE_BITS = 23;
    uint256 private constant LANE_MASK = (1 << LANE_BITS) - 1;

    /// @notice The categories that `standing` holds on `day`, bit c being category c.
    function heldBy(Standing standing, uint256 day) internal pure returns (uint16 categories) {
        for (uint256 c = 0; c < StandingLibrary.CATEGORIES; ++c) {
            if (standing.holds(c, day)) categories |= uint16(1 << c);
        }
    }

    /// @notice Whether somebody who holds `categories` counts when category `excluded` - 1 does not; 0 excludes nobody.
    function counts(uint256 categories, uint256 excluded) internal pure returns (bool) {
        return excluded == 0 || categories & (1 << (excluded - 1)) == 0;
    }

    /// @notice One more, who holds `categories`.
    function plus(CategoryCount self, uint256 categories) internal pure returns (CategoryCount) {
        return CategoryCount.wrap(CategoryCount.unwrap(self) + unit(categories));
    }

    /// @notice One less, who held `categories` when it was counted.
    function minus(CategoryCount self, uint256 categories) internal pure returns (CategoryCount) {
        return CategoryCount.wrap(CategoryCount.unwrap(self) - unit(categories));
    }

    /// @notice How many do not hold category `excluded` - 1; 0 asks for everybody. Nobody holds a category that there is not.
    function without(CategoryCount self, uint256 excluded) internal pure returns (uint256) {
        if (excluded > StandingLibrary.CATEGORIES) excluded = 0;
        return (CategoryCount.unwrap(self) >> (LANE_BITS * excluded)) & LANE_MASK;
    }

    /// @notice One person who holds `categories`, in every lane that counts it.
    function unit(uint256 categories) internal pure returns (uint256 word) {
        for (uint256 excluded = 0; excluded <= StandingLibrary.CATEGORIES; ++excluded) {
            if (counts(categories, excluded)) word |= one(excluded);
        }
    }

    /// @notice One person in one lane.
    function one(uint256 excluded) internal pure returns (uint256) {
        return 1 << (LANE_BITS * excluded);
    }
}
