// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRegime} from "../interfaces/IRegime.sol";
import {IRuleExtension} from "../interfaces/IRuleExtension.sol";
import {MovementWords} from "../libraries/MovementWords.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Extended
/// @notice A predicate that the regime's code does not have itself: the extension is asked.
library Extended {
    function fails(address extension, RuleRow row, uint256 extra, uint256 parties, uint256 day)
        internal
        view
        returns (bool failed)
    {
        require(extension != address(0), IRegime.UnknownPredicate(row.predicate()));
        bytes4 selector = IRuleExtension.extendedFails.selector;
        uint256 extraBytes = row.extraBytes();
        uint256 place = MovementWords.PLACE;
        uint256 length = MovementWords.LENGTH;
        assembly ("memory-safe") {
            // The ABI encoding of the question, which the compiler would clear, fill, validate and copy.
            let question := mload(0x40)
            mstore(question, selector)
            mcopy(add(question, 0x04), place, length)
            let tail := add(add(question, 0x04), length)
            mstore(tail, row)
            mstore(add(tail, 0x20), add(length, 0x80))
            mstore(add(tail, 0x40), parties)
            mstore(add(tail, 0x60), day)
            mstore(add(tail, 0x80), shr(5, extraBytes))
            mcopy(add(tail, 0xa0), extra, extraBytes)
            let size := add(sub(add(tail, 0xa0), question), extraBytes)
            if iszero(staticcall(gas(), extension, question, size, 0, 0x20)) {
                returndatacopy(question, 0, returndatasize())
                revert(question, returndatasize())
            }
            failed := mload(0)
        }
    }
}
