// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract BondTokenTransferFromTest is BaseTest {
    function setUp() public override {
        super.setUp();
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, 100 * LOT);
        issue(bond, alice, 100 * LOT);
    }

    function approve(uint256 value) private {
        vm.startPrank(alice);
        bond.approve(stranger, value);
        clockBond.approve(stranger, value);
        vm.stopPrank();
    }

    // ERC-20 AS PUBLISHED

    function testFuzz_SpendsTheAllowance(uint256 allowed, uint256 amount) external {
        amount = bound(amount, 0, 100 * LOT);
        allowed = bound(allowed, amount, type(uint256).max - 1);
        approve(allowed);
        vm.expectEmit(address(clockBond));
        emit IERC20.Transfer(alice, bob, amount);
        vm.prank(stranger);
        check(clockBond.transferFrom(alice, bob, amount), "returns true");
        same(clockBond.balanceOf(bob), amount, "moved");
        same(clockBond.allowance(alice, stranger), allowed - amount, "spent");
    }

    function testFuzz_InfiniteAllowanceIsNotSpent(uint256 amount) external {
        amount = bound(amount, 0, 100 * LOT);
        approve(type(uint256).max);
        vm.prank(stranger);
        clockBond.transferFrom(alice, bob, amount);
        same(clockBond.allowance(alice, stranger), type(uint256).max, "infinite");
    }

    function testFuzz_RevertWhen_AllowanceIsTooSmall(uint256 allowed, uint256 amount) external {
        amount = bound(amount, 1, 100 * LOT);
        allowed = bound(allowed, 0, amount - 1);
        approve(allowed);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, stranger, allowed, amount)
        );
        vm.prank(stranger);
        clockBond.transferFrom(alice, bob, amount);
    }

    function testFuzz_RevertWhen_BalanceIsTooSmall(uint256 amount) external {
        vm.assume(amount > 100 * LOT);
        approve(type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100 * LOT, amount)
        );
        vm.prank(stranger);
        clockBond.transferFrom(alice, bob, amount);
    }

    function test_RevertWhen_APartyIsZero() external {
        approve(type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(stranger);
        clockBond.transferFrom(alice, address(0), LOT);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        vm.prank(stranger);
        clockBond.transferFrom(address(0), bob, LOT);
    }

    function test_HolderNeedsAnAllowanceForItselfAsInOpenZeppelin() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, alice, 0, LOT));
        vm.prank(alice);
        clockBond.transferFrom(alice, bob, LOT);
        vm.startPrank(alice);
        clockBond.approve(alice, LOT);
        clockBond.transferFrom(alice, bob, LOT);
        vm.stopPrank();
        same(clockBond.allowance(alice, alice), 0, "spent");
    }

    function testFuzz_ApproveIsOpenToEverybody(address owner, address spender, uint256 value) external {
        vm.assume(owner != address(0) && spender != address(0));
        vm.expectEmit(address(bond));
        emit IERC20.Approval(owner, spender, value);
        vm.prank(owner);
        check(bond.approve(spender, value), "returns true");
        same(bond.allowance(owner, spender), value, "allowance");
    }

    function test_RevertWhen_ApprovingZero() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSpender.selector, address(0)));
        vm.prank(alice);
        bond.approve(address(0), LOT);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidApprover.selector, address(0)));
        vm.prank(address(0));
        bond.approve(alice, LOT);
    }

    // THE SPENDER PATH IS NOT WEAKER THAN THE OWNER PATH

    function test_RevertWhen_OperatorIsBlocked() external {
        register(stranger, facts(HOME, PROFESSIONAL, 0));
        approve(type(uint256).max);
        vm.prank(stranger);
        bond.transferFrom(alice, bob, LOT);
        restrict(stranger, BLOCKED_FLAG);
        expectRefusal(bond, MovementKind.Transfer, BLOCKED_RULE);
        vm.prank(stranger);
        bond.transferFrom(alice, bob, LOT);
    }

    function test_UnregisteredOperatorMayMoveForAHolder() external {
        approve(LOT);
        vm.prank(stranger);
        bond.transferFrom(alice, bob, LOT);
        same(bond.balanceOf(bob), LOT, "moved");
    }

    function test_RevertWhen_RecipientPullsWhatItMayNotReceive() external {
        approve(type(uint256).max);
        expectRefusal(bond, MovementKind.Transfer, IDENTITY_RULE | ELIGIBLE_RULE);
        vm.prank(stranger);
        bond.transferFrom(alice, stranger, LOT);
    }

    /// Whatever refuses the holder refuses its spender, for the same reasons.
    function testFuzz_SpenderIsRefusedForWhatRefusesTheHolder(
        bool paused,
        bool halted,
        bool blocked,
        uint256 frozen,
        uint256 amount,
        bool registered
    ) external {
        approve(type(uint256).max);
        vm.startPrank(supervisor);
        bond.setPaused(paused);
        bond.setHalted(halted);
        vm.stopPrank();
        if (blocked) restrict(alice, BLOCKED_FLAG);
        freeze(bond, alice, bound(frozen, 0, 200 * LOT));
        amount = bound(amount, 0, 200 * LOT);
        address recipient = registered ? bob : makeAccount("nobody");
        uint256 holder = reasons(bond, MovementKind.Transfer, address(0), alice, recipient, amount);
        uint256 spender = reasons(bond, MovementKind.Transfer, stranger, alice, recipient, amount);
        same(spender, holder, "an unregistered spender with an infinite allowance");
        vm.prank(stranger);
        (bool moved,) = address(bond).call(abi.encodeCall(bond.transferFrom, (alice, recipient, amount)));
        check(moved == (holder == 0), "outcome");
    }

    function test_AllowanceAndRulesAreToldTogether() external {
        pause(bond);
        expectRefusal(bond, MovementKind.Transfer, TokenFacts.PAUSED | TokenFacts.ALLOWANCE);
        vm.prank(stranger);
        bond.transferFrom(alice, bob, LOT);
    }
}
