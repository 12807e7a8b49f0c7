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
    uint256 internal constant HOLDING_CAP = 12;
    uint256 internal constant HOLDER_LIMIT = 13;
    uint256 internal constant PURCHASER_LIMIT = 14;
    uint256 internal constant OFFEREE_LIMIT = 15;
    uint256 internal constant OFFER_MADE = 16;
    uint256 internal constant VOLUME_CAP = 17;
    uint256 internal constant OFFERING_TOTAL = 18;
    uint256 internal constant LOT_CLOCK = 19;
    uint256 internal constant AFFILIATE_VOLUME = 20;
    uint256 internal constant INSTRUMENT_FACT = 21;
    uint256 internal constant CERTIFIED = 22;
    uint256 internal constant APPROVED_TRANSFER = 23;
    uint256 internal constant NAMED_VENUE = 24;
    uint256 internal constant SUBDIVISION = 25;
    uint256 internal constant CASH_LEG = 26;
    uint256 internal constant VOLUME_LADDER = 27;
    uint256 internal constant SYMBOL_LIMIT = 28;

    /// @notice Not a rule: see {Period}.
    uint256 internal constant PERIOD = 254;

    /// @notice Not a rule: see {Guard}.
    uint256 internal constant GUARD = 255;

    /// @notice The predicates of the regime's own code, bit n being predicate n. {IRuleExtension} has the others.
    uint256 internal constant CORE = (1 << (ENTRANT_ESTABLISHED + 1)) - 2;

    /// @notice Those of them that judge parties one by one; the others judge the movement as such.
    uint256 internal constant CORE_OF_PARTIES =
        1 << ATTESTED | 1 << FORBIDDEN_FLAGS | 1 << ELIGIBLE_PARTY | 1 << OFFERING_CLOCK;

    /// @notice The predicates of {IRuleExtension}, and those of them that judge parties one by one.
    uint256 internal constant EXTENDED = (1 << (SYMBOL_LIMIT + 1)) - (1 << HOLDING_CAP);
    uint256 internal constant EXTENDED_OF_PARTIES =
        1 << HOLDING_CAP | 1 << OFFER_MADE | 1 << LOT_CLOCK | 1 << AFFILIATE_VOLUME | 1 << CERTIFIED | 1 << SUBDIVISION;

    /// @dev Extended ones that ask what people recorded, beside or instead of what is remembered.
    uint256 private constant ASK_PERMITS = 1 << INSTRUMENT_FACT | 1 << CERTIFIED | 1 << APPROVED_TRANSFER | 1
        << NAMED_VENUE | 1 << CASH_LEG | 1 << VOLUME_LADDER | 1 << SYMBOL_LIMIT;

    /// @dev Those that are asked once for all movements of a batch.
    uint256 private constant SAME_FOR_A_BATCH = 1 << CAPACITY | 1 << NOT_HALTED | 1 << VALIDITY_WINDOW | 1
        << ENTRANT_STAGE | 1 << ENTRANT_ACTIVITY | 1 << ENTRANT_ESTABLISHED;

    /// @notice Whether the set of predicates holds this one.
    function isIn(uint256 predicate, uint256 set) internal pure returns (bool) {
        return set & (1 << predicate) != 0;
    }

    /// @notice Whether an extended predicate asks what people recorded.
    function asksPermits(uint256 predicate) internal pure returns (bool) {
        return isIn(predicate, ASK_PERMITS);
    }

    /// @notice Whether the answer for the first movement of a batch holds for every other one.
    function isSameForBatch(uint256 predicate) internal pure returns (bool) {
        return isIn(predicate, SAME_FOR_A_BATCH);
    }
}
