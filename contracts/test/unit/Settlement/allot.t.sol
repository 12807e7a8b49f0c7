// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Allocation, IAllotment, Offering, Subscription} from "../../../src/interfaces/IAllotment.sol";
import {ICashTransfers} from "../../../src/interfaces/ICashTransfers.sol";
import {SettlementFacts as Facts} from "../../../src/settlement/SettlementFacts.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {OddCash} from "../../support/OddCash.sol";
import {SettlementTest} from "../../support/SettlementTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract SettlementAllotTest is SettlementTest {
    uint128 internal constant NUMERATOR = 997;
    uint128 internal constant DENOMINATOR = 1000;
    uint256 internal constant RECEIPT = Facts.RECEIPT;

    address internal proceeds = makeAccount("proceeds");
    uint256 internal offering;

    function setUp() public override {
        super.setUp();
        offering = open(address(cash));
    }

    function open(address token) private returns (uint256) {
        vm.prank(issuer);
        return settlement.openOffering(address(bond), token, proceeds, NUMERATOR, DENOMINATOR);
    }

    function order() private view returns (Subscription memory) {
        return Subscription(buyer, offering, TRADED, TRADED, uint40(START + 1 days), 7);
    }

    function allocation(Subscription memory subscription, uint128 units) private view returns (Allocation memory) {
        bytes memory signature = signed(keyOf(subscription.investor), settlement.subscriptionDigest(subscription));
        return Allocation(subscription, signature, units);
    }

    function allot(Allocation memory one) private {
        Allocation[] memory list = new Allocation[](1);
        list[0] = one;
        vm.prank(issuer);
        settlement.allot(list);
    }

    /// @dev The view says these facts, and the allotment fails with them; nothing moves.
    function refused(Allocation memory one, uint256 facts) private {
        (uint256 said, Refusal[] memory refusals,) = settlement.canAllot(one);
        same(said, facts, "facts");
        same(refusals.length, 0, "the bond allows it");
        failing(one, abi.encodeWithSelector(IAllotment.AllotmentRefused.selector, facts, refusals));
    }

    function failing(Allocation memory one, bytes memory why) private {
        uint256 supply = bond.totalSupply();
        bytes32 digest = settlement.subscriptionDigest(one.subscription);
        vm.expectEmit(address(settlement));
        emit IAllotment.AllotmentFailed(one.subscription.offering, one.subscription.investor, digest, one.units, why);
        allot(one);
        same(bond.totalSupply(), supply, "nothing was issued");
    }

    function priceOf(uint256 units) private pure returns (uint256) {
        return units * NUMERATOR / DENOMINATOR;
    }

    function test_RevertWhen_CallerIsNotTheIssuer() external {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger);
        Allocation memory one = allocation(order(), TRADED);
        vm.startPrank(stranger);
        vm.expectRevert(why);
        settlement.openOffering(address(bond), address(cash), proceeds, 1, 1);
        vm.expectRevert(why);
        settlement.closeOffering(offering);
        vm.expectRevert(why);
        settlement.allot(new Allocation[](0));
        vm.expectRevert(abi.encodeWithSelector(IAllotment.NotSettlement.selector, stranger));
        settlement.allotOne(one);
    }

    function test_IssuesAgainstPayment() external {
        bytes32 digest = settlement.subscriptionDigest(order());
        vm.expectEmit(address(settlement));
        emit IAllotment.Allotted(offering, buyer, digest, TRADED, priceOf(TRADED));
        allot(allocation(order(), TRADED));
        same(bond.balanceOf(buyer), TRADED, "units");
        same(cash.balanceOf(proceeds), priceOf(TRADED), "cash");
        Offering memory stored = settlement.offeringOf(offering);
        same(stored.allotted, TRADED, "allotted");
        same(stored.received, priceOf(TRADED), "received");
    }

    function testFuzz_PartsAddUp(uint256 first) external {
        first = 1000 + bound(first, 0, TRADED / 1_00 - 2000);
        allot(allocation(order(), uint128(first * 1_00)));
        same(cash.balanceOf(proceeds), priceOf(first * 1_00), "the first part");
        allot(allocation(order(), uint128(TRADED - first * 1_00)));
        same(cash.balanceOf(proceeds), priceOf(TRADED), "both");
        refused(allocation(order(), uint128(LOT)), Facts.OVERFILLED << RECEIPT);
    }

    /// One that fails leaves the others as they are.
    function test_EachWholeOrNotAtAll() external {
        Allocation[] memory list = new Allocation[](3);
        list[0] = allocation(order(), TRADED);
        list[1] = allocation(order(), TRADED);
        Subscription memory other = order();
        other.nonce = 8;
        list[2] = allocation(other, uint128(LOT));
        vm.prank(issuer);
        settlement.allot(list);
        same(bond.balanceOf(buyer), TRADED + LOT, "the first and the third");
    }

    function test_ClosingStopsIt() external {
        allot(allocation(order(), uint128(2 * LOT)));
        vm.expectEmit(address(settlement));
        emit IAllotment.OfferingClosed(offering, 2 * LOT, priceOf(2 * LOT));
        vm.startPrank(issuer);
        settlement.closeOffering(offering);
        vm.expectRevert(abi.encodeWithSelector(IAllotment.OfferingNotOpen.selector, offering));
        settlement.closeOffering(offering);
        vm.stopPrank();
        refused(allocation(order(), uint128(2 * LOT)), Facts.OFFERING_CLOSED);
    }

    function test_RevertWhen_OfferingIsNotWhole() external {
        vm.startPrank(issuer);
        vm.expectRevert(IAllotment.InvalidOffering.selector);
        settlement.openOffering(stranger, address(cash), proceeds, 1, 1);
        vm.expectRevert(IAllotment.InvalidOffering.selector);
        settlement.openOffering(address(bond), address(cash), address(0), 1, 1);
        vm.expectRevert(IAllotment.InvalidOffering.selector);
        settlement.openOffering(address(bond), address(cash), proceeds, 0, 1);
        vm.expectRevert(IAllotment.InvalidOffering.selector);
        settlement.openOffering(address(bond), address(cash), proceeds, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(ICashTransfers.NoCashToken.selector, stranger));
        settlement.openOffering(address(bond), stranger, proceeds, 1, 1);
    }

    function test_FailsWhere_TheSubscriptionDoesNotAllowIt() external {
        Subscription memory one = order();
        one.validUntil = uint40(START - 1);
        refused(allocation(one, TRADED), Facts.EXPIRED << RECEIPT);
        one = order();
        one.price = uint128(priceOf(TRADED)) - 1;
        refused(allocation(one, TRADED), Facts.PRICE);
        Allocation memory forged = allocation(order(), TRADED);
        forged.subscription.units += 1;
        refused(forged, Facts.SIGNATURE << RECEIPT);
        vm.prank(buyer);
        settlement.cancelNonce(7);
        refused(allocation(order(), TRADED), Facts.CANCELLED << RECEIPT);
    }

    function test_FailsWhere_CashIsShort() external {
        vm.prank(buyer);
        cash.approve(address(settlement), priceOf(TRADED) - 1);
        refused(allocation(order(), TRADED), Facts.CASH_ALLOWANCE);
        vm.prank(buyer);
        cash.transfer(stranger, CASH - LOT);
        refused(allocation(order(), TRADED), Facts.CASH_ALLOWANCE | Facts.CASH_BALANCE);
    }

    function test_FailsWhere_TheRegimeRefuses() external {
        restrict(buyer, BLOCKED_FLAG);
        Allocation memory one = allocation(order(), TRADED);
        (uint256 said, Refusal[] memory refusals,) = settlement.canAllot(one);
        same(said, 0, "no facts");
        same(refusals[0].reasons, BLOCKED_RULE, "blocked");
        failing(one, abi.encodeWithSelector(IAllotment.AllotmentRefused.selector, 0, refusals));
    }

    function test_FailsWhere_NothingWouldMove() external view {
        (uint256 said,,) = settlement.canAllot(allocation(order(), 0));
        same(said, Facts.BELOW_MINIMUM << RECEIPT, "nothing");
    }

    function test_FailsWhere_TheInvestorPaysItself() external {
        proceeds = buyer;
        offering = open(address(cash));
        refused(allocation(order(), TRADED), Facts.SAME_PARTY);
    }

    /// Units that are not paid in full are not issued.
    function test_FailsWhere_CashTakesAFee() external {
        OddCash odd = new OddCash(6);
        odd.mint(buyer, CASH);
        vm.prank(buyer);
        odd.approve(address(settlement), CASH);
        odd.set(OddCash.Oddity.Fee);
        offering = open(address(odd));
        uint256 price = priceOf(TRADED);
        failing(
            allocation(order(), TRADED),
            abi.encodeWithSelector(ICashTransfers.CashShortfall.selector, odd, price, price - price / 100)
        );
    }
}
