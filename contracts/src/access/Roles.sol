// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IERC8327} from "../interfaces/IERC8327.sol";
import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IPermits} from "../interfaces/IPermits.sol";
import {IRoutes} from "../interfaces/IRoutes.sol";
import {ISecurityCore} from "../interfaces/ISecurityCore.sol";
import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";

/// @title Roles
/// @notice The roles, and which of them each restricted function is open to unless the governor says otherwise.
library Roles {
    /// @notice Also the role of every function that is not named here.
    uint64 internal constant GOVERNOR = 0;
    uint64 internal constant ISSUER = 1;
    uint64 internal constant REGISTRAR = 2;
    uint64 internal constant PAYING_AGENT = 3;
    uint64 internal constant SUPERVISOR = 4;
    uint64 internal constant ENFORCEMENT_OFFICER = 5;
    /// @notice Takes units out of a leg and brings them in. No account has it, only the contract of the routes.
    uint64 internal constant ROUTES = 6;

    // Selectors of functions, eight in a word at most: half of the code that as many comparisons would be.

    bytes32 private constant OF_ISSUER = bytes32(ISecurityCore.mint.selector)
        | bytes32(ISecurityCore.batchMint.selector) >> 32 | bytes32(ISecurityDesk.increaseIssueVolume.selector) >> 64
        | bytes32(ISecurityDesk.startOfferingClock.selector) >> 96 | bytes32(IInstrumentLedger.recordOffers.selector)
        >> 128;

    bytes32 private constant OF_PAYING_AGENT =
        bytes32(ISecurityDesk.redeem.selector) | bytes32(ISecurityDesk.addRecordDate.selector) >> 32;

    bytes32 private constant OF_ENFORCEMENT_OFFICER = bytes32(IERC7943Fungible.setFrozenTokens.selector)
        | bytes32(ISecurityDesk.recover.selector) >> 32 | bytes32(IInvestorRegistry.setRestrictions.selector) >> 64;

    bytes32 private constant OF_ROUTES =
        bytes32(ISecurityDesk.exchangeOut.selector) | bytes32(ISecurityDesk.exchangeIn.selector) >> 32;

    bytes32 private constant OF_SUPERVISOR = bytes32(ISecurityDesk.setPaused.selector)
        | bytes32(ISecurityDesk.setHalted.selector) >> 32 | bytes32(IEntrantLedger.setEntrant.selector) >> 64
        | bytes32(IEntrantLedger.setLimit.selector) >> 96 | bytes32(IEntrantLedger.setRate.selector) >> 128
        | bytes32(IInstrumentLedger.setVolumeShare.selector) >> 160 | bytes32(IPermits.setVenue.selector) >> 192
        | bytes32(IPermits.setCashClass.selector) >> 224;

    bytes32 private constant OF_REGISTRAR = bytes32(IInvestorRegistry.linkWallet.selector)
        | bytes32(IInvestorRegistry.unlinkWallet.selector) >> 32 | bytes32(IEntrantLedger.enrol.selector) >> 64
        | bytes32(IAssetRegistry.list.selector) >> 96 | bytes32(IAssetRegistry.addLeg.selector) >> 128
        | bytes32(IAssetRegistry.amendTerms.selector) >> 160 | bytes32(IAssetRegistry.setStatus.selector) >> 192
        | bytes32(IRoutes.openRoute.selector) >> 224;

    bytes32 private constant OF_REGISTRAR_IN_BOOKS = bytes32(IERC8327.setRoute.selector)
        | bytes32(IERC8327.revokeRoute.selector) >> 32 | bytes32(IInstrumentLedger.seed.selector) >> 64
        | bytes32(IInstrumentLedger.recount.selector) >> 96 | bytes32(IInstrumentLedger.setLotTerms.selector) >> 128
        | bytes32(IInstrumentLedger.setOfferingPool.selector) >> 160 | bytes32(IPermits.setFact.selector) >> 192
        | bytes32(IPermits.setCertificate.selector) >> 224;

    bytes32 private constant OF_REGISTRAR_IN_PERMITS = bytes32(IPermits.approveTransfer.selector)
        | bytes32(IPermits.admitSymbol.selector) >> 32 | bytes32(IPermits.withdrawSymbol.selector) >> 64
        | bytes32(IPermits.recordObjection.selector) >> 96;

    /// @dev A one in each of eight lanes.
    uint256 private constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;

    /// @notice The role that a function is open to by itself.
    /// @dev Every restricted call walks down here to its function, so what holders wait for comes first.
    function ofFunction(bytes4 selector) internal pure returns (uint64 role) {
        if (selector == IERC7943Fungible.forcedTransfer.selector) return ENFORCEMENT_OFFICER;
        if (_has(OF_ISSUER, selector)) return ISSUER;
        if (_has(OF_PAYING_AGENT, selector)) return PAYING_AGENT;
        if (_has(OF_ENFORCEMENT_OFFICER, selector)) return ENFORCEMENT_OFFICER;
        if (_has(OF_ROUTES, selector)) return ROUTES;
        if (selector == IPermits.setAverageVolume.selector || _has(OF_SUPERVISOR, selector)) return SUPERVISOR;
        bool ofRegistrar = _has(OF_REGISTRAR, selector) || _has(OF_REGISTRAR_IN_BOOKS, selector)
            || _has(OF_REGISTRAR_IN_PERMITS, selector);
        return ofRegistrar ? REGISTRAR : GOVERNOR;
    }

    /// @dev Whether a lane holds the selector: the difference of that lane is zero, and only below zero is there a highest bit that the
    /// difference does not have itself. A lane that holds none is zero, which is no selector here.
    function _has(bytes32 selectors, bytes4 selector) private pure returns (bool found) {
        assembly ("memory-safe") {
            let different := xor(selectors, mul(shr(224, selector), ONES))
            found := iszero(iszero(and(and(sub(different, ONES), not(different)), shl(31, ONES))))
        }
    }
}
