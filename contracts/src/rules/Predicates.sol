// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Predicates
/// @notice The numbers by which rule tables name predicates. A number is never reused.
library Predicates {
    uint256 internal constant ATTESTED = 1;
    uint256 internal constant FORBIDDEN_FLAGS = 2;
    uint256 internal constant ELIGIBLE_PARTY = 3;
    uint256 internal constant NOT_HALTED = 4;
    uint256 internal constant CAPACITY = 5;
    uint256 internal constant DENOMINATION = 6;
    uint256 internal constant VALIDITY_WINDOW = 7;
    uint256 internal constant OFFERING_CLOCK = 8;
    uint256 internal constant ENTRANT_STAGE = 9;
    uint256 internal constant ENTRANT_ACTIVITY = 10;
    uint256 internal constant ENTRANT_ESTABLISHED = 11;

    /// @notice Not a rule: see {Period}.
    uint256 internal constant PERIOD = 254;

    /// @notice Not a rule: see {Guard}.
    uint256 internal constant GUARD = 255;

    /// @notice The predicates of the regime's own code, bit n being predicate n. {IRuleExtension} has the others.
    uint256 internal constant CORE = (1 << (ENTRANT_ESTABLISHED + 1)) - 2;

    /// @notice Those of them that judge parties one by one; the others judge the movement as such.
    uint256 internal constant CORE_OF_PARTIES =
        1 << ATTESTED | 1 << FORBIDDEN_FLAGS | 1 << ELIGIBLE_PARTY | 1 << OFFERING_CLOCK;

    /// @dev Those that are asked once for all movements of a batch.
    uint256 private constant SAME_FOR_A_BATCH = 1 << CAPACITY | 1 << NOT_HALTED | 1 << VALIDITY_WINDOW | 1
        << ENTRANT_STAGE | 1 << ENTRANT_ACTIVITY | 1 << ENTRANT_ESTABLISHED;

    /// @notice Whether the set of predicates holds this one.
    function isIn(uint256 predicate, uint256 set) internal pure returns (bool) {
        return set & (1 << predicate) != 0;
    }

    /// @notice Whether the answer for the first movement of a batch holds for every other one.
    function isSameForBatch(uint256 predicate) internal pure returns (bool) {
        return isIn(predicate, SAME_FOR_A_BATCH);
    }
}
