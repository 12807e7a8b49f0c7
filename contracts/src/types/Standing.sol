// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A wallet's regulatory standing, packed into one storage word.
///
/// | bits      | field                                                                        |
/// |-----------|------------------------------------------------------------------------------|
/// | 0..39     | investor id, 0 for a wallet that nobody registered                            |
/// | 40..55    | jurisdiction of residence or organisation, ISO 3166-1 numeric                 |
/// | 56..71    | reserved, zero                                                                |
/// | 72..83    | attested flags, written by verifiers                                          |
/// | 84..95    | restriction flags, written by enforcement officers                            |
/// | 96 + 16 i | last valid day of category i (0 <= i < 10), days since 1970-01-01, 0 for none |
///
/// What a category or a flag means is the vocabulary of the profiles; the contracts know positions only.
type Standing is uint256;

using StandingLibrary for Standing global;

/// @title StandingLibrary
/// @notice Reads and rewrites the fields of a {Standing}.
library StandingLibrary {
    uint256 internal constant CATEGORIES = 10;
    uint256 internal constant CATEGORY_LANES = type(uint256).max << 96;
    uint256 internal constant ATTESTED_FLAGS = 0x000fff;
    uint256 internal constant RESTRICTION_FLAGS = 0xfff000;
    uint256 internal constant RESERVED = uint256(0xffff) << 56;
    /// @dev What a verifier leaves zero: the investor id, the reserved bits and the restriction flags.
    uint256 internal constant NOT_OF_VERIFIERS = type(uint40).max | RESERVED | RESTRICTION_FLAGS << 72;

    uint256 private constant INVESTOR_MASK = type(uint40).max;
    uint256 private constant JURISDICTION_OFFSET = 40;
    uint256 private constant FLAGS_OFFSET = 72;
    uint256 private constant FLAGS_MASK = type(uint24).max;
    uint256 private constant CATEGORY_OFFSET = 96;

    /// @notice The investor the wallet belongs to; 0 for an unregistered wallet.
    function investor(Standing self) internal pure returns (uint40) {
        return uint40(Standing.unwrap(self));
    }

    /// @notice ISO 3166-1 numeric code of residence or organisation.
    function jurisdiction(Standing self) internal pure returns (uint16) {
        return uint16(Standing.unwrap(self) >> JURISDICTION_OFFSET);
    }

    /// @notice Attested and restriction flags together.
    function flags(Standing self) internal pure returns (uint24) {
        return uint24(Standing.unwrap(self) >> FLAGS_OFFSET);
    }

    /// @notice Last day on which `category` is valid, in days since 1970-01-01; 0 when it was never attested.
    function expiryDay(Standing self, uint256 category) internal pure returns (uint16) {
        unchecked {
            // A category out of range shifts everything out and reads as never attested.
            return uint16(Standing.unwrap(self) >> (CATEGORY_OFFSET + 16 * category));
        }
    }

    /// @notice Whether `category` is attested and valid on `day`: valid through its last day.
    /// @dev Days begin at 1, so a category that was never attested is never valid.
    function holds(Standing self, uint256 category, uint256 day) internal pure returns (bool) {
        return self.expiryDay(category) >= day;
    }

    /// @notice 1 when `category` is not valid on `day`, else 0.
    /// @dev The same test as {holds}, as a number, so that a verdict needs no branch for each side.
    function lapsed(Standing self, uint256 category, uint256 day) internal pure returns (uint256 bit) {
        uint256 lastDay = self.expiryDay(category);
        assembly ("memory-safe") {
            bit := lt(lastDay, day)
        }
    }

    /// @notice 1 when any of `flags_` is set, else 0.
    function carries(Standing self, uint256 flags_) internal pure returns (uint256 bit) {
        uint256 carried = self.flags() & flags_;
        assembly ("memory-safe") {
            bit := iszero(iszero(carried))
        }
    }

    function withInvestor(Standing self, uint40 id) internal pure returns (Standing) {
        return Standing.wrap((Standing.unwrap(self) & ~INVESTOR_MASK) | id);
    }

    function withJurisdiction(Standing self, uint16 code) internal pure returns (Standing) {
        uint256 cleared = Standing.unwrap(self) & ~(uint256(type(uint16).max) << JURISDICTION_OFFSET);
        return Standing.wrap(cleared | (uint256(code) << JURISDICTION_OFFSET));
    }

    /// @notice Replaces the flags selected by `mask`, keeping the others.
    function withFlags(Standing self, uint24 value, uint256 mask) internal pure returns (Standing) {
        uint256 cleared = Standing.unwrap(self) & ~(mask << FLAGS_OFFSET);
        return Standing.wrap(cleared | ((value & mask & FLAGS_MASK) << FLAGS_OFFSET));
    }

    function withExpiry(Standing self, uint256 category, uint16 lastDay) internal pure returns (Standing) {
        uint256 offset = CATEGORY_OFFSET + 16 * category;
        uint256 cleared = Standing.unwrap(self) & ~(uint256(type(uint16).max) << offset);
        return Standing.wrap(cleared | (uint256(lastDay) << offset));
    }
}
