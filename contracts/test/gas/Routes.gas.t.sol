// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {RoutesTest} from "../support/RoutesTest.sol";

/// @title RoutesGas
/// @notice What an exchange between two legs costs: both regimes judge it twice, in the question and in each half. Entries are in
/// `snapshots/Routes.json`. Run with `--isolate`, as {GasTest}.
contract RoutesGas is RoutesTest {
    string private constant GROUP = "Routes";

    function test_Exchange() external {
        exchange(alice, outward(alice, stranger, LOT));
        vm.snapshotGasLastCall(GROUP, "exchange to a holder of the other leg");
    }

    function test_ExchangeToNewHolder() external {
        exchange(alice, outward(alice, carol, LOT));
        vm.snapshotGasLastCall(GROUP, "exchange to a new holder of the other leg");
    }

    function test_ExchangeOutOfAnAllowance() external {
        vm.prank(alice);
        homeLeg.approve(bob, LOT);
        exchange(bob, outward(alice, stranger, LOT));
        vm.snapshotGasLastCall(GROUP, "exchange out of an allowance");
    }

    function test_OpenRoute() external {
        revoke(homeLeg, awayLeg);
        open(homeLeg, awayLeg, 0, 0);
        vm.snapshotGasLastCall(GROUP, "open a route again");
    }

    function test_CodeSize() external {
        vm.snapshotValue(GROUP, "runtime code of Routes, bytes", address(routes).code.length);
    }
}
