// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondEvents} from "./IBondEvents.sol";
import {IERC1404} from "./IERC1404.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {IManaged} from "./IManaged.sol";
import {ISecurityCore} from "./ISecurityCore.sol";
import {ISecurityDesk} from "./ISecurityDesk.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title ISecurityToken
/// @notice One leg of a security, as its callers see it: an ERC-20 whose every movement its regime decides.
/// @dev The code is in two places: {SecurityToken} has what moves it, {SecurityDesk} the rest.
interface ISecurityToken is
    ISecurityCore,
    ISecurityDesk,
    IBondEvents,
    IERC20Metadata,
    IERC20Permit,
    IERC20Errors,
    IERC5267,
    IERC1404,
    IERC7943Fungible,
    IManaged
{}
