// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";

/// What the desk has the bond carry out: nobody else has.
contract BondTokenMoveForDeskTest is BaseTest {
    uint256 private constant HELD = 100 * LOT;

    function setUp() public override {
        super.setUp();
        issue(bond, alice, HELD);
    }

    function testFuzz_RevertWhen_AnybodyElseCalls(address caller, uint8 kind) external {
        vm.assume(caller != address(bond));
        attempt(caller, kind);
    }

    /// Whoever may call every other function of the bond, and the desk at its own address.
    function test_RevertWhen_SomebodyWithARoleCalls() external {
        address[8] memory callers =
            [governor, issuer, payingAgent, supervisor, officer, address(routes), address(desk), address(manager)];
        for (uint256 i = 0; i < callers.length; ++i) {
            for (uint8 kind = 0; kind <= uint8(type(MovementKind).max); ++kind) {
                attempt(callers[i], kind);
            }
        }
    }

    function attempt(address caller, uint8 kind) private {
        MovementKind kind_ = MovementKind(kind % (uint8(type(MovementKind).max) + 1));
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.NotTheToken.selector, caller));
        vm.prank(caller);
        bond.moveForDesk(kind_, caller, alice, bob, HELD);
        same(bond.balanceOf(alice), HELD, "alice");
        same(bond.balanceOf(bob), 0, "bob");
    }
}
