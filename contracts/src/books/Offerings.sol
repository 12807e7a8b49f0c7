// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {DayTotals} from "./DayTotals.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title Offerings
/// @notice What an offeror's instruments issued, by day. What is redeemed was offered all the same.
library Offerings {
    using DayTotals for Checkpoints.Trace208;

    struct Pool {
        bytes3 currency;
        Checkpoints.Trace208 issued;
    }

    struct Book {
        mapping(address instrument => bytes32) poolOf;
        mapping(bytes32 id => Pool) pools;
    }

    /// @notice Puts an instrument that is in no pool in one; what it has outstanding counts on `day`.
    function join(Book storage self, address instrument, bytes32 id, bytes3 currency, uint256 outstanding, uint16 day)
        internal
    {
        self.poolOf[instrument] = id;
        Pool storage pool = self.pools[id];
        pool.currency = currency;
        if (outstanding != 0) pool.issued.add(day, outstanding);
    }

    /// @notice Records an issue of an instrument that may be in a pool.
    function record(Book storage self, address instrument, uint256 amount, uint16 day) internal {
        bytes32 id = self.poolOf[instrument];
        if (id != bytes32(0)) self.pools[id].issued.add(day, amount);
    }

    /// @notice What the pool of `instrument` issued from `firstDay` through `lastDay`.
    function between(Book storage self, address instrument, uint256 firstDay, uint256 lastDay)
        internal
        view
        returns (bool pooled, uint256 total)
    {
        bytes32 id = self.poolOf[instrument];
        if (id == bytes32(0)) return (false, 0);
        return (true, self.pools[id].issued.between(firstDay, lastDay));
    }
}
