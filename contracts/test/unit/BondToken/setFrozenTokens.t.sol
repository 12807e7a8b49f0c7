// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";

contract BondTokenSetFrozenTokensTest is BaseTest {
    function testFuzz_SetsAndEmits(address account, uint256 amount) external {
        vm.assume(account != address(0));
        vm.expectEmit(address(bond));
        emit IERC7943Fungible.Frozen(account, amount);
        vm.prank(officer);
        check(bond.setFrozenTokens(account, amount), "returns true");
        same(bond.getFrozenTokens(account), amount, "frozen");
        same(clockBond.getFrozenTokens(account), 0, "in this instrument only");
    }

    /// ERC-7943 allows freezing above the balance: what arrives later is frozen too.
    function testFuzz_AboveTheBalanceFreezesWhatArrives(uint256 lots) external {
        lots = bound(lots, 0, 50);
        freeze(bond, alice, 60 * LOT);
        issue(bond, alice, 50 * LOT);
        issue(bond, bob, 50 * LOT);
        if (lots != 0) {
            vm.prank(bob);
            bond.transfer(alice, lots * LOT);
        }
        uint256 free = lots > 10 ? (lots - 10) * LOT : 0;
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, free + LOT, free
            )
        );
        vm.prank(alice);
        bond.transfer(carol, free + LOT);
        if (free == 0) return;
        vm.prank(alice);
        bond.transfer(carol, free);
    }

    /// The zero address stands for "no party": a frozen amount on it would block issue or redemption for everybody.
    function testFuzz_RevertWhen_AccountIsZero(uint256 amount) external {
        vm.expectRevert(IBondEvents.CannotFreezeZeroAddress.selector);
        freeze(bond, address(0), amount);
        issue(bond, alice, LOT);
        vm.prank(payingAgent);
        bond.redeem(alice, LOT);
    }

    function test_ReceivingIsNotFrozen() external {
        freeze(bond, alice, type(uint256).max);
        issue(bond, alice, LOT);
        same(bond.balanceOf(alice), LOT, "issue arrives");
    }

    function testFuzz_UnfreezingFreesEverything(uint256 amount) external {
        issue(bond, alice, 2 * LOT);
        freeze(bond, alice, amount);
        freeze(bond, alice, 0);
        vm.prank(alice);
        bond.transfer(bob, 2 * LOT);
        same(bond.balanceOf(bob), 2 * LOT, "moved");
    }

    function test_FrozenPartIsNotRedeemed() external {
        issue(bond, alice, 2 * LOT);
        freeze(bond, alice, LOT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, 2 * LOT, LOT)
        );
        vm.prank(payingAgent);
        bond.redeem(alice, 2 * LOT);
        same(reasons(bond, MovementKind.Redeem, address(0), alice, address(0), LOT), 0, "the rest is");
    }
}
