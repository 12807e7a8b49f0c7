// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {BatchItem} from "../../../src/types/BatchItem.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

/// A guard may ask the category and the flags of different sides, and until the end of a window: no verdict is another with it.
contract GuardSidesTest is RuleTest {
    /// The same rows with and without a guard that asks the category and the flags of other sides, until the end of a window.
    function windowed(bytes32 hash, uint256 attested, uint256 flagged, uint256 guard) private returns (IRegime) {
        TableDraft memory table = Table.draft(hash, "test", address(ledger));
        uint256 both = Table.TRANSFER | Table.FORCED;
        table = Table.row(table, Predicates.ATTESTED, both, attested, IDENTITY, "identity");
        table = Table.row(table, Predicates.FORBIDDEN_FLAGS, both, flagged, BLOCKED_FLAG, "flags");
        uint256 window = START | (START + 100) << 40;
        table = Table.row(table, Predicates.VALIDITY_WINDOW, Table.TRANSFER, Parties.MOVEMENT, window, "window");
        bytes memory rows = table.rows[uint256(MovementKind.Transfer)];
        if (guard != 0) {
            table.rows[uint256(MovementKind.Transfer)] = abi.encodePacked(guard | rows.length << 112, rows);
        }
        return IRegime(deployRegime(Table.encode(table)));
    }

    function testFuzz_VerdictIsTheSameWhicheverSidesItAsksAndWhenItEnds(uint256 attested, uint256 flagged, uint256 seed)
        external
    {
        (attested, flagged) = (bound(attested, 1, 7), bound(flagged, 1, 7));
        uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | IDENTITY | uint256(BLOCKED_FLAG) << 8
            | START << 32 | (START + 100) << 72 | attested << 128 | flagged << 136;
        IRegime with = windowed("with", attested, flagged, guard);
        IRegime without = windowed("without", attested, flagged, 0);
        uint256[4] memory times = [START - 1, START, START + 99, START + 100];
        Movement memory movement = transferOf(LOT, 2 * LOT);
        for (uint256 i = 0; i < 32; ++i) {
            movement.sender = nearly(seed);
            movement.recipient = nearly(seed >> 4);
            movement.operator = nearly(seed >> 8);
            movement.at = uint64(times[i % 4]);
            same(verdict(with, movement), verdict(without, movement), "verdict");
            seed = uint256(keccak256(abi.encode(seed)));
        }
    }

    /// A guard that passes saves the gas of its rows, so it asks no more of a side than they do.
    function test_AsksNothingOfASideThatNoRowAsks() external {
        for (uint256 sides = 0; sides < 49; ++sides) {
            (uint256 attested, uint256 flagged) = (sides % 7 + 1, sides / 7 + 1);
            uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | IDENTITY | uint256(BLOCKED_FLAG) << 8
                | START << 32 | (START + 100) << 72 | attested << 128 | flagged << 136;
            IRegime with = windowed("with", attested, flagged, guard);
            IRegime without = windowed("without", attested, flagged, 0);
            Movement memory movement = transferOf(LOT, 2 * LOT);
            movement.at = uint64(START);
            movement.sender = unasked(Parties.SENDER, attested, flagged);
            movement.recipient = unasked(Parties.RECIPIENT, attested, flagged);
            movement.operator = unasked(Parties.OPERATOR, attested, flagged);
            same(verdict(with, movement), 0, "allowed");
            check(gasOf(with, movement) < gasOf(without, movement), "saves gas");
        }
    }

    /// A party that has nothing in order but what is asked of its side.
    function unasked(uint256 side, uint256 attested, uint256 flagged) private pure returns (Standing standing) {
        standing = facts(HOME, PROFESSIONAL, 0);
        if (attested & side == 0) standing = standing.withExpiry(IDENTITY, START_DAY - 1);
        if (flagged & side == 0) standing = standing.withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
    }

    /// A guard without a clock, a denomination and an allowlist asks a batch for none of them.
    function test_ABatchPassesWhateverItsRowsPass() external {
        // It may ask more than its rows do.
        uint256 flags = BLOCKED_FLAG | NATURAL_FLAG;
        uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | IDENTITY | flags << 8 | START << 32
            | (START + 100) << 72 | Parties.RECIPIENT << 128 | Parties.RECIPIENT << 136;
        IRegime with = windowed("with", Parties.RECIPIENT, Parties.RECIPIENT, guard);
        Movement memory first = transferOf(LOT, 3 * LOT);
        first.recipient = facts(HOME, PROFESSIONAL, 0);
        BatchItem[] memory others = new BatchItem[](2);
        others[0] = BatchItem(first.recipient.withExpiry(IDENTITY, START_DAY), LOT);
        others[1] = BatchItem(facts(AWAY, INSTITUTIONAL, 0), 1);
        check(with.allowsBatch(first, others, 2 * LOT + 1), "to the last day, of any amount, from anywhere");
        others[1] = BatchItem(first.recipient.withExpiry(IDENTITY, START_DAY - 1), LOT);
        check(!with.allowsBatch(first, others, 3 * LOT), "lapsed yesterday");
    }

    /// A table whose only rule is a clock for one country, behind a guard that asks nothing else, or without it.
    function clocked(bytes32 hash, bool withGuard, uint256 parties) private view returns (bytes memory) {
        TableDraft memory table = Table.draft(hash, "test", address(ledger));
        uint256[] memory abroad = Table.words(Table.lanes(AWAY));
        uint256 kinds = Table.TRANSFER | Table.FORCED;
        table = Table.row(table, Predicates.OFFERING_CLOCK, kinds, parties, 40, abroad, "clock");
        bytes memory rows = table.rows[uint256(MovementKind.Transfer)];
        uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | uint256(type(uint40).max) << 72
            | rows.length << 112 | uint256(32) << 176;
        if (withGuard) table.rows[uint256(MovementKind.Transfer)] = abi.encodePacked(guard, rows);
        return Table.encode(table);
    }

    /// It asks the recipient alone, so a clock that others wait for too is not its to stand for.
    function test_RevertWhen_ItStandsForAClockOfOtherSides() external {
        for (uint256 parties = 2; parties <= Parties.ALL; ++parties) {
            if (parties == Parties.RECIPIENT) continue;
            deployRegime(clocked("without", false, parties));
            bytes memory encoded = clocked("with", true, parties);
            vm.expectRevert(IRegimeFactory.MalformedTable.selector);
            deployRegime(encoded);
        }
    }

    function test_AsksTheClockWhomItsOwnListNames() external {
        IRegime with = IRegime(deployRegime(clocked("with", true, Parties.RECIPIENT)));
        IRegime without = IRegime(deployRegime(clocked("without", false, Parties.RECIPIENT)));
        Movement memory movement = transferOf(LOT, 2 * LOT);
        for (uint256 day = 39; day <= 40; ++day) {
            movement.state = stateOf(START_DAY - uint16(day));
            movement.recipient = facts(AWAY, PROFESSIONAL, 0);
            same(verdict(with, movement), day == 39 ? 1 : 0, "abroad");
            same(verdict(without, movement), day == 39 ? 1 : 0, "abroad, without");
            movement.recipient = facts(HOME, PROFESSIONAL, 0);
            same(verdict(with, movement), 0, "at home");
        }
    }

    /// What a question costs that was asked before: whatever is read for the first time was paid for then.
    function gasOf(IRegime regime, Movement memory movement) private view returns (uint256) {
        regime.reasonsAgainst(movement);
        uint256 start = gasleft();
        regime.reasonsAgainst(movement);
        return start - gasleft();
    }

    function nearly(uint256 seed) private pure returns (Standing standing) {
        standing = facts(HOME, PROFESSIONAL, 0);
        if (seed % 4 == 0) standing = standing.withExpiry(IDENTITY, START_DAY - 1);
        if ((seed >> 2) % 4 == 0) standing = standing.withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
    }
}
