// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState, InstrumentStateLibrary} from "../types/InstrumentState.sol";
import {Kinds} from "../types/MovementKind.sol";

/// @title TokenFacts
/// @notice Verdict bits 240 to 255: what stands in the way of a movement and no regime can see.
library TokenFacts {
    uint256 internal constant PAUSED = 1 << 240;
    uint256 internal constant FROZEN = 1 << 241;
    uint256 internal constant BALANCE = 1 << 242;
    uint256 internal constant ALLOWANCE = 1 << 243;
    uint256 internal constant INVALID_PARTY = 1 << 244;
    uint256 internal constant ISSUE_VOLUME = 1 << 245;
    uint256 internal constant WINDING_DOWN = 1 << 246;
    uint256 internal constant SAME_PARTY = 1 << 247;
    uint256 internal constant NOT_SAME_INVESTOR = 1 << 248;
    // 249 was a kind that could not be executed. A number is not used again.
    uint256 internal constant ROUTE = 1 << 250;

    uint256 private constant FIRST_CODE = 241;

    /// @dev What of the live state can stop a movement.
    uint256 private constant STOPPING = (InstrumentStateLibrary.PAUSED | InstrumentStateLibrary.WINDING_DOWN) << 160;

    /// @notice The facts that follow from a movement's parties, amounts and the live state.
    function ofMovement(
        uint256 kindSet,
        address from,
        address to,
        uint256 amount,
        uint256 balance,
        InstrumentState state
    ) internal pure returns (uint256 facts) {
        if (_isPlain(from, to, amount, balance, state)) return 0;
        if (kindSet & Kinds.WITH_SENDER != 0) {
            if (from == address(0)) facts = INVALID_PARTY;
            if (amount > balance) facts |= BALANCE;
        }
        if (to == address(0) && kindSet & Kinds.WITH_RECIPIENT != 0) facts |= INVALID_PARTY;
        if (kindSet & (Kinds.ISSUE | Kinds.TRANSFER | Kinds.EXCHANGE_IN) != 0) {
            if (state.has(InstrumentStateLibrary.PAUSED | InstrumentStateLibrary.WINDING_DOWN)) {
                if (state.has(InstrumentStateLibrary.PAUSED)) facts |= PAUSED;
                if (state.has(InstrumentStateLibrary.WINDING_DOWN)) facts |= WINDING_DOWN;
            }
            return facts;
        }
        if (kindSet & (Kinds.FORCED_TRANSFER | Kinds.RECOVERY) != 0 && from == to) facts |= SAME_PARTY;
        // Whoever winds down lets its holders out to another leg.
        if (kindSet == Kinds.EXCHANGE_OUT && state.has(InstrumentStateLibrary.PAUSED)) facts |= PAUSED;
    }

    /// @dev Whether two different parties, enough units and nothing in the live state leave no fact to look for, whatever the kind.
    /// Every transfer asks, so it is one expression.
    function _isPlain(address from, address to, uint256 amount, uint256 held, InstrumentState state)
        private
        pure
        returns (bool plain)
    {
        uint256 stopping = STOPPING;
        assembly ("memory-safe") {
            // Addresses are clean: whoever decoded them has checked it.
            let parties := or(or(iszero(from), iszero(to)), eq(from, to))
            plain := iszero(or(or(parties, gt(amount, held)), and(state, stopping)))
        }
    }

    /// @notice ERC-1404 code of a verdict: its lowest bit plus one, 0 when there is none.
    function restrictionCode(uint256 reasons) internal pure returns (uint8 code) {
        if (reasons == 0) return 0;
        while (reasons & 1 == 0) {
            reasons >>= 1;
            ++code;
        }
        return code + 1;
    }

    /// @notice What a code above the regime's rules means.
    function message(uint8 code) internal pure returns (string memory value) {
        bytes32 text = _text(code);
        uint256 length = 0;
        while (length < 32 && text[length] != 0) {
            ++length;
        }
        value = new string(32);
        assembly ("memory-safe") {
            mstore(value, length)
            mstore(add(value, 32), text)
        }
    }

    /// @dev One word each, since strings of their own would take more code than all the rest of this library.
    function _text(uint8 code) private pure returns (bytes32) {
        if (code == 0) return "Allowed";
        if (code == FIRST_CODE) return "Token is paused";
        if (code == FIRST_CODE + 1) return "Part of the holding is frozen";
        if (code == FIRST_CODE + 2) return "Balance is too small";
        if (code == FIRST_CODE + 3) return "Allowance is too small";
        if (code == FIRST_CODE + 4) return "A party is the zero address";
        if (code == FIRST_CODE + 5) return "Issue volume would be exceeded";
        if (code == FIRST_CODE + 6) return "Instrument is winding down";
        if (code == FIRST_CODE + 7) return "Sender is the recipient";
        if (code == FIRST_CODE + 8) return "Wallets are not one investor's";
        if (code == FIRST_CODE + 10) return "Route closed or outside its days";
        return "Unknown restriction code";
    }
}
