// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {TermsWord} from "./TermsWord.sol";

/// @notice The terms of a share that are readable on chain; the whole of them is behind the registry's terms hash.
struct ShareTerms {
    /// At most 31 bytes.
    string name;
    /// At most 31 bytes.
    string symbol;
    /// What the articles call its class, at most 31 bytes.
    string shareClass;
    /// ISO 6166 identifier, ASCII.
    bytes12 isin;
    /// ISO 10962 classification, ASCII.
    bytes6 cfi;
    /// ISO 4217 numeric code of the nominal value; 0 when there is none.
    uint16 currency;
    /// Nominal value in hundred-millionths of the currency; 0 when there is none.
    uint128 nominalValue;
    /// Highest number of shares that may be outstanding before it is raised.
    uint128 authorised;
    /// Unix seconds.
    uint40 issueDate;
}

/// @title ShareTermsLibrary
/// @notice Packs the terms of a share into a {TermsWord}, where identifier, currency and issue date are at their places; the decimal places
/// are none, and the classification is in the bits 192 to 239.
library ShareTermsLibrary {
    function pack(ShareTerms calldata terms) internal pure returns (TermsWord) {
        uint256 word = uint256(uint48(terms.cfi)) << 192 | uint256(terms.issueDate) << 152;
        return TermsWord.wrap(word | uint256(terms.currency) << 96 | uint96(terms.isin));
    }

    /// @notice ISO 10962 classification.
    function cfi(TermsWord word) internal pure returns (bytes6) {
        return bytes6(uint48(TermsWord.unwrap(word) >> 192));
    }
}
