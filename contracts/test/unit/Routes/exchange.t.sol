// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IEntrantLedger} from "../../../src/interfaces/IEntrantLedger.sol";
import {IRoutes} from "../../../src/interfaces/IRoutes.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {Exchange} from "../../../src/types/Exchange.sol";
import {RoutesTest} from "../../support/RoutesTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract ExchangeTest is RoutesTest {
    function freezeAll() private {
        freeze(homeLeg, alice, type(uint256).max);
    }

    // WHAT MOVES

    function testFuzz_TakesHereAndGivesThere(uint256 amount) external {
        amount = bound(amount, 1, 4 * LOT);
        uint256 sum = sumOfLegs();
        uint256 volumes = sumOfVolumes();
        exchange(alice, outward(alice, carol, amount));
        same(homeLeg.balanceOf(alice), 4 * LOT - amount, "the holder");
        same(awayLeg.balanceOf(carol), amount, "the recipient");
        same(homeLeg.totalSupply(), 4 * LOT - amount, "the leg that is left");
        same(sumOfLegs(), sum, "the sum of the legs");
        same(homeLeg.issueVolume(), 1_000_000_000_00 - amount, "its volume");
        same(sumOfVolumes(), volumes, "the sum of the volumes");
        same(assets.outstanding(ASSET), sum, "as the registry adds up");
    }

    function test_EmitsWhatHappenedOnBothLegsAndBetween() external {
        vm.expectEmit(address(homeLeg));
        emit IERC20.Transfer(alice, address(0), LOT);
        vm.expectEmit(address(homeLeg));
        emit IBondEvents.ExchangedOut(alice, alice, address(awayLeg), LOT, 1_000_000_000_00 - LOT);
        vm.expectEmit(address(ledger));
        emit IEntrantLedger.OutstandingChanged(address(homeLeg), 3 * LOT);
        vm.expectEmit(address(awayLeg));
        emit IERC20.Transfer(address(0), carol, LOT);
        vm.expectEmit(address(awayLeg));
        emit IBondEvents.ExchangedIn(address(homeLeg), carol, LOT, 1_000_000_000_00 + LOT);
        vm.expectEmit(address(ledger));
        emit IEntrantLedger.OutstandingChanged(address(awayLeg), 5 * LOT);
        vm.expectEmit(address(routes));
        emit IRoutes.Exchanged(address(homeLeg), address(awayLeg), alice, carol, alice, LOT);
        exchange(alice, outward(alice, carol, LOT));
    }

    function test_ThereAndBack() external {
        exchange(alice, outward(alice, carol, LOT));
        exchange(carol, back(carol, alice, LOT));
        same(homeLeg.balanceOf(alice), 4 * LOT, "as before");
        same(homeLeg.issueVolume(), awayLeg.issueVolume(), "volumes too");
    }

    function test_RecordDatesSeeWhatWasHeldWhenTheyPassed() external {
        vm.startPrank(payingAgent);
        homeLeg.addRecordDate(uint40(START + 10));
        awayLeg.addRecordDate(uint40(START + 10));
        vm.stopPrank();
        vm.warp(START + 10);
        exchange(alice, outward(alice, carol, LOT));
        same(homeLeg.balanceOfAt(alice, 0), 4 * LOT, "the holder");
        same(awayLeg.balanceOfAt(carol, 0), 0, "the recipient");
        same(homeLeg.totalSupplyAt(0) + awayLeg.totalSupplyAt(0), sumOfLegs(), "the sum");
    }

    // WHO MAY

    function testFuzz_AnOperatorSpendsTheAllowance(uint256 allowance) external {
        allowance = bound(allowance, LOT, type(uint256).max);
        vm.prank(alice);
        homeLeg.approve(bob, allowance);
        exchange(bob, outward(alice, carol, LOT));
        uint256 left = allowance == type(uint256).max ? allowance : allowance - LOT;
        same(homeLeg.allowance(alice, bob), left, "spent");
        same(awayLeg.balanceOf(carol), LOT, "received");
    }

    function testFuzz_RevertWhen_TheAllowanceIsTooSmall(uint256 allowance) external {
        allowance = bound(allowance, 0, LOT - 1);
        vm.prank(alice);
        homeLeg.approve(bob, allowance);
        sameRefusal(bob, outward(alice, carol, LOT), TokenFacts.ALLOWANCE, 0);
    }

    function test_RevertWhen_TheOperatorIsBlocked() external {
        vm.prank(alice);
        homeLeg.approve(bob, LOT);
        restrict(bob, BLOCKED_FLAG);
        sameRefusal(bob, outward(alice, carol, LOT), L_BLOCKED, 0);
    }

    /// An allowance on the leg that is entered is none on the leg that is left.
    function test_RevertWhen_TheAllowanceIsOnTheOtherLeg() external {
        vm.prank(alice);
        awayLeg.approve(bob, LOT);
        sameRefusal(bob, outward(alice, carol, LOT), TokenFacts.ALLOWANCE, 0);
    }

    // BOTH REGIMES AT ONCE

    function test_RevertWhen_BothLegsRefuse() external {
        attest(alice, IDENTITY, START_DAY - 1);
        restrict(alice, BLOCKED_FLAG);
        freezeAll();
        attest(bob, IDENTITY, START_DAY - 1);
        sameRefusal(
            alice, outward(alice, bob, LOT), L_IDENTITY | L_BLOCKED | TokenFacts.FROZEN, L_IDENTITY | L_ELIGIBLE
        );
    }

    function test_RevertWhen_OnlyTheLegThatIsEnteredRefuses() external {
        sameRefusal(alice, outward(alice, bob, LOT), 0, L_ELIGIBLE);
    }

    /// What the other leg's rules say of a party is no matter of this leg: who leaves need not be eligible there.
    function test_OnlyTheSideOfALegIsJudgedByIt() external {
        exchange(stranger, back(stranger, bob, LOT));
        same(homeLeg.balanceOf(bob), LOT, "a stranger to this leg sells to one of its own");
    }

    function test_RevertWhen_HaltedOnEitherLeg() external {
        vm.prank(supervisor);
        awayLeg.setHalted(true);
        sameRefusal(alice, outward(alice, carol, LOT), 0, L_HALT);
        sameRefusal(stranger, back(stranger, carol, LOT), L_HALT, 0);
    }

    // TOKEN FACTS

    function test_RevertWhen_ALegIsPaused() external {
        pause(homeLeg);
        sameRefusal(alice, outward(alice, carol, LOT), TokenFacts.PAUSED, 0);
        sameRefusal(stranger, back(stranger, bob, LOT), 0, TokenFacts.PAUSED);
    }

    function test_AWindDownLetsOutAndNotIn() external {
        vm.prank(governor);
        homeLeg.startWindDown();
        exchange(alice, outward(alice, carol, LOT));
        same(awayLeg.balanceOf(carol), LOT, "out");
        sameRefusal(carol, back(carol, alice, LOT), 0, TokenFacts.WINDING_DOWN);
    }

    function testFuzz_RevertWhen_TheFrozenPartWouldLeave(uint256 frozen, uint256 amount) external {
        amount = bound(amount, 1, 4 * LOT);
        frozen = bound(frozen, 4 * LOT - amount + 1, type(uint256).max);
        freeze(homeLeg, alice, frozen);
        sameRefusal(alice, outward(alice, carol, amount), TokenFacts.FROZEN, 0);
        same(homeLeg.getFrozenTokens(alice), frozen, "and stays frozen");
    }

    function testFuzz_RevertWhen_MoreThanTheBalance(uint256 amount) external {
        amount = bound(amount, 4 * LOT + 1, type(uint128).max - 1_000_000_000_00);
        sameRefusal(alice, outward(alice, carol, amount), TokenFacts.BALANCE, 0);
    }

    function test_RevertWhen_AVolumeWouldNotFit() external {
        vm.prank(issuer);
        awayLeg.increaseIssueVolume(type(uint128).max - 1_000_000_000_00 - LOT);
        sameRefusal(alice, outward(alice, carol, LOT + 1), 0, TokenFacts.ISSUE_VOLUME);
        exchange(alice, outward(alice, carol, LOT));
        same(awayLeg.issueVolume(), type(uint128).max, "to the last unit");
    }

    function test_RevertWhen_APartyIsTheZeroAddress() external {
        sameRefusal(alice, outward(alice, address(0), LOT), 0, TokenFacts.INVALID_PARTY | L_IDENTITY | L_ELIGIBLE);
        sameRefusal(
            alice,
            outward(address(0), carol, LOT),
            TokenFacts.INVALID_PARTY | TokenFacts.BALANCE | TokenFacts.ALLOWANCE | L_IDENTITY,
            0
        );
    }

    // THE ROUTE

    function test_RevertWhen_TheRouteIsClosed() external {
        revoke(homeLeg, awayLeg);
        sameRefusal(alice, outward(alice, carol, LOT), TokenFacts.ROUTE, 0);
        exchange(stranger, back(stranger, bob, LOT));
        open(homeLeg, awayLeg, 0, 0);
        exchange(alice, outward(alice, carol, LOT));
    }

    function testFuzz_RevertWhen_OutsideItsWindow(uint256 at) external {
        at = bound(at, START, START + 30);
        open(homeLeg, awayLeg, START + 10, START + 20);
        vm.warp(at);
        Exchange memory movement = outward(alice, carol, LOT);
        if (at < START + 10 || at >= START + 20) sameRefusal(alice, movement, TokenFacts.ROUTE, 0);
        else exchange(alice, movement);
    }

    function test_RevertWhen_ThereIsNoSuchRoute() external {
        Exchange memory movement = Exchange(address(homeLeg), address(bond), alice, carol, LOT);
        vm.expectRevert(abi.encodeWithSelector(IRoutes.UnknownRoute.selector, homeLeg, bond));
        exchange(alice, movement);
        movement = Exchange(address(homeLeg), address(homeLeg), alice, carol, LOT);
        vm.expectRevert(abi.encodeWithSelector(IRoutes.UnknownRoute.selector, homeLeg, homeLeg));
        exchange(alice, movement);
        movement = Exchange(address(0), stranger, alice, carol, LOT);
        vm.expectRevert(abi.encodeWithSelector(IRoutes.UnknownRoute.selector, address(0), stranger));
        exchange(alice, movement);
    }

    /// What somebody revoked before it was ever opened is no route, whatever stands at its ends.
    function test_RevertWhen_TheRouteWasRevokedAndNeverOpened() external {
        vm.prank(registrar);
        routes.revokeRoute(domain(homeLeg), domain(bond), "an asset", "never");
        vm.expectRevert(abi.encodeWithSelector(IRoutes.UnknownRoute.selector, homeLeg, bond));
        exchange(alice, Exchange(address(homeLeg), address(bond), alice, carol, LOT));
    }

    function test_RevertWhen_NothingIsExchanged() external {
        vm.expectRevert(IRoutes.NothingToExchange.selector);
        exchange(alice, outward(alice, carol, 0));
    }

    // CAPACITY

    /// Units that only change legs use the limit once: a limit that is used up, or lowered below its use, holds up none of them.
    function testFuzz_BetweenLegsUnderOneLimitNoHeadroomIsNeeded(uint256 limit, uint256 amount) external {
        amount = bound(amount, 1, 4 * LOT);
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", bound(limit, 0, 8 * LOT));
        exchange(alice, outward(alice, carol, amount));
        same(ledger.capacity(LEI, CLASS).used, 8 * LOT, "the use is what it was");
        same(homeLeg.totalSupply() + awayLeg.totalSupply(), 8 * LOT, "and right");
    }

    /// Units of a leg outside the limit need headroom to come under it, and leave some when they go.
    function test_FromALegOutsideTheLimitHeadroomIsNeeded() external {
        moveAwayOutOfTheLimit();
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", 5 * LOT);
        sameRefusal(stranger, back(stranger, bob, LOT + 1), 0, L_CAPACITY);
        exchange(stranger, back(stranger, bob, LOT));
        same(ledger.capacity(LEI, CLASS).used, 5 * LOT, "all of it");
        exchange(alice, outward(alice, carol, LOT));
        same(ledger.headroom(address(homeLeg)), LOT, "what left makes room");
    }

    /// @dev The away leg is replaced by one that nobody enrolled.
    function moveAwayOutOfTheLimit() private {
        vm.prank(payingAgent);
        awayLeg.redeem(stranger, 4 * LOT);
        awayLeg = deployBond("ZZ00OUTSIDE0", deployRegime(openTable("open")));
        Leg memory leg = legOf(awayLeg);
        vm.prank(registrar);
        assets.addLeg(ASSET, leg);
        open(homeLeg, awayLeg, 0, 0);
        open(awayLeg, homeLeg, 0, 0);
        issue(awayLeg, stranger, 4 * LOT);
    }
}
