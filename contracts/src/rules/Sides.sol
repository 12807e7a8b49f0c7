// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {HolderId, HolderIds} from "../books/HolderId.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Movement} from "../types/Movement.sol";
import {Standing} from "../types/Standing.sol";

/// @title Sides
/// @notice Who gives and who receives in a {Movement}, as the books count them.
library Sides {
    /// @notice Whether nothing changes hands: the amount is zero, or both wallets are one holder's.
    function changesNothing(Movement calldata movement) internal pure returns (bool) {
        return movement.amount == 0 || HolderIds.areOne(movement.from, movement.sender, movement.to, movement.recipient);
    }

    /// @notice The same of a movement that may be an order: an order does not judge its giver, so that the movement has no standing of it,
    /// and the registry is asked.
    function changesNothing(Movement calldata movement, IInvestorRegistry investors) internal view returns (bool) {
        if (changesNothing(movement)) return true;
        if (movement.from == address(0) || Standing.unwrap(movement.sender) != 0) return false;
        return HolderIds.areOne(movement.from, investors.standingOf(movement.from), movement.to, movement.recipient);
    }

    function giver(Movement calldata movement) internal pure returns (HolderId) {
        return HolderIds.holderOf(movement.from, movement.sender);
    }

    function receiver(Movement calldata movement) internal pure returns (HolderId) {
        return HolderIds.holderOf(movement.to, movement.recipient);
    }
}
