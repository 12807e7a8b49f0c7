// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BookTerms} from "../interfaces/IInstrumentLedger.sol";

/// @notice How an instrument's books are kept, in one word, which every report reads once.
///
/// | bits     | field                                                                     |
/// |----------|---------------------------------------------------------------------------|
/// | 0..15    | books that are kept                                                        |
/// | 16..31   | those of them that are complete                                            |
/// | 32..47   | day of the first tranche, 0 until it is known                              |
/// | 48..71   | flags of affiliates                                                        |
/// | 72..103  | share of the average volume above which a day is a breach, in millionths   |
/// | 104..119 | era of the holders' book                                                   |
/// | 120..135 | era of the lots                                                            |
/// | 136      | nothing was issued before the lots were kept, nor since                     |
///
/// A book that is opened again begins empty, in a new era.
type Keeping is uint256;

using Keepings for Keeping global;

/// @title Keepings
/// @notice Reads and rewrites the fields of a {Keeping}.
library Keepings {
    uint256 private constant READY_OFFSET = 16;
    uint256 private constant TRANCHE_OFFSET = 32;
    uint256 private constant AFFILIATES_OFFSET = 48;
    uint256 private constant SHARE_OFFSET = 72;
    uint256 private constant HOLDERS_OFFSET = 104;
    uint256 private constant LOTS_OFFSET = 120;
    uint256 private constant UNISSUED_BIT = 1 << 136;

    /// @notice Whether any book of `mask` is kept.
    function keeps(Keeping self, uint256 mask) internal pure returns (bool) {
        return Keeping.unwrap(self) & mask != 0;
    }

    function books(Keeping self) internal pure returns (uint256) {
        return uint16(Keeping.unwrap(self));
    }

    function ready(Keeping self) internal pure returns (uint256) {
        return uint16(Keeping.unwrap(self) >> READY_OFFSET);
    }

    /// @notice Whether every book of `mask` is kept and complete.
    function isReady(Keeping self, uint256 mask) internal pure returns (bool) {
        return self.ready() & mask == mask;
    }

    function trancheDay(Keeping self) internal pure returns (uint16) {
        return uint16(Keeping.unwrap(self) >> TRANCHE_OFFSET);
    }

    function affiliateFlags(Keeping self) internal pure returns (uint24) {
        return uint24(Keeping.unwrap(self) >> AFFILIATES_OFFSET);
    }

    function volumeShare(Keeping self) internal pure returns (uint32) {
        return uint32(Keeping.unwrap(self) >> SHARE_OFFSET);
    }

    function holdersEra(Keeping self) internal pure returns (uint256) {
        return uint16(Keeping.unwrap(self) >> HOLDERS_OFFSET);
    }

    function lotsEra(Keeping self) internal pure returns (uint256) {
        return uint16(Keeping.unwrap(self) >> LOTS_OFFSET);
    }

    function isUnissued(Keeping self) internal pure returns (bool) {
        return Keeping.unwrap(self) & UNISSUED_BIT != 0;
    }

    function withBooks(Keeping self, uint256 kept, uint256 complete) internal pure returns (Keeping) {
        return _replace(self, 0, type(uint32).max, kept | complete << READY_OFFSET);
    }

    function withReady(Keeping self, uint256 book) internal pure returns (Keeping) {
        return Keeping.wrap(Keeping.unwrap(self) | book << READY_OFFSET);
    }

    function withTrancheDay(Keeping self, uint16 day) internal pure returns (Keeping) {
        return Keeping.wrap(Keeping.unwrap(_replace(self, TRANCHE_OFFSET, type(uint16).max, day)) & ~UNISSUED_BIT);
    }

    function withAffiliateFlags(Keeping self, uint24 flags) internal pure returns (Keeping) {
        return _replace(self, AFFILIATES_OFFSET, type(uint24).max, flags);
    }

    function withVolumeShare(Keeping self, uint32 millionths) internal pure returns (Keeping) {
        return _replace(self, SHARE_OFFSET, type(uint32).max, millionths);
    }

    function withNewHolders(Keeping self) internal pure returns (Keeping) {
        return _replace(self, HOLDERS_OFFSET, type(uint16).max, uint16(self.holdersEra() + 1));
    }

    /// @notice Begins the lots anew; what their dates depend on has to be settled again.
    function withNewLots(Keeping self, bool unissued) internal pure returns (Keeping) {
        self = self.withTrancheDay(0).withAffiliateFlags(0);
        self = _replace(self, LOTS_OFFSET, type(uint16).max, uint16(self.lotsEra() + 1));
        return unissued ? Keeping.wrap(Keeping.unwrap(self) | UNISSUED_BIT) : self;
    }

    /// @notice The part of it that an interface shows.
    function shown(Keeping self) internal pure returns (BookTerms memory) {
        return BookTerms(
            uint16(self.books()), uint16(self.ready()), self.trancheDay(), self.affiliateFlags(), self.volumeShare()
        );
    }

    function _replace(Keeping self, uint256 offset, uint256 mask, uint256 value) private pure returns (Keeping) {
        return Keeping.wrap((Keeping.unwrap(self) & ~(mask << offset)) | value << offset);
    }
}
