// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract ApprovedTransferTest is BooksTest {
    function setUp() public override {
        super.setUp();
        token.open(Books.APPROVALS);
        token.issue(alice, 100 * UNIT);
    }

    function approve(uint256 units, uint256 lastMoment) private {
        vm.prank(registrar);
        permits.approveTransfer(address(token), alice, bob, uint128(units), uint40(lastMoment));
    }

    function refused(address from, address to, uint256 amount) private view returns (bool) {
        return fails(Predicates.APPROVED_TRANSFER, 0, transferOf(from, to, amount));
    }

    function test_WhatWasApprovedPassesOnce() external {
        check(refused(alice, bob, UNIT), "nothing was approved");
        check(refused(alice, bob, 0), "not even nothing");
        approve(5 * UNIT, START + 1 days);
        check(!refused(alice, bob, 5 * UNIT), "all of it");
        check(refused(alice, bob, 5 * UNIT + 1), "one more");
        check(refused(bob, alice, UNIT), "not back");
        check(refused(alice, carol, UNIT), "not to somebody else");
        token.send(alice, bob, 3 * UNIT);
        check(!refused(alice, bob, 2 * UNIT), "what is left");
        check(refused(alice, bob, 2 * UNIT + 1), "one more");
        token.send(alice, bob, 2 * UNIT);
        check(refused(alice, bob, 1), "used up");
        approve(UNIT, START + 1 days);
        check(!refused(alice, bob, UNIT), "approved anew");
        approve(0, 0);
        check(refused(alice, bob, 1), "withdrawn");
        approve(0, START + 1 days);
        check(refused(alice, bob, 0), "not even nothing, before its last moment");
    }

    function test_EndsAfterItsLastMoment() external {
        approve(UNIT, START + 100);
        vm.warp(START + 100);
        check(!refused(alice, bob, UNIT), "the last second");
        vm.warp(START + 101);
        check(refused(alice, bob, UNIT), "the next");
    }

    function test_FailsWithoutTheBook() external {
        approve(UNIT, START + 100);
        token.open(0);
        check(refused(alice, bob, UNIT), "nobody would use it up");
    }

    function testFuzz_NoQuestionReverts(uint256 amount, uint64 at) external {
        approve(UNIT, START + 100);
        Movement memory movement = transferOf(alice, bob, amount);
        movement.at = at;
        check(fails(Predicates.APPROVED_TRANSFER, 0, movement) == (amount > UNIT || at > START + 100), "definition");
    }
}
