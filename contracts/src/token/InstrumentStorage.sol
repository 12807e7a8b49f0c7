// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondEvents} from "../interfaces/IBondEvents.sol";
import {IRoleManager} from "../interfaces/IRoleManager.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {TermsWord} from "../types/TermsWord.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ShortString} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title InstrumentStorage
/// @notice Everything a token stores of its own, at the same places in the token and in the desk that works on its storage.
/// @dev The first base of both, so that what the desk alone stores follows it. A test compares the two layouts.
abstract contract InstrumentStorage is IBondEvents, AccessManaged {
    InstrumentState internal _state;
    /// @dev Amount outstanding, in the shape of a holding.
    Holding internal _supply;
    TermsWord internal _terms;
    uint128 internal _denomination;
    uint128 internal _issueVolume;
    /// @dev The instrument ledger; zero until a regime needs books.
    address internal _books;
    uint40[] internal _recordDates;
    mapping(address account => Holding) internal _holdings;
    mapping(address account => uint256) internal _frozen;
    mapping(address account => Checkpoints.Trace208) internal _heldAt;
    Checkpoints.Trace208 internal _suppliedAt;
    mapping(address owner => mapping(address spender => uint256)) internal _allowances;
    ShortString internal _name;
    ShortString internal _symbol;

    /// @dev Fixed, as the code is: who may do what changes inside the manager. A restricted function reads no slot to find it.
    address private immutable manager;

    constructor(address manager_) AccessManaged(manager_) {
        manager = manager_;
    }

    function authority() public view override returns (address) {
        return manager;
    }

    /// @notice Refused: a bond keeps its access manager, whose roles and members can change.
    function setAuthority(address) public pure override {
        revert AuthorityIsFixed();
    }

    /// @dev Called at construction only.
    function _setAuthority(address newAuthority) internal override {
        emit AuthorityUpdated(newAuthority);
    }

    /// @dev As OpenZeppelin's, which is asked whenever the answer is not an immediate yes: a delay, a refusal, or a manager that does
    /// not know the question.
    function _checkCanCall(address sender, bytes calldata data) internal override {
        bytes4 selector = IRoleManager.admitsCall.selector;
        address asked = manager;
        bool immediate;
        assembly ("memory-safe") {
            let question := mload(0x40)
            mstore(question, selector)
            mstore(add(question, 0x04), sender)
            mstore(add(question, 0x24), calldataload(data.offset))
            // The selector is the first four bytes of the last word.
            mstore(add(question, 0x28), 0)
            let answered := staticcall(gas(), asked, question, 0x44, 0x00, 0x20)
            immediate := and(and(answered, gt(returndatasize(), 0x1f)), eq(mload(0x00), 1))
        }
        if (!immediate) super._checkCanCall(sender, data);
    }
}
