// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState} from "../../../src/types/InstrumentState.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

/// A guard only saves gas: no verdict is another with it than without, and one that would change a verdict is refused.
contract GuardTest is RuleTest {
    IRegime private guarded;
    IRegime private plain;

    function setUp() public override {
        super.setUp();
        plain = IRegime(deployRegime(Table.encode(clockDraft("plain", 40))));
        guarded = IRegime(clockBond.regime());
    }

    function testFuzz_VerdictIsTheSameWithoutIt(
        uint256 kind,
        uint256[3] memory words,
        uint256 state,
        uint64 at,
        uint256[2] memory amounts
    ) external view {
        Movement memory movement = transferOf(amounts[0], amounts[1]);
        movement.kind = MovementKind(bound(kind, 0, 7));
        movement.at = at;
        movement.state = InstrumentState.wrap(state);
        movement.sender = Standing.wrap(words[0]);
        movement.recipient = Standing.wrap(words[1]);
        movement.operator = Standing.wrap(words[2]);
        same(verdict(guarded, movement), verdict(plain, movement), "any words");
    }

    /// Parties that are nearly in order, where the guard passes or fails by one thing.
    function testFuzz_VerdictIsTheSameWithoutItNearTheBoundary(uint256 kind, uint256 seed) external view {
        Movement memory movement = transferOf(LOT, 2 * LOT);
        movement.kind = MovementKind(bound(kind, 0, 7));
        movement.sender = nearly(seed);
        movement.recipient = nearly(seed >> 8);
        movement.operator = nearly(seed >> 16);
        movement.state = stateOf(START_DAY).withFlag(2, (seed >> 24) % 4 == 0);
        uint256[4] memory times = [START, START - 365 days, START - 365 days - 1, uint256(LAST_DAY) * 1 days + 1 days];
        movement.at = uint64(times[(seed >> 32) % 4]);
        same(verdict(guarded, movement), verdict(plain, movement), "verdict");
        for (uint256 parties = 0; parties < 8; ++parties) {
            uint256 alone = plain.partyReasonsAgainst(movement, parties);
            same(guarded.partyReasonsAgainst(movement, parties), alone, "sides alone");
        }
    }

    function nearly(uint256 seed) private pure returns (Standing standing) {
        standing = facts(HOME, PROFESSIONAL, 0);
        if (seed % 4 == 0) standing = standing.withExpiry(IDENTITY, START_DAY - 1);
        if ((seed >> 2) % 4 == 0) standing = standing.withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
    }

    // THE FACTORY REFUSES WHAT WOULD CHANGE A VERDICT

    uint256 private constant IDENTITY_ROW = Predicates.ATTESTED << 248 | Parties.RECIPIENT << 232;
    uint256 private constant WINDOW_ROW = Predicates.VALIDITY_WINDOW << 248 | Parties.MOVEMENT << 232;

    /// A table whose issues have a guard, one row that it stands for, and another row.
    function table(uint256 guard, uint256 covered, uint256 row) private view returns (bytes memory) {
        TableDraft memory draft = Table.draft("guard", "test", address(ledger));
        draft = Table.row(draft, Predicates.NOT_HALTED, 0, Parties.MOVEMENT, 0, "raw");
        uint256 word = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | covered << 112 | guard;
        draft.rows[uint256(MovementKind.Issue)] = abi.encodePacked(word, row, row);
        return Table.encode(draft);
    }

    function expectMalformed(bytes memory encoded) private {
        vm.expectRevert(IRegimeFactory.MalformedTable.selector);
        deployRegime(encoded);
    }

    function strict() private pure returns (uint256) {
        return IDENTITY | uint256(BLOCKED_FLAG) << 8 | START << 32 | (START + 10) << 72 | Parties.RECIPIENT << 128
            | Parties.RECIPIENT << 136;
    }

    function test_GuardAsStrictAsItsRowsIsAccepted() external {
        deployRegime(table(strict(), 32, IDENTITY_ROW | IDENTITY));
        deployRegime(table(strict(), 64, WINDOW_ROW | START | (START + 10) << 40));
        deployRegime(table(strict(), 0, WINDOW_ROW | (START + 5) | (START + 10) << 40));
    }

    function testFuzz_RevertWhen_CategoryIsAnother(uint8 category) external {
        vm.assume(category != IDENTITY);
        expectMalformed(table(strict(), 32, IDENTITY_ROW | category));
    }

    function test_RevertWhen_ASideIsLeftOut() external {
        uint256 guard = strict() & ~(uint256(0xff) << 128);
        expectMalformed(table(guard, 32, IDENTITY_ROW | IDENTITY));
        guard = strict() & ~(uint256(0xff) << 136);
        uint256 row = Predicates.FORBIDDEN_FLAGS << 248 | Parties.RECIPIENT << 232 | BLOCKED_FLAG;
        expectMalformed(table(guard, 32, row));
    }

    function testFuzz_RevertWhen_AFlagIsLeftOut(uint24 flags) external {
        vm.assume(flags & ~BLOCKED_FLAG != 0);
        uint256 row = Predicates.FORBIDDEN_FLAGS << 248 | Parties.RECIPIENT << 232 | flags;
        expectMalformed(table(strict(), 32, row));
    }

    function testFuzz_RevertWhen_TheWindowIsWider(uint40 start, uint40 end) external {
        vm.assume(start > START || (end != 0 && end < START + 10));
        expectMalformed(table(strict(), 32, WINDOW_ROW | start | uint256(end) << 40));
    }

    function testFuzz_RevertWhen_ItStandsForAnotherPredicate(uint256 predicate) external {
        predicate = bound(predicate, Predicates.CAPACITY, Predicates.ENTRANT_ESTABLISHED);
        vm.assume(predicate != Predicates.VALIDITY_WINDOW);
        uint256 parties = Predicates.isIn(predicate, Predicates.CORE_OF_PARTIES) ? Parties.RECIPIENT : Parties.MOVEMENT;
        expectMalformed(table(strict(), 32, predicate << 248 | parties << 232));
    }

    /// What is skipped ends where a row ends, or the next verdict would be read out of the middle of one.
    function testFuzz_RevertWhen_CoverEndsInsideARow(uint16 covered) external {
        vm.assume(covered % 32 != 0 || covered > 64);
        expectMalformed(table(strict(), covered, IDENTITY_ROW | IDENTITY));
    }

    function test_RevertWhen_ItStandsElsewhereThanFirst() external {
        uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | strict();
        expectMalformed(table(strict(), 0, guard));
    }
}
