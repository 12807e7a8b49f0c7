// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {VolumeScope} from "../interfaces/IInstrumentLedger.sol";
import {DayTotals} from "./DayTotals.sol";
import {HolderId, HolderIds} from "./HolderId.sol";
import {Report} from "./Report.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title Volumes
/// @notice How much was transferred between different holders, by day: of the whole instrument, by giver and by receiver.
library Volumes {
    using DayTotals for Checkpoints.Trace208;

    struct Book {
        Checkpoints.Trace208 all;
        mapping(HolderId holder => Checkpoints.Trace208) given;
        mapping(HolderId holder => Checkpoints.Trace208) received;
    }

    /// @notice Records a sale.
    function record(Book storage self, Report memory report) internal {
        self.all.add(report.day, report.amount);
        self.given[HolderIds.holderOf(report.from, report.sender)].add(report.day, report.amount);
        self.received[HolderIds.holderOf(report.to, report.recipient)].add(report.day, report.amount);
    }

    /// @notice What was transferred from `firstDay` through `lastDay`.
    function between(Book storage self, VolumeScope scope, HolderId holder, uint256 firstDay, uint256 lastDay)
        internal
        view
        returns (uint256)
    {
        if (scope == VolumeScope.Instrument) return self.all.between(firstDay, lastDay);
        if (scope == VolumeScope.Given) return self.given[holder].between(firstDay, lastDay);
        return self.received[holder].between(firstDay, lastDay);
    }
}
