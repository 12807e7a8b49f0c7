// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ICashTransfers} from "../../../src/interfaces/ICashTransfers.sol";
import {Declaration, EventStatus, IServicing, Progress} from "../../../src/interfaces/IServicing.sol";
import {OddCash} from "../../support/OddCash.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract ServicingPayTest is ServicingTest {
    function low() private view returns (address) {
        return sorted(alice, bob)[0];
    }

    function high() private view returns (address) {
        return sorted(alice, bob)[1];
    }

    function refused(uint256 id, address[] memory holders, bytes memory why) private {
        vm.expectRevert(why);
        pay(id, holders);
    }

    function test_RevertWhen_CallerIsNotThePayingAgent() external {
        uint256 id = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, funder));
        vm.prank(funder);
        servicing.pay(id, only(alice));
    }

    function test_PaysEachItsPartRoundedDown() external {
        uint256 id = ready(interest());
        vm.expectEmit(address(servicing));
        uint256 sum = dueOn(HELD_BY_ALICE) + dueOn(HELD_BY_BOB);
        emit IServicing.BatchPaid(id, 0, address(0), high(), sum, 0);
        payBoth(id);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        Progress memory progress = servicing.progressOf(id);
        same(progress.paid, sum, "paid");
        same(progress.settled, ISSUED, "everybody had its turn");
        check(progress.cursor == high(), "cursor");
        same(servicing.remainder(id), dueOn(ISSUED) - sum, "remainder");
        checkBooks(id, "paid");
    }

    /// What counts is what was held when the record date passed, whoever has it since.
    function testFuzz_GoesByTheRecordDate(uint256 before, uint256 after_) external {
        before = bound(before, 1, 10) * LOT;
        after_ = bound(after_, 1, 10) * LOT;
        vm.prank(alice);
        bond.transfer(bob, before);
        uint256 id = declare(interest());
        vm.warp(RECORD_DATE);
        vm.prank(bob);
        bond.transfer(alice, HELD_BY_BOB + before);
        vm.warp(PAYMENT_DATE);
        fund(id);
        payBoth(id);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE - before), "alice");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB + before), "bob");
    }

    function test_RevertWhen_ABatchIsRepeated() external {
        uint256 id = ready(interest());
        pay(id, only(low()));
        refused(id, only(low()), abi.encodeWithSelector(IServicing.NotAscending.selector, low(), low()));
        refused(id, sorted(alice, bob), abi.encodeWithSelector(IServicing.NotAscending.selector, low(), low()));
        pay(id, only(high()));
        same(cash.balanceOf(alice) + cash.balanceOf(bob), servicing.progressOf(id).paid, "once each");
        same(servicing.progressOf(id).batches, 2, "batches");
    }

    function test_RevertWhen_NotAscending() external {
        uint256 id = ready(interest());
        address[] memory list = sorted(alice, bob);
        (list[0], list[1]) = (list[1], list[0]);
        refused(id, list, abi.encodeWithSelector(IServicing.NotAscending.selector, list[1], list[0]));
        list[1] = list[0];
        refused(id, list, abi.encodeWithSelector(IServicing.NotAscending.selector, list[0], list[0]));
        refused(id, new address[](0), abi.encodeWithSelector(IServicing.EmptyBatch.selector, id));
        refused(id, only(address(0)), abi.encodeWithSelector(IServicing.NotAscending.selector, address(0), address(0)));
    }

    function test_RevertWhen_NotFundedInFull() external {
        uint256 id = declare(interest());
        vm.warp(PAYMENT_DATE);
        fund(id, servicing.due(id) - 1);
        bytes memory why = abi.encodeWithSelector(IServicing.WrongStatus.selector, id, EventStatus.Declared);
        refused(id, only(alice), why);
        vm.expectRevert(why);
        claim(id, alice);
        fund(id, 1);
        payBoth(id);
    }

    function test_RevertWhen_PaymentDateHasNotCome() external {
        uint256 id = declare(interest());
        vm.warp(PAYMENT_DATE - 1);
        fund(id);
        refused(id, only(alice), abi.encodeWithSelector(IServicing.PaymentDateNotReached.selector, id, PAYMENT_DATE));
        vm.warp(PAYMENT_DATE);
        payBoth(id);
    }

    function test_WhoeverHoldsNothingMayBeInABatch() external {
        uint256 id = ready(interest());
        address[] memory list = new address[](4);
        (list[0], list[1], list[2], list[3]) = (alice, bob, carol, stranger);
        pay(id, sort(list));
        same(cash.balanceOf(carol) + cash.balanceOf(stranger), 0, "nothing");
        same(servicing.progressOf(id).settled, ISSUED, "settled");
    }

    /// Whoever may not be paid stops nobody, and what it is due is kept.
    function test_WithholdsFromWhomTheRegimeRefuses() external {
        uint256 id = ready(interest());
        restrict(alice, BLOCKED_FLAG);
        vm.expectEmit(address(servicing));
        emit IServicing.Withheld(id, alice, 0, dueOn(HELD_BY_ALICE), BLOCKED_RULE);
        payBoth(id);
        same(cash.balanceOf(alice), 0, "alice waits");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "bob does not");
        same(servicing.withheldOf(id, alice).amount, dueOn(HELD_BY_ALICE), "kept");
        same(servicing.progressOf(id).held, dueOn(HELD_BY_ALICE), "kept in all");
        checkBooks(id, "kept");
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, alice, BLOCKED_RULE));
        claim(id, alice);
        restrict(alice, 0);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "claimed");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        claim(id, alice);
        same(servicing.progressOf(id).held, 0, "nothing is kept");
        checkBooks(id, "claimed");
    }

    /// The carve-outs: identity lapsed, paused and frozen are no reasons for a coupon under this regime.
    function test_PaysWhomTheCarveOutsLeave() external {
        uint256 id = declare(interest());
        freeze(bond, alice, HELD_BY_ALICE);
        pause(bond);
        vm.warp(START + 400 days);
        check(!bond.canReceive(alice), "identity lapsed");
        fund(id);
        payBoth(id);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "paid");
    }

    function test_WithholdsFromWhomTheCashTokenRefuses() external {
        OddCash odd = new OddCash(6);
        uint256 id = readyIn(odd, interest());
        odd.setBlocked(alice);
        vm.expectEmit(address(servicing));
        emit IServicing.Withheld(id, alice, 0, dueOn(HELD_BY_ALICE), CASH_REFUSED);
        payBoth(id);
        same(odd.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        vm.expectRevert();
        claim(id, alice);
        odd.set(OddCash.Oddity.None);
        claim(id, alice);
        same(odd.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
    }

    /// A token that began to take a fee after it was paid in is refused, not miscounted.
    function test_RevertWhen_CashTakesAFee() external {
        OddCash odd = new OddCash(6);
        uint256 id = readyIn(odd, interest());
        odd.set(OddCash.Oddity.Fee);
        vm.expectPartialRevert(ICashTransfers.CashShortfall.selector);
        payBoth(id);
        vm.expectPartialRevert(ICashTransfers.CashShortfall.selector);
        claim(id, alice);
        odd.set(OddCash.Oddity.Surcharge);
        vm.expectPartialRevert(ICashTransfers.CashShortfall.selector);
        payBoth(id);
        vm.expectPartialRevert(ICashTransfers.CashShortfall.selector);
        claim(id, alice);
    }

    /// A token that calls back while it moves gets nowhere, and the batch is paid.
    function test_ReentrantCashGetsNothingMore() external {
        OddCash odd = new OddCash(6);
        uint256 id = readyIn(odd, interest());
        odd.setCall(address(servicing), abi.encodeCall(servicing.claimFor, (id, high())));
        payBoth(id);
        check(!odd.succeeded(), "the call inside failed");
        same(odd.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
        same(odd.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        same(odd.balanceOf(address(servicing)), servicing.remainder(id), "the rest");
    }

    /// In the middle of a call, the contract of the bond's own books included, nobody is paid from outside.
    function test_RevertWhen_CalledForItself() external {
        uint256 id = ready(maturity());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NotServicing.selector, payingAgent));
        vm.prank(payingAgent);
        servicing.redeemAndPay(id, alice, 1, 1);
    }

    function test_HolderOfOneUnitOfWhichNothingIsDue() external {
        Declaration memory terms = interest();
        terms.denominator = uint128(HELD_BY_BOB + 1);
        terms.numerator = 1;
        uint256 id = ready(terms);
        payBoth(id);
        same(cash.balanceOf(bob), 0, "less than a cash unit");
        same(cash.balanceOf(alice), HELD_BY_ALICE / (HELD_BY_BOB + 1), "alice");
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, bob));
        claim(id, bob);
        same(servicing.progressOf(id).settled, ISSUED, "its turn has been");
    }

    /// The contract itself may hold units; what it is due is kept.
    function test_WithholdsFromItself() external {
        register(address(servicing), facts(HOME, PROFESSIONAL, 0));
        vm.prank(alice);
        bond.transfer(address(servicing), LOT);
        uint256 id = ready(interest());
        address[] memory list = new address[](3);
        (list[0], list[1], list[2]) = (alice, bob, address(servicing));
        pay(id, sort(list));
        same(servicing.withheldOf(id, address(servicing)).amount, dueOn(LOT), "kept");
    }

    /// @dev Any list of holders, any order of batches, resumed at the cursor: each is paid once, what it is due.
    function testFuzz_BatchesOfAnySize(uint256 split, uint256 seed) external {
        address[] memory list = new address[](12);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = address(uint160(uint256(keccak256(abi.encode(seed, i)))));
            register(list[i], facts(HOME, PROFESSIONAL, 0));
            issue(bond, list[i], LOT + i * 1_00);
        }
        uint256 id = ready(interest());
        address[] memory all = new address[](14);
        for (uint256 i = 0; i < list.length; ++i) {
            all[i] = list[i];
        }
        (all[12], all[13]) = (alice, bob);
        all = sort(all);
        uint256 next = 0;
        while (next < all.length) {
            uint256 count = bound(uint256(keccak256(abi.encode(split, next))), 1, all.length - next);
            address[] memory part = new address[](count);
            for (uint256 i = 0; i < count; ++i) {
                part[i] = all[next + i];
            }
            pay(id, part);
            next += count;
        }
        for (uint256 i = 0; i < list.length; ++i) {
            same(cash.balanceOf(list[i]), dueOn(LOT + i * 1_00), "each");
        }
        same(servicing.remainder(id), servicing.due(id) - servicing.progressOf(id).paid, "remainder");
        check(servicing.remainder(id) < all.length, "less than a unit a holder");
    }
}
