// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Lanes} from "../../../src/libraries/Lanes.sol";
import {BaseTest} from "../../Base.t.sol";

contract LanesTest is BaseTest {
    function setUp() public override {}

    /// Exact for any word: no borrow between lanes makes a member of a value that is none.
    function testFuzz_EqualsTheNaiveLoop(uint256 word, uint16 value) external pure {
        check(Lanes.contains(word, value) == naive(word, value), "random word");
    }

    /// Words whose lanes are close to the value, where a borrow would show.
    function testFuzz_EqualsTheNaiveLoopNearTheValue(uint256 seed, uint16 value) external pure {
        uint256 word = 0;
        for (uint256 i = 0; i < 16; ++i) {
            unchecked {
                uint16 lane = uint16(value + uint16(seed >> (16 * i)) % 5 - 2);
                word |= uint256(lane) << (16 * i);
            }
        }
        check(Lanes.contains(word, value) == naive(word, value), "near word");
    }

    function testFuzz_FindsTheValueInEachOfOneToSixteenLanes(uint16[16] memory codes, uint256 count, uint256 at)
        external
        pure
    {
        count = bound(count, 1, 16);
        uint256 word = 0;
        for (uint256 i = 0; i < count; ++i) {
            word |= uint256(codes[i]) << (16 * i);
        }
        check(Lanes.contains(word, codes[at % count]), "member");
    }

    function naive(uint256 word, uint16 value) private pure returns (bool) {
        for (uint256 i = 0; i < 16; ++i) {
            if (uint16(word >> (16 * i)) == value) return true;
        }
        return false;
    }
}
