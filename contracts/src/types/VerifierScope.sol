// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lanes} from "../libraries/Lanes.sol";
import {Standing, StandingLibrary} from "./Standing.sol";

/// @notice What a verifier may attest, packed into one storage word; zero means nothing.
///
/// | bits      | field                                                                  |
/// |-----------|------------------------------------------------------------------------|
/// | 0..95     | up to six jurisdictions, ISO 3166-1 numeric, or 0xffff in any lane for all |
/// | 96 + 16 i | 0xffff when category i may be attested, else 0                          |
type VerifierScope is uint256;

using VerifierScopeLibrary for VerifierScope global;

/// @title VerifierScopeLibrary
/// @notice Decides whether a fact lies inside a {VerifierScope}.
library VerifierScopeLibrary {
    uint256 private constant JURISDICTION_LANES = type(uint96).max;
    uint16 private constant ANYWHERE = type(uint16).max;

    /// @notice Whether the scope lets its holder attest anything at all.
    function isEmpty(VerifierScope self) internal pure returns (bool) {
        return VerifierScope.unwrap(self) == 0;
    }

    /// @notice Whether facts about an investor of `jurisdiction` may be attested.
    function coversJurisdiction(VerifierScope self, uint16 jurisdiction) internal pure returns (bool) {
        uint256 lanes = VerifierScope.unwrap(self) & JURISDICTION_LANES;
        return jurisdiction != 0 && (Lanes.contains(lanes, jurisdiction) || Lanes.contains(lanes, ANYWHERE));
    }

    /// @notice Whether every category that `facts` attests may be attested.
    function coversCategories(VerifierScope self, Standing facts) internal pure returns (bool) {
        uint256 attested = Standing.unwrap(facts) & StandingLibrary.CATEGORY_LANES;
        return attested & ~VerifierScope.unwrap(self) == 0;
    }
}
