// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondDesk} from "./IBondDesk.sol";
import {ISecurityToken} from "./ISecurityToken.sol";

/// @title IBondToken
/// @notice One leg of a bond, as its callers see it.
interface IBondToken is ISecurityToken, IBondDesk {}
