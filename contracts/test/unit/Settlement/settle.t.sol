// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ICashTransfers} from "../../../src/interfaces/ICashTransfers.sol";
import {Fill, ISettlement, Instruction, Side, Signed} from "../../../src/interfaces/ISettlement.sol";
import {SettlementFacts as Facts} from "../../../src/settlement/SettlementFacts.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {OddCash, SilentCash} from "../../support/OddCash.sol";
import {SettlementTest} from "../../support/SettlementTest.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @dev A wallet that signs by ERC-1271.
contract ContractWallet {
    bytes32 internal digest;

    function approve(address token, address spender) external {
        OddCash(token).approve(spender, type(uint256).max);
    }

    function accept(bytes32 digest_) external {
        digest = digest_;
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash == digest ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

contract SettlementSettleTest is SettlementTest {
    uint256 internal constant RECEIPT = Facts.RECEIPT;

    function test_UnitsAndCashMoveTogether() external {
        (bytes32 out, bytes32 into) = (settlement.digestOf(delivery()), settlement.digestOf(receipt()));
        vm.expectEmit(address(settlement));
        emit ISettlement.Settled(out, into, address(bond), seller, buyer, TRADED, address(cash), PRICE);
        settle(delivery(), receipt(), TRADED);
        checkMoved(TRADED, PRICE);
        Fill memory fill = settlement.fillOf(out);
        same(fill.units, TRADED, "filled");
        same(fill.cash, PRICE, "paid");
        same(settlement.fillOf(into).cash, PRICE, "the other side too");
        refused(delivery(), receipt(), TRADED, Facts.OVERFILLED | Facts.OVERFILLED << RECEIPT);
    }

    /// Parts add up: whatever they are, the price is paid to the unit in the end.
    function testFuzz_PartsAddUp(uint256 seed, uint128 price) external {
        price = uint128(bound(price, 0, CASH));
        (Instruction memory out, Instruction memory into) = (delivery(), receipt());
        (out.price, into.price) = (price, price);
        uint256 left = TRADED / 1_00;
        uint256 done = 0;
        // A denomination rule leaves parts of a thousand and more.
        while (left != 0) {
            uint256 part = left < 2000 ? left : bound(uint256(keccak256(abi.encode(seed, left))), 1000, left - 1000);
            settle(out, into, uint128(part * 1_00));
            (left, done) = (left - part, done + part * 1_00);
            checkMoved(done, done * price / TRADED);
        }
        checkMoved(TRADED, price);
    }

    /// One delivery to several who take parts of it; none pays more than its own price's part, rounded up.
    function test_OneDeliveryToSeveralReceipts() external {
        (Instruction memory out, Instruction memory first) = (delivery(), receipt());
        settle(out, first, uint128(3 * LOT));
        first.nonce = 9;
        settle(out, first, uint128(4 * LOT));
        checkMoved(TRADED, PRICE);
        same(settlement.fillOf(settlement.digestOf(first)).units, 4 * LOT, "its own part");
        check(settlement.fillOf(settlement.digestOf(first)).cash <= (PRICE * 4 + 6) / 7, "at its own price");
    }

    /// A receipt may bid more; the delivery's price is paid.
    function test_DeliverysPriceIsPaid() external {
        Instruction memory into = receipt();
        into.price = PRICE + 1000;
        settle(delivery(), into, TRADED);
        checkMoved(TRADED, PRICE);
    }

    function test_RevertWhen_PriceIsAboveTheReceipts() external {
        Instruction memory into = receipt();
        into.price = PRICE - 1;
        refused(delivery(), into, TRADED, Facts.PRICE);
    }

    function test_SettlesThroughItsLastSecond() external {
        vm.warp(START + 1 days);
        settle(delivery(), receipt(), TRADED);
    }

    function test_RevertWhen_Expired() external {
        Instruction memory into = receipt();
        into.validUntil = uint40(START - 1);
        refused(delivery(), into, TRADED, Facts.EXPIRED << RECEIPT);
        vm.warp(START + 1 days + 1);
        refused(delivery(), receipt(), TRADED, Facts.EXPIRED | Facts.EXPIRED << RECEIPT);
    }

    function test_RevertWhen_Cancelled() external {
        vm.expectEmit(address(settlement));
        emit ISettlement.NonceCancelled(seller, 1);
        vm.prank(seller);
        settlement.cancelNonce(1);
        check(settlement.isCancelled(seller, 1) && !settlement.isCancelled(buyer, 1), "the seller's alone");
        refused(delivery(), receipt(), TRADED, Facts.CANCELLED);
        Instruction memory out = delivery();
        out.nonce = 4;
        settle(out, receipt(), TRADED);
    }

    /// Cancelling stops what is left of an instruction that was filled in part.
    function test_CancelledAfterAPart() external {
        settle(delivery(), receipt(), uint128(2 * LOT));
        vm.prank(buyer);
        settlement.cancelNonce(2);
        refused(delivery(), receipt(), uint128(2 * LOT), Facts.CANCELLED << RECEIPT);
        checkMoved(2 * LOT, uint256(PRICE) * 2 / 7);
    }

    function test_RevertWhen_BelowTheMinimum() external {
        Instruction memory out = delivery();
        out.minimumFill = uint128(5 * LOT);
        refused(out, receipt(), uint128(4 * LOT), Facts.BELOW_MINIMUM);
        Signed memory first = Signed(delivery(), sign(delivery()));
        Signed memory second = Signed(receipt(), sign(receipt()));
        (uint256 said,,) = settlement.canSettle(first, second, 0, address(this));
        same(said, Facts.BELOW_MINIMUM | Facts.BELOW_MINIMUM << RECEIPT, "nothing would move");
        settle(out, receipt(), uint128(5 * LOT));
        settle(out, receipt(), uint128(2 * LOT));
        checkMoved(TRADED, PRICE);
    }

    function test_RevertWhen_ForSomebodyElse() external {
        Instruction memory out = delivery();
        out.counterparty = alice;
        refused(out, receipt(), TRADED, Facts.COUNTERPARTY);
        out.counterparty = buyer;
        settle(out, receipt(), TRADED);
    }

    function test_RevertWhen_NotSignedByItsParty() external {
        (Instruction memory out, Instruction memory into) = (delivery(), receipt());
        bytes memory wrong = signed(BUYER_KEY, settlement.digestOf(out));
        bytes memory good = sign(into);
        Refusal[] memory none;
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, Facts.SIGNATURE, none));
        settlement.settle(Signed(out, wrong), Signed(into, good), TRADED);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, Facts.SIGNATURE, none));
        settlement.settle(Signed(out, ""), Signed(into, good), TRADED);
    }

    /// What was signed is settled, and nothing else.
    function testFuzz_RevertWhen_AnythingIsChanged(uint256 field) external {
        (Instruction memory out, Instruction memory into) = (delivery(), receipt());
        bytes memory signature = sign(out);
        field = bound(field, 0, 6);
        if (field == 0) out.units += 1;
        if (field == 1) out.price -= 1;
        if (field == 2) out.counterparty = buyer;
        if (field == 3) out.agent = address(this);
        if (field == 4) out.minimumFill = 1;
        if (field == 5) out.validUntil += 1;
        if (field == 6) out.nonce += 5;
        bytes memory good = sign(into);
        Refusal[] memory none;
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, Facts.SIGNATURE, none));
        settlement.settle(Signed(out, signature), Signed(into, good), TRADED);
    }

    function test_PartyNeedsNoSignatureOfItsOwn() external {
        bytes memory second = sign(receipt());
        vm.prank(seller);
        settlement.settle(Signed(delivery(), ""), Signed(receipt(), second), TRADED);
        checkMoved(TRADED, PRICE);
    }

    function test_OnlyTheAgentSubmitsWhereThereIsOne() external {
        Instruction memory out = delivery();
        out.agent = alice;
        refused(out, receipt(), uint128(LOT), Facts.SUBMITTER);
        (bytes memory first, bytes memory second) = (sign(out), sign(receipt()));
        vm.prank(alice);
        settlement.settle(Signed(out, first), Signed(receipt(), second), uint128(2 * LOT));
        vm.prank(buyer);
        settlement.settle(Signed(out, first), Signed(receipt(), second), uint128(2 * LOT));
        checkMoved(4 * LOT, uint256(PRICE) * 4 / 7);
    }

    function test_ContractsSignByErc1271() external {
        ContractWallet wallet = new ContractWallet();
        register(address(wallet), facts(HOME, PROFESSIONAL, 0));
        cash.mint(address(wallet), PRICE);
        wallet.approve(address(cash), address(settlement));
        Instruction memory into = receipt();
        into.party = address(wallet);
        bytes memory first = sign(delivery());
        Refusal[] memory none;
        vm.expectRevert(
            abi.encodeWithSelector(ISettlement.SettlementRefused.selector, Facts.SIGNATURE << RECEIPT, none)
        );
        settlement.settle(Signed(delivery(), first), Signed(into, ""), TRADED);
        wallet.accept(settlement.digestOf(into));
        settlement.settle(Signed(delivery(), first), Signed(into, ""), TRADED);
        same(bond.balanceOf(address(wallet)), TRADED, "delivered");
    }

    function test_RevertWhen_TheyDoNotMatch() external {
        Instruction memory into = receipt();
        into.bond = address(clockBond);
        refused(delivery(), into, TRADED, Facts.MISMATCH);
        into = receipt();
        into.side = Side.Deliver;
        refused(delivery(), into, TRADED, Facts.MISMATCH);
        Instruction memory out = delivery();
        out.side = Side.Receive;
        refused(out, receipt(), TRADED, Facts.MISMATCH);
        into = receipt();
        into.cash = address(new OddCash(6));
        refused(delivery(), into, TRADED, Facts.MISMATCH);
    }

    function test_RevertWhen_CashIsShort() external {
        vm.prank(buyer);
        cash.approve(address(settlement), PRICE - 1);
        refused(delivery(), receipt(), TRADED, Facts.CASH_ALLOWANCE);
        vm.prank(buyer);
        cash.transfer(stranger, CASH - PRICE + 1);
        refused(delivery(), receipt(), TRADED, Facts.CASH_ALLOWANCE | Facts.CASH_BALANCE);
        checkNothingMoved();
    }

    function checkNothingMoved() private view {
        same(bond.balanceOf(seller), UNITS, "units");
        same(cash.balanceOf(seller), 0, "cash");
    }

    function test_RevertWhen_ThereIsNoTokenOrNoBond() external {
        (Instruction memory out, Instruction memory into) = (delivery(), receipt());
        (out.cash, into.cash) = (stranger, stranger);
        refused(out, into, TRADED, Facts.NO_CASH_TOKEN);
        (out, into) = (delivery(), receipt());
        (out.bond, into.bond) = (stranger, stranger);
        refused(out, into, TRADED, Facts.NO_BOND);
    }

    /// The bond decides, and its reasons are all in the refusal, beside the facts.
    function test_RevertWhen_TheRegimeRefuses() external {
        restrict(buyer, BLOCKED_FLAG);
        vm.prank(seller);
        bond.approve(address(settlement), 0);
        pause(bond);
        vm.warp(START + 1 days + 1);
        (bytes memory first, bytes memory second) = (sign(delivery()), sign(receipt()));
        (uint256 said, Refusal[] memory refusals,) =
            settlement.canSettle(Signed(delivery(), first), Signed(receipt(), second), TRADED, address(this));
        same(said, Facts.EXPIRED | Facts.EXPIRED << RECEIPT, "facts");
        same(refusals[0].reasons, BLOCKED_RULE | 1 << 240 | 1 << 243, "blocked, paused, no allowance");
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, said, refusals));
        settlement.settle(Signed(delivery(), first), Signed(receipt(), second), TRADED);
        checkNothingMoved();
    }

    function test_RevertWhen_CashDeliversAnythingElse() external {
        OddCash odd = new OddCash(18);
        (Instruction memory out, Instruction memory into) = inCash(address(odd));
        odd.set(OddCash.Oddity.Fee);
        (bytes memory first, bytes memory second) = (sign(out), sign(into));
        vm.expectRevert(abi.encodeWithSelector(ICashTransfers.CashShortfall.selector, odd, PRICE, PRICE - PRICE / 100));
        settlement.settle(Signed(out, first), Signed(into, second), TRADED);
        odd.set(OddCash.Oddity.Surcharge);
        odd.mint(buyer, PRICE);
        vm.expectRevert(abi.encodeWithSelector(ICashTransfers.CashShortfall.selector, odd, PRICE, PRICE + PRICE / 100));
        settlement.settle(Signed(out, first), Signed(into, second), TRADED);
        odd.set(OddCash.Oddity.SaysFalse);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, odd));
        settlement.settle(Signed(out, first), Signed(into, second), TRADED);
        odd.setBlocked(seller);
        vm.expectRevert();
        settlement.settle(Signed(out, first), Signed(into, second), TRADED);
        checkNothingMoved();
    }

    /// A token that calls back while it moves settles nothing more.
    function test_ReentrantCashSettlesNothingMore() external {
        OddCash odd = new OddCash(18);
        (Instruction memory out, Instruction memory into) = inCash(address(odd));
        (bytes memory first, bytes memory second) = (sign(out), sign(into));
        odd.setCall(
            address(settlement),
            abi.encodeCall(settlement.settle, (Signed(out, first), Signed(into, second), uint128(LOT)))
        );
        settlement.settle(Signed(out, first), Signed(into, second), uint128(LOT));
        check(!odd.succeeded(), "the call inside failed");
        same(bond.balanceOf(buyer), LOT, "once");
    }

    function test_CashThatReturnsNothing() external {
        (Instruction memory out, Instruction memory into) = inCash(address(new SilentCash()));
        settle(out, into, TRADED);
        same(OddCash(out.cash).balanceOf(seller), PRICE, "paid");
    }

    function inCash(address token) private returns (Instruction memory out, Instruction memory into) {
        (out, into) = (delivery(), receipt());
        (out.cash, into.cash) = (token, token);
        OddCash(token).mint(buyer, PRICE);
        vm.prank(buyer);
        // Not every token answers.
        (bool approved,) = token.call(abi.encodeWithSelector(0x095ea7b3, address(settlement), PRICE));
        check(approved, "approved");
    }

    /// Permits and the settlement in one transaction; a permit that was used already does no harm.
    function test_PermitsAndSettlementAtOnce() external {
        vm.prank(buyer);
        cash.approve(address(settlement), 0);
        (uint8 v, bytes32 r, bytes32 s) = signedPermit();
        bytes[] memory calls = new bytes[](3);
        calls[0] =
            abi.encodeCall(settlement.usePermit, (address(cash), buyer, address(settlement), PRICE, START, v, r, s));
        calls[1] = calls[0];
        calls[2] = abi.encodeCall(
            settlement.settle, (Signed(delivery(), sign(delivery())), Signed(receipt(), sign(receipt())), TRADED)
        );
        settlement.multicall(calls);
        checkMoved(TRADED, PRICE);
    }

    /// What allows nothing is said, also where the token was left too little gas to say so.
    function test_RevertWhen_APermitAllowsNothing() external {
        vm.prank(buyer);
        cash.approve(address(settlement), 0);
        (uint8 v, bytes32 r, bytes32 s) = signedPermit();
        bytes memory nothing =
            abi.encodeWithSelector(ISettlement.PermitWithoutEffect.selector, address(cash), buyer, 0, PRICE);
        vm.expectRevert(nothing);
        settlement.usePermit(address(cash), buyer, address(settlement), PRICE, START - 1, v, r, s);
        vm.expectRevert(nothing);
        settlement.usePermit(address(cash), buyer, address(settlement), PRICE, START, v, s, r);
        bytes memory call =
            abi.encodeCall(settlement.usePermit, (address(cash), buyer, address(settlement), PRICE, START, v, r, s));
        (bool done,) = address(settlement).call{gas: 25_000}(call);
        check(!done, "too little gas");
        (done,) = address(settlement).call{gas: 200_000}(call);
        check(done && cash.allowance(buyer, address(settlement)) == PRICE, "enough");
    }

    function signedPermit() private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash = keccak256(abi.encode(typeHash, buyer, settlement, PRICE, cash.nonces(buyer), START));
        return vm.sign(BUYER_KEY, keccak256(abi.encodePacked(hex"1901", cash.DOMAIN_SEPARATOR(), hash)));
    }

    /// A signature counts on its chain and at its contract.
    function test_DigestBindsChainAndContract() external {
        bytes32 here = settlement.digestOf(delivery());
        vm.chainId(5);
        check(settlement.digestOf(delivery()) != here, "another chain");
    }
}
