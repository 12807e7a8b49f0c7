// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Movement} from "../types/Movement.sol";

/// @title IRuleExtension
/// @notice Predicates that a regime's own code does not have: those that ask books and permits, and are asked more rarely. One
/// contract serves every regime, so a regime stays small and a rule that no profile uses costs nobody anything.
interface IRuleExtension {
    /// @notice Whether `movement` fails a rule.
    /// @param row the rule's row, as in {RuleRow}
    /// @param extra the words that follow the row
    /// @param parties sides of the movement that are asked about, as in {Parties}
    /// @param day days since 1970-01-01 at which it is judged, at least 1
    function extendedFails(
        Movement calldata movement,
        uint256 row,
        uint256[] calldata extra,
        uint256 parties,
        uint256 day
    ) external view returns (bool);

    /// @notice The predicates it has, bit n being predicate n, and those of them that judge parties one by one.
    function predicates() external view returns (uint256 known, uint256 ofParties);

    /// @notice The instrument ledger that its predicates ask.
    function books() external view returns (address);
}
