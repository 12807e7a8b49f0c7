// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Holding} from "../../../src/types/Holding.sol";
import {BaseTest} from "../../Base.t.sol";

contract HoldingTest is BaseTest {
    function setUp() public override {}

    function testFuzz_WriteKeepsTheFrozenMark(uint128 amount, uint16 epoch, bool frozen, uint128 next, uint16 nextEpoch)
        external
        pure
    {
        Holding holding = Holding.wrap(0).write(amount, epoch).withFrozen(frozen);
        same(holding.amount(), amount, "amount");
        same(holding.epoch(), epoch, "epoch");
        check(holding.hasFrozen() == frozen, "mark");
        holding = holding.write(next, nextEpoch);
        same(holding.amount(), next, "next amount");
        same(holding.epoch(), nextEpoch, "next epoch");
        check(holding.hasFrozen() == frozen, "mark stays");
    }

    function testFuzz_MarkChangesNothingElse(uint256 word, bool frozen) external pure {
        Holding marked = Holding.wrap(word).withFrozen(frozen);
        check(marked.hasFrozen() == frozen, "mark");
        same(Holding.unwrap(marked) & ~(uint256(1) << 144), word & ~(uint256(1) << 144), "rest");
    }
}
