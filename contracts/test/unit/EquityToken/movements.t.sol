// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IERC1404} from "../../../src/interfaces/IERC1404.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {EquityTest} from "../../support/EquityTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// A share moves as a bond does: the same code, the same roles, the same standards.
contract EquityTokenMovementsTest is EquityTest {
    uint256 private constant HELD = 400;

    function setUp() public override {
        super.setUp();
        issue(moved, alice, HELD);
    }

    // SHARES AUTHORISED

    function test_SharesAuthorisedAreTheCeiling() external {
        issue(moved, bob, AUTHORISED - HELD);
        same(share.totalSupply(), AUTHORISED, "all that may be");
        expectRefusal(moved, MovementKind.Issue, TokenFacts.ISSUE_VOLUME);
        issue(moved, bob, 1);
        vm.prank(issuer);
        share.increaseIssueVolume(1);
        issue(moved, bob, 1);
        same(share.totalSupply(), share.issueVolume(), "one more was authorised");
    }

    function testFuzz_RevertWhen_AnybodyElseAuthorisesShares(address caller) external {
        vm.assume(caller != issuer && caller != address(manager));
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
        vm.prank(caller);
        share.increaseIssueVolume(1);
    }

    // MOVEMENTS

    /// A buy-back or a cancellation takes shares away; what is authorised stays.
    function testFuzz_RedemptionTakesSharesAway(uint256 amount) external {
        amount = bound(amount, 0, HELD);
        vm.prank(payingAgent);
        share.redeem(alice, amount);
        same(share.balanceOf(alice), HELD - amount, "holder");
        same(share.totalSupply(), HELD - amount, "outstanding");
        same(share.issueVolume(), AUTHORISED, "authorised");
    }

    function testFuzz_WhatIsExplainedIsWhatHappens(uint256 amount, uint256 frozen, uint256 seed) external {
        amount = bound(amount, 0, HELD + 1);
        freeze(moved, alice, bound(frozen, 0, HELD));
        if (seed & 1 != 0) restrict(bob, BLOCKED_FLAG);
        if (seed & 2 != 0) pause(moved);
        vm.prank(supervisor);
        share.setHalted(seed & 4 != 0);
        address to = seed & 8 != 0 ? stranger : bob;
        uint256 explained = reasons(moved, MovementKind.Transfer, address(0), alice, to, amount);
        check(share.canTransfer(alice, to, amount) == (explained == 0), "ERC-7943");
        check((share.detectTransferRestriction(alice, to, amount) == 0) == (explained == 0), "ERC-1404");
        vm.prank(alice);
        (bool done,) = address(share).call(abi.encodeCall(share.transfer, (to, amount)));
        check(done == (explained == 0), "outcome");
        same(share.balanceOf(alice) + share.balanceOf(to), HELD, "none is lost");
    }

    function test_OrdersAndRecordDates() external {
        vm.prank(payingAgent);
        share.addRecordDate(uint40(START + 1 days));
        vm.warp(START + 1 days);
        freeze(moved, alice, HELD);
        vm.prank(officer);
        share.forcedTransfer(alice, bob, 100);
        same(share.balanceOf(bob), 100, "an order moves frozen shares");
        same(share.balanceOfAt(alice, 0), HELD, "a dividend goes to who held then");
        link(alice, stranger);
        vm.prank(officer);
        share.recover(alice, stranger);
        same(share.balanceOf(stranger), HELD - 100, "a lost wallet is replaced");
        same(share.getFrozenTokens(stranger), HELD - 100, "what was frozen stays so");
    }

    // STANDARDS

    function test_SupportsItsInterfaces() external view {
        check(share.supportsInterface(type(IERC165).interfaceId), "ERC-165");
        check(share.supportsInterface(type(IERC7943Fungible).interfaceId), "ERC-7943");
        check(share.supportsInterface(type(IERC20).interfaceId), "ERC-20");
        check(share.supportsInterface(type(IERC20Permit).interfaceId), "ERC-2612");
        check(share.supportsInterface(type(IERC1404).interfaceId), "ERC-1404");
    }

    function test_EachSideAlone() external {
        restrict(bob, BLOCKED_FLAG);
        check(share.canSend(alice) && !share.canReceive(bob), "wallets");
        bytes memory message = bytes(share.messageForTransferRestriction(2));
        check(keccak256(message) == keccak256("S-1: blocked"), "message");
        same(share.detectTransferRestriction(alice, bob, 1), 2, "the rule's bit and one");
        expectRefusal(moved, MovementKind.Transfer, S_BLOCKED);
        vm.prank(alice);
        share.transfer(bob, 1);
    }
}
