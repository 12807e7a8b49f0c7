// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IInvestorRegistry} from "../../../src/interfaces/IInvestorRegistry.sol";
import {AssetId} from "../../../src/types/AssetId.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {BaseTest} from "../../Base.t.sol";

contract InvestorRegistryLinkWalletTest is BaseTest {
    function wallet(uint256 i) private pure returns (address) {
        return address(uint160(0x3000 + i));
    }

    function unlink(address account) private {
        vm.prank(registrar);
        investors.unlinkWallet(account);
    }

    function test_NewWalletGetsTheStanding() external {
        restrict(alice, BLOCKED_FLAG);
        Standing standing = investors.standingOf(alice);
        vm.expectEmit(address(investors));
        emit IInvestorRegistry.WalletLinked(standing.investor(), stranger);
        link(alice, stranger);
        uint256 expected = Standing.unwrap(standing.withSeveralWallets(true));
        same(Standing.unwrap(investors.standingOf(stranger)), expected, "standing, restrictions too");
        same(Standing.unwrap(investors.standingOf(alice)), expected, "the first wallet says that there is another");
        same(investors.walletsOf(stranger).length, 2, "two wallets");
        same(investors.investorCount(), 3, "no new investor");
    }

    function test_EightWalletsAreTheMost() external {
        for (uint256 i = 1; i < 8; ++i) {
            link(alice, wallet(i));
        }
        same(investors.walletsOf(alice).length, 8, "eight");
        uint40 id = investors.standingOf(alice).investor();
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.TooManyWallets.selector, id));
        link(alice, wallet(8));
        unlink(wallet(3));
        link(wallet(7), wallet(8));
        same(investors.walletsOf(alice).length, 8, "room again after unlinking");
    }

    // HOLDINGS

    function list(IBondToken token, bytes12 isin) private {
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(address(token), isin);
        vm.prank(registrar);
        assets.list(AssetId.wrap(isin), LEI, "terms", legs);
    }

    function expectHeld(address account, IBondToken token) private {
        bytes4 selector = IInvestorRegistry.WalletHoldsUnits.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, account, address(token)));
    }

    /// A holder is not unlinked; an investor keeps every unit that was counted for it.
    function testFuzz_RevertWhen_UnlinkingAHolder(uint256 units, bool second) external {
        list(clockBond, "ZZ00CLOCK000");
        list(bond, "GB00B6460505");
        link(alice, stranger);
        address holder = second ? stranger : alice;
        issue(bond, holder, bound(units, 1, 100) * LOT);
        expectHeld(holder, bond);
        unlink(holder);
        unlink(second ? alice : stranger);
        check(!investors.standingOf(holder).hasSeveralWallets(), "the empty one went");
    }

    /// Units that a wallet got without a standing do not come to an investor with it.
    function test_RevertWhen_LinkingAHolder() external {
        useRegime(bond, openTable("open"));
        issue(bond, stranger, LOT);
        list(bond, "GB00B6460505");
        expectHeld(stranger, bond);
        link(alice, stranger);
        vm.prank(stranger);
        bond.transfer(bob, LOT);
        link(alice, stranger);
        same(investors.walletsOf(alice).length, 2, "once it is empty");
    }

    /// The way out for a lost wallet: link a new one, recover, unlink the old one.
    function test_RecoveredWalletIsUnlinked() external {
        list(bond, "GB00B6460505");
        issue(bond, alice, LOT);
        link(alice, stranger);
        vm.prank(officer);
        bond.recover(alice, stranger);
        unlink(alice);
        same(investors.standingOf(alice).investor(), 0, "unlinked");
        same(bond.balanceOf(stranger), LOT, "and nothing lost");
    }

    function test_RevertWhen_NewWalletIsZero() external {
        vm.expectRevert(IInvestorRegistry.InvalidWallet.selector);
        link(alice, address(0));
    }

    function test_RevertWhen_NewWalletHasAStanding() external {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletAlreadyRegistered.selector, bob));
        link(alice, bob);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletAlreadyRegistered.selector, alice));
        link(alice, alice);
    }

    function test_RevertWhen_WalletIsNotRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletNotRegistered.selector, stranger));
        link(stranger, wallet(1));
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletNotRegistered.selector, stranger));
        unlink(stranger);
    }

    /// An investor keeps at least one wallet, however the others come and go.
    function test_RevertWhen_UnlinkingTheLastWallet() external {
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LastWallet.selector, alice));
        unlink(alice);
        link(alice, stranger);
        unlink(alice);
        same(Standing.unwrap(investors.standingOf(alice)), 0, "unlinked");
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LastWallet.selector, stranger));
        unlink(stranger);
        attest(stranger, PROFESSIONAL, 0);
        check(!investors.standingOf(stranger).holds(PROFESSIONAL, START_DAY), "the one that stays is still written");
    }

    /// After any unlinking the list and the standings agree, and attestation reaches exactly the wallets on it.
    function testFuzz_UnlinkKeepsTheListExact(uint256 count, uint256 gone) external {
        count = bound(count, 2, 8);
        for (uint256 i = 1; i < count; ++i) {
            link(alice, wallet(i));
        }
        address removed = investors.walletsOf(alice)[gone % count];
        unlink(removed);
        same(Standing.unwrap(investors.standingOf(removed)), 0, "no standing");
        same(investors.walletsOf(removed).length, 0, "no list");
        address keeper = removed == alice ? wallet(1) : alice;
        address[] memory rest = investors.walletsOf(keeper);
        same(rest.length, count - 1, "one less");
        attest(keeper, INSTITUTIONAL, LAST_DAY);
        for (uint256 i = 0; i < rest.length; ++i) {
            check(rest[i] != removed, "gone from the list");
            check(investors.standingOf(rest[i]).holds(INSTITUTIONAL, START_DAY), "reached");
        }
        same(Standing.unwrap(investors.standingOf(removed)), 0, "not reached");
    }

    /// Whatever is linked, unlinked and written in between: the flag is there if and only if there are several wallets.
    function testFuzz_FlagSaysWhetherThereAreSeveralWallets(uint256[12] calldata steps) external {
        for (uint256 i = 0; i < steps.length; ++i) {
            address[] memory wallets = investors.walletsOf(alice);
            address other = wallet(steps[i] >> 8 & 3);
            bool isLinked = investors.standingOf(other).investor() != 0;
            if (steps[i] % 4 == 0) attest(alice, INSTITUTIONAL, uint16(steps[i] >> 16));
            else if (steps[i] % 4 == 1) restrict(alice, uint24(steps[i] >> 16) & 0x7ff000);
            else if (isLinked) unlink(other);
            else link(wallets[steps[i] % wallets.length], other);
            wallets = investors.walletsOf(alice);
            Standing standing = investors.standingOf(alice);
            check(standing.hasSeveralWallets() == (wallets.length > 1), "flag");
            for (uint256 j = 0; j < wallets.length; ++j) {
                same(Standing.unwrap(investors.standingOf(wallets[j])), Standing.unwrap(standing), "equal words");
            }
        }
    }

    function test_UnlinkingTheSecondOfTwoTellsTheFirst() external {
        Standing standing = investors.standingOf(alice);
        link(alice, stranger);
        vm.expectEmit(address(investors));
        emit IInvestorRegistry.StandingChanged(standing.investor(), alice, standing);
        unlink(stranger);
        same(Standing.unwrap(investors.standingOf(alice)), Standing.unwrap(standing), "as before");
    }

    function test_UnlinkedWalletMayBeRegisteredAnew() external {
        link(alice, stranger);
        unlink(stranger);
        uint40 id = register(stranger, facts(AWAY, PROFESSIONAL, 0));
        same(id, 4, "a new investor");
        same(investors.walletsOf(alice).length, 1, "alice keeps her own");
    }

    function testFuzz_TwoStandingsAnswersForBoth(address unknown) external view {
        vm.assume(investors.standingOf(unknown).investor() == 0);
        (Standing a, Standing b) = investors.twoStandings(alice, unknown);
        same(Standing.unwrap(a), Standing.unwrap(investors.standingOf(alice)), "registered");
        same(Standing.unwrap(b), 0, "unregistered");
    }

    function testFuzz_StandingsOfAnswersInOrder(uint8[] calldata picks) external view {
        address[4] memory known = [alice, bob, carol, stranger];
        address[] memory wallets = new address[](picks.length);
        for (uint256 i = 0; i < picks.length; ++i) {
            wallets[i] = known[picks[i] % 4];
        }
        Standing[] memory standings = investors.standingsOf(wallets);
        same(standings.length, picks.length, "one each");
        for (uint256 i = 0; i < picks.length; ++i) {
            same(Standing.unwrap(standings[i]), Standing.unwrap(investors.standingOf(wallets[i])), "in order");
        }
    }
}
