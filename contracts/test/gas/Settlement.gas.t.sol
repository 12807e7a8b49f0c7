// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CashToken} from "../../src/cash/CashToken.sol";
import {Instruction, Side, Signed} from "../../src/interfaces/ISettlement.sol";
import {Pledges} from "../../src/settlement/Pledges.sol";
import {Settlement} from "../../src/settlement/Settlement.sol";
import {Deployed} from "../support/Deployed.sol";
import {GasTest} from "./GasTest.sol";

/// @title SettlementGas
/// @notice What a settlement and a pledge cost under uk-sandbox. Entries are in `snapshots/Settlement.json`.
contract SettlementGas is GasTest {
    string private constant GROUP = "Settlement";
    uint256 private constant SELLER_KEY = 0x5E11;
    uint256 private constant BUYER_KEY = 0xB0B;

    Settlement internal settlement;
    Pledges internal pledges;
    CashToken internal cash;
    address internal seller = vm.addr(SELLER_KEY);
    address internal buyer = vm.addr(BUYER_KEY);

    function setUp() public override {
        super.setUp();
        settlement = Settlement(Deployed.create("Settlement", abi.encode(address(manager))));
        pledges = Pledges(Deployed.create("Pledges", abi.encode(address(manager))));
        manager.grantRole(ENFORCEMENT_ROLE, address(pledges), 0);
        bytes memory arguments =
            abi.encode(address(manager), "Test pound", "TGBP", uint8(6), uint16(826), address(0), uint24(0));
        cash = CashToken(Deployed.create("CashToken", arguments));
        allow(address(cash), CashToken.mint.selector, 20);
        manager.grantRole(20, address(this), 0);
        register(seller, facts(HOME, PROFESSIONAL, 0));
        register(buyer, facts(HOME, PROFESSIONAL, 0));
        issue(sandboxBond, seller, HOLDING);
        issue(sandboxBond, buyer, HOLDING);
        cash.mint(seller, 1);
        cash.mint(buyer, HOLDING);
        vm.prank(seller);
        sandboxBond.approve(address(settlement), type(uint256).max);
        vm.prank(buyer);
        cash.approve(address(settlement), type(uint256).max);
    }

    function order(Side side, address party, uint256 key) private view returns (Signed memory) {
        Instruction memory instruction;
        (instruction.side, instruction.party, instruction.bond) = (side, party, address(sandboxBond));
        (instruction.units, instruction.cash, instruction.price) =
        (uint128(2 * AMOUNT), address(cash), uint128(2 * AMOUNT));
        instruction.validUntil = uint40(START + 1 days);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, settlement.digestOf(instruction));
        return Signed(instruction, abi.encodePacked(r, s, v));
    }

    function test_Settle() external {
        Signed memory delivery = order(Side.Deliver, seller, SELLER_KEY);
        Signed memory receipt = order(Side.Receive, buyer, BUYER_KEY);
        settlement.settle(delivery, receipt, uint128(AMOUNT));
        vm.snapshotGasLastCall(GROUP, "delivery against payment of a part, two signatures, uk-sandbox");
        settlement.settle(delivery, receipt, uint128(AMOUNT));
        vm.snapshotGasLastCall(GROUP, "delivery against payment of the rest, two signatures, uk-sandbox");
    }

    function test_Pledge() external {
        vm.prank(alice);
        pledges.pledge(address(sandboxBond), bob, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "pledge a part of a holding");
        vm.prank(bob);
        pledges.release(address(sandboxBond), alice, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "release it");
    }

    function test_CodeSize() external {
        vm.snapshotValue(GROUP, "runtime code of Settlement, bytes", address(settlement).code.length);
        vm.snapshotValue(GROUP, "runtime code of Pledges, bytes", address(pledges).code.length);
    }
}
