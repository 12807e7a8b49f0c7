// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Standing, StandingLibrary} from "../../../src/types/Standing.sol";
import {BaseTest} from "../../Base.t.sol";

contract StandingTest is BaseTest {
    function setUp() public override {}

    function testFuzz_PositionsArePublished(uint256 word, uint256 category) external pure {
        category = bound(category, 0, 9);
        Standing standing = Standing.wrap(word);
        same(standing.investor(), word & 0xffffffffff, "investor in 0..39");
        same(standing.jurisdiction(), word >> 40 & 0xffff, "jurisdiction in 40..55");
        same(standing.subdivision(), word >> 56 & 0xffff, "subdivision in 56..71");
        check(standing.hasSeveralWallets() == (word >> 95 & 1 == 1), "several wallets in 95");
        same(standing.flags(), word >> 72 & 0xffffff, "flags in 72..95");
        same(standing.expiryDay(category), word >> (96 + 16 * category) & 0xffff, "category from 96");
    }

    function testFuzz_WithInvestorChangesNothingElse(uint256 word, uint40 id) external pure {
        Standing changed = Standing.wrap(word).withInvestor(id);
        same(changed.investor(), id, "written");
        same(Standing.unwrap(changed) >> 40, word >> 40, "rest");
    }

    function testFuzz_WithJurisdictionChangesNothingElse(uint256 word, uint16 code) external pure {
        Standing changed = Standing.wrap(word).withJurisdiction(code);
        same(changed.jurisdiction(), code, "written");
        uint256 mask = ~(uint256(0xffff) << 40);
        same(Standing.unwrap(changed) & mask, word & mask, "rest");
    }

    function testFuzz_WithSubdivisionChangesNothingElse(uint256 word, uint16 code) external pure {
        Standing changed = Standing.wrap(word).withSubdivision(code);
        same(changed.subdivision(), code, "written");
        uint256 mask = ~(uint256(0xffff) << 56);
        same(Standing.unwrap(changed) & mask, word & mask, "rest");
    }

    function testFuzz_WithSeveralWalletsChangesNothingElse(uint256 word, bool several) external pure {
        Standing changed = Standing.wrap(word).withSeveralWallets(several);
        check(changed.hasSeveralWallets() == several, "written");
        uint256 mask = ~(uint256(1) << 95);
        same(Standing.unwrap(changed) & mask, word & mask, "rest");
    }

    function testFuzz_WithFlagsChangesTheMaskedOnesOnly(uint256 word, uint24 value, uint24 mask) external pure {
        Standing changed = Standing.wrap(word).withFlags(value, mask);
        same(changed.flags(), (uint24(word >> 72) & ~mask) | (value & mask), "flags");
        uint256 rest = ~(uint256(0xffffff) << 72);
        same(Standing.unwrap(changed) & rest, word & rest, "rest");
    }

    function testFuzz_WithExpiryChangesNothingElse(uint256 word, uint256 category, uint16 lastDay) external pure {
        category = bound(category, 0, 9);
        Standing changed = Standing.wrap(word).withExpiry(category, lastDay);
        same(changed.expiryDay(category), lastDay, "written");
        uint256 mask = ~(uint256(0xffff) << (96 + 16 * category));
        same(Standing.unwrap(changed) & mask, word & mask, "rest");
    }

    function testFuzz_HoldsThroughTheLastDay(uint256 category, uint16 lastDay, uint256 day) external pure {
        category = bound(category, 0, 9);
        vm.assume(day != 0);
        Standing standing = Standing.wrap(0).withExpiry(category, lastDay);
        check(standing.holds(category, day) == (day <= lastDay), "holds");
        same(standing.lapsed(category, day), day <= lastDay ? 0 : 1, "lapsed is the same test");
    }

    function testFuzz_CategoryOutOfRangeReadsAsNeverAttested(uint256 word, uint256 category) external pure {
        category = bound(category, 10, 255);
        same(Standing.wrap(word).expiryDay(category), 0, "out of range");
    }

    function test_FlagsHaveOneWriterEach() external pure {
        uint256 attested = StandingLibrary.ATTESTED_FLAGS;
        uint256 restrictions = StandingLibrary.RESTRICTION_FLAGS;
        uint256 several = StandingLibrary.SEVERAL_WALLETS;
        same(attested + restrictions + several, 0xffffff, "every flag has a writer");
        same(attested | restrictions | several, 0xffffff, "and no other");
    }
}
