// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract CashLegTest is BooksTest {
    address private constant CASH = address(0xca54);

    function setClass(uint8 class) private {
        vm.prank(supervisor);
        permits.setCashClass(CASH, class);
    }

    function refused(uint256 classes, address cash) private view returns (bool) {
        Movement memory movement = transferOf(alice, bob, UNIT);
        movement.cash = cash;
        return fails(Predicates.CASH_LEG, classes, movement);
    }

    function test_ClassesOfTheRowPass() external {
        check(refused(type(uint16).max, CASH), "of no class");
        setClass(2);
        check(!refused(1 << 2, CASH), "its class");
        check(!refused(1 << 1 | 1 << 2, CASH), "among others");
        check(refused(1 << 1, CASH), "another class");
        setClass(0);
        check(refused(type(uint16).max, CASH), "taken out");
    }

    function test_WithoutCashItPasses() external view {
        check(!refused(0, address(0)), "free of payment");
    }

    function testFuzz_EqualsItsDefinition(uint16 classes, uint8 class) external {
        class = uint8(bound(class, 0, 15));
        setClass(class);
        check(refused(classes, CASH) == (class == 0 || classes & (1 << class) == 0), "definition");
    }
}
