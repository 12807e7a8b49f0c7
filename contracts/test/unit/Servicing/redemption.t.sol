// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Declaration, IServicing} from "../../../src/interfaces/IServicing.sol";
import {OddCash} from "../../support/OddCash.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

/// Redemptions of everything and of a part. Whatever happens, what is redeemed and what is outstanding are what was issued.
contract ServicingRedemptionTest is ServicingTest {
    uint256 internal constant FROZEN_FACT = 1 << 241;

    function checkUnits(uint256 id) private view {
        same(servicing.progressOf(id).redeemed + bond.totalSupply(), ISSUED, "redeemed and outstanding");
        checkBooks(id, "after");
    }

    function test_EverythingAtMaturity() external {
        uint256 id = ready(maturity());
        vm.expectEmit(address(servicing));
        emit IServicing.UnitsRedeemed(id, alice, HELD_BY_ALICE, dueOn(HELD_BY_ALICE));
        servicing.claimFor(id, alice);
        payBoth(id);
        same(bond.totalSupply(), 0, "all redeemed");
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        checkUnits(id);
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), 0, "the rest went back");
    }

    /// Whoever has the units is paid for them: the one who bought between two batches as well as the one who sold.
    function testFuzz_UnitsThatMoveAreBeingPaidWhereTheyAre(uint256 units) external {
        units = bound(units, 1, 10) * LOT;
        uint256 id = ready(maturity());
        address first = sorted(alice, bob)[0];
        address second = sorted(alice, bob)[1];
        pay(id, only(first));
        uint256 held = bond.balanceOf(second);
        if (units > held) units = held;
        vm.prank(second);
        bond.transfer(first, units);
        pay(id, only(second));
        claim(id, first);
        same(bond.totalSupply(), 0, "all redeemed");
        checkUnits(id);
        check(ISSUED * NUMERATOR / DENOMINATOR - servicing.progressOf(id).paid <= 3, "all paid");
    }

    /// A unit is redeemed and paid, or neither.
    function test_WithholdsWhenCashIsRefused() external {
        OddCash odd = new OddCash(6);
        uint256 id = readyIn(odd, maturity());
        odd.setBlocked(alice);
        vm.expectEmit(address(servicing));
        emit IServicing.Withheld(id, alice, HELD_BY_ALICE, dueOn(HELD_BY_ALICE), CASH_REFUSED);
        payBoth(id);
        same(bond.balanceOf(alice), HELD_BY_ALICE, "not redeemed");
        same(bond.balanceOf(bob), 0, "redeemed");
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, alice, CASH_REFUSED));
        claim(id, alice);
        odd.set(OddCash.Oddity.Fee);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, alice, CASH_REFUSED));
        claim(id, alice);
        odd.set(OddCash.Oddity.None);
        claim(id, alice);
        same(bond.totalSupply(), 0, "all redeemed");
        same(odd.balanceOf(alice), dueOn(HELD_BY_ALICE), "and paid");
    }

    function test_WithholdsFromWhomTheRegimeRefuses() external {
        uint256 id = ready(maturity());
        restrict(alice, BLOCKED_FLAG);
        freeze(bond, bob, 1);
        payBoth(id);
        same(bond.totalSupply(), ISSUED, "nothing is redeemed");
        (uint256 units, uint256 amount, uint256 reasons) = servicing.explainPayment(id, bob);
        same(units, HELD_BY_BOB, "units");
        same(amount, dueOn(HELD_BY_BOB), "amount");
        same(reasons, FROZEN_FACT, "frozen");
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, alice, BLOCKED_RULE));
        claim(id, alice);
        restrict(alice, 0);
        freeze(bond, bob, 0);
        claim(id, alice);
        claim(id, bob);
        checkUnits(id);
    }

    /// Units that were issued since are due as well: nobody is paid before they are funded.
    function test_RevertWhen_UnitsWereIssuedSince() external {
        uint256 id = ready(maturity());
        issue(bond, alice, LOT);
        uint256 funded = dueOn(ISSUED);
        uint256 due = dueOn(ISSUED + LOT);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotFunded.selector, id, due, funded));
        payBoth(id);
        fund(id, due - funded);
        payBoth(id);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE + LOT), "alice");
        same(bond.totalSupply(), 0, "all redeemed");
    }

    /// What was bought back after the funding is not paid, and its cash returns.
    function test_BoughtBackUnitsReturnTheirFunding() external {
        uint256 id = ready(maturity());
        vm.prank(payingAgent);
        bond.redeem(bob, HELD_BY_BOB);
        payBoth(id);
        same(cash.balanceOf(bob), 0, "paid elsewhere");
        servicing.close(id);
        same(cash.balanceOf(funder), dueOn(ISSUED) - dueOn(HELD_BY_ALICE), "returned");
        checkBooks(id, "closed");
    }

    /// Closing keeps what is due on units that were not reached.
    function test_CloseKeepsWhatIsOutstanding() external {
        uint256 id = ready(maturity());
        restrict(alice, BLOCKED_FLAG);
        payBoth(id);
        servicing.close(id);
        restrict(alice, 0);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "paid after the end");
        checkUnits(id);
    }

    function testFuzz_PartOfEachHolding(uint128 numerator, uint128 denominator) external {
        denominator = uint128(bound(denominator, 2, type(uint128).max));
        numerator = uint128(bound(numerator, 1, denominator - 1));
        uint256 id = ready(partialCall(numerator, denominator));
        payBoth(id);
        uint256 ofAlice = HELD_BY_ALICE * numerator / denominator;
        uint256 ofBob = HELD_BY_BOB * numerator / denominator;
        same(bond.balanceOf(alice), HELD_BY_ALICE - ofAlice, "alice's units");
        same(bond.balanceOf(bob), HELD_BY_BOB - ofBob, "bob's units");
        same(cash.balanceOf(alice), dueOn(ofAlice), "alice");
        same(cash.balanceOf(bob), dueOn(ofBob), "bob");
        checkUnits(id);
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), 0, "the rest went back");
    }

    /// What was transferred away since the record date stays outstanding, and its funding returns: nobody loses money.
    function testFuzz_PartIsNeverMoreThanIsThere(uint256 units) external {
        units = bound(units, 1, 10) * LOT;
        uint256 id = declare(partialCall(1, 2));
        vm.warp(RECORD_DATE);
        registerAtHome(carol);
        vm.prank(alice);
        bond.transfer(carol, units);
        vm.warp(PAYMENT_DATE);
        fund(id);
        payBoth(id);
        uint256 left = HELD_BY_ALICE - units;
        uint256 redeemed = left < HELD_BY_ALICE / 2 ? left : HELD_BY_ALICE / 2;
        same(bond.balanceOf(alice), left - redeemed, "alice's units");
        same(cash.balanceOf(alice), dueOn(redeemed), "alice is paid for what she had");
        same(bond.balanceOf(carol), units, "carol has all she bought");
        checkUnits(id);
        servicing.close(id);
        same(cash.balanceOf(address(servicing)), 0, "the rest went back");
    }

    function test_KeptPartIsRedeemedWhenItCanBe() external {
        uint256 id = ready(partialCall(1, 2));
        freeze(bond, alice, HELD_BY_ALICE);
        payBoth(id);
        same(servicing.withheldOf(id, alice).units, HELD_BY_ALICE / 2, "units");
        same(servicing.withheldOf(id, alice).amount, dueOn(HELD_BY_ALICE / 2), "amount");
        servicing.close(id);
        freeze(bond, alice, 0);
        vm.prank(alice);
        bond.transfer(bob, HELD_BY_ALICE - LOT);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(LOT), "for what is there");
        same(bond.balanceOf(alice), 0, "redeemed");
        checkUnits(id);
        same(servicing.withheldOf(id, alice).units, HELD_BY_ALICE / 2 - LOT, "the other units stay kept");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        claim(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingLeft.selector, id));
        servicing.close(id);
        vm.prank(bob);
        bond.transfer(alice, HELD_BY_ALICE - LOT);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE / 2), "and for them when they are back");
        checkUnits(id);
        same(cash.balanceOf(address(servicing)), 0, "nothing is left");
    }

    /// However the units of what is kept come and go, it is all paid once they have been there, and nothing of it goes back before.
    function testFuzz_KeptPartIsPaidInPieces(uint256 first, uint256 second) external {
        (first, second) = (bound(first, 1, 2) * LOT, bound(second, 1, 3) * LOT);
        uint256 id = ready(partialCall(1, 2));
        freeze(bond, alice, HELD_BY_ALICE);
        payBoth(id);
        freeze(bond, alice, 0);
        servicing.close(id);
        uint256 returned = servicing.progressOf(id).returned;
        claimOf(id, first);
        claimOf(id, second);
        uint256 kept = servicing.withheldOf(id, alice).amount;
        same(kept + cash.balanceOf(alice), dueOn(HELD_BY_ALICE / 2), "paid or kept");
        same(servicing.progressOf(id).held, kept, "held");
        checkBooks(id, "in pieces");
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE / 2), "all of it");
        same(servicing.progressOf(id).returned, returned, "nothing more goes back");
        checkUnits(id);
    }

    /// @dev Claims while that many units are there, and gets the others back.
    function claimOf(uint256 id, uint256 units) private {
        uint256 away = bond.balanceOf(alice) - units;
        vm.prank(alice);
        bond.transfer(bob, away);
        claim(id, alice);
        vm.prank(bob);
        bond.transfer(alice, away);
    }

    /// The issuer buys its own bond and has it cancelled: units go, no cash moves.
    function test_BuyBackAndCancel() external {
        register(issuer, facts(HOME, PROFESSIONAL, 0));
        vm.prank(alice);
        bond.transfer(issuer, LOT);
        vm.prank(payingAgent);
        bond.redeem(issuer, LOT);
        same(bond.totalSupply(), ISSUED - LOT, "cancelled");
        uint256 id = ready(maturity());
        same(servicing.due(id), dueOn(ISSUED - LOT), "nothing is due on it");
    }

    function registerAtHome(address wallet) private {
        vm.prank(verifier);
        investors.setFacts(wallet, HOME, 0, 0);
    }
}
