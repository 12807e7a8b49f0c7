// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {IRegimeFactory} from "../../../src/interfaces/IRegimeFactory.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract EligiblePartyTest is RuleTest {
    function eligible(uint256[] memory rows) private returns (IRegime) {
        return rule(Predicates.ELIGIBLE_PARTY, Table.EVERY_KIND, Parties.RECIPIENT, 0, rows);
    }

    function eligible(uint256 head, uint256 lanes) private returns (IRegime) {
        return eligible(Table.words(head, lanes));
    }

    function testFuzz_IncludeModeAdmitsListedJurisdictionsOnly(uint16 jurisdiction) external {
        IRegime regime = eligible(Table.allowRow(Table.oneOf(PROFESSIONAL), 0, false, 1), Table.lanes(HOME, ELSEWHERE));
        bool listed = jurisdiction == HOME || jurisdiction == ELSEWHERE;
        check(fails(regime, to(facts(jurisdiction, PROFESSIONAL, 0))) != listed, "include");
    }

    function testFuzz_ExcludeModeAdmitsAnyOtherJurisdiction(uint16 jurisdiction) external {
        IRegime regime = eligible(Table.allowRow(Table.oneOf(PROFESSIONAL), 0, true, 1), Table.lanes(AWAY));
        bool admitted = jurisdiction != AWAY && jurisdiction != 0;
        check(fails(regime, to(facts(jurisdiction, PROFESSIONAL, 0))) != admitted, "exclude");
    }

    function testFuzz_ExcludeWithoutLanesAdmitsAnywhere(uint16 jurisdiction) external {
        IRegime regime = eligible(Table.words(Table.allowRow(0, 0, true, 0)));
        check(fails(regime, to(facts(jurisdiction, PROFESSIONAL, 0))) == (jurisdiction == 0), "anywhere");
    }

    function test_JurisdictionZeroNeverMatches() external {
        IRegime listed = eligible(Table.allowRow(0, 0, false, 1), Table.lanes(HOME));
        IRegime excluded = eligible(Table.allowRow(0, 0, true, 1), Table.lanes(HOME));
        check(fails(listed, to(facts(0, PROFESSIONAL, 0))), "unused lanes hold 0 and are no match");
        check(fails(excluded, to(facts(0, PROFESSIONAL, 0))), "nowhere is not elsewhere");
    }

    /// Every set of sides that a row can name, against every set of sides that are not eligible.
    function test_JudgesTheSidesItNames() external {
        uint256[] memory rows = Table.words(Table.allowRow(0, 0, false, 1), Table.lanes(HOME));
        for (uint256 parties = 1; parties <= Parties.ALL; ++parties) {
            IRegime regime = rule(Predicates.ELIGIBLE_PARTY, Table.EVERY_KIND, parties, 0, rows);
            for (uint256 outside = 0; outside <= Parties.ALL; ++outside) {
                Movement memory movement = between(outside, facts(AWAY, 0, 0), facts(HOME, 0, 0));
                check(fails(regime, movement) == (parties & outside != 0), "sides");
            }
        }
    }

    function testFuzz_AnyCategoryOfTheRowIsEnough(uint256 a, uint256 b, uint256 held) external {
        (a, b, held) = (bound(a, 0, 9), bound(b, 0, 9), bound(held, 0, 9));
        IRegime regime = eligible(Table.allowRow(Table.oneOf(a, b), 0, false, 1), Table.lanes(HOME));
        Standing standing = Standing.wrap(0).withJurisdiction(HOME).withExpiry(held, START_DAY);
        check(fails(regime, to(standing)) == (held != a && held != b), "any category");
    }

    function testFuzz_WithoutCategoriesAnyPartyOfTheJurisdictionMatches(uint256 word) external {
        IRegime regime = eligible(Table.allowRow(0, 0, false, 1), Table.lanes(HOME));
        check(!fails(regime, to(Standing.wrap(word).withJurisdiction(HOME))), "any party");
    }

    function test_CategoryThatLapsedYesterdayDoesNotCount() external {
        IRegime regime = eligible(Table.allowRow(Table.oneOf(PROFESSIONAL), 0, false, 1), Table.lanes(HOME));
        Standing standing = Standing.wrap(0).withJurisdiction(HOME);
        check(!fails(regime, to(standing.withExpiry(PROFESSIONAL, START_DAY))), "valid today");
        check(fails(regime, to(standing.withExpiry(PROFESSIONAL, START_DAY - 1))), "lapsed yesterday");
    }

    function testFuzz_ForbiddenFlagsExclude(uint24 forbidden, uint24 flags) external {
        IRegime regime = eligible(Table.allowRow(Table.oneOf(INSTITUTIONAL), forbidden, false, 1), Table.lanes(AWAY));
        Standing standing = facts(AWAY, INSTITUTIONAL, 0).withFlags(flags, type(uint24).max);
        check(fails(regime, to(standing)) == (forbidden & flags != 0), "flags");
    }

    /// A natural person can never be admitted by the institutional row, whatever it holds.
    function test_NaturalPersonIsNoInstitution() external {
        IRegime regime = eligible(Table.allowRow(Table.oneOf(INSTITUTIONAL), NATURAL_FLAG, false, 1), Table.lanes(AWAY));
        check(!fails(regime, to(facts(AWAY, INSTITUTIONAL, 0))), "entity");
        check(fails(regime, to(facts(AWAY, INSTITUTIONAL, NATURAL_FLAG))), "natural person");
    }

    /// Residence decides, not nationality: there is no nationality in a standing.
    function testFuzz_OneMatchingRowOfSeveralIsEnough(bool first, bool second) external {
        uint256[] memory rows = new uint256[](4);
        rows[0] = Table.allowRow(0, 0, false, 1);
        rows[1] = Table.lanes(first ? HOME : ELSEWHERE);
        rows[2] = Table.allowRow(Table.oneOf(PROFESSIONAL), 0, false, 1);
        rows[3] = Table.lanes(second ? HOME : ELSEWHERE);
        check(fails(eligible(rows), to(facts(HOME, PROFESSIONAL, 0))) == (!first && !second), "rows");
    }

    /// The row behind it in the table would admit everybody, were it read as one of the allowlist.
    function test_TheListEndsWhereItsWordsEnd() external {
        TableDraft memory table = Table.draft("two rules", "test", address(ledger));
        uint256[] memory rows = Table.words(Table.allowRow(0, 0, false, 1), Table.lanes(HOME));
        uint256 kinds = Table.TRANSFER | Table.FORCED;
        table = Table.row(table, Predicates.ELIGIBLE_PARTY, kinds, Parties.RECIPIENT, 0, rows, "allowlist");
        uint256 everybody = Table.allowRow(0, 0, true, 0);
        table = Table.row(table, Predicates.VALIDITY_WINDOW, Table.TRANSFER, Parties.MOVEMENT, everybody, "window");
        IRegime regime = IRegime(deployRegime(Table.encode(table)));
        same(verdict(regime, to(facts(AWAY, PROFESSIONAL, 0))), 3, "neither eligible nor in the window");
    }

    function test_RevertWhen_ACategoryIsBeyondTheLast() external {
        eligible(Table.words(Table.allowRow(Table.oneOf(9), 0, true, 0)));
        uint256[] memory rows = Table.words(Table.allowRow(Table.oneOf(10), 0, true, 0));
        vm.expectRevert(IRegimeFactory.MalformedTable.selector);
        eligible(rows);
    }

    function testFuzz_LaneWordsOfARowAreAllRead(uint256 position, uint16 jurisdiction) external {
        vm.assume(jurisdiction != 0);
        position = bound(position, 0, 47);
        uint256[] memory rows = new uint256[](5);
        rows[0] = Table.allowRow(0, 0, false, 3);
        rows[1 + position / 16] = uint256(jurisdiction) << (16 * (position % 16));
        rows[4] = Table.allowRow(Table.oneOf(9), 0, true, 0);
        check(!fails(eligible(rows), to(facts(jurisdiction, PROFESSIONAL, 0))), "lane");
        check(fails(eligible(rows), to(facts(jurisdiction ^ 0x8001, PROFESSIONAL, 0))), "another jurisdiction");
    }

    /// The packed reading equals the definition, for any two rows of up to four categories and any standing.
    function testFuzz_EqualsItsDefinition(uint256 word, uint256[2] memory heads, uint16[4] memory codes) external {
        uint256[] memory rows = new uint256[](4);
        bool expected = false;
        for (uint256 i = 0; i < 2; ++i) {
            uint256 head = (heads[i] & 0x1ffffff0000) | 1 << 48;
            for (uint256 j = 0; j < (heads[i] >> 64) % 5; ++j) {
                head |= (1 + (heads[i] >> (72 + 8 * j)) % 10) << (4 * j);
            }
            rows[2 * i] = head;
            rows[2 * i + 1] = Table.lanes(codes[2 * i], codes[2 * i + 1]);
            expected = expected || matches(Standing.wrap(word), head, codes[2 * i], codes[2 * i + 1]);
        }
        check(fails(eligible(rows), to(Standing.wrap(word))) != expected, "definition");
    }

    function matches(Standing standing, uint256 head, uint16 a, uint16 b) private pure returns (bool) {
        uint16 code = standing.jurisdiction();
        if (code == 0 || uint256(standing.flags()) & (head >> 16 & 0xffffff) != 0) return false;
        bool listed = code == a || code == b;
        if (listed == (head >> 40 & 1 == 1)) return false;
        if (uint16(head) == 0) return true;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 place = head >> (4 * i) & 0xf;
            if (place != 0 && standing.expiryDay(place - 1) >= START_DAY) return true;
        }
        return false;
    }
}
