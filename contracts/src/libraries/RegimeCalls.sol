// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";

/// @title RegimeCalls
/// @notice Reads the standings of a movement's parties and asks the regime for its verdict, in one buffer.
/// @dev The buffer is the ABI encoding of {IRegime-failuresOf}: a selector and the nine words of a {Movement}. The registry
/// answers straight into the words of the two standings. Built by the compiler the same calls would clear, fill,
/// validate and copy the struct, which every transfer would pay for.
library RegimeCalls {
    /// @notice Begins the question with what the registry says of both parties.
    /// @return buffer where it is; nothing may be allocated before {verdict} has used it
    function readStandings(IInvestorRegistry registry, address from, address to)
        internal
        view
        returns (uint256 buffer)
    {
        bytes4 selector = IInvestorRegistry.twoStandings.selector;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), from)
            mstore(add(buffer, 0x24), to)
            // The registry is fixed at construction: it answers with two words, or runs out of gas.
            if iszero(staticcall(gas(), registry, buffer, 0x44, add(buffer, 0x84), 0x40)) { revert(0, 0) }
            // Until somebody else is named, the giver is its own operator.
            mstore(add(buffer, 0xc4), mload(add(buffer, 0x84)))
        }
    }

    /// @notice Names another operator than the giver.
    function readOperator(uint256 buffer, IInvestorRegistry registry, address operator) internal view {
        bytes4 selector = IInvestorRegistry.standingOf.selector;
        assembly ("memory-safe") {
            // The head of the question is not written yet.
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), operator)
            if iszero(staticcall(gas(), registry, buffer, 0x24, add(buffer, 0xc4), 0x20)) { revert(0, 0) }
        }
    }

    /// @notice Completes the question and returns the verdict of the regime in force.
    function verdict(
        uint256 buffer,
        InstrumentState state,
        MovementKind kind,
        uint256 at,
        uint256 amount,
        uint256 senderBalance
    ) internal view returns (uint256 reasons) {
        bytes4 selector = IRegime.failuresOf.selector;
        assembly ("memory-safe") {
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), at)
            mstore(add(buffer, 0x44), address())
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0xe4), amount)
            mstore(add(buffer, 0x104), senderBalance)
            calldatacopy(add(buffer, 0x124), calldatasize(), 0x80)
            // A regime is one of the factory's, whose rows were checked: it answers with a word, or runs out of gas.
            if iszero(staticcall(gas(), state, buffer, 0x1a4, 0, 0x20)) { revert(0, 0) }
            reasons := mload(0)
        }
    }
}
