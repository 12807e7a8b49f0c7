// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {TermsWord} from "../types/TermsWord.sol";
import {ISecurityDesk} from "./ISecurityDesk.sol";
import {ShortString} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title IBondDesk
/// @notice What is done and asked rarely of a bond: what every security has, and its own terms, readable as in ERC-7092.
interface IBondDesk is ISecurityDesk {
    /// @notice Smallest denomination, in smallest units.
    function denomination() external view returns (uint256);

    /// @notice Annual coupon in basis points, rounded down; the exact rate is in millionths.
    function couponRate() external view returns (uint256);

    /// @notice Annual coupon in millionths: 4.25 % is 42,500.
    function couponRateInMillionths() external view returns (uint256);

    /// @notice Unix seconds.
    function maturityDate() external view returns (uint256);

    // THE BOND ITSELF

    /// @notice Writes the terms and the first regime of a bond that is being created, and never again.
    function initialise(
        ShortString name_,
        ShortString symbol_,
        TermsWord terms,
        uint128 denomination_,
        uint128 issueVolume_,
        address regime_
    ) external;
}
