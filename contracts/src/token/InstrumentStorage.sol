// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Managed} from "../access/Managed.sol";
import {IBondEvents} from "../interfaces/IBondEvents.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {TermsWord} from "../types/TermsWord.sol";
import {ShortString} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title InstrumentStorage
/// @notice Everything a token stores of its own, at the same places in the token and in the desk that works on its storage.
/// @dev The first base of both, so that what the desk alone stores follows it. A test compares the two layouts.
abstract contract InstrumentStorage is IBondEvents, Managed {
    InstrumentState internal _state;
    /// @dev Amount outstanding, in the shape of a holding.
    Holding internal _supply;
    TermsWord internal _terms;
    /// @dev Smallest denomination of a bond, nominal value of a share.
    uint128 internal _nominal;
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

    constructor(address authority_) Managed(authority_) {}
}
