// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IPermits} from "../../../src/interfaces/IPermits.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract SymbolsTest is BooksTest {
    address private constant A = address(0xa1);
    address private constant B = address(0xb1);
    address private constant C = address(0xc1);

    function setUp() public override {
        super.setUp();
        vm.startPrank(registrar);
        permits.admitSymbol(A, "group", START_DAY, 30);
        permits.admitSymbol(B, "group", START_DAY, 30);
        permits.admitSymbol(C, "group", START_DAY, 30);
    }

    function sameRanks(uint256 a, uint256 b, uint256 c) private view {
        same(permits.symbolRank(A, START_DAY + 31), a, "a");
        same(permits.symbolRank(B, START_DAY + 31), b, "b");
        same(permits.symbolRank(C, START_DAY + 31), c, "c");
    }

    function test_RanksHaveNoGap() external {
        sameRanks(1, 2, 3);
        permits.withdrawSymbol(A);
        sameRanks(0, 2, 1);
        permits.admitSymbol(A, "other", START_DAY, 30);
        sameRanks(1, 2, 1);
        permits.withdrawSymbol(C);
        sameRanks(1, 1, 0);
        same(permits.symbolsOf("group").length, 1, "one is left");
        permits.withdrawSymbol(B);
        same(permits.symbolsOf("group").length, 0, "none is left");
    }

    function test_AnObjectionOnTheThirtiethDayBars() external {
        goTo(START_DAY + 40);
        vm.expectEmit(address(permits));
        emit IPermits.SymbolWithdrawn(A, "group", true);
        permits.recordObjection(A, START_DAY + 30);
        sameRanks(0, 2, 1);
        check(permits.symbolOf(A).barred, "barred");
        vm.expectRevert(abi.encodeWithSelector(IPermits.SymbolBarred.selector, A));
        permits.admitSymbol(A, "group", START_DAY, 30);
    }

    function test_AWithdrawalDoesNotEndTheTimeForObjections() external {
        permits.withdrawSymbol(A);
        bytes memory stands = abi.encodeWithSelector(IPermits.NoticeStands.selector, A, START_DAY, 30);
        goTo(START_DAY + 30);
        vm.expectRevert(stands);
        permits.admitSymbol(A, "group", START_DAY + 1, 30);
        vm.expectRevert(stands);
        permits.admitSymbol(A, "group", START_DAY, 29);
        permits.admitSymbol(A, "other", START_DAY, 31);
        permits.withdrawSymbol(A);
        goTo(START_DAY + 32);
        vm.expectEmit(address(permits));
        emit IPermits.SymbolWithdrawn(A, "other", true);
        permits.recordObjection(A, START_DAY + 31);
        check(permits.symbolOf(A).barred, "barred");
        sameRanks(0, 2, 1);
        vm.expectRevert(abi.encodeWithSelector(IPermits.SymbolBarred.selector, A));
        permits.recordObjection(A, START_DAY + 31);
        vm.expectRevert(abi.encodeWithSelector(IPermits.SymbolBarred.selector, A));
        permits.admitSymbol(A, "group", START_DAY, 30);
    }

    function test_ANewNoticeMayFollowOneThatHasRunOut() external {
        permits.withdrawSymbol(A);
        goTo(START_DAY + 31);
        permits.admitSymbol(A, "group", START_DAY + 31, 5);
        same(permits.symbolRank(A, START_DAY + 36), 0, "its own time for objections");
        same(permits.symbolRank(A, START_DAY + 37), 3, "and no more");
    }

    function test_RevertWhen_TheObjectionIsOutOfTime() external {
        goTo(START_DAY + 40);
        uint16[3] memory days_ = [START_DAY + 31, START_DAY - 1, START_DAY + 41];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IPermits.ObjectionOutOfTime.selector, days_[i], START_DAY, uint256(START_DAY) + 30
                )
            );
            permits.recordObjection(A, days_[i]);
        }
        goTo(START_DAY + 5);
        vm.expectPartialRevert(IPermits.ObjectionOutOfTime.selector);
        permits.recordObjection(A, START_DAY + 6);
        sameRanks(1, 2, 3);
    }

    function test_RevertWhen_TheAdmissionIsWrong() external {
        vm.expectRevert(abi.encodeWithSelector(IPermits.AlreadyAdmitted.selector, A));
        permits.admitSymbol(A, "other", START_DAY, 30);
        vm.expectRevert(abi.encodeWithSelector(IPermits.InvalidNoticeDay.selector, START_DAY + 1));
        permits.admitSymbol(address(1), "group", START_DAY + 1, 30);
        vm.expectRevert(abi.encodeWithSelector(IPermits.InvalidNoticeDay.selector, 0));
        permits.admitSymbol(address(1), "group", 0, 30);
        vm.expectRevert(abi.encodeWithSelector(IPermits.InvalidGroup.selector));
        permits.admitSymbol(address(1), 0, START_DAY, 30);
        vm.expectRevert(abi.encodeWithSelector(IPermits.InvalidAddress.selector));
        permits.admitSymbol(address(0), "group", START_DAY, 30);
        bytes memory notAdmitted = abi.encodeWithSelector(IPermits.NotAdmitted.selector, address(1));
        vm.expectRevert(notAdmitted);
        permits.withdrawSymbol(address(1));
        vm.expectRevert(notAdmitted);
        permits.recordObjection(address(1), START_DAY);
    }
}
