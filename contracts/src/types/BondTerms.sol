// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice The terms of a bond that are readable on chain; the whole of them is behind the registry's terms hash.
struct BondTerms {
    /// At most 31 bytes.
    string name;
    /// At most 31 bytes.
    string symbol;
    /// ISO 6166 identifier, ASCII.
    bytes12 isin;
    /// ISO 4217 numeric code.
    uint16 currency;
    /// Decimal places of the currency's smallest unit.
    uint8 decimals;
    /// Smallest denomination, in smallest units.
    uint128 denomination;
    /// Highest amount that may be outstanding before a tap, in smallest units.
    uint128 issueVolume;
    /// Annual coupon in millionths: 4.25 % is 42,500.
    uint32 couponRate;
    /// Unix seconds.
    uint40 issueDate;
    /// Unix seconds.
    uint40 maturityDate;
}
