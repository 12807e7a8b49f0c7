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
    /// @dev A one in each of the six lanes, and the highest bit of each.
    uint256 private constant ONES = Lanes.ONES & JURISDICTION_LANES;
    uint256 private constant HIGHS = Lanes.HIGHS & JURISDICTION_LANES;

    /// @notice Whether the scope lets its holder attest anything at all.
    function isEmpty(VerifierScope self) internal pure returns (bool) {
        return VerifierScope.unwrap(self) == 0;
    }

    /// @notice Whether all that `facts` attests may be attested: each category, of an investor of the jurisdiction.
    /// @dev The test of {Lanes}, for the jurisdiction and for "anywhere" at once: a lane equal to the value looked for is
    /// zero in the difference. Without branches, because a batch asks it for each of its investors.
    function covers(VerifierScope self, Standing facts) internal pure returns (bool) {
        unchecked {
            uint256 jurisdiction = facts.jurisdiction();
            uint256 lanes = VerifierScope.unwrap(self) & JURISDICTION_LANES;
            uint256 named = lanes ^ (ONES * jurisdiction);
            uint256 anywhere = lanes ^ JURISDICTION_LANES;
            uint256 found = ((named - ONES) & ~named | (anywhere - ONES) & ~anywhere) & HIGHS;
            uint256 outside = Standing.unwrap(facts) & StandingLibrary.CATEGORY_LANES & ~VerifierScope.unwrap(self);
            bool covered;
            assembly ("memory-safe") {
                covered := and(iszero(outside), iszero(or(iszero(found), iszero(jurisdiction))))
            }
            return covered;
        }
    }
}
