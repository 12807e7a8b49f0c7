// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {BondTerms} from "../types/BondTerms.sol";

/// @title TermsReader
/// @notice The terms of a bond, readable as in ERC-7092. The whole of them is behind the registry's terms hash.
abstract contract TermsReader is IBondToken {
    /// @dev Millionths of the principal per hundredth of a per cent.
    uint256 private constant MILLIONTHS_PER_BASIS_POINT = 100;

    bytes12 private immutable _isin;
    uint16 private immutable _currency;
    uint8 private immutable _decimals;
    uint128 private immutable _denomination;
    uint32 private immutable _couponRate;
    uint40 private immutable _issueDate;
    uint40 private immutable _maturityDate;

    constructor(BondTerms memory terms) {
        require(terms.maturityDate > terms.issueDate, MaturityNotAfterIssue(terms.issueDate, terms.maturityDate));
        _isin = terms.isin;
        _currency = terms.currency;
        _decimals = terms.decimals;
        _denomination = terms.denomination;
        _couponRate = terms.couponRate;
        _issueDate = terms.issueDate;
        _maturityDate = terms.maturityDate;
    }

    /// @notice Decimal places of the currency's smallest unit.
    function decimals() public view virtual returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc IBondToken
    function isin() external view returns (string memory) {
        return string(abi.encodePacked(_isin));
    }

    /// @inheritdoc IBondToken
    function currency() external view returns (address) {
        return address(uint160(_currency));
    }

    /// @inheritdoc IBondToken
    function denomination() external view returns (uint256) {
        return _denomination;
    }

    /// @inheritdoc IBondToken
    function couponRate() external view returns (uint256) {
        return _couponRate / MILLIONTHS_PER_BASIS_POINT;
    }

    /// @inheritdoc IBondToken
    function couponRateInMillionths() external view returns (uint256) {
        return _couponRate;
    }

    /// @inheritdoc IBondToken
    function issueDate() external view returns (uint256) {
        return _issueDate;
    }

    /// @inheritdoc IBondToken
    function maturityDate() external view returns (uint256) {
        return _maturityDate;
    }
}
