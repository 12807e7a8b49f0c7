// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Predicates} from "../../../src/rules/Predicates.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";

contract SymbolLimitTest is BooksTest {
    function admit(address instrument, uint256 noticeDay) private {
        vm.prank(registrar);
        permits.admitSymbol(instrument, "group", uint16(noticeDay), 30);
    }

    function refused(uint256 most) private view returns (bool) {
        return fails(Predicates.SYMBOL_LIMIT, most, transferOf(alice, bob, UNIT));
    }

    function test_SeventyFiveSymbolsPassAndTheNextFails() external {
        for (uint256 i = 1; i <= 74; ++i) {
            admit(address(uint160(0x5000 + i)), today() - 31);
        }
        admit(address(token), today() - 31);
        check(!refused(75), "the seventy-fifth");
        check(refused(74), "too many for 74");
        token = newToken();
        admit(address(token), today() - 31);
        check(refused(75), "the seventy-sixth");
        check(!refused(250), "in the next tier");
        vm.prank(registrar);
        permits.withdrawSymbol(address(0x5001));
        check(!refused(75), "a place became free");
    }

    function test_TradingBeginsWhenTheTimeForObjectionsHasPassed() external {
        check(refused(75), "never admitted");
        uint256 notice = today();
        admit(address(token), notice);
        goTo(notice + 30);
        check(refused(75), "day 30");
        goTo(notice + 31);
        check(!refused(75), "day 31");
    }

    function test_AnObjectionBars() external {
        admit(address(token), today() - 31);
        check(!refused(75), "admitted");
        vm.prank(registrar);
        permits.recordObjection(address(token), uint16(today() - 1));
        check(refused(75), "barred");
    }

    function testFuzz_EqualsItsDefinition(uint8 before, uint16 most, uint16 wait) external {
        before = before % 8;
        for (uint256 i = 0; i < before; ++i) {
            admit(address(uint160(0x5000 + i)), today());
        }
        admit(address(token), today());
        goTo(today() + wait % 60);
        check(refused(most) == (wait % 60 <= 30 || uint256(before) + 1 > most), "definition");
    }
}
