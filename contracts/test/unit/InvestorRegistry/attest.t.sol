// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInvestorRegistry} from "../../../src/interfaces/IInvestorRegistry.sol";
import {Standing, StandingLibrary} from "../../../src/types/Standing.sol";
import {VerifierScope} from "../../../src/types/VerifierScope.sol";
import {BaseTest} from "../../Base.t.sol";

contract InvestorRegistryAttestTest is BaseTest {
    function linked(uint256 count) private returns (address[] memory) {
        for (uint256 i = 1; i < count; ++i) {
            link(alice, address(uint160(0x2000 + i)));
        }
        return investors.walletsOf(alice);
    }

    function expectOutside(address caller, uint16 jurisdiction) private {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.OutsideVerifierScope.selector, caller, jurisdiction));
    }

    // ACCESS

    function testFuzz_RevertWhen_AttestCallerHasNoScope(address caller) external {
        vm.assume(caller != verifier);
        expectOutside(caller, HOME);
        vm.prank(caller);
        investors.attest(alice, PROFESSIONAL, LAST_DAY);
    }

    function testFuzz_RevertWhen_SetFactsCallerHasNoScope(address caller) external {
        vm.assume(caller != verifier);
        expectOutside(caller, HOME);
        vm.prank(caller);
        investors.setFacts(alice, AWAY, 0, 0);
    }

    /// A verifier can take away only what it could give.
    function test_RevertWhen_RevokingOutsideTheScope() external {
        address narrow = makeAccount("narrow verifier");
        vm.prank(governor);
        investors.setVerifierScope(narrow, VerifierScope.wrap(uint256(0xffff) << 96 | HOME));
        expectOutside(narrow, HOME);
        vm.prank(narrow);
        investors.attest(alice, PROFESSIONAL, 0);
    }

    /// Moving an investor needs a scope over where it is and over where it goes.
    function test_RevertWhen_MovingAnInvestorIntoOrOutOfTheScope() external {
        address narrow = makeAccount("narrow verifier");
        vm.prank(governor);
        investors.setVerifierScope(narrow, VerifierScope.wrap(StandingLibrary.CATEGORY_LANES | HOME));
        expectOutside(narrow, AWAY);
        vm.prank(narrow);
        investors.setFacts(alice, AWAY, 0, 0);
        expectOutside(narrow, ELSEWHERE);
        vm.prank(narrow);
        investors.setFacts(carol, HOME, 0, 0);
    }

    // NORMAL PATH

    /// Attestation and revocation act on the investor: every wallet is rewritten in the same transaction.
    function testFuzz_AttestRewritesAllWallets(uint256 wallets, uint256 asked, uint256 category, uint16 lastDay)
        external
    {
        wallets = bound(wallets, 1, 8);
        category = bound(category, 0, 9);
        address[] memory all = linked(wallets);
        Standing before = investors.standingOf(alice);
        attest(all[asked % wallets], category, lastDay);
        for (uint256 i = 0; i < wallets; ++i) {
            uint256 expected = Standing.unwrap(before.withExpiry(category, lastDay));
            same(Standing.unwrap(investors.standingOf(all[i])), expected, "every wallet");
        }
    }

    function testFuzz_SetFactsRewritesAllWallets(uint256 wallets, uint256 asked, uint16 jurisdiction, uint24 flags)
        external
    {
        uint16 subdivision = jurisdiction ^ 0x1234;
        vm.assume(jurisdiction != 0);
        flags &= 0xfff;
        wallets = bound(wallets, 1, 8);
        address[] memory all = linked(wallets);
        restrict(alice, BLOCKED_FLAG);
        vm.prank(verifier);
        investors.setFacts(all[asked % wallets], jurisdiction, subdivision, flags);
        for (uint256 i = 0; i < wallets; ++i) {
            Standing standing = investors.standingOf(all[i]);
            same(standing.jurisdiction(), jurisdiction, "jurisdiction");
            same(standing.subdivision(), subdivision, "subdivision");
            uint256 several = wallets > 1 ? StandingLibrary.SEVERAL_WALLETS : 0;
            same(standing.flags(), flags | BLOCKED_FLAG | several, "attested flags; the others stay");
            check(standing.holds(PROFESSIONAL, START_DAY), "attestations stay");
        }
    }

    function test_EmitsTheNewStanding() external {
        Standing expected = investors.standingOf(alice).withExpiry(INSTITUTIONAL, LAST_DAY);
        vm.expectEmit(address(investors));
        emit IInvestorRegistry.StandingChanged(expected.investor(), alice, expected);
        attest(alice, INSTITUTIONAL, LAST_DAY);
    }

    function test_LastDayZeroRevokes() external {
        attest(alice, PROFESSIONAL, 0);
        check(!investors.standingOf(alice).holds(PROFESSIONAL, 1), "revoked");
    }

    function testFuzz_RevertWhen_CategoryIsOutOfRange(uint256 category) external {
        vm.assume(category >= 10);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.InvalidCategory.selector, category));
        attest(alice, category, LAST_DAY);
    }

    function test_RevertWhen_WalletIsNotRegistered() external {
        bytes memory expected = abi.encodeWithSelector(IInvestorRegistry.WalletNotRegistered.selector, stranger);
        vm.expectRevert(expected);
        attest(stranger, IDENTITY, LAST_DAY);
        vm.expectRevert(expected);
        vm.prank(verifier);
        investors.setFacts(stranger, HOME, 0, 0);
        vm.expectRevert(expected);
        restrict(stranger, BLOCKED_FLAG);
    }

    // FLAGS HAVE ONE WRITER EACH

    function testFuzz_RevertWhen_VerifierWritesFlagsOfOthers(uint24 flags) external {
        vm.assume(flags & 0xfff000 != 0);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.InvalidFacts.selector, investors.standingOf(alice)));
        vm.prank(verifier);
        investors.setFacts(alice, HOME, 0, flags);
    }

    function testFuzz_RevertWhen_OfficerWritesFlagsOfOthers(uint24 flags) external {
        vm.assume(flags & 0x800fff != 0);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.InvalidFacts.selector, investors.standingOf(alice)));
        restrict(alice, flags);
    }

    function testFuzz_RestrictionsReachAllWalletsAndKeepTheRest(uint256 wallets, uint256 asked, uint24 flags) external {
        flags &= 0x7ff000;
        wallets = bound(wallets, 1, 8);
        address[] memory all = linked(wallets);
        uint256 before = Standing.unwrap(investors.standingOf(alice));
        restrict(all[asked % wallets], flags);
        for (uint256 i = 0; i < wallets; ++i) {
            uint256 word = Standing.unwrap(investors.standingOf(all[i]));
            same(word, before | uint256(flags) << 72, "every wallet");
        }
        restrict(alice, 0);
        same(Standing.unwrap(investors.standingOf(all[wallets - 1])), before, "lifted everywhere");
    }
}
