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

    /// @notice Not a rule: see {Guard}.
    uint256 internal constant GUARD = 255;

    /// @notice Highest number in use.
    uint256 internal constant LAST = ENTRANT_ESTABLISHED;

    /// @dev Bit n is set when predicate n judges parties one by one; the others judge the movement as such.
    uint256 private constant PARTY_PREDICATES =
        1 << ATTESTED | 1 << FORBIDDEN_FLAGS | 1 << ELIGIBLE_PARTY | 1 << OFFERING_CLOCK;

    function isKnown(uint256 predicate) internal pure returns (bool) {
        return predicate != 0 && predicate <= LAST;
    }

    function judgesParties(uint256 predicate) internal pure returns (bool) {
        return PARTY_PREDICATES & (1 << predicate) != 0;
    }
}
