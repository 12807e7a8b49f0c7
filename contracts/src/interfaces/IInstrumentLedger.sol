// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";

interface IInstrumentLedger {
    function moved(
        MovementKind kind,
        address from,
        address to,
        address by,
        uint256 amount,
        uint256 fromBefore,
        uint256 toBefore,
        Standing sender,
        Standing recipient
    ) external;

    function open(uint256 mask) external;
}
