// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {BatchItem} from "../../../src/types/BatchItem.sol";
import {InstrumentState, InstrumentStateLibrary} from "../../../src/types/InstrumentState.sol";
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

    // IT PASSES WHATEVER ITS ROWS PASS

    /// A transfer that every row lets through; the offering began long ago.
    function ordinary() private view returns (Movement memory movement) {
        movement = between(0, Standing.wrap(0), facts(HOME, PROFESSIONAL, 0));
        movement.state = stateOf(START_DAY - 500);
    }

    /// A guard that passes saves the gas of its rows; one that does not comes on top of them.
    function saves(Movement memory movement) private view returns (bool) {
        // Whatever is read for the first time is paid for here.
        uint256 reasons = verdict(plain, movement);
        same(verdict(guarded, movement), reasons, "verdict");
        uint256 start = gasleft();
        plain.reasonsAgainst(movement);
        uint256 without = start - gasleft();
        start = gasleft();
        guarded.reasonsAgainst(movement);
        bool saved = start - gasleft() < without;
        check(saved == (reasons == 0), "saves gas if and only if every row passes");
        return saved;
    }

    function test_PassesPartiesToTheirLastDay() external view {
        for (uint256 side = 1; side <= Parties.OPERATOR; side <<= 1) {
            Standing good = facts(HOME, PROFESSIONAL, 0);
            Movement memory movement = between(side, good.withExpiry(IDENTITY, START_DAY), good);
            movement.state = stateOf(START_DAY - 500);
            check(saves(movement), "lapses today");
            movement = between(side, good.withFlags(BLOCKED_FLAG, BLOCKED_FLAG), good);
            movement.state = stateOf(START_DAY - 500);
            check(!saves(movement), "blocked");
            if (side == Parties.OPERATOR) continue;
            movement = between(side, good.withExpiry(IDENTITY, START_DAY - 1), good);
            movement.state = stateOf(START_DAY - 500);
            check(!saves(movement), "lapsed yesterday");
        }
    }

    function test_PassesToTheBoundaryOfEachRow() external view {
        Movement memory movement = ordinary();
        check(saves(movement), "ordinary");
        movement.at = uint64(START - 365 days);
        check(saves(movement), "the first second");
        movement.at -= 1;
        check(!saves(movement), "before the start");
        movement = ordinary();
        movement.amount = 1000_00;
        check(saves(movement), "the minimum");
        movement.amount -= 1_00;
        check(!saves(movement), "less");
        movement = ordinary();
        movement.state = movement.state.withFlag(InstrumentStateLibrary.HALTED, true);
        check(!saves(movement), "halted");
        movement = ordinary();
        movement.recipient = facts(AWAY, INSTITUTIONAL, 0);
        movement.state = stateOf(START_DAY - 40);
        check(saves(movement), "day 40");
        movement.state = stateOf(START_DAY - 39);
        check(!saves(movement), "day 39");
        movement.recipient = facts(AWAY, PROFESSIONAL, 0);
        movement.state = stateOf(START_DAY - 500);
        check(!saves(movement), "not eligible");
    }

    function allows(Movement memory first, Standing second, Standing third, uint256 amount)
        private
        view
        returns (bool)
    {
        BatchItem[] memory others = new BatchItem[](2);
        others[0] = BatchItem(second, amount);
        others[1] = BatchItem(third, first.amount);
        return guarded.allowsBatch(first, others, 2 * first.amount + amount);
    }

    /// Every recipient after the first is asked what the first is asked, wherever it stands.
    function test_ABatchPassesToTheBoundaryOfEachRecipient() external view {
        Movement memory first = ordinary();
        first.senderBalance = 3 * LOT;
        Standing good = facts(HOME, PROFESSIONAL, 0);
        Standing[4] memory bad = [
            good.withExpiry(IDENTITY, START_DAY - 1),
            good.withFlags(BLOCKED_FLAG, BLOCKED_FLAG),
            facts(AWAY, PROFESSIONAL, 0),
            facts(0, PROFESSIONAL, 0)
        ];
        check(allows(first, good, good, LOT), "all of it");
        check(allows(first, good.withExpiry(IDENTITY, START_DAY), facts(AWAY, INSTITUTIONAL, 0), LOT), "last day");
        for (uint256 i = 0; i < bad.length; ++i) {
            check(!allows(first, bad[i], good, LOT), "second");
            check(!allows(first, good, bad[i], LOT), "third");
        }
    }

    function test_ABatchPassesToTheBoundaryOfEachAmount() external view {
        Movement memory first = ordinary();
        Standing good = facts(HOME, PROFESSIONAL, 0);
        first.senderBalance = 3 * LOT;
        check(allows(first, good, good, 1000_00), "the minimum");
        check(!allows(first, good, good, 1000_00 - 1_00), "less");
        check(!allows(first, good, good, LOT + 1), "between two steps");
        first.senderBalance = 2 * LOT + 2 * 1000_00;
        check(allows(first, good, good, 1000_00), "a minimum is left");
        first.senderBalance -= 1_00;
        check(!allows(first, good, good, 1000_00), "less is left");
        first.kind = MovementKind.Issue;
        (first.senderBalance, first.sender) = (0, Standing.wrap(0));
        check(allows(first, good, good, 1000_00), "nobody gives on issue");
    }

    /// Whom a running clock keeps waiting is found one by one, even when it is nobody.
    function test_ABatchWaitsForTheClock() external view {
        Movement memory first = ordinary();
        Standing good = facts(HOME, PROFESSIONAL, 0);
        first.senderBalance = 3 * LOT;
        first.state = stateOf(START_DAY - 40);
        check(allows(first, good, good, LOT), "day 40");
        first.state = stateOf(START_DAY - 39);
        check(!allows(first, good, good, LOT), "day 39");
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
