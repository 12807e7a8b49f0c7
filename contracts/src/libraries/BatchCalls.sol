// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";

/// @title BatchCalls
/// @notice Asks the registry and the regime about a whole batch, once each.
/// @dev The question is the ABI encoding of {IRegime-allowsBatch}: the words of {RegimeCalls} for the first movement, where the others
/// are, the sum, how many others there are, and two words for each of them. Behind it the registry is asked, and answers.
library BatchCalls {
    uint256 private constant OTHERS = 0x224;

    /// @notice Fills in who receives and how much.
    /// @return sane false when there is nobody, or a recipient is no address, nobody or the giver, or the sum does not fit
    /// @return total sum of the amounts
    function readItems(address from, address[] calldata recipients, uint256[] calldata amounts)
        internal
        pure
        returns (bool sane, uint256 total)
    {
        uint256 count = recipients.length;
        assembly ("memory-safe") {
            sane := iszero(iszero(count))
            // The amounts stand in the second word of each item; what is written for the first one is overwritten by {allows}.
            let place := add(mload(0x40), sub(OTHERS, 0x20))
            if sane { mstore(add(mload(0x40), 0x144), calldataload(recipients.offset)) }
            let end := add(recipients.offset, shl(5, count))
            let apart := sub(amounts.offset, recipients.offset)
            for { let i := recipients.offset } lt(i, end) { i := add(i, 0x20) } {
                let to := calldataload(i)
                let amount := calldataload(add(i, apart))
                total := add(total, amount)
                let wrong := or(shr(160, to), shr(128, or(amount, total)))
                if or(wrong, or(iszero(to), eq(to, from))) {
                    sane := 0
                    break
                }
                mstore(place, amount)
                place := add(place, 0x40)
            }
        }
    }

    /// @notice Fills in the standings of the recipients, and of the giver if there is one.
    function readStandings(IInvestorRegistry registry, address from, address[] calldata recipients) internal view {
        bytes4 selector = IInvestorRegistry.standingsOf.selector;
        uint256 count = recipients.length;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            let place := add(buffer, sub(OTHERS, 0x40))
            let question := add(place, shl(6, count))
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
            mstore(add(buffer, 0xa4), mload(answer))
            for { let end := add(answer, shl(5, count)) } lt(answer, end) { answer := add(answer, 0x20) } {
                mstore(place, mload(answer))
                place := add(place, 0x40)
            }
            mstore(add(buffer, 0x84), mload(answer))
            mstore(add(buffer, 0xc4), mload(answer))
        }
    }

    /// @notice Completes the question and returns the answer of the regime in force.
    function allows(
        MovementKind kind,
        address from,
        uint256 senderBalance,
        InstrumentState state,
        uint256 count,
        uint256 total
    ) internal view returns (bool allowed) {
        bytes4 selector = IRegime.allowsBatch.selector;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), timestamp())
            mstore(add(buffer, 0x44), address())
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0xe4), mload(add(buffer, sub(OTHERS, 0x20))))
            mstore(add(buffer, 0x104), senderBalance)
            mstore(add(buffer, 0x124), from)
            mstore(add(buffer, 0x164), from)
            mstore(add(buffer, 0x184), 0)
            mstore(add(buffer, 0x1a4), 0)
            mstore(add(buffer, 0x1c4), 0x200)
            mstore(add(buffer, 0x1e4), total)
            mstore(add(buffer, 0x204), sub(count, 1))
            if iszero(staticcall(gas(), state, buffer, add(OTHERS, shl(6, sub(count, 1))), 0, 0x20)) {
                revert(0, 0)
            }
            allowed := mload(0)
        }
    }
}
