// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {DefaultKind, DefaultRecord, IDefaults} from "../../../src/interfaces/IDefaults.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract ServicingDefaultsTest is ServicingTest {
    function declareDefault(bytes32 evidence) private {
        vm.prank(payingAgent);
        servicing.declareDefault(address(bond), DefaultKind.Covenant, evidence);
    }

    function cure(bytes32 evidence) private {
        vm.prank(payingAgent);
        servicing.cure(address(bond), evidence);
    }

    function test_RevertWhen_CallerHasNotTheRole() external {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(why);
        servicing.declareDefault(address(bond), DefaultKind.Covenant, "notice");
        vm.expectRevert(why);
        servicing.cure(address(bond), "notice");
    }

    function test_DeclaredAndCured() external {
        vm.expectEmit(address(servicing));
        emit IDefaults.DefaultDeclared(address(bond), DefaultKind.Covenant, "notice");
        declareDefault("notice");
        DefaultRecord memory record = servicing.defaultOf(address(bond));
        check(record.inDefault && record.kind == DefaultKind.Covenant && record.evidence == "notice", "in default");
        same(record.since, START, "since");
        same(record.until, 0, "it lasts");
        check(!servicing.defaultOf(address(clockBond)).inDefault, "no other bond");
        vm.warp(START + 1 days);
        vm.expectEmit(address(servicing));
        emit IDefaults.DefaultCured(address(bond), "paid");
        cure("paid");
        record = servicing.defaultOf(address(bond));
        check(!record.inDefault && record.evidence == "paid", "cured");
        same(record.since, START, "since");
        same(record.until, START + 1 days, "until");
        vm.warp(START + 3 days);
        declareDefault("again");
        record = servicing.defaultOf(address(bond));
        check(record.inDefault && record.since == START + 3 days && record.until == 0, "another one");
    }

    function test_RevertWhen_ItIsSoAlready() external {
        vm.expectRevert(abi.encodeWithSelector(IDefaults.NotInDefault.selector, bond));
        cure("paid");
        declareDefault("notice");
        vm.expectRevert(abi.encodeWithSelector(IDefaults.AlreadyInDefault.selector, bond));
        declareDefault("another");
    }

    function test_RevertWhen_ThereIsNoEvidence() external {
        vm.expectRevert(IDefaults.NoEvidence.selector);
        declareDefault(0);
        declareDefault("notice");
        vm.expectRevert(IDefaults.NoEvidence.selector);
        cure(0);
    }

    /// What is due is paid in a default too.
    function test_DuePaymentsGoOn() external {
        uint256 id = ready(interest());
        declareDefault("notice");
        payBoth(id);
        id = ready(maturity());
        payBoth(id);
        same(bond.totalSupply(), 0, "redeemed");
    }
}
