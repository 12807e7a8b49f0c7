// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "../types/Standing.sol";
import {CategoryCount, CategoryCounts} from "./CategoryCount.sol";

/// @title Offers
/// @notice Whom an instrument was offered: every investor once, whether it bought or not, in the jurisdiction and with the categories
/// that it had when it was first offered.
library Offers {
    /// @dev Nobody is of this jurisdiction, so its count is free for everybody.
    uint16 private constant EVERYWHERE = 0;

    struct Book {
        mapping(uint40 investor => uint16) offeredOn;
        mapping(uint16 jurisdiction => CategoryCount) offerees;
    }

    /// @notice Records an offer to a registered investor.
    /// @return isNew whether it is the first one
    /// @return categories those it held, when it is
    function record(Book storage self, Standing standing, uint16 day) internal returns (bool isNew, uint16 categories) {
        uint40 investor = standing.investor();
        if (self.offeredOn[investor] != 0) return (false, 0);
        self.offeredOn[investor] = day;
        categories = CategoryCounts.heldBy(standing, day);
        uint16 jurisdiction = standing.jurisdiction();
        if (jurisdiction != EVERYWHERE) self.offerees[jurisdiction] = self.offerees[jurisdiction].plus(categories);
        self.offerees[EVERYWHERE] = self.offerees[EVERYWHERE].plus(categories);
        return (true, categories);
    }

    /// @notice Investors of `jurisdiction`, 0 for all, who were offered it without category `excluded` - 1.
    function count(Book storage self, uint16 jurisdiction, uint256 excluded) internal view returns (uint256) {
        return self.offerees[jurisdiction].without(excluded);
    }
}
