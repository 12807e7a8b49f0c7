// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";
import {TermsWord} from "../types/TermsWord.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title TermsReader
/// @notice The terms that every security has, readable as in ERC-20 and ERC-7092. The whole of them is behind the registry's terms hash.
abstract contract TermsReader is ISecurityDesk, InstrumentStorage {
    using ShortStrings for ShortString;

    /// @notice What the leg is called, as in ERC-20.
    function name() public view returns (string memory) {
        return _name.toString();
    }

    /// @notice Its short name, as in ERC-20.
    function symbol() external view returns (string memory) {
        return _symbol.toString();
    }

    /// @notice Decimal places of an amount, as in ERC-20: of the currency's smallest unit, and none of a share.
    function decimals() external view returns (uint8) {
        return _terms.decimals();
    }

    /// @inheritdoc ISecurityDesk
    function isin() external view returns (string memory) {
        return string(abi.encodePacked(_terms.isin()));
    }

    /// @inheritdoc ISecurityDesk
    function currency() external view returns (address) {
        return address(uint160(_terms.currency()));
    }

    /// @inheritdoc ISecurityDesk
    function issueVolume() external view returns (uint256) {
        return _issueVolume;
    }

    /// @inheritdoc ISecurityDesk
    function issueDate() external view returns (uint256) {
        return _terms.issueDate();
    }

    function _setTerms(ShortString name_, ShortString symbol_, TermsWord terms, uint128 nominal_, uint128 issueVolume_)
        internal
    {
        (_name, _symbol) = (name_, symbol_);
        (_terms, _nominal, _issueVolume) = (terms, nominal_, issueVolume_);
    }
}
