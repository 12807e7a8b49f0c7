// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderLimit} from "../../src/rules/HolderLimit.sol";
import {HoldingCap} from "../../src/rules/HoldingCap.sol";
import {LotClock} from "../../src/rules/LotClock.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {RuleRow} from "../../src/rules/RuleRow.sol";
import {Movement} from "../../src/types/Movement.sol";

/// @title SurePasses
/// @notice The short ways by which a regime lets a rule pass without asking the extension, each by itself.
contract SurePasses {
    function surelyPasses(Movement calldata, uint256 row, address keeper, uint256 day) external view returns (bool) {
        RuleRow rule = RuleRow.wrap(row);
        uint256 predicate = rule.predicate();
        if (predicate == Predicates.HOLDING_CAP) return HoldingCap.surelyPasses(rule);
        if (predicate == Predicates.HOLDER_LIMIT) return HolderLimit.surelyPasses();
        return predicate == Predicates.LOT_CLOCK && LotClock.surelyPasses(rule, keeper, day);
    }
}
