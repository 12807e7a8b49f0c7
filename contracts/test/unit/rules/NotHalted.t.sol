// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../../src/interfaces/IRegime.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {InstrumentState, InstrumentStateLibrary} from "../../../src/types/InstrumentState.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {RuleTest} from "../../support/RuleTest.sol";

contract NotHaltedTest is RuleTest {
    function testFuzz_OnlyTheHaltFlagMatters(uint256 word, bool halted) external {
        IRegime regime = rule(Predicates.NOT_HALTED, 0);
        Movement memory movement = transferOf(LOT, LOT);
        movement.state = InstrumentState.wrap(word).withFlag(InstrumentStateLibrary.HALTED, halted);
        check(fails(regime, movement) == halted, "halt");
    }
}
