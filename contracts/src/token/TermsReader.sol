// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondDesk} from "../interfaces/IBondDesk.sol";
import {TermsWord} from "../types/TermsWord.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title TermsReader
/// @notice The terms of a bond, readable as in ERC-7092. The whole of them is behind the registry's terms hash.
abstract contract TermsReader is IBondDesk, InstrumentStorage {
    using ShortStrings for ShortString;

    /// @dev Millionths of the principal per hundredth of a per cent.
    uint256 private constant MILLIONTHS_PER_BASIS_POINT = 100;

    /// @notice What the leg is called, as in ERC-20.
    function name() public view returns (string memory) {
        return _name.toString();
    }

    /// @notice Its short name, as in ERC-20.
    function symbol() external view returns (string memory) {
        return _symbol.toString();
    }

    /// @notice Decimal places of the currency's smallest unit, as in ERC-20.
    function decimals() external view returns (uint8) {
        return _terms.decimals();
    }

    /// @inheritdoc IBondDesk
    function isin() external view returns (string memory) {
        return string(abi.encodePacked(_terms.isin()));
    }

    /// @inheritdoc IBondDesk
    function currency() external view returns (address) {
        return address(uint160(_terms.currency()));
    }

    /// @inheritdoc IBondDesk
    function denomination() external view returns (uint256) {
        return _denomination;
    }

    /// @inheritdoc IBondDesk
    function issueVolume() external view returns (uint256) {
        return _issueVolume;
    }

    /// @inheritdoc IBondDesk
    function couponRate() external view returns (uint256) {
        return _terms.couponRate() / MILLIONTHS_PER_BASIS_POINT;
    }

    /// @inheritdoc IBondDesk
    function couponRateInMillionths() external view returns (uint256) {
        return _terms.couponRate();
    }

    /// @inheritdoc IBondDesk
    function issueDate() external view returns (uint256) {
        return _terms.issueDate();
    }

    /// @inheritdoc IBondDesk
    function maturityDate() external view returns (uint256) {
        return _terms.maturityDate();
    }

    function _setTerms(
        ShortString name_,
        ShortString symbol_,
        TermsWord terms,
        uint128 denomination_,
        uint128 issueVolume_
    ) internal {
        (uint40 issued, uint40 matures) = (terms.issueDate(), terms.maturityDate());
        require(matures > issued, MaturityNotAfterIssue(issued, matures));
        (_name, _symbol) = (name_, symbol_);
        (_terms, _denomination, _issueVolume) = (terms, denomination_, issueVolume_);
    }
}
