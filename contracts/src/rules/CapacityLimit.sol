// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {MovementWords} from "../libraries/MovementWords.sol";

/// @title CapacityLimit
/// @notice The amount fits under the limit of its entrant and asset class; an amount equal to what is left passes.
library CapacityLimit {
    /// @param memo memory position of a word that is zero until the ledger was asked: in a batch it is asked once, and what
    /// the movements before this one took is remembered
    function fails(IEntrantLedger ledger, uint256 memo) internal view returns (bool failed) {
        uint256 remembered;
        assembly ("memory-safe") {
            remembered := mload(memo)
        }
        // Kept as its complement, so that nothing left is not mistaken for not asked.
        uint256 left = remembered == 0 ? ledger.headroom(MovementWords.instrument()) : ~remembered;
        uint256 amount = MovementWords.amount();
        if (amount > left) return true;
        assembly ("memory-safe") {
            mstore(memo, not(sub(left, amount)))
        }
    }
}
