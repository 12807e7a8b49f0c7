// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {LotList, PackedLot, PackedLots} from "./LotList.sol";
import {SlotDerivation} from "@openzeppelin/contracts/utils/SlotDerivation.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title LotsInTransit
/// @notice Lots on their way from one leg to another: both halves of the exchange are in one transaction, which is as long as they are
/// kept.
library LotsInTransit {
    using SlotDerivation for bytes32;
    using TransientSlot for *;

    /// @dev One less than a list has room for.
    uint256 private constant MOST_COLLECTED = 17;
    bytes32 private constant NAMESPACE = keccak256("corridor.lots-in-transit");

    /// @notice Keeps the lots that left `leg`, until the next ones do. What arrives follows what left; lots that nobody collected went to a
    /// leg that keeps none, and are no later arrival's.
    function put(address leg, LotList memory lots) internal {
        bytes32 slot = NAMESPACE.deriveMapping(leg);
        uint256 count;
        for (uint256 i = 0; i < lots.count; ++i) {
            // A day that is not known here is not known there either.
            if (lots.lots[i].day() == 0) continue;
            slot.offset(++count).asUint256().tstore(PackedLot.unwrap(lots.lots[i]));
        }
        slot.asUint256().tstore(count);
    }

    /// @notice Takes `amount` of what left `leg`. What did not come from there, or not with a date, is of `today`.
    function collect(address leg, uint256 amount, uint16 today) internal returns (LotList memory lots) {
        bytes32 slot = NAMESPACE.deriveMapping(leg);
        uint256 count = slot.asUint256().tload();
        for (uint256 i = 1; i <= count && amount != 0; ++i) {
            PackedLot lot = PackedLot.wrap(slot.offset(i).asUint256().tload());
            uint256 units = Math.min(amount, lot.amount());
            amount -= units;
            lots.insert(lot.day(), uint128(units));
            lots.shrink(MOST_COLLECTED);
            slot.offset(i).asUint256()
                .tstore(PackedLot.unwrap(PackedLots.pack(lot.day(), lot.amount() - uint128(units))));
        }
        lots.insert(today, uint128(amount));
    }
}
