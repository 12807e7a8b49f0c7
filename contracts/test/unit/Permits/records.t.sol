// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Approval, IPermits} from "../../../src/interfaces/IPermits.sol";
import {BooksTest} from "../../support/BooksTest.sol";

contract PermitRecordsTest is BooksTest {
    address private constant INSTRUMENT = address(0x1157);

    function test_RecordsAreReadBack() external {
        vm.startPrank(registrar);
        vm.expectEmit(address(permits));
        emit IPermits.FactSet(INSTRUMENT, 3, START_DAY);
        permits.setFact(INSTRUMENT, 3, START_DAY);
        same(permits.factUntil(INSTRUMENT, 3), START_DAY, "fact");
        uint40 id = investors.standingOf(alice).investor();
        vm.expectEmit(address(permits));
        emit IPermits.CertificateSet(INSTRUMENT, 4, id, START_DAY, "document");
        permits.setCertificate(INSTRUMENT, 4, alice, START_DAY, "document");
        same(permits.certificateUntil(INSTRUMENT, 4, id), START_DAY, "certificate");
        vm.expectEmit(address(permits));
        emit IPermits.TransferApproved(INSTRUMENT, alice, bob, 1, 5, uint40(START));
        permits.approveTransfer(INSTRUMENT, alice, bob, 5, uint40(START));
        Approval memory approval = permits.approvalOf(INSTRUMENT, alice, bob);
        same(approval.units, 5, "units");
        same(approval.lastMoment, START, "last moment");
        vm.stopPrank();
        vm.startPrank(supervisor);
        vm.expectEmit(address(permits));
        emit IPermits.VenueSet(INSTRUMENT, carol, true);
        permits.setVenue(INSTRUMENT, carol, true);
        check(permits.isVenue(INSTRUMENT, carol), "venue");
        vm.expectEmit(address(permits));
        emit IPermits.CashClassSet(carol, 15);
        permits.setCashClass(carol, 15);
        same(permits.cashClass(carol), 15, "class");
        vm.expectEmit(address(permits));
        emit IPermits.AverageVolumeSet(INSTRUMENT, 677, 9);
        permits.setAverageVolume(INSTRUMENT, 677, 9);
        same(permits.averageVolume(INSTRUMENT, 677), 9, "average");
    }

    function test_EachApprovalOfAPairHasItsOwnId() external {
        vm.startPrank(registrar);
        permits.approveTransfer(INSTRUMENT, alice, bob, 5, uint40(START));
        permits.approveTransfer(INSTRUMENT, alice, bob, 0, 0);
        permits.approveTransfer(INSTRUMENT, alice, bob, 6, uint40(START));
        same(permits.approvalOf(INSTRUMENT, alice, bob).id, 3, "third");
        same(permits.approvalOf(INSTRUMENT, bob, alice).id, 0, "none back");
    }

    function test_RevertWhen_SomebodyIsNobody() external {
        bytes memory invalid = abi.encodeWithSelector(IPermits.InvalidAddress.selector);
        vm.startPrank(registrar);
        vm.expectRevert(invalid);
        permits.setFact(address(0), 1, 1);
        vm.expectRevert(invalid);
        permits.setCertificate(address(0), 1, alice, 1, 0);
        vm.expectRevert(invalid);
        permits.approveTransfer(address(0), alice, bob, 1, uint40(START));
        vm.expectRevert(invalid);
        permits.approveTransfer(INSTRUMENT, address(0), bob, 1, uint40(START));
        vm.expectRevert(invalid);
        permits.approveTransfer(INSTRUMENT, alice, address(0), 1, uint40(START));
        vm.expectRevert(abi.encodeWithSelector(IPermits.HolderNotRegistered.selector, stranger));
        permits.setCertificate(INSTRUMENT, 1, stranger, 1, 0);
        vm.stopPrank();
        vm.startPrank(supervisor);
        vm.expectRevert(invalid);
        permits.setVenue(INSTRUMENT, address(0), true);
        vm.expectRevert(invalid);
        permits.setVenue(address(0), alice, true);
        vm.expectRevert(invalid);
        permits.setCashClass(address(0), 1);
        vm.expectRevert(invalid);
        permits.setAverageVolume(address(0), 1, 1);
    }

    function test_RevertWhen_ValuesAreNone() external {
        vm.prank(supervisor);
        vm.expectRevert(abi.encodeWithSelector(IPermits.InvalidCashClass.selector, 16));
        permits.setCashClass(carol, 16);
        vm.prank(registrar);
        vm.expectRevert(abi.encodeWithSelector(IPermits.ApprovalInThePast.selector, uint40(START - 1)));
        permits.approveTransfer(INSTRUMENT, alice, bob, 1, uint40(START - 1));
    }

    /// Every function that writes is somebody's, and nobody else's.
    function test_RevertWhen_TheCallerHasNotTheRole() external {
        address[] memory wallets = toWallets(alice);
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(permits.setFact, (INSTRUMENT, 1, 1));
        calls[1] = abi.encodeCall(permits.setCertificate, (INSTRUMENT, 1, alice, 1, 0));
        calls[2] = abi.encodeCall(permits.approveTransfer, (INSTRUMENT, alice, bob, 1, uint40(START)));
        calls[3] = abi.encodeCall(permits.admitSymbol, (INSTRUMENT, "group", 1, 1));
        calls[4] = abi.encodeCall(permits.withdrawSymbol, (INSTRUMENT));
        calls[5] = abi.encodeCall(permits.recordObjection, (INSTRUMENT, 1));
        calls[6] = abi.encodeCall(permits.setVenue, (INSTRUMENT, alice, true));
        calls[7] = abi.encodeCall(permits.setCashClass, (alice, 1));
        calls[8] = abi.encodeCall(permits.setAverageVolume, (INSTRUMENT, 1, 1));
        refuseAll(address(permits), calls);
        calls = new bytes[](6);
        calls[0] = abi.encodeCall(books.recordOffers, (INSTRUMENT, wallets));
        calls[1] = abi.encodeCall(books.seed, (INSTRUMENT, wallets));
        calls[2] = abi.encodeCall(books.recount, (INSTRUMENT, wallets));
        calls[3] = abi.encodeCall(books.setLotTerms, (INSTRUMENT, 0, 0));
        calls[4] = abi.encodeCall(books.setOfferingPool, (INSTRUMENT, "pool", "GBP"));
        calls[5] = abi.encodeCall(books.setVolumeShare, (INSTRUMENT, 1));
        refuseAll(address(books), calls);
    }

    function refuseAll(address target, bytes[] memory calls) private {
        vm.startPrank(stranger);
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool done, bytes memory answer) = target.call(calls[i]);
            check(!done, "refused");
            bytes4 selector = bytes4(keccak256("AccessManagedUnauthorized(address)"));
            check(bytes4(answer) == selector, "for want of the role");
        }
        vm.stopPrank();
    }
}
