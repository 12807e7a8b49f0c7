// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Approval} from "../interfaces/IPermits.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Approvals
/// @notice What was used up of transfers that were approved in advance. An approval that replaces another begins unused.
library Approvals {
    struct Use {
        uint64 id;
        uint128 units;
    }

    struct Book {
        mapping(address from => mapping(address to => Use)) uses;
    }

    /// @notice Uses up `amount` of an approval, at most what is left of it.
    function record(Book storage self, address from, address to, uint256 amount, Approval memory approval) internal {
        if (approval.units == 0) return;
        uint256 used = usedOf(self, from, to, approval.id);
        self.uses[from][to] = Use(approval.id, uint128(Math.min(Math.saturatingAdd(used, amount), approval.units)));
    }

    function usedOf(Book storage self, address from, address to, uint64 id) internal view returns (uint256) {
        Use memory use = self.uses[from][to];
        return use.id == id ? use.units : 0;
    }
}
