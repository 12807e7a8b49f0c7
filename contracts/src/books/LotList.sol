// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Lot} from "../interfaces/IInstrumentLedger.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice A {Lot} in one word: bits 0..127 its amount, 128..143 its day.
type PackedLot is uint256;

/// @notice Lots in memory, oldest first.
struct LotList {
    uint256 count;
    /// Room for what a wallet may have of its own, its part of the tranche and one that comes in.
    PackedLot[18] lots;
}

using PackedLots for PackedLot global;
using LotLists for LotList global;

/// @title PackedLots
/// @notice Packs and reads a {PackedLot}.
library PackedLots {
    uint256 private constant DAY_OFFSET = 128;

    function pack(uint16 lotDay, uint128 units) internal pure returns (PackedLot) {
        return PackedLot.wrap(uint256(lotDay) << DAY_OFFSET | units);
    }

    function day(PackedLot self) internal pure returns (uint16) {
        return uint16(PackedLot.unwrap(self) >> DAY_OFFSET);
    }

    function amount(PackedLot self) internal pure returns (uint128) {
        return uint128(PackedLot.unwrap(self));
    }
}

/// @title LotLists
/// @notice Puts lots in order, and takes units out of them.
library LotLists {
    /// @notice Adds units of `day`; lots of one day are one.
    function insert(LotList memory self, uint16 day, uint128 amount) internal pure {
        if (amount == 0) return;
        uint256 i = self.count;
        while (i != 0 && self.lots[i - 1].day() > day) --i;
        if (i != 0 && self.lots[i - 1].day() == day) {
            self.lots[i - 1] = PackedLots.pack(day, self.lots[i - 1].amount() + amount);
            return;
        }
        for (uint256 j = self.count; j > i; --j) {
            self.lots[j] = self.lots[j - 1];
        }
        self.lots[i] = PackedLots.pack(day, amount);
        ++self.count;
    }

    /// @notice Merges the two latest lots into the later day while there are more than `most`. Dust that comes in day after day can so
    /// make none of the older lots younger.
    function shrink(LotList memory self, uint256 most) internal pure {
        while (self.count > most) {
            uint256 last = --self.count;
            PackedLot later = self.lots[last];
            self.lots[last - 1] = PackedLots.pack(later.day(), later.amount() + self.lots[last - 1].amount());
        }
    }

    /// @notice Takes `amount` out, the units of `first` before all others, then the oldest; at most what there is.
    function take(LotList memory self, uint256 amount, uint16 first) internal pure returns (LotList memory taken) {
        for (uint256 i = 0; first != 0 && i < self.count; ++i) {
            if (self.lots[i].day() == first) amount -= _takeFrom(self, i, amount, taken);
        }
        for (uint256 i = 0; amount != 0 && i < self.count; ++i) {
            amount -= _takeFrom(self, i, amount, taken);
        }
        _dropEmpty(self);
    }

    /// @notice Makes all of it one lot of `amount` units of `day`.
    function restart(LotList memory self, uint16 day, uint128 amount) internal pure {
        (self.count, self.lots[0]) = (1, PackedLots.pack(day, amount));
    }

    /// @notice Units in all lots.
    function sum(LotList memory self) internal pure returns (uint256 total) {
        for (uint256 i = 0; i < self.count; ++i) {
            total += self.lots[i].amount();
        }
    }

    /// @notice The latest day of any lot; 0 without lots.
    function youngest(LotList memory self) internal pure returns (uint16) {
        return self.count == 0 ? 0 : self.lots[self.count - 1].day();
    }

    /// @notice The same lots, as an interface shows them.
    function unpack(LotList memory self) internal pure returns (Lot[] memory lots) {
        lots = new Lot[](self.count);
        for (uint256 i = 0; i < self.count; ++i) {
            lots[i] = Lot(self.lots[i].day(), self.lots[i].amount());
        }
    }

    function _takeFrom(LotList memory self, uint256 i, uint256 amount, LotList memory taken)
        private
        pure
        returns (uint256 units)
    {
        PackedLot lot = self.lots[i];
        units = Math.min(amount, lot.amount());
        self.lots[i] = PackedLots.pack(lot.day(), lot.amount() - uint128(units));
        taken.insert(lot.day(), uint128(units));
    }

    function _dropEmpty(LotList memory self) private pure {
        uint256 kept = 0;
        for (uint256 i = 0; i < self.count; ++i) {
            if (self.lots[i].amount() == 0) continue;
            self.lots[kept] = self.lots[i];
            ++kept;
        }
        self.count = kept;
    }
}
