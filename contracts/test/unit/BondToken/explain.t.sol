// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract BondTokenExplainTest is BaseTest {
    function setUp() public override {
        super.setUp();
        issue(bond, alice, 100 * LOT);
    }

    // VIEWS NEVER REVERT

    function testFuzz_ViewsNeverRevert(
        uint256 kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        uint64 at,
        uint8 code
    ) external view {
        MovementKind asked = MovementKind(bound(kind, 0, 7));
        IBondToken[2] memory tokens = [bond, clockBond];
        for (uint256 i = 0; i < 2; ++i) {
            tokens[i].explain(asked, operator, from, to, amount, at);
            tokens[i].canTransfer(from, to, amount);
            tokens[i].canSend(from);
            tokens[i].canReceive(to);
            tokens[i].getFrozenTokens(from);
            tokens[i].detectTransferRestriction(from, to, amount);
            tokens[i].messageForTransferRestriction(code);
        }
    }

    /// The same with parties that hold, frozen parts and extreme standings, where arithmetic could overflow.
    function testFuzz_ViewsNeverRevertForHolders(uint256 kind, uint256 amount, uint256 frozen, uint64 at, uint128 limit)
        external
    {
        freeze(bond, alice, frozen);
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", limit);
        MovementKind asked = MovementKind(bound(kind, 0, 7));
        bond.explain(asked, bob, alice, carol, amount, at);
        bond.explain(asked, alice, alice, alice, amount, at);
        bond.explain(asked, address(0), address(0), address(0), amount, at);
        bond.canTransfer(alice, bob, amount);
        bond.detectTransferRestriction(alice, alice, amount);
    }

    // WHAT IT SAYS

    function test_AllowedIsAnEmptyList() external view {
        Refusal[] memory refusals = bond.explain(MovementKind.Transfer, address(0), alice, bob, LOT, uint64(START));
        same(refusals.length, 0, "no refusal");
    }

    function test_RefusalNamesTheRegime() external view {
        Refusal[] memory refusals = bond.explain(MovementKind.Transfer, address(0), alice, stranger, LOT, uint64(START));
        same(refusals.length, 1, "one regime");
        check(refusals[0].regime == bond.regime(), "its address");
        same(refusals[0].reasons, IDENTITY_RULE | ELIGIBLE_RULE, "its bits");
    }

    /// A movement can be asked about for another time than now.
    function test_AnswersForATimeToCome() external view {
        uint64 lapsed = uint64((uint256(LAST_DAY) + 1) * 1 days);
        same(bond.explain(MovementKind.Transfer, address(0), alice, bob, LOT, lapsed - 1).length, 0, "valid");
        same(bond.explain(MovementKind.Transfer, address(0), alice, bob, LOT, lapsed).length, 1, "lapsed");
    }

    function test_ExchangesAndCoupons() external view {
        same(reasons(bond, MovementKind.ExchangeOut, address(0), alice, bob, 0), 0, "out");
        same(reasons(bond, MovementKind.ExchangeOut, address(0), bob, alice, LOT), TokenFacts.BALANCE, "not held");
        same(reasons(bond, MovementKind.ExchangeIn, address(0), alice, bob, LOT), 0, "in");
        same(reasons(bond, MovementKind.Coupon, address(0), address(0), bob, LOT), 0, "coupon");
    }

    /// A coupon is paid to a holder whose identity lapsed, and not to a blocked one.
    function test_CouponCarveOut() external {
        attest(bob, IDENTITY, 0);
        same(reasons(bond, MovementKind.Coupon, address(0), address(0), bob, LOT), 0, "lapsed");
        restrict(bob, BLOCKED_FLAG);
        same(reasons(bond, MovementKind.Coupon, address(0), address(0), bob, LOT), BLOCKED_RULE, "blocked");
    }

    /// Recovery moves everything: the amount that is asked about makes no difference.
    function testFuzz_RecoveryIgnoresTheAmount(uint256 amount) external {
        link(alice, stranger);
        same(reasons(bond, MovementKind.Recovery, address(0), alice, stranger, amount), 0, "all of it");
    }

    /// An operator moves out of an allowance, by transferFrom or to another leg; no other movement has one, or needs an allowance.
    function testFuzz_OperatorMattersForTransfersOnly(uint256 kind, address operator, uint256 amount) external {
        link(alice, stranger);
        restrict(bob, BLOCKED_FLAG);
        MovementKind asked = MovementKind(bound(kind, 0, 7));
        vm.assume(asked != MovementKind.Transfer && asked != MovementKind.ExchangeOut);
        uint256 without = reasons(bond, asked, address(0), alice, stranger, amount);
        same(reasons(bond, asked, operator, alice, stranger, amount), without, "anybody");
        same(reasons(bond, asked, bob, alice, stranger, amount), without, "somebody who is blocked");
    }

    /// Nobody gives on issue and nobody receives on redemption, whatever stands in their place.
    function testFuzz_AbsentSidesDoNotMatter(uint256 amount, uint256 seed) external {
        restrict(bob, BLOCKED_FLAG);
        vm.prank(payingAgent);
        bond.redeem(alice, 1);
        address[4] memory others = [alice, bob, carol, stranger];
        address other = others[seed % 4];
        uint256 asked = seed % 3 == 0 ? bond.balanceOf(alice) : amount;
        uint256 issued = reasons(bond, MovementKind.Issue, address(0), address(0), carol, asked);
        same(reasons(bond, MovementKind.Issue, address(0), other, carol, asked), issued, "issue");
        uint256 redeemed = reasons(bond, MovementKind.Redeem, address(0), alice, address(0), asked);
        same(reasons(bond, MovementKind.Redeem, address(0), alice, other, asked), redeemed, "redemption");
    }
}
