// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";

/// @title BatchCalls
/// @notice Asks the registry and the regime about a whole batch, once each.
/// @dev The question is the ABI encoding of {IRegime-allowsBatch}: the words of {RegimeCalls}, the place and number of the items, then
/// three words an item. Behind it the registry is asked, and answers.
library BatchCalls {
    uint256 private constant ITEMS = 0x1e4;

    /// @notice Fills in who receives and how much.
    /// @return sane false when a recipient is no address, nobody or the giver, or the sum does not fit
    /// @return total sum of the amounts
    function readItems(address from, address[] calldata recipients, uint256[] calldata amounts)
        internal
        pure
        returns (bool sane, uint256 total)
    {
        uint256 count = recipients.length;
        assembly ("memory-safe") {
            sane := 1
            let item := add(mload(0x40), ITEMS)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                let to := calldataload(add(recipients.offset, shl(5, i)))
                let amount := calldataload(add(amounts.offset, shl(5, i)))
                total := add(total, amount)
                let wrong := or(iszero(to), or(shr(160, to), eq(to, from)))
                if or(wrong, or(shr(128, amount), shr(128, total))) {
                    sane := 0
                    break
                }
                mstore(add(item, 0x20), to)
                mstore(add(item, 0x40), amount)
                item := add(item, 0x60)
            }
        }
    }

    /// @notice Fills in the standings of the recipients, and of the giver if there is one.
    function readStandings(IInvestorRegistry registry, address from, address[] calldata recipients) internal view {
        bytes4 selector = IInvestorRegistry.standingsOf.selector;
        uint256 count = recipients.length;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            let question := add(add(buffer, ITEMS), mul(count, 0x60))
            mstore(question, selector)
            mstore(add(question, 0x04), 0x20)
            mstore(add(question, 0x24), add(count, 1))
            calldatacopy(add(question, 0x44), recipients.offset, shl(5, count))
            mstore(add(question, add(0x44, shl(5, count))), from)
            let words := shl(5, add(count, 1))
            // The registry is fixed at construction: it answers as it declares, or runs out of gas.
            if iszero(staticcall(gas(), registry, question, add(0x44, words), question, add(0x40, words))) {
                revert(0, 0)
            }
            let answer := add(question, 0x40)
            let item := add(buffer, ITEMS)
            for { let end := add(answer, shl(5, count)) } lt(answer, end) { answer := add(answer, 0x20) } {
                mstore(item, mload(answer))
                item := add(item, 0x60)
            }
            mstore(add(buffer, 0x84), mload(answer))
            mstore(add(buffer, 0xc4), mload(answer))
        }
    }

    /// @notice Completes the question and returns the answer of the regime in force.
    function allows(MovementKind kind, address from, uint256 senderBalance, InstrumentState state, uint256 count)
        internal
        view
        returns (bool allowed)
    {
        bytes4 selector = IRegime.allowsBatch.selector;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), timestamp())
            mstore(add(buffer, 0x44), address())
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0xa4), 0)
            mstore(add(buffer, 0xe4), 0)
            mstore(add(buffer, 0x104), senderBalance)
            mstore(add(buffer, 0x124), from)
            mstore(add(buffer, 0x144), 0)
            mstore(add(buffer, 0x164), from)
            mstore(add(buffer, 0x184), 0)
            mstore(add(buffer, 0x1a4), 0x1c0)
            mstore(add(buffer, 0x1c4), count)
            if iszero(staticcall(gas(), state, buffer, add(ITEMS, mul(count, 0x60)), 0, 0x20)) {
                revert(0, 0)
            }
            allowed := mload(0)
        }
    }
}
