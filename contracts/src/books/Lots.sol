// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {LotList, PackedLot, PackedLots} from "./LotList.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Lots
/// @notice When the units of each wallet were acquired. Units of the first tranche, which nearly all are, are not stored: they are what
/// a wallet holds beyond its own lots. A wallet has at most {MOST} own lots, in one word each; the first one tells how many.
///
/// | bits of a wallet's words | field                                                 |
/// |--------------------------|-------------------------------------------------------|
/// | 0..127                   | amount                                                |
/// | 128..143                 | day, days since 1970-01-01                            |
/// | 144..151, first word     | number of own lots                                    |
/// | 152..167, first word     | day of the lot that leaves before the others, 0 for none |
library Lots {
    uint256 internal constant MOST = 16;

    uint256 private constant LOT_MASK = (1 << 144) - 1;
    uint256 private constant COUNT_OFFSET = 144;
    uint256 private constant CHOSEN_OFFSET = 152;

    struct Book {
        mapping(address wallet => uint256[MOST]) own;
    }

    /// @notice Whether any unit of `wallet` is not of the tranche.
    function hasOwn(Book storage self, address wallet) internal view returns (bool) {
        return _count(self.own[wallet][0]) != 0;
    }

    /// @notice Takes `amount` out of what `wallet` held before.
    /// @param trancheDay day of the units that are not stored
    /// @return taken the lots that leave, those of the tranche included
    function take(Book storage self, address wallet, uint256 balance, uint256 amount, uint16 trancheDay)
        internal
        returns (LotList memory taken)
    {
        uint256 head = self.own[wallet][0];
        if (_count(head) == 0) {
            taken.insert(trancheDay, uint128(amount));
            return taken;
        }
        LotList memory all = read(self, wallet, balance, trancheDay);
        taken = all.take(amount, _chosen(head));
        _store(self, wallet, head, all, trancheDay);
    }

    /// @notice Gives lots to `wallet`; units of the tranche are not stored.
    function give(Book storage self, address wallet, LotList memory given, uint16 trancheDay) internal {
        if (given.count == 0 || given.count == 1 && given.lots[0].day() == trancheDay) return;
        uint256 head = self.own[wallet][0];
        LotList memory own = _readOwn(self, wallet, head);
        for (uint256 i = 0; i < given.count; ++i) {
            PackedLot lot = given.lots[i];
            if (lot.day() == trancheDay) continue;
            own.insert(lot.day(), lot.amount());
            own.shrink(MOST);
        }
        _store(self, wallet, head, own, trancheDay);
    }

    /// @notice All lots of a wallet that holds `balance`.
    function read(Book storage self, address wallet, uint256 balance, uint16 trancheDay)
        internal
        view
        returns (LotList memory all)
    {
        all = _readOwn(self, wallet, self.own[wallet][0]);
        all.insert(trancheDay, uint128(Math.saturatingSub(balance, all.sum())));
    }

    /// @notice The latest day among the units that `amount` out of `balance` would take along.
    function youngestLeaving(Book storage self, address wallet, uint256 balance, uint256 amount, uint16 trancheDay)
        internal
        view
        returns (uint16)
    {
        if (amount == 0 || balance == 0) return 0;
        uint256 head = self.own[wallet][0];
        if (_count(head) == 0) return trancheDay;
        return read(self, wallet, balance, trancheDay).take(amount, _chosen(head)).youngest();
    }

    /// @notice Lets the units of `day` leave before the others; 0 for the oldest first.
    function choose(Book storage self, address wallet, uint16 day) internal {
        uint256 head = self.own[wallet][0] & ~(uint256(type(uint16).max) << CHOSEN_OFFSET);
        self.own[wallet][0] = head | uint256(day) << CHOSEN_OFFSET;
    }

    function chosen(Book storage self, address wallet) internal view returns (uint16) {
        return _chosen(self.own[wallet][0]);
    }

    function _readOwn(Book storage self, address wallet, uint256 head) private view returns (LotList memory own) {
        own.count = _count(head);
        for (uint256 i = 0; i < own.count; ++i) {
            uint256 word = i == 0 ? head : self.own[wallet][i];
            own.lots[i] = PackedLot.wrap(word & LOT_MASK);
        }
    }

    /// @dev Writes the words that differ. What a tranche's lot has is left out.
    function _store(Book storage self, address wallet, uint256 head, LotList memory all, uint16 trancheDay) private {
        uint256[MOST] storage words = self.own[wallet];
        uint256 before = _count(head);
        uint256 kept = 0;
        uint256 first = 0;
        for (uint256 i = 0; i < all.count; ++i) {
            uint256 word = PackedLot.unwrap(all.lots[i]);
            if (all.lots[i].day() == trancheDay) continue;
            if (kept == 0) first = word;
            else if (kept >= before || words[kept] != word) words[kept] = word;
            ++kept;
        }
        for (uint256 i = Math.max(kept, 1); i < before; ++i) {
            words[i] = 0;
        }
        first |= kept << COUNT_OFFSET | uint256(_chosen(head)) << CHOSEN_OFFSET;
        if (first != head) words[0] = first;
    }

    function _count(uint256 head) private pure returns (uint256) {
        return uint8(head >> COUNT_OFFSET);
    }

    function _chosen(uint256 head) private pure returns (uint16) {
        return uint16(head >> CHOSEN_OFFSET);
    }
}
