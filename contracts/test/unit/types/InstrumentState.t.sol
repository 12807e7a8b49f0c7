// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InstrumentState} from "../../../src/types/InstrumentState.sol";
import {BaseTest} from "../../Base.t.sol";

contract InstrumentStateTest is BaseTest {
    function setUp() public override {}

    function testFuzz_PositionsArePublished(uint256 word, uint8 flag) external pure {
        InstrumentState state = InstrumentState.wrap(word);
        same(uint160(state.regime()), uint160(word), "regime in 0..159");
        check(state.has(flag) == (word >> 160 & flag != 0), "flags in 160..167");
        same(state.clockStartDay(), word >> 168 & 0xffff, "clock in 168..183");
        same(state.epoch(), word >> 184 & 0xffff, "passed record dates in 184..199");
        same(state.nextRecordDate(), word >> 200 & 0xffffffffff, "next record date in 200..239");
    }

    function testFuzz_EachWriteChangesItsFieldOnly(uint256 word, address regime, uint16 day, uint16 epoch, uint40 next)
        external
        pure
    {
        InstrumentState state = InstrumentState.wrap(word);
        same(InstrumentState.unwrap(state.withRegime(regime, state.books())), put(word, 0, 160, uint160(regime)), "regime");
        same(InstrumentState.unwrap(state.withClockStartDay(day)), put(word, 168, 16, day), "clock");
        same(InstrumentState.unwrap(state.withEpoch(epoch)), put(word, 184, 16, epoch), "epoch");
        same(InstrumentState.unwrap(state.withNextRecordDate(next)), put(word, 200, 40, next), "next");
    }

    function testFuzz_FlagsAreIndependent(uint256 word, uint256 flag, bool on) external pure {
        flag = 1 << bound(flag, 0, 2);
        uint256 changed = InstrumentState.unwrap(InstrumentState.wrap(word).withFlag(flag, on));
        same(changed & ~(flag << 160), word & ~(flag << 160), "rest");
        check((changed & flag << 160 != 0) == on, "flag");
    }

    function put(uint256 word, uint256 offset, uint256 width, uint256 value) private pure returns (uint256) {
        uint256 mask = ((uint256(1) << width) - 1) << offset;
        return (word & ~mask) | value << offset;
    }
}
