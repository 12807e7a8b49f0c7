// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What every payment of a distribution writes, in one storage word.
///
/// | bits     | field                                                                  |
/// |----------|------------------------------------------------------------------------|
/// | 0..111   | what holders have received, cash units                                 |
/// | 112..223 | holdings, or elected units, of those whose turn it was                 |
/// | 224..247 | few bits for all holders that were settled alone, one or more to a bit |
/// | 248      | whether there was a batch                                              |
///
/// Whoever adds has found that the sums fit: a distribution that could exceed them is not funded.
type PaymentSums is uint256;

using PaymentSumsLibrary for PaymentSums global;

/// @title PaymentSumsLibrary
/// @notice Reads and rewrites the fields of a {PaymentSums}.
library PaymentSumsLibrary {
    /// @notice Highest sum of either kind.
    uint256 internal constant MOST = type(uint112).max;

    uint256 private constant SETTLED_OFFSET = 112;
    uint256 private constant ALONE_OFFSET = 224;
    uint256 private constant ALONE_BITS = 24;
    uint256 private constant BEGUN = 1 << 248;

    function paid(PaymentSums self) internal pure returns (uint256) {
        return uint112(PaymentSums.unwrap(self));
    }

    function settled(PaymentSums self) internal pure returns (uint256) {
        return uint112(PaymentSums.unwrap(self) >> SETTLED_OFFSET);
    }

    /// @notice Whether anybody was settled alone.
    function anyAlone(PaymentSums self) internal pure returns (bool) {
        return uint24(PaymentSums.unwrap(self) >> ALONE_OFFSET) != 0;
    }

    /// @notice Whether `holder` may have been settled alone. No is certain; yes is looked up.
    function mayBeAlone(PaymentSums self, address holder) internal pure returns (bool) {
        return PaymentSums.unwrap(self) & _bitOf(holder) != 0;
    }

    /// @notice Whether there was a batch.
    function begun(PaymentSums self) internal pure returns (bool) {
        return PaymentSums.unwrap(self) & BEGUN != 0;
    }

    function plus(PaymentSums self, uint256 paid_, uint256 settled_) internal pure returns (PaymentSums) {
        return PaymentSums.wrap(PaymentSums.unwrap(self) + paid_ + (settled_ << SETTLED_OFFSET));
    }

    function withAlone(PaymentSums self, address holder) internal pure returns (PaymentSums) {
        return PaymentSums.wrap(PaymentSums.unwrap(self) | _bitOf(holder));
    }

    function withBatch(PaymentSums self) internal pure returns (PaymentSums) {
        return PaymentSums.wrap(PaymentSums.unwrap(self) | BEGUN);
    }

    function _bitOf(address holder) private pure returns (uint256) {
        return 1 << ALONE_OFFSET + uint160(holder) % ALONE_BITS;
    }
}
