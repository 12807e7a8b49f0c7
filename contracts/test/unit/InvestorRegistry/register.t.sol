// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInvestorRegistry} from "../../../src/interfaces/IInvestorRegistry.sol";
import {Standing, StandingLibrary} from "../../../src/types/Standing.sol";
import {VerifierScope} from "../../../src/types/VerifierScope.sol";
import {BaseTest} from "../../Base.t.sol";

contract InvestorRegistryRegisterTest is BaseTest {
    bytes32 private constant COMMITMENT = keccak256("salted");

    function expectOutside(address caller, uint16 jurisdiction) private {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.OutsideVerifierScope.selector, caller, jurisdiction));
    }

    function scoped(uint256 word) private returns (address narrow) {
        narrow = makeAccount("narrow verifier");
        vm.prank(governor);
        investors.setVerifierScope(narrow, VerifierScope.wrap(word));
    }

    // ACCESS

    function testFuzz_RevertWhen_CallerHasNoScope(address caller) external {
        vm.assume(caller != verifier);
        Standing standing = facts(HOME, PROFESSIONAL, 0);
        expectOutside(caller, HOME);
        vm.prank(caller);
        investors.register(stranger, standing, COMMITMENT);
    }

    function testFuzz_RevertWhen_JurisdictionIsOutsideTheScope(uint16 jurisdiction) external {
        vm.assume(jurisdiction != HOME && jurisdiction != 0xffff);
        address narrow = scoped(StandingLibrary.CATEGORY_LANES | HOME);
        expectOutside(narrow, jurisdiction);
        vm.prank(narrow);
        investors.register(stranger, facts(jurisdiction, PROFESSIONAL, 0), COMMITMENT);
    }

    function test_RevertWhen_CategoryIsOutsideTheScope() external {
        address narrow = scoped(uint256(0xffff) << 96 | HOME);
        expectOutside(narrow, HOME);
        vm.prank(narrow);
        investors.register(stranger, facts(HOME, PROFESSIONAL, 0), COMMITMENT);
        vm.prank(narrow);
        investors.register(stranger, facts(HOME, IDENTITY, 0), COMMITMENT);
        check(investors.standingOf(stranger).holds(IDENTITY, START_DAY), "its own category");
    }

    function test_EmptyScopeEndsAuthority() external {
        vm.prank(governor);
        investors.setVerifierScope(verifier, VerifierScope.wrap(0));
        expectOutside(verifier, HOME);
        register(stranger, facts(HOME, PROFESSIONAL, 0));
    }

    // NORMAL PATH

    function testFuzz_StoresTheFactsUnderANewId(uint256 word) external {
        Standing standing = Standing.wrap(word & ~StandingLibrary.NOT_OF_VERIFIERS);
        vm.assume(standing.jurisdiction() != 0);
        uint40 before = investors.investorCount();
        vm.expectEmit(address(investors));
        emit IInvestorRegistry.InvestorRegistered(before + 1, stranger, COMMITMENT);
        vm.prank(verifier);
        uint40 id = investors.register(stranger, standing, COMMITMENT);
        same(id, before + 1, "next id");
        same(investors.investorCount(), id, "count");
        same(Standing.unwrap(investors.standingOf(stranger)), Standing.unwrap(standing) | id, "facts and id");
        address[] memory wallets = investors.walletsOf(stranger);
        same(wallets.length, 1, "one wallet");
        check(wallets[0] == stranger, "its own");
    }

    function testFuzz_RevertWhen_FactsSetWhatRegistrationDoesNotWrite(uint40 id, uint24 flags) external {
        flags &= 0xfff000;
        vm.assume(id != 0 || flags != 0);
        Standing standing = facts(HOME, PROFESSIONAL, 0).withInvestor(id).withFlags(flags, 0xfff000);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.InvalidFacts.selector, standing));
        register(stranger, standing);
    }

    function test_RevertWhen_JurisdictionIsZero() external {
        expectOutside(verifier, 0);
        register(stranger, facts(0, PROFESSIONAL, 0));
    }

    function test_RevertWhen_WalletIsRegisteredAlready() external {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletAlreadyRegistered.selector, alice));
        register(alice, facts(HOME, PROFESSIONAL, 0));
    }

    function test_RevertWhen_WalletIsZero() external {
        vm.expectRevert(IInvestorRegistry.InvalidWallet.selector);
        register(address(0), facts(HOME, PROFESSIONAL, 0));
    }

    // BATCHES

    function batch(uint256 count) private pure returns (address[] memory, Standing[] memory, bytes32[] memory) {
        address[] memory wallets = new address[](count);
        Standing[] memory standings = new Standing[](count);
        for (uint256 i = 0; i < count; ++i) {
            wallets[i] = address(uint160(0x1000 + i));
            standings[i] = facts(HOME, PROFESSIONAL, 0);
        }
        return (wallets, standings, new bytes32[](count));
    }

    function testFuzz_BatchGivesConsecutiveIds(uint256 count) external {
        (address[] memory wallets, Standing[] memory standings, bytes32[] memory commitments) =
            batch(bound(count, 0, 30));
        uint40 before = investors.investorCount();
        vm.prank(verifier);
        uint40 first = investors.registerBatch(wallets, standings, commitments);
        same(first, before + 1, "first id");
        same(investors.investorCount(), before + wallets.length, "count");
        for (uint256 i = 0; i < wallets.length; ++i) {
            same(investors.standingOf(wallets[i]).investor(), first + i, "id");
        }
    }

    /// A wallet that stands twice in one batch is refused, and with it the whole batch.
    function testFuzz_RevertWhen_BatchHoldsADuplicate(uint256 count, uint256 a, uint256 b) external {
        count = bound(count, 2, 30);
        (address[] memory wallets, Standing[] memory standings, bytes32[] memory commitments) = batch(count);
        (a, b) = (a % count, b % count);
        vm.assume(a != b);
        wallets[a] = wallets[b];
        uint40 before = investors.investorCount();
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletAlreadyRegistered.selector, wallets[a]));
        vm.prank(verifier);
        investors.registerBatch(wallets, standings, commitments);
        same(investors.investorCount(), before, "nothing was registered");
    }

    function testFuzz_RevertWhen_BatchLengthsDiffer(uint8 count, uint8 facts_, uint8 commitments) external {
        vm.assume(count != facts_ || count != commitments);
        vm.expectRevert(IInvestorRegistry.BatchLengthMismatch.selector);
        vm.prank(verifier);
        investors.registerBatch(new address[](count), new Standing[](facts_), new bytes32[](commitments));
    }

    /// A word that is no address registers nobody, whatever its low bits say.
    function testFuzz_RevertWhen_BatchHoldsADirtyAddress(uint96 dirt) external {
        vm.assume(dirt != 0);
        (address[] memory wallets, Standing[] memory standings, bytes32[] memory commitments) = batch(2);
        bytes memory request = abi.encodeCall(investors.registerBatch, (wallets, standings, commitments));
        uint256 word = uint256(dirt) << 160 | uint160(wallets[1]);
        assembly ("memory-safe") {
            // Behind the length, the selector, three offsets, the number of wallets and the first of them.
            mstore(add(request, 0xc4), word)
        }
        vm.prank(verifier);
        (bool done, bytes memory answer) = address(investors).call(request);
        check(!done && bytes4(answer) == IInvestorRegistry.InvalidWallet.selector, "refused");
        same(Standing.unwrap(investors.standingOf(wallets[1])), 0, "nobody registered");
    }

    function testFuzz_RevertWhen_BatchCallerHasNoScope(address caller) external {
        vm.assume(caller != verifier);
        (address[] memory wallets, Standing[] memory standings, bytes32[] memory commitments) = batch(2);
        expectOutside(caller, HOME);
        vm.prank(caller);
        investors.registerBatch(wallets, standings, commitments);
    }
}
