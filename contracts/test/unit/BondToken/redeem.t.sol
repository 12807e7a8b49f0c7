// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract BondTokenRedeemTest is BaseTest {
    function setUp() public override {
        super.setUp();
        issue(bond, alice, 100 * LOT);
    }

    function redeem(address from, uint256 amount) private {
        vm.prank(payingAgent);
        bond.redeem(from, amount);
    }

    function testFuzz_BurnsAndReports(uint256 amount) external {
        amount = bound(amount, 0, 100 * LOT);
        vm.expectEmit(address(bond));
        emit IERC20.Transfer(alice, address(0), amount);
        redeem(alice, amount);
        same(bond.balanceOf(alice), 100 * LOT - amount, "balance");
        same(bond.totalSupply(), 100 * LOT - amount, "supply");
        same(ledger.capacity(LEI, CLASS).used, 100 * LOT - amount, "capacity is free again");
    }

    function testFuzz_RevertWhen_MoreThanTheBalance(uint256 amount) external {
        vm.assume(amount > 100 * LOT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100 * LOT, amount)
        );
        redeem(alice, amount);
    }

    function test_RevertWhen_HolderIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        redeem(address(0), LOT);
    }

    /// A holder whose identity lapsed gets its money back.
    function test_HolderWhoseIdentityLapsedIsRedeemed() external {
        vm.warp(START + 400 days);
        check(!bond.canSend(alice), "could not transfer");
        redeem(alice, 100 * LOT);
        same(bond.totalSupply(), 0, "redeemed");
    }

    /// A holder without any standing left is redeemed too.
    function test_UnlinkedHolderIsRedeemed() external {
        link(alice, stranger);
        vm.prank(registrar);
        investors.unlinkWallet(alice);
        redeem(alice, 100 * LOT);
        same(bond.totalSupply(), 0, "redeemed");
    }

    function test_RevertWhen_HolderIsBlocked() external {
        restrict(alice, BLOCKED_FLAG);
        expectRefusal(bond, MovementKind.Redeem, BLOCKED_RULE);
        redeem(alice, LOT);
        restrict(alice, 0);
        redeem(alice, LOT);
        same(bond.balanceOf(alice), 99 * LOT, "once the block is lifted");
    }

    function test_WorksWhilePausedHaltedAndWindingDown() external {
        pause(bond);
        vm.prank(supervisor);
        bond.setHalted(true);
        vm.prank(governor);
        bond.startWindDown();
        redeem(alice, 100 * LOT);
        same(bond.totalSupply(), 0, "redeemed");
    }

    /// Neither the supervisor's records nor the end of the regime's window hold a redemption up.
    function test_WorksWhateverTheEntrantsStateIs() external {
        vm.startPrank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", 0);
        ledger.setEntrant(LEI, entrant(0, 0, 0));
        vm.stopPrank();
        vm.warp(START + 4000 days);
        redeem(alice, 100 * LOT);
        same(ledger.capacity(LEI, CLASS).used, 0, "reported");
    }

    function test_NeedsNoAllowance() external {
        same(bond.allowance(alice, payingAgent), 0, "none");
        redeem(alice, LOT);
    }
}
