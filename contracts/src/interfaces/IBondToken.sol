// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondCore} from "./IBondCore.sol";
import {IBondDesk} from "./IBondDesk.sol";
import {IBondEvents} from "./IBondEvents.sol";
import {IERC1404} from "./IERC1404.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {IManaged} from "./IManaged.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title IBondToken
/// @notice One leg of a bond, as its callers see it: an ERC-20 whose every movement its regime decides.
/// @dev The code is in two places: {BondToken} has what moves it, {BondDesk} the rest.
interface IBondToken is
    IBondCore,
    IBondDesk,
    IBondEvents,
    IERC20Metadata,
    IERC20Permit,
    IERC20Errors,
    IERC5267,
    IERC1404,
    IERC7943Fungible,
    IManaged
{}
