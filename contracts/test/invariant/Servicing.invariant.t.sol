// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Declaration, EventKind, EventStatus, IServicing, Progress} from "../../src/interfaces/IServicing.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Servicing} from "../../src/servicing/Servicing.sol";
import {Parties} from "../../src/types/Parties.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "../support/Deployed.sol";
import {OddCash} from "../support/OddCash.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";
import {ServicingHandler, ServicingStage} from "./handlers/ServicingHandler.sol";

/// A bond of seven wallets, distributions of every kind, cash that refuses one or the other, and everything that may be done in any order.
/// forge-config: default.invariant.runs = 160
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: ci.invariant.fail-on-revert = true
contract ServicingInvariantTest is BaseTest {
    ServicingHandler internal handler;
    Servicing internal servicing;
    OddCash internal cash;
    address[] internal wallets;

    function setUp() public override {
        vm.warp(START);
        deploySystem();
        bond = deployBond("ZZ000SERVICE", deployRegime(table()));
        enrol(bond);
        servicing = Servicing(Deployed.create("Servicing", abi.encode(address(manager))));
        cash = new OddCash(6);
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = IServicing.declare.selector;
        selectors[1] = IServicing.pay.selector;
        selectors[2] = IServicing.cancel.selector;
        manager.setTargetFunctionRole(address(servicing), selectors, PAYING_AGENT_ROLE);
        allow(address(servicing), IServicing.redirect.selector, ENFORCEMENT_ROLE);
        manager.grantRole(PAYING_AGENT_ROLE, address(servicing), 0);
        for (uint160 i = 1; i <= 7; ++i) {
            wallets.push(address(0x1000 * i));
            if (i != 2) register(wallets[i - 1], facts(HOME, PROFESSIONAL, 0));
            else link(wallets[0], wallets[1]);
        }
        ServicingStage memory stage;
        (stage.servicing, stage.bond, stage.cash, stage.investors) = (servicing, bond, cash, investors);
        (stage.issuer, stage.payingAgent, stage.officer) = (issuer, payingAgent, officer);
        (stage.blockedFlag, stage.wallets) = (BLOCKED_FLAG, wallets);
        handler = new ServicingHandler(stage, START);
    }

    /// @dev Nobody who is blocked, in two rows with a guard before them, so that batches are asked at once.
    function table() private view returns (bytes memory) {
        TableDraft memory t = Table.draft("serviced", "serviced", address(ledger));
        uint256 flags = Predicates.FORBIDDEN_FLAGS;
        t = Table.row(t, flags, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG, "S-0: blocked");
        t = Table.row(t, flags, Table.EVERY_KIND, Parties.ALL, BLOCKED_FLAG << 1, "S-1: sanctioned");
        return Table.encode(Table.guarded(t, IDENTITY, BLOCKED_FLAG * 3, 0, 0));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// The cash inside is what was paid in and neither paid out nor returned, over all distributions.
    function invariant_CashIsCounted() external view {
        uint256 inside = 0;
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            Progress memory progress = servicing.progressOf(id);
            inside += progress.funded - progress.paid - progress.returned;
        }
        same(cash.balanceOf(address(servicing)), inside, "cash inside");
    }

    /// What holders received is what was counted as paid.
    function invariant_PaidIsWhatWasReceived() external view {
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            uint256 sum = 0;
            for (uint256 i = 0; i < wallets.length; ++i) {
                sum += handler.received(id, wallets[i]);
            }
            same(servicing.progressOf(id).paid, sum, "paid");
        }
    }

    /// Interest: each receives what its holding was due, or what was redirected to it, and never more; and the cash for all that was not
    /// paid is there to the unit.
    function invariant_InterestIsPaidOnceAndKept() external view {
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            Progress memory progress = servicing.progressOf(id);
            bool paying = progress.status == EventStatus.Funded || progress.status == EventStatus.Closed;
            if (servicing.declarationOf(id).kind != EventKind.Interest || !paying) continue;
            uint256 unpaid = 0;
            for (uint256 i = 0; i < wallets.length; ++i) {
                int256 entitled = int256(dueOn(id, wallets[i])) + handler.redirected(id, wallets[i]);
                int256 received = int256(handler.received(id, wallets[i]));
                check(received <= entitled, "nobody is paid twice");
                unpaid += uint256(entitled - received);
            }
            uint256 inside = progress.funded - progress.paid - progress.returned;
            check(inside >= unpaid, "what is not paid is there");
            check(inside - unpaid < wallets.length, "and less than a unit a holder more");
            if (progress.status == EventStatus.Closed) same(inside, unpaid, "nothing else after the end");
            same(progress.paid + unpaid + (inside - unpaid) + progress.returned, progress.funded, "the sum");
        }
    }

    function invariant_RedeemedAndOutstandingAreIssued() external view {
        uint256 redeemed = 0;
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            Progress memory progress = servicing.progressOf(id);
            Declaration memory terms = servicing.declarationOf(id);
            redeemed += progress.redeemed;
            if (terms.kind == EventKind.Interest) continue;
            uint256 worth = uint256(progress.redeemed) * terms.numerator / terms.denominator;
            check(progress.paid <= worth, "no more than the units are worth");
        }
        same(redeemed + bond.totalSupply(), handler.issued(), "redeemed and outstanding");
    }

    /// What is owed can be paid: what is kept and what is due to the others is funded wherever payment has begun, but for units of a
    /// redemption of everything that were issued since.
    function invariant_WhatIsOwedIsThere() external view {
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            Progress memory progress = servicing.progressOf(id);
            check(progress.funded >= uint256(progress.paid) + progress.returned + progress.held, "kept is there");
        }
    }

    /// What is kept for each is together what is held.
    function invariant_KeptIsHeld() external view {
        for (uint256 id = 1; id <= servicing.distributionCount(); ++id) {
            uint256 kept = 0;
            for (uint256 i = 0; i < wallets.length; ++i) {
                kept += servicing.withheldOf(id, wallets[i]).amount;
            }
            same(servicing.progressOf(id).held, kept, "held");
        }
    }

    function dueOn(uint256 id, address wallet) private view returns (uint256) {
        Declaration memory terms = servicing.declarationOf(id);
        return bond.balanceOfAt(wallet, terms.recordDateIndex) * terms.numerator / terms.denominator;
    }

    /// The handler is no idle one, and a long run holds along the way.
    function test_LongRun() external {
        for (uint256 i = 0; i < 2500; ++i) {
            step(uint256(keccak256(abi.encode("step", i))));
            if (i % 250 == 0) checkAll();
        }
        check(handler.payments() >= 40 && handler.withholdings() >= 3, "paid and withheld many times");
        checkAll();
    }

    function checkAll() private view {
        this.invariant_CashIsCounted();
        this.invariant_PaidIsWhatWasReceived();
        this.invariant_InterestIsPaidOnceAndKept();
        this.invariant_RedeemedAndOutstandingAreIssued();
        this.invariant_WhatIsOwedIsThere();
        this.invariant_KeptIsHeld();
    }

    function claimAs(uint256 a, uint256 b, uint256 c) private {
        if (b % 3 == 0) handler.claimEach(a, b, c);
        else if (b % 3 == 1) handler.claim(a, b);
        else handler.claimPart(a, b, c);
    }

    function step(uint256 seed) private {
        (uint256 a, uint256 b, uint256 c) = (seed >> 8, seed >> 72, seed >> 136);
        uint256 action = seed % 20;
        if (action < 2) handler.issue(a, b);
        else if (action < 4) handler.transfer(a, b, c);
        else if (action == 4) handler.recordDate();
        else if (action == 5) handler.restrict(a, b % 3 == 0);
        else if (action == 6) handler.freeze(a, b);
        else if (action == 7) handler.blockCash(a);
        else if (action == 8) handler.declare(a, uint128(b), uint128(c), a >> 32);
        else if (action == 9) handler.elect(a, b, c);
        else if (action < 12) handler.fund(a, b);
        else if (action < 15) handler.pay(a, b);
        else if (action == 15) claimAs(a, b, c);
        else if (action == 16) handler.claimMissed(a, b, c);
        else if (action == 17) handler.redirect(a, b % 2 == 0);
        else if (action == 18) handler.close(a);
        else if (b % 4 == 0) handler.cancel(a, c);
        else handler.wait(b);
    }
}
