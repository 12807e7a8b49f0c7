// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEquityDesk} from "./IEquityDesk.sol";
import {ISecurityToken} from "./ISecurityToken.sol";

/// @title IEquityToken
/// @notice One leg of a share, as its callers see it.
interface IEquityToken is ISecurityToken, IEquityDesk {}
