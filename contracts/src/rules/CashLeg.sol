// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IPermits} from "../interfaces/IPermits.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title CashLeg
/// @notice What is paid with is of a class that may be; a movement without cash passes. Inline: bits 0..15 the classes, bit n being class
/// n. A token of no class, which is class 0, never may.
library CashLeg {
    function fails(Movement calldata movement, RuleRow row, IPermits permits) internal view returns (bool) {
        if (movement.cash == address(0)) return false;
        uint256 class = permits.cashClass(movement.cash);
        return class == 0 || row.parameter(class, 1) == 0;
    }
}
