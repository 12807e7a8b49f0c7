// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BatchItem} from "../types/BatchItem.sol";
import {Movement} from "../types/Movement.sol";

/// @title IRegime
/// @notice One leg of one profile version: its rules and parameters, and nothing that changes.
interface IRegime {
    /// @notice The number has no rule.
    /// @dev Why: a message was asked for a bit that the profile does not define. What to do: pass the number of a bit
    /// that a verdict carried.
    error UnknownRule(uint256 rule);

    /// @notice A rule row names a predicate that this code does not have.
    /// @dev Why: the rule table was written for a newer regime contract. What to do: deploy the current contracts.
    error UnknownPredicate(uint256 predicate);

    /// @notice Every rule that `movement` fails.
    /// @return reasons bit n is set when rule n fails; 0 when the movement is allowed
    /// @return keeper the instrument ledger that is told of the movement when its rules need books; zero when they can need none
    function reasonsAgainst(Movement calldata movement) external view returns (uint256 reasons, address keeper);

    /// @notice Every rule that the given sides of `movement` fail by themselves, whatever moves.
    /// @param parties bits of the sides that are asked about, as in {Parties}
    /// @return reasons bit n is set when rule n fails
    function partyReasonsAgainst(Movement calldata movement, uint256 parties) external view returns (uint256 reasons);

    /// @notice Whether every movement of a batch is certainly allowed, each after the ones before it. No is no refusal: it is found out
    /// one by one which movement is refused, and whether one is.
    /// @param movement the first of them
    /// @param others who receives in the others, and how much
    /// @param total sum of all amounts
    function allowsBatch(Movement calldata movement, BatchItem[] calldata others, uint256 total)
        external
        view
        returns (bool);

    /// @notice Hash of the canonical profile that these rules were made from, inputs included.
    function profileHash() external view returns (bytes32 hash);

    /// @notice Name of the profile leg these rules belong to.
    function leg() external view returns (bytes32 name);

    /// @notice Number of rules, which is the number of bits a verdict may carry.
    function ruleCount() external view returns (uint256 count);

    /// @notice Where the entrants and capacities are that these rules ask for.
    function ledger() external view returns (address);

    /// @notice What has to be remembered of movements for these rules.
    /// @return mask books, as in {Books}
    /// @return keeper the instrument ledger that keeps them; zero when there are none
    function books() external view returns (uint256 mask, address keeper);

    /// @notice Identifier and short reason of rule `rule`, from the profile.
    function message(uint256 rule) external view returns (string memory text);

    /// @notice The predicates that this code can judge, bit n being predicate n, and those of them that judge parties one by one.
    function predicates() external view returns (uint256 known, uint256 ofParties);
}
