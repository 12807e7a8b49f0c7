// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";
import {HolderIds} from "./HolderId.sol";

/// @notice A movement that has taken place, as its instrument reports it.
struct Report {
    MovementKind kind;
    address from;
    address to;
    address by;
    uint256 amount;
    uint256 fromBefore;
    uint256 toBefore;
    Standing sender;
    Standing recipient;
    /// Days since 1970-01-01.
    uint16 day;
}

using Reports for Report global;

/// @title Reports
/// @notice What the books ask of a {Report}.
library Reports {
    /// @notice Whether somebody sold to somebody else: an ordinary transfer between two holders, or a way out to another leg where
    /// another investor receives. The leg that is left counts it, and knows the receiver by its standing alone.
    function isSale(Report memory self) internal pure returns (bool) {
        if (self.kind == MovementKind.ExchangeOut) {
            uint256 investor = self.sender.investor();
            return investor == 0 || investor != self.recipient.investor();
        }
        return self.kind == MovementKind.Transfer && !HolderIds.areOne(self.from, self.sender, self.to, self.recipient);
    }
}
