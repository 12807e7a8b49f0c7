// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";

/// @title ISecurityCore
/// @notice What moves a security, beside ERC-20 and the forced transfer of ERC-7943: the part of it that is used often.
interface ISecurityCore {
    /// @notice Issues `amount` to `to`. Caller: issuer.
    function mint(address to, uint256 amount) external;

    /// @notice Issues to each recipient, or to none at all. Caller: issuer.
    function batchMint(address[] calldata recipients, uint256[] calldata amounts) external;

    /// @notice Transfers to each recipient, or to none at all.
    function batchTransfer(address[] calldata recipients, uint256[] calldata amounts) external;

    /// @notice Carries out a movement whose function is in {ISecurityDesk}. Caller: the security itself, where that function runs.
    /// @return fromBefore what the giver held
    /// @return toBefore what the receiver held
    function moveForDesk(MovementKind kind, address operator, address from, address to, uint256 amount)
        external
        returns (uint256 fromBefore, uint256 toBefore);

    /// @notice The verdict of a question under a live state: every rule and token fact that stands in the way, 0 for none. The
    /// explanations of {ISecurityDesk} ask it. The question has no party that its kind does not have.
    function judge(MovementQuestion calldata question, InstrumentState current) external view returns (uint256);
}
