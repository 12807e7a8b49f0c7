// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing, StandingLibrary} from "../types/Standing.sol";
import {CategoryCount, CategoryCounts} from "./CategoryCount.sol";
import {HolderId} from "./HolderId.sol";

/// @title Purchases
/// @notice Who bought from an issuer, and when it last did, under every category that a rule may leave out.
/// @dev A holder stands in the bucket of the day of its last counted purchase, so distinct purchasers of a window are the sum of its
/// days' buckets: a question costs the days on which anything was sold, however many bought.
library Purchases {
    uint256 private constant DAY_BITS = 16;

    struct Book {
        /// Days on which anybody bought, in order.
        uint16[] days_;
        mapping(uint256 day => CategoryCount) buyers;
        /// Lane i of sixteen bits: the last day on which the holder counted without category i - 1.
        mapping(HolderId holder => uint256) lastDays;
    }

    /// @notice Records that `holder`, who holds `categories`, bought on `day`.
    function record(Book storage self, HolderId holder, uint256 categories, uint16 day) internal {
        (uint256 last, uint256 added) = _moveOn(self, holder, categories, day);
        if (added == 0) return;
        self.lastDays[holder] = last;
        uint256 length = self.days_.length;
        if (length == 0 || self.days_[length - 1] != day) self.days_.push(day);
        self.buyers[day] = CategoryCount.wrap(CategoryCount.unwrap(self.buyers[day]) + added);
    }

    /// @notice Distinct holders whose last counted purchase was from `firstDay` through `lastDay`.
    function count(Book storage self, uint256 firstDay, uint256 lastDay, uint256 excluded)
        internal
        view
        returns (uint256 total)
    {
        for (uint256 i = self.days_.length; i != 0; --i) {
            uint256 day = self.days_[i - 1];
            if (day < firstDay) break;
            if (day <= lastDay) total += self.buyers[day].without(excluded);
        }
    }

    /// @notice The last day on which `holder` counted without category `excluded` - 1; 0 when it never did.
    function lastPurchase(Book storage self, HolderId holder, uint256 excluded) internal view returns (uint16) {
        if (excluded > StandingLibrary.CATEGORIES) excluded = 0;
        return uint16(self.lastDays[holder] >> (DAY_BITS * excluded));
    }

    /// @dev Takes the holder out of the buckets of its earlier purchases, in the lanes in which today's counts.
    /// @return last its lanes after today
    /// @return added what today's bucket gains
    function _moveOn(Book storage self, HolderId holder, uint256 categories, uint16 day)
        private
        returns (uint256 last, uint256 added)
    {
        last = self.lastDays[holder];
        uint256 bucket = 0;
        uint256 removed = 0;
        for (uint256 excluded = 0; excluded <= StandingLibrary.CATEGORIES; ++excluded) {
            uint256 previous = uint16(last >> (DAY_BITS * excluded));
            if (previous == day || !CategoryCounts.counts(categories, excluded)) continue;
            last += (day - previous) << (DAY_BITS * excluded);
            added += CategoryCounts.one(excluded);
            if (previous == 0) continue;
            // Lanes of one day follow each other, nearly always: each bucket is written once.
            if (previous != bucket) {
                _remove(self, bucket, removed);
                (bucket, removed) = (previous, 0);
            }
            removed += CategoryCounts.one(excluded);
        }
        _remove(self, bucket, removed);
    }

    function _remove(Book storage self, uint256 bucket, uint256 removed) private {
        if (removed == 0) return;
        self.buyers[bucket] = CategoryCount.wrap(CategoryCount.unwrap(self.buyers[bucket]) - removed);
    }
}
