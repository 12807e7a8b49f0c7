// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract ApprovalsTest is BooksTest {
    function setUp() public override {
        super.setUp();
        token.open(Books.APPROVALS);
        token.issue(alice, 100 * UNIT);
    }

    function approve(uint256 units) private {
        vm.prank(registrar);
        permits.approveTransfer(address(token), alice, bob, uint128(units), uint40(START + 1 days));
    }

    function used() private view returns (uint256) {
        uint64 id = permits.approvalOf(address(token), alice, bob).id;
        return books.approvalUsed(address(token), alice, bob, id);
    }

    function test_TransfersUseItUp() external {
        approve(5 * UNIT);
        token.send(alice, bob, 2 * UNIT);
        same(used(), 2 * UNIT, "two");
        token.send(alice, carol, UNIT);
        token.send(bob, alice, UNIT);
        token.send(alice, bob, 0);
        same(used(), 2 * UNIT, "other pairs and nothing use nothing");
        token.move(MovementKind.ForcedTransfer, alice, bob, UNIT);
        same(used(), 3 * UNIT, "force uses it too");
    }

    function test_NotMoreThanThereIs() external {
        token.send(alice, bob, UNIT);
        same(used(), 0, "without an approval nothing is used");
        approve(UNIT);
        token.send(alice, bob, 5 * UNIT);
        same(used(), UNIT, "all of it");
    }

    function test_ANewApprovalBeginsUnused() external {
        approve(UNIT);
        token.send(alice, bob, UNIT);
        approve(UNIT);
        same(used(), 0, "unused");
        same(books.approvalUsed(address(token), alice, bob, 1), UNIT, "the first one was used");
        token.send(alice, bob, UNIT / 2);
        same(used(), UNIT / 2, "a half");
    }
}
