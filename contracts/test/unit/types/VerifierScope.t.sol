// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Standing} from "../../../src/types/Standing.sol";
import {VerifierScope} from "../../../src/types/VerifierScope.sol";
import {BaseTest} from "../../Base.t.sol";

contract VerifierScopeTest is BaseTest {
    function setUp() public override {}

    function testFuzz_CoversAnyOfSixJurisdictions(uint16[6] memory codes, uint16 asked) external pure {
        uint256 word = 0;
        bool listed = false;
        for (uint256 i = 0; i < 6; ++i) {
            word |= uint256(codes[i]) << (16 * i);
            listed = listed || codes[i] == asked || codes[i] == 0xffff;
        }
        check(VerifierScope.wrap(word).coversJurisdiction(asked) == (asked != 0 && listed), "jurisdiction");
    }

    /// Category lanes are not read as jurisdictions.
    function testFuzz_CategoryLanesAreNoJurisdictions(uint256 word, uint16 asked) external pure {
        check(!VerifierScope.wrap(word << 96).coversJurisdiction(asked), "lanes from 96 on");
    }

    function testFuzz_CoversOnlyTheCategoriesOfItsLanes(uint256 granted, uint256 category, uint16 lastDay)
        external
        pure
    {
        category = bound(category, 0, 9);
        uint256 word = 0xffff;
        for (uint256 i = 0; i < 10; ++i) {
            if (granted >> i & 1 == 1) word |= uint256(0xffff) << (96 + 16 * i);
        }
        Standing attested = Standing.wrap(0).withExpiry(category, lastDay);
        bool covered = lastDay == 0 || granted >> category & 1 == 1;
        check(VerifierScope.wrap(word).coversCategories(attested) == covered, "category");
    }

    function testFuzz_EmptyScopeCoversNothing(uint16 jurisdiction, uint256 word) external pure {
        VerifierScope scope = VerifierScope.wrap(0);
        check(scope.isEmpty(), "empty");
        check(!scope.coversJurisdiction(jurisdiction), "no jurisdiction");
        check(scope.coversCategories(Standing.wrap(word)) == (word >> 96 == 0), "no category");
    }
}
