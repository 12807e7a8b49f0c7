// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ShareTerms} from "../types/ShareTerms.sol";
import {ISecurityDesk} from "./ISecurityDesk.sol";

/// @title IEquityDesk
/// @notice What is done and asked rarely of a share: what every security has, and its own terms.
interface IEquityDesk is ISecurityDesk {
    /// @notice The share has no class.
    /// @dev Why: a company may have several, with other rights. What to do: write what the articles call it, e.g. "Ordinary".
    error NoShareClass();

    /// @notice A nominal value without a currency, or the other way round.
    /// @dev Why: it is an amount of money, or there is none. What to do: give both or neither.
    error NominalValueNotWhole(uint128 nominalValue, uint16 currency);

    /// @notice What the articles call its class.
    function shareClass() external view returns (string memory);

    /// @notice Nominal value in hundred-millionths of the currency; zero when the share has none.
    function nominalValue() external view returns (uint256);

    /// @notice ISO 10962 classification.
    function cfi() external view returns (string memory);

    // THE SHARE ITSELF

    /// @notice Writes the terms and the first regime of a share that is being created, and never again.
    function initialise(ShareTerms calldata terms, address regime_) external;
}
