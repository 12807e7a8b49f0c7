// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract DenominationTest is RuleTest {
    uint256 private constant MINIMUM = 100_000;
    uint256 private constant STEP = 1000;

    function denomination(uint256 minimum, uint256 step) private returns (IRegime) {
        return rule(Predicates.DENOMINATION, minimum | step << 104);
    }

    function test_MinimumPassesAndOneStepLessFails() external {
        IRegime regime = denomination(MINIMUM, STEP);
        check(!fails(regime, transferOf(MINIMUM, 3 * MINIMUM)), "minimum");
        check(fails(regime, transferOf(MINIMUM - STEP, 3 * MINIMUM)), "a step less");
        check(fails(regime, issueOf(MINIMUM - STEP)), "on issue too");
        check(!fails(regime, issueOf(MINIMUM)), "minimum on issue");
    }

    function testFuzz_AmountIsAMultipleOfTheStep(uint256 amount) external {
        amount = bound(amount, MINIMUM, type(uint128).max);
        check(fails(denomination(MINIMUM, STEP), issueOf(amount)) == (amount % STEP != 0), "multiple");
    }

    function testFuzz_WholeHoldingMayAlwaysLeave(uint256 balance) external {
        vm.assume(balance != 0);
        check(!fails(denomination(MINIMUM, STEP), transferOf(balance, balance)), "whole holding");
    }

    function test_NothingIsNoWholeHolding() external {
        check(fails(denomination(MINIMUM, STEP), issueOf(0)), "an issue of nothing");
        check(fails(denomination(MINIMUM, STEP), transferOf(0, 0)), "an empty wallet gives nothing");
    }

    function test_RemainderIsNothingOrAMinimum() external {
        IRegime regime = denomination(MINIMUM, STEP);
        check(!fails(regime, transferOf(MINIMUM, 2 * MINIMUM)), "a minimum remains");
        check(fails(regime, transferOf(MINIMUM, 2 * MINIMUM - 1)), "a unit less remains");
        check(!fails(regime, transferOf(MINIMUM, MINIMUM)), "nothing remains");
    }

    /// What would be left below zero is no remainder, however near to the end of the numbers.
    function test_MoreThanTheHoldingLeavesNothing() external {
        IRegime regime = denomination(2, 0);
        check(!fails(regime, issueOf(type(uint256).max)), "on issue");
        check(!fails(regime, transferOf(type(uint256).max, 0)), "of nothing");
    }

    function testFuzz_ZeroMinimumAndStepAskNothing(uint256 amount, uint256 balance) external {
        check(!fails(denomination(0, 0), transferOf(amount, balance)), "0 and 0");
        check(!fails(denomination(0, 1), transferOf(amount, balance)), "0 and 1");
        check(!fails(denomination(0, 0), issueOf(amount)), "issue");
    }

    /// More than the balance is the token's to refuse; here it leaves nothing behind, and nothing overflows.
    function testFuzz_EqualsItsDefinition(uint104 minimum, uint104 step, uint256 amount, uint256 balance) external {
        IRegime regime = denomination(minimum, step);
        bool shape = amount >= minimum && (step == 0 || amount % step == 0);
        bool remainder = amount >= balance || balance - amount >= minimum;
        bool whole = amount == balance && balance != 0;
        check(fails(regime, transferOf(amount, balance)) != (whole || (shape && remainder)), "transfer");
        check(fails(regime, issueOf(amount)) != shape, "issue");
    }
}
