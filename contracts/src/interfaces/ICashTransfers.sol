// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title ICashTransfers
/// @notice What goes wrong with a cash token, whichever contract moves it.
interface ICashTransfers {
    /// @notice The token delivered something else than it was asked to.
    /// @dev Why: it takes a fee from what is moved, or changes balances by itself; what is owed could not be counted in it.
    /// What to do: pay in a token that moves exactly what it is told.
    /// @param moved what the receiver got, or what the payer has less: whichever differs
    error CashShortfall(address token, uint256 expected, uint256 moved);

    /// @notice There is no contract at the address of the cash token.
    /// @dev Why: a call to it would succeed and move nothing. What to do: name the token's own address.
    error NoCashToken(address token);
}
