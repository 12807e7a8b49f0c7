// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

// Deployed as they are: this puts OpenZeppelin's contracts among the compiled sources.
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
