// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IPledges} from "../../src/interfaces/IPledges.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Settlement} from "../../src/settlement/Settlement.sol";
import {Parties} from "../../src/types/Parties.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "../support/Deployed.sol";
import {OddCash} from "../support/OddCash.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";
import {SettlementHandler, SettlementStage} from "./handlers/SettlementHandler.sol";

/// Four parties who trade, subscribe, pledge, cancel and change their minds in any order, against cash that refuses one or the other.
/// forge-config: default.invariant.runs = 160
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: ci.invariant.fail-on-revert = true
contract SettlementInvariantTest is BaseTest {
    uint256 private constant HELD = 10_000;

    SettlementHandler internal handler;
    Settlement internal settlement;
    IPledges internal pledges;
    OddCash internal cash;
    address[] internal parties;
    address internal proceeds = makeAccount("proceeds");

    function setUp() public override {
        vm.warp(START);
        deploySystem();
        TableDraft memory t = Table.draft("traded", "traded", address(ledger));
        t = Table.row(t, Predicates.FORBIDDEN_FLAGS, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "T-0: blocked");
        bond = deployBond("ZZ0000TRADED", deployRegime(Table.encode(t)));
        enrol(bond);
        settlement = Settlement(Deployed.create("Settlement", abi.encode(address(manager))));
        pledges = IPledges(Deployed.create("Pledges", abi.encode(address(manager))));
        cash = new OddCash(6);
        bytes4[] memory selectors = new bytes4[](2);
        (selectors[0], selectors[1]) = (settlement.openOffering.selector, settlement.allot.selector);
        manager.setTargetFunctionRole(address(settlement), selectors, ISSUER_ROLE);
        manager.grantRole(ISSUER_ROLE, address(settlement), 0);
        allow(address(pledges), IPledges.enforce.selector, ENFORCEMENT_ROLE);
        manager.grantRole(ENFORCEMENT_ROLE, address(pledges), 0);
        handler = new SettlementHandler(stage(), START);
    }

    function stage() private returns (SettlementStage memory stage_) {
        (stage_.settlement, stage_.pledges, stage_.bond, stage_.cash) = (settlement, pledges, bond, cash);
        (stage_.investors, stage_.issuer, stage_.officer) = (investors, issuer, officer);
        stage_.blockedFlag = BLOCKED_FLAG;
        stage_.keys = new uint256[](4);
        for (uint256 i = 0; i < 4; ++i) {
            stage_.keys[i] = 0xCAFE + i;
            address party = vm.addr(stage_.keys[i]);
            parties.push(party);
            register(party, facts(HOME, PROFESSIONAL, 0));
            issue(bond, party, HELD);
            cash.mint(party, HELD);
            vm.startPrank(party);
            bond.approve(address(settlement), type(uint256).max);
            cash.approve(address(settlement), type(uint256).max);
            vm.stopPrank();
        }
        vm.prank(issuer);
        stage_.offering = settlement.openOffering(address(bond), address(cash), proceeds, 13, 10);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// No unit and no cash appears or vanishes, and none stays in the contract.
    function invariant_BothAssetsAreConserved() external view {
        uint256 units = 0;
        uint256 money = cash.balanceOf(proceeds);
        for (uint256 i = 0; i < parties.length; ++i) {
            units += bond.balanceOf(parties[i]);
            money += cash.balanceOf(parties[i]);
        }
        same(units, 4 * HELD + handler.issued(), "units");
        same(bond.totalSupply(), units, "supply");
        same(money, 4 * HELD, "cash");
        same(cash.balanceOf(proceeds), settlement.offeringOf(1).received, "proceeds");
        same(settlement.offeringOf(1).allotted, handler.issued(), "allotted");
    }

    /// What is frozen is what is pledged, to the unit, and is there.
    function invariant_PledgedIsFrozen() external view {
        for (uint256 i = 0; i < parties.length; ++i) {
            uint256 sum = 0;
            for (uint256 j = 0; j < parties.length; ++j) {
                sum += pledges.pledgedTo(address(bond), parties[i], parties[j]);
            }
            same(pledges.pledgedBy(address(bond), parties[i]), sum, "in all");
            same(bond.getFrozenTokens(parties[i]), sum, "frozen");
            check(bond.balanceOf(parties[i]) >= sum, "there");
        }
    }

    /// The handler is no idle one, and a long run holds along the way.
    function test_LongRun() external {
        for (uint256 i = 0; i < 2500; ++i) {
            step(uint256(keccak256(abi.encode("step", i))));
        }
        check(handler.settled() >= 60 && handler.refused() >= 60, "settled and refused many times");
        check(handler.issued() != 0, "allotted");
        this.invariant_BothAssetsAreConserved();
        this.invariant_PledgedIsFrozen();
    }

    function step(uint256 seed) private {
        (uint256 a, uint256 b, uint256 c, uint256 d) = (seed >> 8, seed >> 72, seed >> 136, seed >> 200);
        uint256 action = seed % 16;
        if (action < 8) handler.trade(a, b, c, d, seed >> 100);
        else if (action == 8) handler.subscribe(a, b, c, d);
        else if (action == 9) handler.cancelNonce(a, b);
        else if (action == 10) handler.allow(a, b, c);
        else if (action == 11) handler.restrict(a, b % 3 == 0);
        else if (action == 12) handler.blockCash(a);
        else if (action == 13) handler.pledge(a, b, c);
        else if (action == 14) handler.release(a, b, c);
        else if (a % 2 == 0) handler.enforce(a, b, c);
        else handler.wait(a);
    }
}
