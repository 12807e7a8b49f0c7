// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A holder's balance slot.
///
/// | bits     | field                                                                 |
/// |----------|-----------------------------------------------------------------------|
/// | 0..127   | amount, in the instrument's smallest unit                             |
/// | 128..143 | record dates that had passed when the slot was last written           |
/// | 144      | whether the holder has a frozen amount, kept in a mapping of its own    |
type Holding is uint256;

using HoldingLibrary for Holding global;

/// @title HoldingLibrary
/// @notice Reads and rewrites the fields of a {Holding}.
library HoldingLibrary {
    uint256 private constant AMOUNT_MASK = type(uint128).max;
    uint256 private constant EPOCH_OFFSET = 128;
    uint256 private constant FROZEN_BIT = 1 << 144;

    function amount(Holding self) internal pure returns (uint256) {
        return Holding.unwrap(self) & AMOUNT_MASK;
    }

    /// @notice Number of record dates that had passed at the last write.
    function epoch(Holding self) internal pure returns (uint256) {
        return Holding.unwrap(self) >> EPOCH_OFFSET & type(uint16).max;
    }

    function hasFrozen(Holding self) internal pure returns (bool) {
        return self.frozenMark() != 0;
    }

    /// @notice The bit that says so.
    function frozenMark(Holding self) internal pure returns (uint256) {
        return Holding.unwrap(self) & FROZEN_BIT;
    }

    /// @notice The slot after a write of `newAmount` at `newEpoch`, which fits 16 bits; the frozen mark stays.
    function write(Holding self, uint256 newAmount, uint256 newEpoch) internal pure returns (Holding) {
        uint256 kept = Holding.unwrap(self) & FROZEN_BIT;
        return Holding.wrap(kept | (newEpoch << EPOCH_OFFSET) | newAmount);
    }

    /// @notice The slot with `value` less, in an epoch it was written in already. The caller has compared the amount.
    function less(Holding self, uint256 value) internal pure returns (Holding) {
        unchecked {
            return Holding.wrap(Holding.unwrap(self) - value);
        }
    }

    /// @notice The slot with `value` more, in an epoch it was written in already. The supply, which fits, bounds the sum.
    function more(Holding self, uint256 value) internal pure returns (Holding) {
        unchecked {
            return Holding.wrap(Holding.unwrap(self) + value);
        }
    }

    function withFrozen(Holding self, bool frozen) internal pure returns (Holding) {
        uint256 cleared = Holding.unwrap(self) & ~FROZEN_BIT;
        return Holding.wrap(frozen ? cleared | FROZEN_BIT : cleared);
    }
}
