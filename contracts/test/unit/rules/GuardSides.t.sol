// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
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

    function nearly(uint256 seed) private pure returns (Standing standing) {
        standing = facts(HOME, PROFESSIONAL, 0);
        if (seed % 4 == 0) standing = standing.withExpiry(IDENTITY, START_DAY - 1);
        if ((seed >> 2) % 4 == 0) standing = standing.withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
    }
}
