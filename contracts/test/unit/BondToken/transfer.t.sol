// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// The behaviours that OpenZeppelin publishes for ERC-20, under a regime that stands in nobody's way, and then under one
/// that does. Branches: transfer.tree.
contract BondTokenTransferTest is BaseTest {
    function setUp() public override {
        super.setUp();
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, 100 * LOT);
        issue(bond, alice, 100 * LOT);
    }

    function send(address from, address to, uint256 amount) private {
        vm.prank(from);
        bond.transfer(to, amount);
    }

    // ERC-20 AS PUBLISHED

    function testFuzz_MovesTheValueAndEmitsTransfer(uint256 amount) external {
        amount = bound(amount, 0, 100 * LOT);
        vm.expectEmit(address(clockBond));
        emit IERC20.Transfer(alice, bob, amount);
        vm.prank(alice);
        check(clockBond.transfer(bob, amount), "returns true");
        same(clockBond.balanceOf(alice), 100 * LOT - amount, "sender");
        same(clockBond.balanceOf(bob), amount, "recipient");
        same(clockBond.totalSupply(), 100 * LOT, "supply");
    }

    function testFuzz_RevertWhen_MoreThanTheBalance(uint256 amount) external {
        vm.assume(amount > 100 * LOT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100 * LOT, amount)
        );
        vm.prank(alice);
        clockBond.transfer(bob, amount);
    }

    function testFuzz_RevertWhen_RecipientIsZero(uint256 amount) external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(alice);
        clockBond.transfer(address(0), amount);
    }

    function testFuzz_RevertWhen_SenderIsZero(uint256 amount) external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        vm.prank(address(0));
        clockBond.transfer(bob, amount);
    }

    function testFuzz_SelfTransferChangesNothing(uint256 amount) external {
        amount = bound(amount, 0, 100 * LOT);
        vm.expectEmit(address(clockBond));
        emit IERC20.Transfer(alice, alice, amount);
        vm.prank(alice);
        clockBond.transfer(alice, amount);
        same(clockBond.balanceOf(alice), 100 * LOT, "balance");
        same(clockBond.totalSupply(), 100 * LOT, "supply");
    }

    function testFuzz_RevertWhen_SelfTransferOfMoreThanTheBalance(uint256 amount) external {
        vm.assume(amount > 100 * LOT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100 * LOT, amount)
        );
        vm.prank(alice);
        clockBond.transfer(alice, amount);
    }

    /// A transfer of nothing is a transfer like any other: it takes place, with its event, and is judged by the rules.
    function test_ZeroValueIsATransferLikeAnyOther() external {
        vm.expectEmit(address(clockBond));
        emit IERC20.Transfer(alice, bob, 0);
        vm.prank(alice);
        check(clockBond.transfer(bob, 0), "returns true");
        expectRefusal(bond, MovementKind.Transfer, DENOMINATION_RULE);
        send(alice, bob, 0);
        expectRefusal(bond, MovementKind.Transfer, IDENTITY_RULE | ELIGIBLE_RULE | DENOMINATION_RULE);
        send(alice, stranger, 0);
    }

    function testFuzz_EmptyWalletCannotMakeItselfAParty(address from) external {
        vm.assume(from != alice && from != bob && from != carol && from != address(0));
        expectRefusal(bond, MovementKind.Transfer, IDENTITY_RULE | DENOMINATION_RULE);
        send(from, bob, 0);
    }

    // UNDER A REGIME

    function test_MovesBetweenEligibleHolders() external {
        send(alice, bob, LOT);
        send(bob, carol, LOT);
        same(bond.balanceOf(carol), LOT, "recipient");
    }

    function test_RevertWhen_RecipientIsUnregistered() external {
        expectRefusal(bond, MovementKind.Transfer, IDENTITY_RULE | ELIGIBLE_RULE);
        send(alice, stranger, LOT);
    }

    function test_RevertWhen_IdentityLapsedYesterday() external {
        vm.warp((uint256(LAST_DAY) + 1) * 1 days - 1);
        send(alice, bob, LOT);
        vm.warp((uint256(LAST_DAY) + 1) * 1 days);
        expectRefusal(bond, MovementKind.Transfer, IDENTITY_RULE | ELIGIBLE_RULE);
        send(alice, bob, LOT);
    }

    function test_RevertWhen_EitherSideIsBlocked() external {
        restrict(bob, BLOCKED_FLAG);
        expectRefusal(bond, MovementKind.Transfer, BLOCKED_RULE);
        send(alice, bob, LOT);
        restrict(bob, 0);
        restrict(alice, BLOCKED_FLAG);
        expectRefusal(bond, MovementKind.Transfer, BLOCKED_RULE);
        send(alice, bob, LOT);
    }

    function test_RevertWhen_Halted() external {
        vm.prank(supervisor);
        bond.setHalted(true);
        expectRefusal(bond, MovementKind.Transfer, HALT_RULE);
        send(alice, bob, LOT);
        vm.prank(supervisor);
        bond.setHalted(false);
        send(alice, bob, LOT);
    }

    function test_RevertWhen_Paused() external {
        pause(bond);
        check(bond.paused(), "paused");
        expectRefusal(bond, MovementKind.Transfer, TokenFacts.PAUSED);
        send(alice, bob, LOT);
        vm.prank(supervisor);
        bond.setPaused(false);
        send(alice, bob, LOT);
    }

    function testFuzz_RevertWhen_PartIsFrozen(uint256 frozen, uint256 lots) external {
        frozen = bound(frozen, 99 * LOT + 1, type(uint256).max);
        lots = bound(lots, 1, 100);
        freeze(bond, alice, frozen);
        uint256 unfrozen = frozen < 100 * LOT ? 100 * LOT - frozen : 0;
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, lots * LOT, unfrozen
            )
        );
        send(alice, bob, lots * LOT);
    }

    function test_UnfrozenPartMoves() external {
        freeze(bond, alice, 99 * LOT);
        send(alice, bob, LOT);
        same(bond.balanceOf(alice), 99 * LOT, "the frozen part stays");
        same(bond.getFrozenTokens(alice), 99 * LOT, "and stays frozen");
    }

    /// Moving to oneself is no way around a frozen part.
    function test_RevertWhen_SelfTransferOfTheFrozenPart() external {
        freeze(bond, alice, 99 * LOT + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, LOT, LOT - 1)
        );
        send(alice, alice, LOT);
    }

    /// Facts and rules are told together.
    function test_RefusalCarriesEveryReason() external {
        pause(bond);
        freeze(bond, alice, type(uint256).max);
        restrict(alice, BLOCKED_FLAG);
        vm.prank(supervisor);
        bond.setHalted(true);
        uint256 rules = IDENTITY_RULE | BLOCKED_RULE | ELIGIBLE_RULE | HALT_RULE | DENOMINATION_RULE;
        uint256 facts_ = TokenFacts.PAUSED | TokenFacts.FROZEN | TokenFacts.BALANCE;
        uint256 amount = 100 * LOT + 1;
        same(reasons(bond, MovementKind.Transfer, address(0), alice, stranger, amount), rules | facts_, "explained");
        expectRefusal(bond, MovementKind.Transfer, rules | facts_);
        send(alice, stranger, amount);
    }

    // BATCHES

    function testFuzz_BatchIsTheSameAsOneByOne(uint8[4] memory lots) external {
        address[] memory recipients = new address[](4);
        uint256[] memory amounts = new uint256[](4);
        (recipients[0], recipients[1], recipients[2], recipients[3]) = (bob, carol, bob, carol);
        for (uint256 i = 0; i < 4; ++i) {
            amounts[i] = bound(lots[i], 1, 25) * LOT;
        }
        vm.prank(alice);
        bond.batchTransfer(recipients, amounts);
        same(bond.balanceOf(bob), amounts[0] + amounts[2], "a duplicate recipient receives twice");
        same(bond.balanceOf(carol), amounts[1] + amounts[3], "each amount");
    }

    /// The second entry is judged after the first one took place: duplicates cannot spend one balance twice.
    function test_RevertWhen_BatchDuplicatesSpendTheBalanceTwice() external {
        address[] memory recipients = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (recipients[0], recipients[1]) = (bob, bob);
        (amounts[0], amounts[1]) = (60 * LOT, 60 * LOT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 40 * LOT, 60 * LOT)
        );
        vm.prank(alice);
        bond.batchTransfer(recipients, amounts);
        same(bond.balanceOf(bob), 0, "nothing moved");
    }

    function testFuzz_RevertWhen_BatchLengthsDiffer(uint8 recipients, uint8 amounts) external {
        vm.assume(recipients != amounts);
        vm.expectRevert(IBondEvents.BatchLengthMismatch.selector);
        vm.prank(alice);
        bond.batchTransfer(new address[](recipients), new uint256[](amounts));
    }

    // THE OFFERING CLOCK ON THE TOKEN

    function test_RestrictedBuyerWaitsFortyDays() external {
        useRegime(clockBond, clockTable("clock", 40));
        register(stranger, facts(AWAY, INSTITUTIONAL, 0));
        expectRefusal(clockBond, MovementKind.Transfer, CLOCK_RULE);
        vm.prank(alice);
        clockBond.transfer(stranger, LOT);
        vm.prank(issuer);
        clockBond.startOfferingClock(START_DAY);
        vm.warp(START + 40 days - 1);
        expectRefusal(clockBond, MovementKind.Transfer, CLOCK_RULE);
        vm.prank(alice);
        clockBond.transfer(stranger, LOT);
        vm.warp(START + 40 days);
        vm.prank(alice);
        clockBond.transfer(stranger, LOT);
        same(clockBond.balanceOf(stranger), LOT, "day 40");
    }
}
