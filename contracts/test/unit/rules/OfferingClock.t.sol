// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {RuleTableBuilder as Table} from "../../support/RuleTableBuilder.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract OfferingClockTest is RuleTest {
    uint256 private constant EXCLUDE = 1 << 40;

    function clock(uint256 parameters) private returns (IRegime) {
        uint256[] memory lanes = Table.words(Table.lanes(AWAY));
        return rule(Predicates.OFFERING_CLOCK, Table.EVERY_KIND, Parties.RECIPIENT, parameters, lanes);
    }

    /// A buyer of `jurisdiction`, `elapsed` days after the clock started.
    function buyer(uint16 jurisdiction, uint256 elapsed) private view returns (Movement memory movement) {
        movement = to(facts(jurisdiction, PROFESSIONAL, 0));
        movement.state = stateOf(START_DAY);
        return onDay(movement, START_DAY + elapsed);
    }

    function test_Day39IsRestrictedAndDay40IsNot() external {
        IRegime regime = clock(40);
        check(fails(regime, buyer(AWAY, 39)), "day 39");
        Movement memory lastSecond = buyer(AWAY, 39);
        lastSecond.at += 1 days - 1;
        check(fails(regime, lastSecond), "last second of day 39");
        check(!fails(regime, buyer(AWAY, 40)), "day 40: elapsed equal to the period passes");
    }

    function test_PeriodZeroPassesOnDayZero() external {
        check(!fails(clock(0), buyer(AWAY, 0)), "day 0");
        Movement memory movement = buyer(AWAY, 0);
        movement.state = stateOf(0);
        check(!fails(clock(0), movement), "even before the clock starts");
    }

    function testFuzz_ClockThatHasNotStartedHasNotElapsed(uint16 period, uint32 day) external {
        vm.assume(period != 0);
        Movement memory movement = onDay(to(facts(AWAY, PROFESSIONAL, 0)), day);
        check(fails(clock(period), movement), "not started");
    }

    function testFuzz_UnrestrictedPartiesNeverWait(uint16 jurisdiction, uint16 period) external {
        vm.assume(jurisdiction != AWAY);
        check(!fails(clock(period), buyer(jurisdiction, 0)), "not listed");
    }

    function testFuzz_ExcludeModeRestrictsEverybodyElse(uint16 jurisdiction) external {
        check(fails(clock(40 | EXCLUDE), buyer(jurisdiction, 39)) == (jurisdiction != AWAY), "day 39");
        check(!fails(clock(40 | EXCLUDE), buyer(jurisdiction, 40)), "day 40");
    }

    /// Every set of sides that a row can name, against every set of sides that would have to wait.
    function test_JudgesTheSidesItNames() external {
        for (uint256 parties = 1; parties <= Parties.ALL; ++parties) {
            IRegime regime =
                rule(Predicates.OFFERING_CLOCK, Table.EVERY_KIND, parties, 40, Table.words(Table.lanes(AWAY)));
            for (uint256 waiting = 0; waiting <= Parties.ALL; ++waiting) {
                Movement memory movement = between(waiting, facts(AWAY, 0, 0), facts(HOME, 0, 0));
                check(fails(regime, movement) == (parties & waiting != 0), "sides");
            }
        }
    }

    /// A code is found in whichever of several words of lanes it stands.
    function testFuzz_EveryLaneOfEveryWordIsRead(uint256 position, uint16 jurisdiction, uint16 other) external {
        vm.assume(jurisdiction != 0 && other != jurisdiction);
        position = bound(position, 0, 47);
        uint256[] memory lanes = new uint256[](3);
        lanes[position / 16] = uint256(jurisdiction) << (16 * (position % 16));
        IRegime regime = rule(Predicates.OFFERING_CLOCK, Table.EVERY_KIND, Parties.RECIPIENT, 40, lanes);
        check(fails(regime, buyer(jurisdiction, 39)), "restricted");
        check(!fails(regime, buyer(other, 39)), "not restricted");
    }

    function testFuzz_EqualsItsDefinition(uint16 start, uint16 period, uint32 day, uint16 jurisdiction) external {
        Movement memory movement = onDay(to(facts(jurisdiction, PROFESSIONAL, 0)), day);
        movement.state = stateOf(start);
        bool elapsed = period == 0 || (start != 0 && day >= uint256(start) + period);
        check(fails(clock(period), movement) == (!elapsed && jurisdiction == AWAY), "definition");
    }
}
