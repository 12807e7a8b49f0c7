// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a distribution is paid in, and how much of it, in one storage word. A rate of larger numbers is kept elsewhere, and has
/// zeros here.
///
/// | bits     | field                             |
/// |----------|-----------------------------------|
/// | 0..159   | cash token                        |
/// | 160..207 | numerator of the rate             |
/// | 208..255 | denominator of the rate           |
type PaymentRate is uint256;

using PaymentRateLibrary for PaymentRate global;

/// @title PaymentRateLibrary
/// @notice Packs and reads a {PaymentRate}.
library PaymentRateLibrary {
    uint256 private constant NUMERATOR_OFFSET = 160;
    uint256 private constant DENOMINATOR_OFFSET = 208;

    /// @notice Whether a rate has room in the word.
    function fits(uint128 numerator_, uint128 denominator_) internal pure returns (bool) {
        return (numerator_ | denominator_) <= type(uint48).max;
    }

    function pack(address cash_, uint128 numerator_, uint128 denominator_) internal pure returns (PaymentRate) {
        uint256 rate = uint160(cash_);
        if (fits(numerator_, denominator_)) {
            rate |= uint256(numerator_) << NUMERATOR_OFFSET | uint256(denominator_) << DENOMINATOR_OFFSET;
        }
        return PaymentRate.wrap(rate);
    }

    function cash(PaymentRate self) internal pure returns (address) {
        return address(uint160(PaymentRate.unwrap(self)));
    }

    function numerator(PaymentRate self) internal pure returns (uint256) {
        return uint48(PaymentRate.unwrap(self) >> NUMERATOR_OFFSET);
    }

    /// @notice 0 for a rate that is kept elsewhere.
    function denominator(PaymentRate self) internal pure returns (uint256) {
        return PaymentRate.unwrap(self) >> DENOMINATOR_OFFSET;
    }
}
