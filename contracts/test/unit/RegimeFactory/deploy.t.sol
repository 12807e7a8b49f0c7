// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract RegimeFactoryDeployTest is RuleTest {
    uint256 private constant BOTH = Table.TRANSFER | Table.FORCED;

    function expectMalformed(bytes memory table) private {
        vm.expectRevert(IRegimeFactory.MalformedTable.selector);
        deployRegime(table);
    }

    /// A table of one rule whose only row is `word`, under `kind`.
    function withRow(MovementKind kind, uint256 word) private view returns (bytes memory) {
        TableDraft memory table = Table.row(draft(), Predicates.NOT_HALTED, 0, Parties.MOVEMENT, 0, "raw");
        table.rows[uint256(kind)] = abi.encodePacked(word);
        return Table.encode(table);
    }

    function draft() private view returns (TableDraft memory) {
        return Table.draft("draft", "test", address(ledger));
    }

    // THE ADDRESS FOLLOWS FROM THE TABLE

    function testFuzz_AddressIsPredicted(bytes32 profileHash, uint16 period) external {
        bytes memory table = clockTable(profileHash, period);
        address predicted = regimeAddress(table);
        check(predicted.code.length == 0, "not yet there");
        check(!regimes.isRegime(predicted), "not yet made");
        check(deployRegime(table) == predicted, "address");
        check(regimes.isRegime(predicted), "made here");
        check(IRegime(predicted).profileHash() == profileHash, "its table");
    }

    /// Anybody may deploy; a second deployment of one table returns the first.
    function testFuzz_DeployIsIdempotent(address caller, bytes32 profileHash) external {
        bytes memory table = cappedTable(profileHash);
        address first = deployRegime(table);
        vm.prank(caller);
        vm.recordLogs();
        check(deployRegime(table) == first, "the same regime");
        same(vm.getRecordedLogs().length, 0, "no second event");
    }

    function testFuzz_AnotherTableIsAnotherRegime(uint16 period) external {
        address first = deployRegime(clockTable("clock", period));
        unchecked {
            check(deployRegime(clockTable("clock", uint16(period + 1))) != first, "one profile hash, two tables");
        }
    }

    function test_EmitsHashAndLeg() external {
        bytes memory table = cappedTable("a profile");
        address predicted = regimeAddress(table);
        vm.expectEmit(address(regimes));
        emit IRegimeFactory.RegimeDeployed(predicted, "a profile", "home");
        deployRegime(table);
    }

    function testFuzz_OnlyWhatItMadeIsARegime(address other) external view {
        check(regimes.isRegime(other) == (other == bond.regime() || other == clockBond.regime()), "made");
    }

    /// Two rows may use one predicate with other parameters, each with a bit of its own.
    function test_TwoRowsWithOnePredicate() external {
        TableDraft memory table = draft();
        table = Table.row(table, Predicates.ATTESTED, BOTH, Parties.RECIPIENT, IDENTITY, "identity");
        table = Table.row(table, Predicates.ATTESTED, BOTH, Parties.RECIPIENT, INSTITUTIONAL, "institution");
        IRegime regime = IRegime(deployRegime(Table.encode(table)));
        Movement memory movement = to(facts(HOME, PROFESSIONAL, 0));
        same(verdict(regime, movement), 2, "the second row only");
        movement = to(facts(HOME, INSTITUTIONAL, 0));
        same(verdict(regime, movement), 0, "both rows pass");
    }

    /// The code of a regime is the template's code and the table, and nothing else.
    function testFuzz_CodeIsTemplateAndTable(bytes32 profileHash) external {
        bytes memory table = cappedTable(profileHash);
        bytes memory expected = abi.encodePacked(template.code, table);
        check(keccak256(deployRegime(table).code) == keccak256(expected), "code");
    }

    // TABLES THAT THE REGIME COULD NOT READ

    function testFuzz_RevertWhen_Truncated(uint256 length) external {
        bytes memory table = cappedTable("truncated");
        length = bound(length, 0, table.length - 1);
        assembly ("memory-safe") {
            mstore(table, length)
        }
        expectMalformed(table);
    }

    function testFuzz_RevertWhen_LengthInTheTrailerIsWrong(uint24 claimed) external {
        bytes memory table = cappedTable("trailer");
        vm.assume(claimed != table.length);
        for (uint256 i = 0; i < 3; ++i) {
            table[table.length - 3 + i] = bytes3(claimed)[i];
        }
        expectMalformed(table);
    }

    function testFuzz_RevertWhen_BytesAreAppended(bytes memory more) external {
        vm.assume(more.length != 0);
        bytes memory table = cappedTable("appended");
        uint24 length = uint24(table.length + more.length);
        bytes memory body = abi.encodePacked(table, more);
        for (uint256 i = 0; i < 3 && i < body.length; ++i) {
            body[body.length - 3 + i] = bytes3(length)[i];
        }
        expectMalformed(body);
    }

    function testFuzz_RevertWhen_RuleCountIsWrong(uint8 count) external {
        vm.assume(count != 10);
        bytes memory table = cappedTable("count");
        // Bits 160 to 167 of the third word.
        table[64 + 11] = bytes1(count);
        expectMalformed(table);
    }

    function testFuzz_RevertWhen_RuleSectionLengthIsWrong(uint24 length) external {
        bytes memory table = cappedTable("section");
        uint24 right = uint24(bytes3(bytes.concat(table[64 + 8], table[64 + 9], table[64 + 10])));
        vm.assume(length != right);
        for (uint256 i = 0; i < 3; ++i) {
            table[64 + 8 + i] = bytes3(length)[i];
        }
        expectMalformed(table);
    }

    function testFuzz_RevertWhen_PredicateIsUnknown(uint8 predicate) external {
        vm.assume(!Predicates.isIn(predicate, Predicates.CORE));
        vm.assume(predicate != Predicates.GUARD && predicate != Predicates.PERIOD);
        expectMalformed(Table.encode(Table.row(draft(), predicate, Table.TRANSFER, Parties.MOVEMENT, 0, "?")));
        expectMalformed(Table.encode(Table.row(draft(), predicate, Table.TRANSFER, Parties.ALL, 0, "?")));
    }

    function testFuzz_RevertWhen_PartyRuleJudgesTheMovement(uint256 seed) external {
        uint256[4] memory judging =
            [Predicates.ATTESTED, Predicates.FORBIDDEN_FLAGS, Predicates.ELIGIBLE_PARTY, Predicates.OFFERING_CLOCK];
        expectMalformed(withRow(MovementKind.Transfer, judging[seed % 4] << 248 | Parties.MOVEMENT << 232));
    }

    function testFuzz_RevertWhen_MovementRuleJudgesParties(uint256 seed, uint256 parties) external {
        parties = bound(parties, 1, 7);
        uint256[3] memory others = [Predicates.NOT_HALTED, Predicates.CAPACITY, Predicates.ENTRANT_STAGE];
        expectMalformed(withRow(MovementKind.Transfer, others[seed % 3] << 248 | parties << 232));
        expectMalformed(withRow(MovementKind.Transfer, others[seed % 3] << 248 | (parties | Parties.MOVEMENT) << 232));
    }

    /// Nobody gives on issue, nobody receives on redemption, and a giver by force is not judged.
    function test_RevertWhen_RowJudgesAnAbsentSide() external {
        uint256 sender = Predicates.ATTESTED << 248 | Parties.SENDER << 232;
        uint256 recipient = Predicates.ATTESTED << 248 | Parties.RECIPIENT << 232;
        expectMalformed(withRow(MovementKind.Issue, sender));
        expectMalformed(withRow(MovementKind.Redeem, recipient));
        expectMalformed(withRow(MovementKind.ForcedTransfer, sender));
        expectMalformed(withRow(MovementKind.Recovery, sender));
    }

    /// A row that decides a bit without a text would refuse without a reason.
    function testFuzz_RevertWhen_RowDecidesABitWithoutText(uint8 bit) external {
        vm.assume(bit != 0);
        uint256 word = Predicates.NOT_HALTED << 248 | Parties.MOVEMENT << 232;
        expectMalformed(withRow(MovementKind.Transfer, word | uint256(bit) << 240));
        check(deployRegime(withRow(MovementKind.Transfer, word)) != address(0), "bit 0 has one");
    }

    /// ERC-7943: whoever could not receive an ordinary transfer must not receive a forced one.
    function test_RevertWhen_RuleForRecipientsLeavesForcedTransfersOut() external {
        expectMalformed(
            Table.encode(Table.row(draft(), Predicates.ATTESTED, Table.TRANSFER, Parties.RECIPIENT, IDENTITY, "?"))
        );
    }

    /// The same rule with weaker parameters under force would let a recipient in whom a transfer refuses.
    function test_RevertWhen_RuleForRecipientsIsWeakerUnderForce() external {
        TableDraft memory table = Table.row(draft(), Predicates.ATTESTED, BOTH, Parties.RECIPIENT, IDENTITY, "?");
        uint256 word = Predicates.ATTESTED << 248 | Parties.RECIPIENT << 232 | PROFESSIONAL;
        table.rows[uint256(MovementKind.ForcedTransfer)] = abi.encodePacked(word);
        expectMalformed(Table.encode(table));
    }

    /// Rows are one kind after the other: a section that begins elsewhere is refused.
    function testFuzz_RevertWhen_SectionsLeaveAGap(uint256 kind, uint16 start) external {
        bytes memory table = cappedTable("sections");
        kind = bound(kind, 0, 7);
        uint256 at = 96 + 4 * (7 - kind) + 2;
        vm.assume(uint16(bytes2(bytes.concat(table[at], table[at + 1]))) != start);
        (table[at], table[at + 1]) = (bytes2(start)[0], bytes2(start)[1]);
        expectMalformed(table);
    }

    function test_RevertWhen_NoRules() external {
        expectMalformed(Table.encode(draft()));
    }

    function test_RevertWhen_TextIsMissing() external {
        TableDraft memory table = Table.row(draft(), Predicates.NOT_HALTED, Table.TRANSFER, Parties.MOVEMENT, 0, "text");
        table.texts = "";
        expectMalformed(Table.encode(table));
        table.texts = hex"0005414141";
        expectMalformed(Table.encode(table));
    }

    /// A rule past bit 239 would be read as a fact of the token, such as "paused".
    function test_RevertWhen_MoreRulesThanVerdictBits() external {
        TableDraft memory table = draft();
        for (uint256 i = 0; i < 241; ++i) {
            table = Table.row(table, Predicates.NOT_HALTED, Table.TRANSFER, Parties.MOVEMENT, 0, "x");
        }
        expectMalformed(Table.encode(table));
    }

    /// A rule that judges nobody would never fail.
    function testFuzz_RevertWhen_PartyIsUnknown(uint8 parties) external {
        vm.assume(parties == 0 || parties > Parties.ALL);
        expectMalformed(withRow(MovementKind.Transfer, Predicates.ATTESTED << 248 | uint256(parties) << 232));
    }

    /// Lanes past the row would be read out of the next one.
    function testFuzz_RevertWhen_AllowlistLanesRunPastTheRow(uint8 laneWords) external {
        vm.assume(laneWords > 1);
        uint256[] memory rows = Table.words(Table.allowRow(0, 0, false, laneWords), Table.lanes(HOME));
        TableDraft memory table =
            Table.row(draft(), Predicates.ELIGIBLE_PARTY, BOTH, Parties.RECIPIENT, 0, rows, "lanes");
        expectMalformed(Table.encode(table));
    }

    function allowlist(uint256[] memory rows) private view returns (bytes memory) {
        return Table.encode(Table.row(draft(), Predicates.ELIGIBLE_PARTY, BOTH, Parties.RECIPIENT, 0, rows, "list"));
    }

    function test_RevertWhen_AllowlistIsEmpty() external {
        expectMalformed(allowlist(new uint256[](0)));
    }

    /// Categories are places 1 to 10, lowest first: a hole would be read as other bits of a standing.
    function test_RevertWhen_AllowlistCategoriesHaveAHole() external {
        expectMalformed(allowlist(Table.words(Table.allowRow(0x0020, 0, true, 0))));
        expectMalformed(allowlist(Table.words(Table.allowRow(0x1011, 0, true, 0))));
        deployRegime(allowlist(Table.words(Table.allowRow(0x0a21, 0, true, 0))));
    }

    /// Whatever is thrown at it: refused as malformed, or a regime whose every view answers.
    function testFuzz_AnyBytesAreRefusedOrReadable(uint256 at, bytes1 value) external {
        bytes memory table = cappedTable("any");
        at = bound(at, 64, table.length - 1);
        table[at] = value;
        try regimes.deploy(template.code, table) returns (address regime) {
            uint256 count = IRegime(regime).ruleCount();
            for (uint256 i = 0; i < count; ++i) {
                IRegime(regime).message(i);
            }
        } catch (bytes memory reason) {
            check(bytes4(reason) == IRegimeFactory.MalformedTable.selector, "refused as malformed");
        }
    }
}
