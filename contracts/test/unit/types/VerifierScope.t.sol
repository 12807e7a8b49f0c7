// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Standing} from "../../../src/types/Standing.sol";
import {VerifierScope} from "../../../src/types/VerifierScope.sol";
import {BaseTest} from "../../Base.t.sol";

contract VerifierScopeTest is BaseTest {
    function setUp() public override {}

    function someone(uint16 jurisdiction) private pure returns (Standing) {
        return Standing.wrap(0).withJurisdiction(jurisdiction);
    }

    function testFuzz_CoversAnyOfSixJurisdictions(uint16[6] memory codes, uint16 asked) external pure {
        uint256 word = 0;
        bool listed = false;
        for (uint256 i = 0; i < 6; ++i) {
            word |= uint256(codes[i]) << (16 * i);
            listed = listed || codes[i] == asked || codes[i] == 0xffff;
        }
        check(VerifierScope.wrap(word).covers(someone(asked)) == (asked != 0 && listed), "jurisdiction");
    }

    /// Category lanes are not read as jurisdictions.
    function testFuzz_CategoryLanesAreNoJurisdictions(uint256 word, uint16 asked) external pure {
        check(!VerifierScope.wrap(word << 96).covers(someone(asked)), "lanes from 96 on");
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
        Standing attested = someone(826).withExpiry(category, lastDay);
        bool covered = lastDay == 0 || granted >> category & 1 == 1;
        check(VerifierScope.wrap(word).covers(attested) == covered, "category");
    }

    /// Investor, subdivision and flags are no matter of a scope.
    function testFuzz_OtherFieldsDoNotMatter(uint256 scope, uint256 word) external pure {
        uint256 judged = word & (uint256(0xffff) << 40 | type(uint256).max << 96);
        VerifierScope wrapped = VerifierScope.wrap(scope);
        check(wrapped.covers(Standing.wrap(word)) == wrapped.covers(Standing.wrap(judged)), "the rest");
    }

    /// Both have to be covered, and one lane that lets a category through lets it through whole.
    function testFuzz_EqualsTheNaiveLoop(uint256 scope, uint256 word, uint256 lane) external pure {
        // Half of the scopes name the jurisdiction, or all of them.
        uint16 code = Standing.wrap(word).jurisdiction();
        lane = 16 * (lane % 12);
        if (lane < 96) scope = scope & ~(uint256(0xffff) << lane) | uint256(lane % 32 == 0 ? code : 0xffff) << lane;
        bool named = false;
        for (uint256 i = 0; i < 6; ++i) {
            uint16 listed = uint16(scope >> (16 * i));
            named = named || listed == code || listed == 0xffff;
        }
        bool attested = word >> 96 & ~(scope >> 96) == 0;
        check(VerifierScope.wrap(scope).covers(Standing.wrap(word)) == (code != 0 && named && attested), "naive");
    }

    function testFuzz_EmptyScopeCoversNothing(uint256 word) external pure {
        check(VerifierScope.wrap(0).isEmpty(), "empty");
        check(!VerifierScope.wrap(0).covers(Standing.wrap(word)), "nothing");
    }
}
