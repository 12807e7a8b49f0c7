// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {ICashTransfers} from "../../../src/interfaces/ICashTransfers.sol";
import {Declaration, EventStatus, IServicing, Progress} from "../../../src/interfaces/IServicing.sol";
import {OddCash, SilentCash} from "../../support/OddCash.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

contract ServicingFundTest is ServicingTest {
    uint256 private constant MOST = type(uint112).max;

    function fundIn(address token, uint256 id, uint256 amount, bytes memory why) private {
        vm.prank(funder);
        // Not every token answers.
        (bool approved,) = token.call(abi.encodeCall(IERC20.approve, (address(servicing), type(uint256).max)));
        check(approved, "approved");
        vm.prank(funder);
        if (why.length != 0) vm.expectRevert(why);
        servicing.fund(id, amount);
    }

    function test_RevertWhen_RecordDateHasNotPassed() external {
        uint256 id = declare(interest());
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, 0));
        vm.prank(funder);
        servicing.fund(id, 1);
    }

    function testFuzz_InParts(uint256 first) external {
        uint256 id = declare(interest());
        vm.warp(RECORD_DATE);
        uint256 due = servicing.due(id);
        same(due, dueOn(ISSUED), "due");
        first = bound(first, 1, due - 1);
        fund(id, first);
        check(status(id) == EventStatus.Declared, "not yet");
        fund(id, due - first);
        check(status(id) == EventStatus.Funded, "funded");
        Progress memory progress = servicing.progressOf(id);
        same(progress.funded, due, "funded");
        checkBooks(id, "funded");
    }

    function testFuzz_RevertWhen_MoreThanDue(uint256 more) external {
        uint256 id = declare(interest());
        vm.warp(RECORD_DATE);
        uint256 due = servicing.due(id);
        more = bound(more, 1, 1e30);
        cash.mint(funder, due + more);
        bytes memory why = abi.encodeWithSelector(IServicing.OverFunded.selector, id, due, due + more);
        fundIn(address(cash), id, due + more, why);
    }

    function test_RevertWhen_SomebodyElseFunds() external {
        uint256 id = declare(interest());
        vm.warp(RECORD_DATE);
        fund(id, 1);
        vm.expectRevert(abi.encodeWithSelector(IServicing.AnotherFunder.selector, id, funder));
        vm.prank(stranger);
        servicing.fund(id, 1);
    }

    /// Where no funder was declared, whoever pays in first is it, and paying nothing makes nobody one.
    function test_TheFirstIsTheFunderWhereNoneWasDeclared() external {
        Declaration memory terms = interest();
        terms.funder = address(0);
        uint256 id = declare(terms);
        vm.warp(PAYMENT_DATE);
        vm.prank(stranger);
        servicing.fund(id, 0);
        fund(id);
        check(servicing.declarationOf(id).funder == funder, "the first");
        payBoth(id);
        servicing.close(id);
        same(cash.balanceOf(funder), dueOn(ISSUED) - dueOn(HELD_BY_ALICE) - dueOn(HELD_BY_BOB), "the rest is its");
    }

    function test_RevertWhen_FundedAlready() external {
        uint256 id = ready(interest());
        vm.expectRevert(abi.encodeWithSelector(IServicing.WrongStatus.selector, id, EventStatus.Funded));
        vm.prank(funder);
        servicing.fund(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IServicing.WrongStatus.selector, 99, EventStatus.None));
        servicing.fund(99, 0);
    }

    function test_RevertWhen_HoldersCanStillElect() external {
        Declaration memory terms = put();
        uint256 id = declare(terms);
        vm.expectRevert(abi.encodeWithSelector(IServicing.ElectionOpen.selector, id, terms.electionEnd));
        servicing.fund(id, 0);
    }

    function test_RevertWhen_SumDoesNotFit() external {
        Declaration memory terms = interest();
        (terms.numerator, terms.denominator) = (type(uint128).max, 1);
        uint256 id = declare(terms);
        vm.warp(RECORD_DATE);
        uint256 amount = ISSUED * type(uint128).max;
        vm.expectRevert(abi.encodeWithSelector(IServicing.SumTooLarge.selector, amount));
        vm.prank(funder);
        servicing.fund(id, 1);
    }

    /// The highest sum is kept to the unit, and runs into nothing beside it.
    function test_TheHighestSumFits() external {
        Declaration memory terms = interest();
        (terms.numerator, terms.denominator) = (uint128(MOST), uint128(ISSUED));
        uint256 id = ready(terms);
        claim(id, alice);
        payBoth(id);
        Progress memory progress = servicing.progressOf(id);
        uint256 paid = HELD_BY_ALICE * MOST / ISSUED + HELD_BY_BOB * MOST / ISSUED;
        same(progress.paid, paid, "paid");
        same(progress.settled, ISSUED, "settled");
        same(progress.batches, 1, "batches");
        check(progress.anyAlone, "alone");
        checkBooks(id, "paid");
    }

    function test_RevertWhen_SumOrSupplyIsOneTooHigh() external {
        Declaration memory terms = interest();
        (terms.numerator, terms.denominator) = (uint128(MOST + 1), uint128(ISSUED));
        uint256 id = declare(terms);
        uint256 other = declare(interest());
        vm.warp(RECORD_DATE);
        vm.startPrank(funder);
        vm.expectRevert(abi.encodeWithSelector(IServicing.SumTooLarge.selector, MOST + 1));
        servicing.fund(id, 1);
        vm.mockCall(address(bond), abi.encodeCall(bond.totalSupplyAt, (0)), abi.encode(MOST + 1));
        vm.expectRevert(abi.encodeWithSelector(IServicing.SumTooLarge.selector, MOST + 1));
        servicing.fund(other, 1);
        vm.stopPrank();
    }

    function test_RevertWhen_CashTakesAFee() external {
        OddCash odd = new OddCash(18);
        Declaration memory terms = interest();
        terms.cash = address(odd);
        uint256 id = declare(terms);
        vm.warp(RECORD_DATE);
        odd.mint(funder, 100_000);
        odd.set(OddCash.Oddity.Fee);
        bytes memory why = abi.encodeWithSelector(ICashTransfers.CashShortfall.selector, odd, 100_000, 99_000);
        fundIn(address(odd), id, 100_000, why);
        odd.set(OddCash.Oddity.SaysFalse);
        fundIn(
            address(odd), id, 100_000, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd))
        );
    }

    /// Decimals are no matter, and neither is a token that returns nothing.
    function test_AnyCashThatMovesWhatItIsTold() external {
        uint8[3] memory decimals = [6, 8, 18];
        for (uint256 i = 0; i < 4; ++i) {
            address token = i == 3 ? address(new SilentCash()) : address(new OddCash(decimals[i]));
            Declaration memory terms = interest();
            terms.cash = token;
            uint256 id = declare(terms);
            vm.warp(PAYMENT_DATE);
            uint256 due = servicing.due(id);
            OddCash(token).mint(funder, due);
            fundIn(token, id, due, "");
            payBoth(id);
            same(OddCash(token).balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
            same(OddCash(token).balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        }
    }
}
