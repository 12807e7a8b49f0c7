// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract ValidityWindowTest is RuleTest {
    function window(uint40 start, uint40 end) private returns (IRegime) {
        return rule(Predicates.VALIDITY_WINDOW, start | uint256(end) << 40);
    }

    function at(uint256 timestamp) private view returns (Movement memory movement) {
        movement = transferOf(LOT, LOT);
        movement.at = uint64(timestamp);
    }

    function testFuzz_StartIncludedEndExcluded(uint40 start, uint40 end, uint40 timestamp) external {
        vm.assume(end != 0);
        check(fails(window(start, end), at(timestamp)) == (timestamp < start || timestamp >= end), "window");
    }

    function test_Boundaries() external {
        IRegime regime = window(uint40(START), uint40(START + 100));
        check(fails(regime, at(START - 1)), "a second before the start");
        check(!fails(regime, at(START)), "the start is included");
        check(!fails(regime, at(START + 99)), "the last second");
        check(fails(regime, at(START + 100)), "the end is excluded");
    }

    function testFuzz_ZeroIsOpen(uint64 timestamp) external {
        check(!fails(window(0, 0), at(timestamp)), "open on both sides");
        check(fails(window(0, 1), at(timestamp)) == (timestamp >= 1), "open start");
        check(fails(window(uint40(START), 0), at(timestamp)) == (timestamp < START), "open end");
    }
}
