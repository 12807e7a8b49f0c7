// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CashToken} from "../../src/cash/CashToken.sol";
import {Allocation, IAllotment, Subscription} from "../../src/interfaces/IAllotment.sol";
import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {ISettlement, Instruction, Side, Signed} from "../../src/interfaces/ISettlement.sol";
import {Settlement} from "../../src/settlement/Settlement.sol";
import {Refusal} from "../../src/types/Refusal.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "./Deployed.sol";

/// @title SettlementTest
/// @notice A seller who has units and a buyer who has cash; both sign with keys of their own, and let the settlement contract move
/// all they have. The price does not divide by the units.
abstract contract SettlementTest is BaseTest {
    uint64 internal constant CASH_MINTER_ROLE = 20;
    uint256 internal constant SELLER_KEY = 0x5E11;
    uint256 internal constant BUYER_KEY = 0xB0B;
    uint256 internal constant UNITS = 20 * LOT;
    uint128 internal constant TRADED = uint128(7 * LOT);
    uint128 internal constant PRICE = 3_456_789;
    uint256 internal constant CASH = 1_000_000_000;

    address internal seller = vm.addr(SELLER_KEY);
    address internal buyer = vm.addr(BUYER_KEY);
    Settlement internal settlement;
    CashToken internal cash;

    function setUp() public virtual override {
        super.setUp();
        vm.label(seller, "seller");
        vm.label(buyer, "buyer");
        settlement = Settlement(Deployed.create("Settlement", abi.encode(address(manager))));
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = IAllotment.openOffering.selector;
        selectors[1] = IAllotment.closeOffering.selector;
        selectors[2] = IAllotment.allot.selector;
        manager.setTargetFunctionRole(address(settlement), selectors, ISSUER_ROLE);
        manager.grantRole(ISSUER_ROLE, address(settlement), 0);
        bytes memory arguments =
            abi.encode(address(manager), "Test dollar", "TUSD", uint8(8), uint16(840), address(0), uint24(0));
        cash = CashToken(Deployed.create("CashToken", arguments));
        allow(address(cash), CashToken.mint.selector, CASH_MINTER_ROLE);
        manager.grantRole(CASH_MINTER_ROLE, address(this), 0);
        register(seller, facts(HOME, PROFESSIONAL, 0));
        register(buyer, facts(HOME, PROFESSIONAL, 0));
        issue(bond, seller, UNITS);
        cash.mint(buyer, CASH);
        vm.prank(seller);
        bond.approve(address(settlement), type(uint256).max);
        vm.prank(buyer);
        cash.approve(address(settlement), type(uint256).max);
    }

    // INSTRUCTIONS

    function delivery() internal view returns (Instruction memory order) {
        order = receipt();
        (order.side, order.party, order.nonce) = (Side.Deliver, seller, 1);
    }

    function receipt() internal view returns (Instruction memory order) {
        (order.side, order.party, order.bond, order.units) = (Side.Receive, buyer, address(bond), TRADED);
        (order.cash, order.price, order.validUntil, order.nonce) = (address(cash), PRICE, uint40(START + 1 days), 2);
    }

    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function keyOf(address party) internal view returns (uint256) {
        return party == seller ? SELLER_KEY : BUYER_KEY;
    }

    function sign(Instruction memory order) internal view returns (bytes memory) {
        return signed(keyOf(order.party), settlement.digestOf(order));
    }

    // STEPS

    function settle(Instruction memory out, Instruction memory into, uint128 units) internal {
        (Signed memory first, Signed memory second) = (Signed(out, sign(out)), Signed(into, sign(into)));
        settlement.settle(first, second, units);
    }

    /// @dev The view says these facts and no refusals, and settling reverts with them.
    function refused(Instruction memory out, Instruction memory into, uint128 units, uint256 facts) internal {
        (Signed memory first, Signed memory second) = (Signed(out, sign(out)), Signed(into, sign(into)));
        (uint256 said, Refusal[] memory refusals,) = settlement.canSettle(first, second, units, address(this));
        same(said, facts, "facts");
        same(refusals.length, 0, "the bond allows it");
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, facts, refusals));
        settlement.settle(first, second, units);
    }

    function checkMoved(uint256 units, uint256 amount) internal view {
        same(bond.balanceOf(buyer), units, "the buyer's units");
        same(bond.balanceOf(seller), UNITS - units, "the seller's units");
        same(cash.balanceOf(seller), amount, "the seller's cash");
        same(cash.balanceOf(buyer), CASH - amount, "the buyer's cash");
    }
}
