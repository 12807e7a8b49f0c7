// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {Kinds, MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";

/// @title RegimeCalls
/// @notice Reads the standings of a movement's parties and asks the regime for its verdict, in one buffer.
/// @dev The buffer is the ABI encoding of {IRegime-reasonsAgainst}: a selector and the fourteen words of a {Movement}. The registry
/// answers straight into the words of the standings. Built by the compiler the same calls would clear, fill, validate and
/// copy the struct, which every transfer would pay for.
///
/// | from | word      | from  | word           |
/// |------|-----------|-------|----------------|
/// | 0x04 | kind      | 0xe4  | amount         |
/// | 0x24 | at        | 0x104 | sender balance |
/// | 0x44 | instrument| 0x124 | from           |
/// | 0x64 | state     | 0x144 | to             |
/// | 0x84 | sender    | 0x164 | by             |
/// | 0xa4 | recipient | 0x184 | cash           |
/// | 0xc4 | operator  | 0x1a4 | recipient balance |
library RegimeCalls {
    /// @notice Begins the question with the parties, and with what the registry says of those who are judged.
    /// @return buffer where it is; nothing may be allocated before {verdict} has used it
    function readStandings(IInvestorRegistry registry, uint256 kindSet, address from, address to)
        internal
        view
        returns (uint256 buffer)
    {
        bytes4 selector = IInvestorRegistry.twoStandings.selector;
        if (kindSet & Kinds.TRANSFER == 0) return _readOneSide(registry, kindSet, from, to);
        assembly ("memory-safe") {
            buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), from)
            mstore(add(buffer, 0x24), to)
            // The registry is fixed at construction: it answers with two words, or runs out of gas.
            if iszero(staticcall(gas(), registry, buffer, 0x44, add(buffer, 0x84), 0x40)) { revert(0, 0) }
            // Until somebody else is named, the giver is its own operator.
            mstore(add(buffer, 0xc4), mload(add(buffer, 0x84)))
            mstore(add(buffer, 0x124), from)
            mstore(add(buffer, 0x144), to)
            mstore(add(buffer, 0x164), from)
        }
    }

    /// @dev Only ordinary transfers judge two sides: one standing is read, the other side's word stays zero.
    function _readOneSide(IInvestorRegistry registry, uint256 kindSet, address from, address to)
        private
        view
        returns (uint256 buffer)
    {
        bytes4 selector = IInvestorRegistry.standingOf.selector;
        bool ofGiver = kindSet & Kinds.JUDGES_SENDER != 0;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            mstore(buffer, selector)
            switch ofGiver
            case 0 {
                mstore(add(buffer, 0x04), to)
                if iszero(staticcall(gas(), registry, buffer, 0x24, add(buffer, 0xa4), 0x20)) {
                    revert(0, 0)
                }
                mstore(add(buffer, 0x84), 0)
                mstore(add(buffer, 0xc4), 0)
            }
            default {
                mstore(add(buffer, 0x04), from)
                if iszero(staticcall(gas(), registry, buffer, 0x24, add(buffer, 0x84), 0x20)) {
                    revert(0, 0)
                }
                mstore(add(buffer, 0xa4), 0)
                mstore(add(buffer, 0xc4), mload(add(buffer, 0x84)))
            }
            mstore(add(buffer, 0x124), from)
            mstore(add(buffer, 0x144), to)
            mstore(add(buffer, 0x164), from)
        }
    }

    /// @notice Tells what the recipient holds, and keeps the question from being overwritten: it is read again when books are told.
    function keepWithRecipientBalance(uint256 buffer, uint256 held) internal pure {
        assembly ("memory-safe") {
            mstore(add(buffer, 0x1a4), held)
            mstore(0x40, add(buffer, 0x1e0))
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
            mstore(add(buffer, 0x164), operator)
        }
    }

    /// @notice The instrument ledger that the regime named with its verdict.
    function keeperIn(uint256 buffer) internal pure returns (address keeper) {
        assembly ("memory-safe") {
            keeper := mload(add(buffer, 0x20))
        }
    }

    /// @notice The standings of the two sides of a transfer whose question this is.
    function standingsIn(uint256 buffer) internal pure returns (Standing sender, Standing recipient) {
        assembly ("memory-safe") {
            sender := mload(add(buffer, 0x84))
            recipient := mload(add(buffer, 0xa4))
        }
    }

    /// @notice Completes the question and returns the verdict of the regime in force. Its answer takes the first words of the buffer.
    function verdict(
        uint256 buffer,
        InstrumentState state,
        MovementKind kind,
        uint256 at,
        uint256 amount,
        uint256 senderBalance,
        address cash
    ) internal view returns (uint256 reasons) {
        bytes4 selector = IRegime.reasonsAgainst.selector;
        assembly ("memory-safe") {
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), kind)
            mstore(add(buffer, 0x24), at)
            mstore(add(buffer, 0x44), address())
            mstore(add(buffer, 0x64), state)
            mstore(add(buffer, 0xe4), amount)
            mstore(add(buffer, 0x104), senderBalance)
            mstore(add(buffer, 0x184), cash)
            // A regime is one of the factory's, whose rows were checked. One that reverts, for want of a contract that it asks,
            // refuses by reverting.
            if iszero(staticcall(gas(), state, buffer, 0x1c4, buffer, 0x40)) {
                returndatacopy(buffer, 0, returndatasize())
                revert(buffer, returndatasize())
            }
            reasons := mload(buffer)
        }
    }
}
