// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondDesk} from "./interfaces/IBondDesk.sol";
import {SecurityToken} from "./token/SecurityToken.sol";
import {BondTerms} from "./types/BondTerms.sol";
import {SystemContracts} from "./types/SystemContracts.sol";
import {TermsWordLibrary} from "./types/TermsWord.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title BondToken
/// @notice One leg of a bond: a {SecurityToken} whose rare functions and terms are in the {BondDesk}. {IBondToken} is how callers see it.
contract BondToken is SecurityToken {
    constructor(BondTerms memory terms, SystemContracts memory system, address regime_) SecurityToken(system) {
        Address.functionDelegateCall(
            system.desk,
            abi.encodeCall(
                IBondDesk.initialise,
                (
                    ShortStrings.toShortString(terms.name),
                    ShortStrings.toShortString(terms.symbol),
                    TermsWordLibrary.pack(terms),
                    terms.denomination,
                    terms.issueVolume,
                    regime_
                )
            )
        );
    }
}
