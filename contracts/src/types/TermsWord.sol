// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BondTerms} from "./BondTerms.sol";

/// @notice The terms of a bond that are readable on chain, in one storage word.
///
/// | bits     | field                             |
/// |----------|-----------------------------------|
/// | 0..95    | ISO 6166 identifier, ASCII        |
/// | 96..111  | currency, ISO 4217 numeric        |
/// | 112..119 | decimal places                    |
/// | 120..151 | annual coupon in millionths       |
/// | 152..191 | issue date, unix seconds          |
/// | 192..231 | maturity date, unix seconds       |
type TermsWord is uint256;

using TermsWordLibrary for TermsWord global;

/// @title TermsWordLibrary
/// @notice Packs and reads a {TermsWord}.
library TermsWordLibrary {
    function pack(BondTerms memory terms) internal pure returns (TermsWord) {
        uint256 dates = uint256(terms.issueDate) << 152 | uint256(terms.maturityDate) << 192;
        uint256 money = uint256(terms.currency) << 96 | uint256(terms.decimals) << 112 | uint256(terms.couponRate) << 120;
        return TermsWord.wrap(uint96(terms.isin) | money | dates);
    }

    function isin(TermsWord self) internal pure returns (bytes12) {
        return bytes12(uint96(TermsWord.unwrap(self)));
    }

    /// @notice ISO 4217 numeric code.
    function currency(TermsWord self) internal pure returns (uint16) {
        return uint16(TermsWord.unwrap(self) >> 96);
    }

    function decimals(TermsWord self) internal pure returns (uint8) {
        return uint8(TermsWord.unwrap(self) >> 112);
    }

    /// @notice Annual coupon in millionths: 4.25 % is 42,500.
    function couponRate(TermsWord self) internal pure returns (uint32) {
        return uint32(TermsWord.unwrap(self) >> 120);
    }

    /// @notice Unix seconds.
    function issueDate(TermsWord self) internal pure returns (uint40) {
        return uint40(TermsWord.unwrap(self) >> 152);
    }

    /// @notice Unix seconds.
    function maturityDate(TermsWord self) internal pure returns (uint40) {
        return uint40(TermsWord.unwrap(self) >> 192);
    }
}
