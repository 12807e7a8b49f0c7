// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRegime} from "../interfaces/IRegime.sol";
import {Movement} from "../types/Movement.sol";

/// @title RegimeCalls
/// @notice Asks a regime for a verdict without copying the movement first.
/// @dev A struct of value types lies in memory exactly as the ABI encodes it, so it only lacks the selector in front.
/// The compiler would validate and copy it word by word, which every transfer would pay for.
library RegimeCalls {
    uint256 private constant MOVEMENT_BYTES = 9 * 32;

    /// @notice A movement with room for the selector in front of it.
    function allocate() internal pure returns (Movement memory movement) {
        assembly ("memory-safe") {
            let start := mload(0x40)
            movement := add(start, 32)
            mstore(0x40, add(movement, MOVEMENT_BYTES))
            // Fresh memory may hold what an earlier call left there, and the operator is not always written.
            calldatacopy(start, calldatasize(), add(MOVEMENT_BYTES, 32))
        }
    }

    /// @notice The verdict of `regime` on a movement that {allocate} made.
    function check(address regime, Movement memory movement) internal view returns (uint256 reasons) {
        bytes4 selector = IRegime.check.selector;
        assembly ("memory-safe") {
            mstore(sub(movement, 32), shr(224, selector))
            if iszero(staticcall(gas(), regime, sub(movement, 4), add(MOVEMENT_BYTES, 4), 0, 32)) {
                let data := mload(0x40)
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
            // A regime is one of the factory's, which has code; anything shorter than a word is no verdict.
            if lt(returndatasize(), 32) { revert(0, 0) }
            reasons := mload(0)
        }
    }
}
