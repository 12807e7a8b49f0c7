// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A wallet's regulatory standing, packed into one storage word.
///
/// | bits      | field                                                                        |
/// |-----------|------------------------------------------------------------------------------|
/// | 0..39     | investor id, 0 for a wallet that nobody registered                            |
/// | 40..55    | jurisdiction of residence or organisation, ISO 3166-1 numeric                 |
/// | 56..71    | subdivision of it, ISO 3166-2 behind the hyphen, 0 for none; see below         |
/// | 72..83    | attested flags, written by verifiers                                          |
/// | 84..94    | restriction flags, written by enforcement officers                            |
/// | 95        | the investor has several wallets, written by the registry alone               |
/// | 96 + 16 i | last valid day of category i (0 <= i < 10), days since 1970-01-01, 0 for none |
///
/// A subdivision has one to three characters of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ". They are the digits of a number of
/// base 37, the first the most significant, each worth its position in that alphabet plus one: "NY" is 24 * 37 + 35.
/// What a category or a flag means is the vocabulary of the profiles; the contracts know positions only.
type Standing is uint256;

using StandingLibrary for Standing global;

/// @title StandingLibrary
/// @notice Reads and rewrites the fields of a {Standing}.
library StandingLibrary {
    uint256 internal constant CATEGORIES = 10;
    uint256 internal constant CATEGORY_LANES = type(uint256).max << 96;
    uint256 internal constant ATTESTED_FLAGS = 0x000fff;
    uint256 internal constant RESTRICTION_FLAGS = 0x7ff000;
    /// @dev The flag that the registry alone writes: whoever asks for a position knows that one wallet is all of it.
    uint256 internal constant SEVERAL_WALLETS = 0x800000;
    /// @dev What a verifier leaves zero: the investor id and every flag that it does not attest.
    uint256 internal constant NOT_OF_VERIFIERS =
        type(uint40).max | (RESTRICTION_FLAGS | SEVERAL_WALLETS) << FLAGS_OFFSET;

    uint256 private constant INVESTOR_MASK = type(uint40).max;
    uint256 private constant JURISDICTION_OFFSET = 40;
    uint256 private constant SUBDIVISION_OFFSET = 56;
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

    /// @notice Subdivision of the jurisdiction; 0 for none.
    function subdivision(Standing self) internal pure returns (uint16) {
        return uint16(Standing.unwrap(self) >> SUBDIVISION_OFFSET);
    }

    /// @notice Whether the investor has more than this one wallet.
    function hasSeveralWallets(Standing self) internal pure returns (bool) {
        return self.flags() & SEVERAL_WALLETS != 0;
    }

    /// @notice Flags of every writer together.
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

    function withSubdivision(Standing self, uint16 code) internal pure returns (Standing) {
        uint256 cleared = Standing.unwrap(self) & ~(uint256(type(uint16).max) << SUBDIVISION_OFFSET);
        return Standing.wrap(cleared | (uint256(code) << SUBDIVISION_OFFSET));
    }

    function withSeveralWallets(Standing self, bool several) internal pure returns (Standing) {
        return self.withFlags(several ? uint24(SEVERAL_WALLETS) : 0, SEVERAL_WALLETS);
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
