// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState, InstrumentStateLibrary} from "../../../src/types/InstrumentState.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

/// Rows behind a period apply inside it, and the rows behind those always.
contract PeriodTest is RuleTest {
    uint256 private constant ROW = 32;

    function period(uint256 start, uint256 end, uint256 held) private pure returns (uint256) {
        return Predicates.PERIOD << 248 | Parties.EVERYTHING << 232 | start | end << 40 | held << 80;
    }

    /// @dev Three rules that a halted instrument fails, with a word before them.
    function behind(uint256 word) private view returns (bytes memory) {
        TableDraft memory table = Table.draft("period", "test", address(ledger));
        for (uint256 i = 0; i < 3; ++i) {
            table = Table.row(table, Predicates.NOT_HALTED, Table.TRANSFER, Parties.MOVEMENT, 0, "T");
        }
        uint256 kind = uint256(MovementKind.Transfer);
        table.rows[kind] = abi.encodePacked(word, table.rows[kind]);
        return Table.encode(table);
    }

    function halted(uint256 at) private view returns (Movement memory movement) {
        movement = transferOf(LOT, LOT);
        movement.at = uint64(at);
        movement.state = InstrumentState.wrap(0).withFlag(InstrumentStateLibrary.HALTED, true);
    }

    function test_Boundaries() external {
        IRegime regime = IRegime(deployRegime(behind(period(START, START + 100, ROW))));
        same(verdict(regime, halted(START - 1)), 6, "a second before the start");
        same(verdict(regime, halted(START)), 7, "the start is included");
        same(verdict(regime, halted(START + 99)), 7, "the last second");
        same(verdict(regime, halted(START + 100)), 6, "the end is excluded");
    }

    function testFuzz_HoldsItsRowsAndNoOther(uint40 start, uint40 end, uint40 at, uint256 rows) external {
        rows = bound(rows, 1, 3);
        IRegime regime = IRegime(deployRegime(behind(period(start, end, rows * ROW))));
        bool inside = at >= start && (end == 0 || at < end);
        same(verdict(regime, halted(at)), inside ? 7 : 7 & ~((1 << rows) - 1), "verdict");
    }

    function test_ZeroIsOpen() external {
        IRegime regime = IRegime(deployRegime(behind(period(START, 0, ROW))));
        same(verdict(regime, halted(START - 1)), 6, "before an open end begins");
        same(verdict(regime, halted(type(uint40).max)), 7, "no end");
        regime = IRegime(deployRegime(behind(period(0, START, ROW))));
        same(verdict(regime, halted(0)), 7, "no beginning");
        same(verdict(regime, halted(START)), 6, "the end of one without a beginning");
    }

    /// A side is judged by itself inside the period, and is not outside it.
    function testFuzz_IsAskedWhoeverIsJudged(uint40 at) external {
        TableDraft memory table = Table.draft("sides", "test", address(ledger));
        uint256 both = Table.TRANSFER | Table.FORCED;
        table = Table.row(table, Predicates.FORBIDDEN_FLAGS, both, Parties.RECIPIENT, BLOCKED_FLAG, "T");
        uint256 word = period(START, START + 100, ROW);
        for (uint256 kind = 0; kind < 8; ++kind) {
            if (table.rows[kind].length != 0) table.rows[kind] = abi.encodePacked(word, table.rows[kind]);
        }
        IRegime regime = IRegime(deployRegime(Table.encode(table)));
        Movement memory movement = to(Standing.wrap(0).withFlags(BLOCKED_FLAG, BLOCKED_FLAG));
        movement.at = at;
        uint256 expected = at >= START && at < START + 100 ? 1 : 0;
        same(regime.partyReasonsAgainst(movement, Parties.RECIPIENT), expected, "alone");
        same(verdict(regime, movement), expected, "verdict");
        movement.at = uint64(START);
        same(regime.partyReasonsAgainst(movement, Parties.RECIPIENT), 1, "inside");
    }

    function expectMalformed(uint256 word) private {
        bytes memory table = behind(word);
        vm.expectRevert(IRegimeFactory.MalformedTable.selector);
        deployRegime(table);
    }

    function testFuzz_RevertWhen_ItHoldsNoWholeRows(uint16 held) external {
        vm.assume(held == 0 || held % ROW != 0 || held > 3 * ROW);
        expectMalformed(period(START, 0, held));
    }

    function testFuzz_RevertWhen_ItIsNotAskedForEverybody(uint256 parties) external {
        parties = bound(parties, 0, Parties.EVERYTHING - 1);
        expectMalformed(period(START, 0, ROW) & ~(uint256(type(uint8).max) << 232) | parties << 232);
    }

    function test_RevertWhen_ItHasWordsOfItsOwn() external {
        expectMalformed(period(START, 0, ROW) | 1 << 224);
    }
}
