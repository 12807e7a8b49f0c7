// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title SettlementFacts
/// @notice What stands in the way of a settlement and no regime can see. The facts of one side are bits 0 to 15 for the delivery, and the
/// same bits 16 places higher for the receipt.
library SettlementFacts {
    /// @notice It is not valid any more.
    uint256 internal constant EXPIRED = 1 << 0;
    /// @notice Its party cancelled it.
    uint256 internal constant CANCELLED = 1 << 1;
    /// @notice Less than that is left of it.
    uint256 internal constant OVERFILLED = 1 << 2;
    /// @notice It is settled in larger parts, or nothing would move.
    uint256 internal constant BELOW_MINIMUM = 1 << 3;
    /// @notice It is for somebody else.
    uint256 internal constant COUNTERPARTY = 1 << 4;
    /// @notice Its party did not sign it.
    uint256 internal constant SIGNATURE = 1 << 5;
    /// @notice Whoever submits it may not.
    uint256 internal constant SUBMITTER = 1 << 6;

    /// @notice How much higher the facts of the receipt stand.
    uint256 internal constant RECEIPT = 16;

    /// @notice The two are no delivery and receipt of one bond against one cash token.
    uint256 internal constant MISMATCH = 1 << 32;
    /// @notice Both sides are one party.
    uint256 internal constant SAME_PARTY = 1 << 33;
    /// @notice More would be paid than the receipt allows for so many units.
    uint256 internal constant PRICE = 1 << 34;
    /// @notice The buyer has less cash.
    uint256 internal constant CASH_BALANCE = 1 << 35;
    /// @notice The buyer lets this contract move less cash.
    uint256 internal constant CASH_ALLOWANCE = 1 << 36;
    /// @notice No contract is where the cash token should be.
    uint256 internal constant NO_CASH_TOKEN = 1 << 37;
    /// @notice No contract is where the bond should be.
    uint256 internal constant NO_BOND = 1 << 38;
    /// @notice The offering is not open.
    uint256 internal constant OFFERING_CLOSED = 1 << 39;
}
