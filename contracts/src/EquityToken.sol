// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IEquityDesk} from "./interfaces/IEquityDesk.sol";
import {SecurityToken} from "./token/SecurityToken.sol";
import {ShareTerms} from "./types/ShareTerms.sol";
import {SystemContracts} from "./types/SystemContracts.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title EquityToken
/// @notice One leg of a share: a {SecurityToken} whose rare functions and terms are in the {EquityDesk}. {IEquityToken} is how callers see
/// it. A unit is one share: there are no decimals.
contract EquityToken is SecurityToken {
    constructor(ShareTerms memory terms, SystemContracts memory system, address regime_) SecurityToken(system) {
        Address.functionDelegateCall(system.desk, abi.encodeCall(IEquityDesk.initialise, (terms, regime_)));
    }
}
