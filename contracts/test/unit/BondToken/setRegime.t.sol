// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState} from "../../../src/types/InstrumentState.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BaseTest} from "../../Base.t.sol";
import {Deployed} from "../../support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

contract BondTokenSetRegimeTest is BaseTest {
    function setRegime(address regime) private {
        vm.prank(governor);
        bond.setRegime(regime);
    }

    function testFuzz_RevertWhen_NotMadeByTheFactory(address regime) external {
        vm.assume(!regimes.isRegime(regime));
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.UnknownRegime.selector, regime));
        setRegime(regime);
    }

    function testFuzz_RevertWhen_ConstructedWithAnUnknownRegime(address regime) external {
        vm.assume(!regimes.isRegime(regime));
        bytes memory code = Deployed.creationCode("BondToken", abi.encode(terms("ZZ0000000000"), system(), regime));
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.UnknownRegime.selector, regime));
        Deployed.create(code);
    }

    /// A copy of a regime's code that the factory did not make is not a regime.
    function test_RevertWhen_CodeIsCopied() external {
        address copy = makeAccount("copy");
        vm.etch(copy, bond.regime().code);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.UnknownRegime.selector, copy));
        setRegime(copy);
    }

    /// Capacity would be asked of a ledger that the token does not report to, or of nobody at all.
    function testFuzz_RevertWhen_RegimeAsksAnotherLedger(address other) external {
        vm.assume(other != address(ledger));
        TableDraft memory table = Table.draft("elsewhere", "test", other);
        table = Table.row(table, Predicates.CAPACITY, Table.ISSUE, Parties.MOVEMENT, 0, "capacity elsewhere");
        address regime = deployRegime(Table.encode(table));
        vm.prank(governor);
        (bool replaced,) = address(bond).call(abi.encodeCall(bond.setRegime, (regime)));
        check(!replaced, "a regime of another ledger");
    }

    /// Every replacement leaves a trail of hashes.
    function testFuzz_EmitsBothProfiles(bytes32 profileHash) external {
        address previous = bond.regime();
        address next = deployRegime(clockTable(profileHash, 40));
        vm.expectEmit(address(bond));
        emit IBondEvents.RegimeReplaced(previous, next, "capped v1", profileHash);
        setRegime(next);
        check(bond.regime() == next, "in force");
    }

    /// Counters, freezes, clock and record dates live in the token and the ledger: they survive the regime.
    function test_EverythingElseSurvives() external {
        issue(bond, alice, 10 * LOT);
        freeze(bond, alice, 3 * LOT);
        vm.prank(issuer);
        bond.startOfferingClock(START_DAY);
        vm.prank(payingAgent);
        bond.addRecordDate(uint40(START + 10));
        vm.startPrank(supervisor);
        bond.setPaused(true);
        bond.setHalted(true);
        vm.stopPrank();
        uint256 mask = type(uint256).max << 160;
        uint256 before = InstrumentState.unwrap(bond.state()) & mask;
        setRegime(clockBond.regime());
        same(InstrumentState.unwrap(bond.state()) & mask, before, "flags, clock and record dates");
        same(bond.balanceOf(alice), 10 * LOT, "balance");
        same(bond.getFrozenTokens(alice), 3 * LOT, "freeze");
        same(ledger.capacity(LEI, CLASS).used, 10 * LOT, "capacity");
        vm.warp(START + 20);
        same(bond.balanceOfAt(alice, 0), 10 * LOT, "record date");
    }

    /// The governor's role has a delay: a replacement is scheduled in public, and takes effect only after it.
    function test_GovernorWaitsForTheDelayOfItsRole() external {
        address delayed = makeAccount("delayed governor");
        allow(address(bond), bond.setRegime.selector, 77);
        manager.grantRole(77, delayed, 2 days);
        address next = deployRegime(openTable("next"));
        bytes memory call_ = abi.encodeCall(bond.setRegime, (next));
        vm.startPrank(delayed);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, delayed));
        bond.setRegime(next);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.execute(address(bond), call_);
        manager.schedule(address(bond), call_, 0);
        vm.warp(START + 2 days - 1);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotReady.selector);
        manager.execute(address(bond), call_);
        vm.warp(START + 2 days);
        manager.execute(address(bond), call_);
        vm.stopPrank();
        check(bond.regime() == next, "after the delay");
    }
}
