// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BreachRecord} from "../interfaces/IInstrumentLedger.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Breaches
/// @notice Counts the days on which more than a share of the average volume was transferred, each once, at the transfer that crosses
/// the share. A day's volume equal to the share is no breach.
library Breaches {
    uint256 private constant MILLION = 1_000_000;

    struct Book {
        uint16 count;
        uint16 lastDay;
        uint16 today;
        uint128 volume;
    }

    /// @notice Records that `amount` was sold on `day`.
    /// @param share of `average`, in millionths
    /// @return breached whether this sale crosses it
    /// @return volume of the day
    function record(Book storage self, uint256 amount, uint16 day, uint256 share, uint256 average)
        internal
        returns (bool breached, uint256 volume)
    {
        uint256 before = self.today == day ? self.volume : 0;
        volume = Math.min(Math.saturatingAdd(before, amount), type(uint128).max);
        self.today = day;
        self.volume = uint128(volume);
        breached = self.lastDay != day && volume * MILLION > share * average;
        if (breached) {
            ++self.count;
            self.lastDay = day;
        }
    }

    function read(Book storage self) internal view returns (BreachRecord memory) {
        return BreachRecord(self.count, self.lastDay);
    }
}
