// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IServicing} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";

contract ServicingClaimMissedTest is ServicingTest {
    address[] internal all;
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        address[] memory list = new address[](5);
        (list[0], list[1], list[4]) = (alice, bob, address(type(uint160).max));
        (list[2], list[3]) = (address(0x1001), address(0x1002));
        register(list[2], facts(HOME, PROFESSIONAL, 0));
        register(list[3], facts(HOME, PROFESSIONAL, 0));
        register(list[4], facts(HOME, PROFESSIONAL, 0));
        for (uint256 i = 2; i < 5; ++i) {
            issue(bond, list[i], LOT);
        }
        all = sort(list);
        id = ready(interest());
    }

    /// @dev Everybody but the one in the middle.
    function withoutMiddle() private view returns (address[] memory list) {
        list = new address[](4);
        (list[0], list[1], list[2], list[3]) = (all[0], all[1], all[3], all[4]);
    }

    function refused(uint256 index, address after_, address[] memory list, address holder, bytes memory why) private {
        vm.expectRevert(why);
        servicing.claimMissed(id, index, after_, list, holder);
    }

    function test_PaysWhomABatchLeftOutOnce() external {
        pay(id, withoutMiddle());
        vm.expectRevert(abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, all[2]));
        claim(id, all[2]);
        vm.expectPartialRevert(IServicing.NotFinished.selector);
        servicing.close(id);
        servicing.claimMissed(id, 0, address(0), withoutMiddle(), all[2]);
        uint256 holding = bond.balanceOf(all[2]);
        same(cash.balanceOf(all[2]), dueOn(holding), "paid");
        refused(
            0,
            address(0),
            withoutMiddle(),
            all[2],
            abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, all[2])
        );
        servicing.close(id);
        checkBooks(id, "closed");
    }

    function test_KeepsForWhomTheRegimeRefuses() external {
        pay(id, withoutMiddle());
        restrict(all[2], BLOCKED_FLAG);
        servicing.claimMissed(id, 0, address(0), withoutMiddle(), all[2]);
        same(servicing.withheldOf(id, all[2]).amount, dueOn(bond.balanceOf(all[2])), "kept");
        servicing.close(id);
        restrict(all[2], 0);
        claim(id, all[2]);
        same(cash.balanceOf(all[2]), dueOn(bond.balanceOf(all[2])), "claimed after the end");
    }

    /// Whoever claimed before and was left out for that is not paid twice.
    function test_RevertWhen_ClaimedBefore() external {
        claim(id, all[2]);
        pay(id, withoutMiddle());
        refused(
            0,
            address(0),
            withoutMiddle(),
            all[2],
            abi.encodeWithSelector(IServicing.NothingToClaim.selector, id, all[2])
        );
    }

    function test_RevertWhen_TheListIsAnother() external {
        pay(id, withoutMiddle());
        bytes memory why = abi.encodeWithSelector(IServicing.NotTheBatch.selector, id, 0);
        refused(0, address(0), sorted(all[0], all[4]), all[2], why);
        refused(0, address(1), withoutMiddle(), all[2], why);
        refused(1, address(0), withoutMiddle(), all[2], abi.encodeWithSelector(IServicing.NotTheBatch.selector, id, 1));
    }

    function test_RevertWhen_HolderIsInTheBatchOrOutsideItsRange() external {
        pay(id, sorted(all[0], all[1]));
        pay(id, sorted(all[3], all[4]));
        bytes4 error = IServicing.NotLeftOut.selector;
        for (uint256 i = 0; i < 5; ++i) {
            refused(0, address(0), sorted(all[0], all[1]), all[i], abi.encodeWithSelector(error, id, all[i]));
            if (i == 2) continue;
            refused(1, all[1], sorted(all[3], all[4]), all[i], abi.encodeWithSelector(error, id, all[i]));
        }
        servicing.claimMissed(id, 1, all[1], sorted(all[3], all[4]), all[2]);
    }

    function test_CommitmentIsTheHashOfWords() external {
        pay(id, withoutMiddle());
        bytes32 expected = keccak256(abi.encodePacked(uint256(0), withoutMiddle()));
        check(servicing.batchCommitment(id, 0) == expected, "commitment");
    }
}
