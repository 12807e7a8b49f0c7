// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState, InstrumentStateLibrary} from "../../../src/types/InstrumentState.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract RegimeCheckTest is RuleTest {
    /// A refusal carries every rule that fails, not the first one.
    function test_AllFailingRulesAreReturnedAtOnce() external {
        IRegime regime = IRegime(bond.regime());
        Movement memory movement = issueOf(LIMIT + 1);
        movement.instrument = address(clockBond);
        movement.at = uint64(START + 3650 days);
        movement.state = InstrumentState.wrap(0).withFlag(InstrumentStateLibrary.HALTED, true);
        movement.recipient = Standing.wrap(0).withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
        same(verdict(regime, movement), (1 << regime.ruleCount()) - 1, "all ten rules");
    }

    /// The bits of several rules are those that each rule sets alone.
    function testFuzz_RulesAreIndependent(uint256 word, uint256 amount, uint256 balance, uint8 chosen) external {
        Movement memory movement = transferOf(amount, balance);
        movement.recipient = Standing.wrap(word);
        TableDraft memory table = Table.draft("several", "test", address(ledger));
        uint256 expected = 0;
        uint256 bit = 0;
        for (uint256 i = 0; i < 4; ++i) {
            if (chosen >> i & 1 == 0) continue;
            (uint256 predicate, uint256 parties, uint256 parameters) = sample(i);
            table = Table.row(table, predicate, Table.TRANSFER | Table.FORCED, parties, parameters, "S");
            if (fails(rule(predicate, parties, parameters), movement)) expected |= 1 << bit;
            ++bit;
        }
        vm.assume(bit != 0);
        same(verdict(IRegime(deployRegime(Table.encode(table))), movement), expected, "bits");
    }

    function sample(uint256 i) private pure returns (uint256 predicate, uint256 parties, uint256 parameters) {
        if (i == 0) return (Predicates.ATTESTED, Parties.RECIPIENT, IDENTITY);
        if (i == 1) return (Predicates.FORBIDDEN_FLAGS, Parties.RECIPIENT, BLOCKED_FLAG);
        if (i == 2) return (Predicates.DENOMINATION, Parties.MOVEMENT, 1000 | uint256(10) << 104);
        return (Predicates.ATTESTED, Parties.RECIPIENT, PROFESSIONAL);
    }

    /// The carve-out table: a rule judges the kinds of its mask, and no other.
    function testFuzz_RuleAppliesToTheKindsOfItsMask(uint8 mask, uint256 kindSeed) external {
        MovementKind kind = MovementKind(bound(kindSeed, 0, 7));
        IRegime regime = rule(Predicates.NOT_HALTED, mask, Parties.MOVEMENT, 0, new uint256[](0));
        Movement memory movement = transferOf(LOT, LOT);
        movement.kind = kind;
        movement.state = InstrumentState.wrap(0).withFlag(InstrumentStateLibrary.HALTED, true);
        check(fails(regime, movement) == (mask >> uint256(kind) & 1 == 1), "mask");
    }

    /// Whoever a rule names, it judges the sides that the kind has, and an officer's act is not its giver's doing.
    function testFuzz_RuleJudgesThePresentSidesItNames(uint256 kindSeed, uint256 parties) external {
        MovementKind kind = MovementKind(bound(kindSeed, 0, 7));
        parties = bound(parties, 1, 3);
        IRegime regime = rule(Predicates.FORBIDDEN_FLAGS, parties, BLOCKED_FLAG);
        Standing flagged = Standing.wrap(0).withFlags(BLOCKED_FLAG, BLOCKED_FLAG);
        Movement memory movement = transferOf(LOT, LOT);
        movement.kind = kind;
        movement.sender = flagged;
        bool gives = kind == MovementKind.Transfer || kind == MovementKind.Redeem || kind == MovementKind.ExchangeOut;
        check(fails(regime, movement) == (gives && parties & Parties.SENDER != 0), "giver");
        (movement.sender, movement.recipient) = (Standing.wrap(0), flagged);
        bool receives = kind != MovementKind.Redeem && kind != MovementKind.ExchangeOut;
        check(fails(regime, movement) == (receives && parties & Parties.RECIPIENT != 0), "receiver");
    }

    /// What a side fails by itself is what its movement fails because of that side, and rules about the movement as such
    /// are left out.
    function testFuzz_CheckPartiesEqualsCheckForThoseSides(
        uint256[3] memory words,
        uint256 state,
        uint32 at,
        uint256 asked
    ) external view {
        IRegime regime = IRegime(clockBond.regime());
        asked &= Parties.ALL;
        Movement memory movement = transferOf(0, 0);
        movement.at = at;
        movement.state = InstrumentState.wrap(state);
        movement.sender = Standing.wrap(words[0]);
        movement.recipient = Standing.wrap(words[1]);
        movement.operator = Standing.wrap(words[2]);
        uint256 alone = regime.partyReasonsAgainst(movement, asked);
        uint256 whole = verdict(regime, movement);
        same(alone & ~whole, 0, "what a side fails alone, its movement fails");
        uint256 ofTheMovement = 1 << 4 | 1 << 5 | 1 << 6;
        same(alone & ofTheMovement, 0, "no rule about the movement as such");
        if (asked == Parties.ALL) same(alone, whole & ~ofTheMovement, "all sides together");
    }

    /// Nobody moves the tokens but the holder: a rule about operators has nobody to judge.
    function test_AbsentOperatorIsNotJudged() external {
        TableDraft memory table = Table.draft("operators", "test", address(ledger));
        table = Table.row(table, Predicates.ATTESTED, Table.TRANSFER, Parties.OPERATOR, IDENTITY, "operator identity");
        IBondToken token = deployBond("ZZ00OPERATOR", deployRegime(openTable("open")));
        issue(token, alice, 2 * LOT);
        useRegime(token, Table.encode(table));
        vm.prank(alice);
        token.transfer(bob, LOT);
        same(token.balanceOf(bob), LOT, "the holder moves its own");
        vm.prank(alice);
        token.approve(stranger, LOT);
        expectRefusal(token, MovementKind.Transfer, 1);
        vm.prank(stranger);
        token.transferFrom(alice, bob, LOT);
    }

    function test_ReadsItsTable() external {
        bytes memory encoded = cappedTable("hash of the profile");
        IRegime regime = IRegime(deployRegime(encoded));
        check(regime.profileHash() == bytes32("hash of the profile"), "profile hash");
        check(regime.leg() == bytes32("home"), "leg");
        check(regime.ledger() == address(ledger), "ledger");
        same(regime.ruleCount(), 10, "rules");
        check(keccak256(bytes(regime.message(0))) == keccak256("R-0: identity"), "first text");
        check(keccak256(bytes(regime.message(9))) == keccak256("R-9: established"), "last text");
    }

    /// Texts of any length, the empty one included, are returned byte for byte.
    function testFuzz_MessagesAreTheTextsOfTheTable(string[5] memory texts) external {
        TableDraft memory table = Table.draft("texts", "test", address(ledger));
        for (uint256 i = 0; i < 5; ++i) {
            vm.assume(bytes(texts[i]).length < 1000);
            uint256[] memory extra = new uint256[](i);
            table = Table.row(table, Predicates.ENTRANT_ESTABLISHED, Table.ISSUE, Parties.MOVEMENT, 0, extra, texts[i]);
        }
        IRegime regime = IRegime(deployRegime(Table.encode(table)));
        for (uint256 i = 0; i < 5; ++i) {
            check(keccak256(bytes(regime.message(i))) == keccak256(bytes(texts[i])), "text");
        }
    }

    function testFuzz_RevertWhen_MessageOfNoRule(uint256 asked) external {
        IRegime regime = IRegime(bond.regime());
        asked = bound(asked, 10, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IRegime.UnknownRule.selector, asked));
        regime.message(asked);
    }

    /// Bits from 240 on are the token's own facts: a regime's highest rule is bit 239.
    function test_HighestRuleIsBit239() external {
        TableDraft memory table = Table.draft("240 rules", "test", address(ledger));
        for (uint256 i = 0; i < 240; ++i) {
            table = Table.row(table, Predicates.NOT_HALTED, Table.TRANSFER, Parties.MOVEMENT, 0, "x");
        }
        IRegime regime = IRegime(deployRegime(Table.encode(table)));
        Movement memory movement = transferOf(LOT, LOT);
        movement.state = InstrumentState.wrap(0).withFlag(InstrumentStateLibrary.HALTED, true);
        same(verdict(regime, movement), TokenFacts.PAUSED - 1, "every bit below the facts");
    }
}
