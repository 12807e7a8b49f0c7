// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {EntrantLedger} from "../../../src/EntrantLedger.sol";
import {Capacity, Enrolment, Entrant, IEntrantLedger} from "../../../src/interfaces/IEntrantLedger.sol";
import {BaseTest} from "../../Base.t.sol";

/// @notice An instrument that reports what it is told to report.
contract ReportingInstrument {
    uint256 public totalSupply;

    function report(EntrantLedger ledger, uint256 outstanding) external {
        totalSupply = outstanding;
        ledger.record(outstanding);
    }
}

contract EntrantLedgerHeadroomTest is BaseTest {
    bytes32 private constant POOL = "pool under test";

    function instrument(bytes3 currency) private returns (ReportingInstrument made) {
        made = new ReportingInstrument();
        vm.prank(registrar);
        ledger.enrol(address(made), Enrolment(LEI, currency, POOL));
    }

    function setLimit(uint256 limit) private {
        vm.prank(supervisor);
        ledger.setLimit(LEI, POOL, "GBP", limit);
    }

    function setRate(bytes3 currency, uint256 value) private {
        vm.prank(supervisor);
        ledger.setRate(currency, "GBP", value, START_DAY);
    }

    function used() private view returns (uint256) {
        return ledger.capacity(LEI, POOL).used;
    }

    // HEADROOM IS EXACT

    function testFuzz_OneCurrency(uint128 limit, uint128 outstanding) external {
        setLimit(limit);
        ReportingInstrument a = instrument("GBP");
        a.report(ledger, outstanding);
        same(ledger.headroom(address(a)), outstanding < limit ? limit - outstanding : 0, "limit less use");
    }

    /// With rates: exactly the headroom still fits under the limit, one unit more does not.
    function testFuzz_HeadroomFitsAndOneUnitMoreDoesNot(
        uint128 limit,
        uint256 dollars,
        uint256 euros,
        uint256 pounds,
        uint256 dollarRate,
        uint256 euroRate
    ) external {
        (dollarRate, euroRate) = (bound(dollarRate, 1, 1e30), bound(euroRate, 1, 1e30));
        (dollars, euros, pounds) = (bound(dollars, 0, 1e20), bound(euros, 0, 1e20), bound(pounds, 0, 1e20));
        setLimit(limit);
        setRate("USD", dollarRate);
        setRate("EUR", euroRate);
        ReportingInstrument dollar = instrument("USD");
        dollar.report(ledger, dollars);
        instrument("EUR").report(ledger, euros);
        instrument("GBP").report(ledger, pounds);
        uint256 room = ledger.headroom(address(dollar));
        uint256 before = used();
        if (room != 0) {
            dollar.report(ledger, dollars + room);
            check(used() <= limit, "exactly the headroom fits");
        }
        dollar.report(ledger, dollars + room + 1);
        check(used() > limit || (before >= limit && used() >= limit), "one unit more does not");
    }

    /// Several instruments of one currency are converted together: rounding does not depend on how they are split.
    function testFuzz_RoundingIsPerCurrencyAndUp(uint256 a, uint256 b, uint256 unitRate) external {
        (a, b, unitRate) = (bound(a, 0, 1e30), bound(b, 0, 1e30), bound(unitRate, 1, 1e24));
        setLimit(1);
        setRate("USD", unitRate);
        instrument("USD").report(ledger, a);
        instrument("USD").report(ledger, b);
        same(used(), ((a + b) * unitRate + 1e18 - 1) / 1e18, "rounded up once");
    }

    function test_RateOfTwoCentsRoundsUp() external {
        setLimit(10);
        setRate("JPY", 0.005e18);
        ReportingInstrument yen = instrument("JPY");
        same(ledger.headroom(address(yen)), 2000, "2000 yen are 10");
        yen.report(ledger, 1);
        same(used(), 1, "one yen uses one");
        same(ledger.headroom(address(yen)), 1999, "and 1999 more still fit");
    }

    function test_NoEnrolmentNoLimitNoRateIsNoHeadroom() external {
        same(ledger.headroom(stranger), 0, "no enrolment");
        ReportingInstrument pound = instrument("GBP");
        same(ledger.headroom(address(pound)), 0, "no limit");
        setLimit(1000);
        same(ledger.headroom(address(pound)), 1000, "with a limit");
        ReportingInstrument dollar = instrument("USD");
        same(ledger.headroom(address(dollar)), 0, "no rate");
        same(ledger.headroom(address(pound)), 1000, "nothing outstanding in it yet");
        dollar.report(ledger, 1);
        same(ledger.headroom(address(pound)), 0, "an outstanding currency without a rate closes the pool");
        setRate("USD", 1e18);
        same(ledger.headroom(address(pound)), 999, "recorded");
    }

    /// Whatever the supervisor records, asking never reverts.
    function testFuzz_HeadroomNeverReverts(uint128 limit, uint128 unitRate, uint128 outstanding, address asked)
        external
    {
        vm.assume(unitRate != 0);
        setLimit(limit);
        setRate("USD", unitRate);
        ReportingInstrument dollar = instrument("USD");
        dollar.report(ledger, outstanding);
        ledger.headroom(address(dollar));
        ledger.headroom(asked);
        ledger.capacity(LEI, POOL);
    }

    // RECORD

    function testFuzz_RecordByAnInstrumentThatIsNotEnrolledDoesNothing(address caller, uint256 outstanding) external {
        vm.assume(caller != address(bond));
        setLimit(1000);
        vm.recordLogs();
        vm.prank(caller);
        ledger.record(outstanding);
        same(vm.getRecordedLogs().length, 0, "no event");
        same(used(), 0, "no use");
    }

    function testFuzz_UseIsTheSumOfWhatIsReportedLast(uint128[4] memory first, uint128[4] memory last) external {
        setLimit(type(uint128).max);
        uint256 sum = 0;
        ReportingInstrument[4] memory all;
        for (uint256 i = 0; i < 4; ++i) {
            all[i] = instrument("GBP");
            all[i].report(ledger, first[i]);
        }
        for (uint256 i = 0; i < 4; ++i) {
            all[i].report(ledger, last[i]);
            sum += last[i];
        }
        same(used(), sum, "sum of the last reports");
    }

    /// Another class of the same entrant has a pool of its own.
    function test_PoolsAreSeparate() external {
        setLimit(1000);
        instrument("GBP").report(ledger, 400);
        issue(bond, alice, LOT);
        same(used(), 400, "this pool");
        same(ledger.capacity(LEI, CLASS).used, LOT, "the other one");
    }

    // ENROLMENT

    function test_RevertWhen_EnrolledTwice() external {
        ReportingInstrument a = instrument("GBP");
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.AlreadyEnrolled.selector, address(a)));
        vm.prank(registrar);
        ledger.enrol(address(a), Enrolment(LEI, "GBP", "another class"));
    }

    function testFuzz_RevertWhen_IssuedBeforeEnrolment(uint128 outstanding) external {
        vm.assume(outstanding != 0);
        ReportingInstrument a = new ReportingInstrument();
        a.report(ledger, outstanding);
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.AlreadyIssued.selector, address(a)));
        vm.prank(registrar);
        ledger.enrol(address(a), Enrolment(LEI, "GBP", POOL));
    }

    function test_RevertWhen_PoolHasNineCurrencies() external {
        for (uint8 i = 0; i < 8; ++i) {
            instrument(bytes3(abi.encodePacked("X", "X", i + 65)));
        }
        instrument("XXA");
        ReportingInstrument ninth = new ReportingInstrument();
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.TooManyCurrencies.selector, LEI, POOL));
        vm.prank(registrar);
        ledger.enrol(address(ninth), Enrolment(LEI, "ZZZ", POOL));
    }

    function test_EnrolmentIsReadable() external {
        ReportingInstrument a = instrument("EUR");
        Enrolment memory enrolment = ledger.enrolmentOf(address(a));
        check(enrolment.entrant == LEI && enrolment.currency == "EUR" && enrolment.assetClass == POOL, "enrolment");
        Entrant memory entrant = ledger.entrantOf(address(a));
        check(entrant.jurisdiction == HOME && entrant.stage == 2 && entrant.activities == 15, "entrant");
        check(ledger.entrantOf(stranger).stage == 0, "no entrant without enrolment");
    }

    /// The zero LEI is "no entrant": a record under it would stand for every instrument that nobody enrolled.
    function test_RevertWhen_EntrantIsZero() external {
        ReportingInstrument a = new ReportingInstrument();
        vm.expectRevert();
        vm.prank(registrar);
        ledger.enrol(address(a), Enrolment(bytes20(0), "GBP", POOL));
        vm.expectRevert();
        vm.prank(supervisor);
        ledger.setEntrant(bytes20(0), Entrant(HOME, 2, 15));
    }

    // SUPERVISOR

    function test_RevertWhen_LimitChangesCurrency() external {
        setLimit(1000);
        vm.expectRevert(
            abi.encodeWithSelector(IEntrantLedger.LimitCurrencyMismatch.selector, bytes3("GBP"), bytes3("USD"))
        );
        vm.prank(supervisor);
        ledger.setLimit(LEI, POOL, "USD", 1000);
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.LimitCurrencyMismatch.selector, bytes3(0), bytes3(0)));
        vm.prank(supervisor);
        ledger.setLimit(LEI, "no pool yet", bytes3(0), 1000);
    }

    function testFuzz_RevertWhen_LimitOrRateIsTooLarge(uint256 value) external {
        vm.assume(value > type(uint128).max);
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.AmountTooLarge.selector, value));
        setLimit(value);
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.AmountTooLarge.selector, value));
        setRate("USD", value);
    }

    function test_RevertWhen_RateIsZeroOrToItself() external {
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.InvalidRate.selector, bytes3("USD"), bytes3("GBP")));
        setRate("USD", 0);
        vm.expectRevert(abi.encodeWithSelector(IEntrantLedger.InvalidRate.selector, bytes3("GBP"), bytes3("GBP")));
        setRate("GBP", 1e18);
    }

    function testFuzz_RateIsKeptWithItsDay(uint128 value, uint16 day) external {
        vm.assume(value != 0);
        vm.expectEmit(address(ledger));
        emit IEntrantLedger.RateSet("USD", "GBP", value, day);
        vm.prank(supervisor);
        ledger.setRate("USD", "GBP", value, day);
        (uint256 kept, uint16 keptDay) = ledger.rate("USD", "GBP");
        same(kept, value, "rate");
        same(keptDay, day, "day");
    }

    /// A rate that rises can put the use above the limit: issuance stops, reports go on.
    function test_RateThatRisesStopsIssuanceOnly() external {
        setLimit(1000);
        setRate("USD", 1e18);
        ReportingInstrument dollar = instrument("USD");
        dollar.report(ledger, 900);
        setRate("USD", 2e18);
        same(used(), 1800, "above the limit");
        same(ledger.headroom(address(dollar)), 0, "no issuance");
        dollar.report(ledger, 400);
        same(ledger.headroom(address(dollar)), 100, "room again after redemption");
    }

    function testFuzz_EntrantIsKept(bytes20 lei, uint16 jurisdiction, uint8 stage, uint16 activities) external {
        vm.assume(lei != bytes20(0));
        vm.expectEmit(address(ledger));
        emit IEntrantLedger.EntrantSet(lei, jurisdiction, stage, activities);
        vm.prank(supervisor);
        ledger.setEntrant(lei, Entrant(jurisdiction, stage, activities));
        Entrant memory kept = ledger.entrant(lei);
        check(kept.jurisdiction == jurisdiction && kept.stage == stage && kept.activities == activities, "kept");
    }

    function test_CapacityIsReadable() external view {
        Capacity memory capacity = ledger.capacity(LEI, CLASS);
        check(capacity.currency == "GBP", "currency");
        same(capacity.limit, LIMIT, "limit");
        same(capacity.used, 0, "use");
    }
}
