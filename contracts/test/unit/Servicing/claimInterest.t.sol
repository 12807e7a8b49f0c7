// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {ISecurityCore} from "../../../src/interfaces/ISecurityCore.sol";
import {Declaration, IServicing, Progress} from "../../../src/interfaces/IServicing.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {OddCash} from "../../support/OddCash.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

/// A claim of interest that nobody's turn has passed goes the shortest way, and must come to the same as every other.
contract ServicingClaimInterestTest is ServicingTest {
    OddCash internal odd = new OddCash(6);

    function expectAsked(uint64 ofRegime, uint64 ofBond) private {
        vm.expectCall(bond.regime(), abi.encodeWithSelector(IRegime.reasonsAgainst.selector), ofRegime);
        vm.expectCall(address(bond), abi.encodeWithSelector(ISecurityCore.judge.selector), ofBond);
    }

    function refused(uint256 id, address holder, uint256 why) private {
        Progress memory before = servicing.progressOf(id);
        vm.expectRevert(abi.encodeWithSelector(IServicing.PaymentRefused.selector, id, holder, why));
        claim(id, holder);
        check(!servicing.isSettled(id, holder), "not marked");
        check(keccak256(abi.encode(servicing.progressOf(id))) == keccak256(abi.encode(before)), "nothing is booked");
    }

    /// @dev One row for coupons, and whatever books.
    function useCouponRule(uint256 predicate, uint256 parties, uint256 parameters, uint256 mask) private {
        TableDraft memory t = Table.draft("coupon", "coupon", address(ledger));
        bytes memory table = Table.encode(Table.row(t, predicate, Table.EVERY_KIND, parties, parameters, "C-0: coupon"));
        table[71] = bytes1(uint8(mask));
        useRegime(bond, table);
    }

    // WHO MAY BE PAID

    function test_AsksTheRegimeAndNotTheBond() external {
        uint256 id = ready(interest());
        expectAsked(1, 0);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "paid");
        same(servicing.progressOf(id).paid, dueOn(HELD_BY_ALICE), "booked");
        same(servicing.progressOf(id).settled, HELD_BY_ALICE, "settled");
    }

    /// A no is the bond's.
    function test_RevertWhen_TheRegimeRefuses() external {
        uint256 id = ready(interest());
        restrict(alice, BLOCKED_FLAG);
        expectAsked(2, 1);
        refused(id, alice, BLOCKED_RULE);
    }

    function test_RevertWhen_Halted() external {
        useCouponRule(Predicates.NOT_HALTED, Parties.MOVEMENT, 0, 0);
        uint256 id = ready(interest());
        vm.prank(supervisor);
        bond.setHalted(true);
        refused(id, alice, 1);
        vm.prank(supervisor);
        bond.setHalted(false);
        claim(id, alice);
    }

    /// Pause and frozen units are no facts of a coupon.
    function test_PaysWhilePausedAndFrozen() external {
        uint256 id = ready(interest());
        freeze(bond, alice, HELD_BY_ALICE);
        pause(bond);
        claim(id, alice);
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "paid");
    }

    /// A regime that is told what its recipients hold is asked by the bond, which tells it.
    function test_BondIsAskedWhereRulesNeedBooks() external {
        useCouponRule(Predicates.FORBIDDEN_FLAGS, Parties.ALL, BLOCKED_FLAG, Books.POSITIONS);
        uint256 id = ready(interest());
        expectAsked(3, 3);
        restrict(alice, BLOCKED_FLAG);
        refused(id, alice, 1);
        restrict(alice, 0);
        claim(id, alice);
        claim(id, bob);
    }

    // CASH

    function test_RevertWhen_CashRefuses() external {
        uint256 id = readyIn(odd, interest());
        odd.setBlocked(alice);
        refused(id, alice, CASH_REFUSED);
        odd.set(OddCash.Oddity.SaysFalse);
        refused(id, alice, CASH_REFUSED);
        odd.set(OddCash.Oddity.None);
        claim(id, alice);
        same(odd.balanceOf(alice), dueOn(HELD_BY_ALICE), "paid");
    }

    /// Cash that calls back finds the doors closed, its own holder's and everybody's.
    function test_ReentrantCashGetsNothingMore() external {
        uint256 id = readyIn(odd, interest());
        odd.setCall(address(servicing), abi.encodeCall(servicing.claimFor, (id, bob)));
        claim(id, alice);
        check(!odd.succeeded(), "another's");
        odd.setCall(address(servicing), abi.encodeCall(servicing.claimFor, (id, bob)));
        claim(id, bob);
        check(!odd.succeeded(), "its own");
        same(odd.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
        same(odd.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        same(servicing.progressOf(id).settled, ISSUED, "settled");
    }

    /// Who is being paid is booked before cash moves.
    function test_CashSeesWhatIsBooked() external {
        uint256 id = readyIn(odd, interest());
        Watcher watcher = new Watcher();
        odd.setCall(address(watcher), abi.encodeCall(Watcher.look, (servicing, id, alice)));
        claim(id, alice);
        check(watcher.settled(), "marked");
        same(watcher.paid(), dueOn(HELD_BY_ALICE), "booked");
    }

    // BATCHES

    function test_BeforeBetweenAndAfterBatches() external {
        uint256 id = ready(interest());
        address[] memory both = sorted(alice, bob);
        pay(id, only(both[0]));
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, both[0]));
        claim(id, both[0]);
        claim(id, both[1]);
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, both[1]));
        claim(id, both[1]);
        pay(id, only(both[1]));
        same(cash.balanceOf(alice), dueOn(HELD_BY_ALICE), "alice");
        same(cash.balanceOf(bob), dueOn(HELD_BY_BOB), "bob");
        checkBooks(id, "paid");
    }

    /// One bit stands for many holders: a batch looks up whose it is, and pays everybody else.
    function test_BatchPaysWhoSharesABit() external {
        address[] memory list = new address[](4);
        for (uint160 i = 0; i < 4; ++i) {
            // Three of one bit, and one of another.
            list[i] = address(0x18000 + (i == 3 ? 1000 * 24 + 1 : i * 24));
            register(list[i], facts(HOME, PROFESSIONAL, 0));
            issue(bond, list[i], LOT);
        }
        uint256 id = ready(interest());
        claim(id, list[1]);
        pay(id, list);
        for (uint256 i = 0; i < 4; ++i) {
            same(cash.balanceOf(list[i]), dueOn(LOT), "once");
            check(servicing.isSettled(id, list[i]) == (i == 1), "alone");
        }
    }

    function testFuzz_WhoeverClaimedIsPaidOnce(uint256 seed, uint256 claims, uint256 split) external {
        address[] memory list = new address[](30);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = address(uint160(uint256(keccak256(abi.encode(seed, i)))));
            register(list[i], facts(HOME, PROFESSIONAL, 0));
            issue(bond, list[i], LOT + i * 1_00);
        }
        uint256 id = ready(interest());
        for (uint256 i = 0; i < list.length; ++i) {
            if (claims >> i & 1 != 0) claim(id, list[i]);
        }
        address[] memory all = sort(list);
        uint256 first = bound(split, 1, all.length - 1);
        address[] memory part = new address[](first);
        for (uint256 i = 0; i < first; ++i) {
            part[i] = all[i];
        }
        pay(id, part);
        part = new address[](all.length - first);
        for (uint256 i = first; i < all.length; ++i) {
            if (claims >> 32 + i & 1 != 0 && !servicing.isSettled(id, all[i])) claim(id, all[i]);
            part[i - first] = all[i];
        }
        pay(id, part);
        for (uint256 i = 0; i < all.length; ++i) {
            same(cash.balanceOf(all[i]), dueOn(bond.balanceOf(all[i])), "once");
        }
        checkBooks(id, "paid");
    }

    // RATES

    /// A rate that has no room beside the cash token is as exact as one that has.
    function testFuzz_AnyRate(uint256 numerator, uint256 denominator) external {
        Declaration memory terms = interest();
        terms.denominator = uint128(bound(denominator, 1, type(uint128).max));
        terms.numerator = uint128(bound(numerator, 1, type(uint80).max));
        uint256 amount = HELD_BY_ALICE * terms.numerator / terms.denominator;
        uint256 id = ready(terms);
        if (amount == 0) vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, alice));
        claim(id, alice);
        same(cash.balanceOf(alice), amount, "paid");
    }
}

/// @notice Looks at the books when it is called.
contract Watcher {
    bool public settled;
    uint256 public paid;

    function look(IServicing servicing, uint256 id, address holder) external {
        (settled, paid) = (servicing.isSettled(id, holder), servicing.progressOf(id).paid);
    }
}
