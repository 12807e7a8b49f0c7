// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPledges} from "../interfaces/IPledges.sol";
import {OneInvestor} from "../libraries/OneInvestor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Pledges
/// @notice Security interests over holdings: pledged units stay the holder's, pay the holder, and cannot be moved by it. It is no repo:
/// title does not pass.
///
/// ROLES
/// The deployment opens `enforce` and `movePledge` to the enforcement officer with the manager's `setTargetFunctionRole`; until then they
/// are the governor's. This contract itself needs the enforcement officer's role on the bonds: it sets what is frozen of a pledgor's
/// holding, and forces the transfer of an enforcement. It does nothing else with it. Holders pledge; secured parties release.
///
/// PROPERTIES
/// - What is frozen of a holding is what others froze and what is pledged. Pledging adds and releasing takes away what is pledged, and
///   neither touches what others froze; whoever is frozen without limit stays so.
/// - Only free units are pledged: none is pledged twice.
/// - Only the secured party releases, and only the officer enforces, to the secured party alone. The regime judges who receives.
/// - A pledge moves to another wallet of the same investor alone, and no sooner than the units behind it.
///
/// REQUIREMENTS ON OFFICERS
/// `setFrozenTokens` sets the whole frozen amount: whoever freezes or unfreezes a pledgor's holding adds what is pledged. After an order
/// that took pledged units without {enforce}, or a lower freeze, anybody restores what is frozen; after a recovery the pledge is moved,
/// and then the lost wallet unlinked.
///
/// WHAT THIS DOES NOT GUARANTEE
/// Anything against the bond's own officer, whose orders ignore frozen parts; nor that a redemption waits: frozen units are not redeemed,
/// so a secured party releases what is to be paid.
contract Pledges is IPledges, Managed {
    uint256 private constant ALL_FROZEN = type(uint256).max;

    /// @inheritdoc IPledges
    mapping(address bond => mapping(address holder => mapping(address securedParty => uint256))) public pledgedTo;
    /// @inheritdoc IPledges
    mapping(address bond => mapping(address holder => uint256)) public pledgedBy;

    constructor(address authority_) Managed(authority_) {}

    // HOLDERS

    /// @inheritdoc IPledges
    function pledge(address bond, address securedParty, uint256 units) external {
        require(units != 0, NoUnits());
        require(securedParty != address(0) && securedParty != msg.sender, InvalidSecuredParty(securedParty));
        uint256 frozen = IBondToken(bond).getFrozenTokens(msg.sender);
        // What should be frozen is not free, even where an officer has set less.
        uint256 bound = Math.max(frozen, pledgedBy[bond][msg.sender]);
        uint256 free = Math.saturatingSub(IBondToken(bond).balanceOf(msg.sender), bound);
        require(units <= free, NotFree(bond, msg.sender, units, free));
        _setPledged(bond, msg.sender, securedParty, pledgedTo[bond][msg.sender][securedParty] + units);
        emit Pledged(bond, msg.sender, securedParty, units);
    }

    // SECURED PARTIES

    /// @inheritdoc IPledges
    function release(address bond, address holder, uint256 units) external {
        _take(bond, holder, msg.sender, units);
        emit Released(bond, holder, msg.sender, units);
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc IPledges
    function enforce(address bond, address holder, address securedParty, uint256 units, bytes32 evidence)
        external
        restricted
    {
        _take(bond, holder, securedParty, units);
        IBondToken(bond).forcedTransfer(holder, securedParty, units);
        emit Enforced(bond, holder, securedParty, units, evidence);
    }

    /// @inheritdoc IPledges
    function movePledge(address bond, address lost, address replacement, address securedParty) external restricted {
        uint256 units = pledgedTo[bond][lost][securedParty];
        require(units != 0, NoUnits());
        require(replacement != securedParty, InvalidSecuredParty(securedParty));
        OneInvestor.requireSame(bond, lost, replacement);
        uint256 all = pledgedBy[bond][lost];
        uint256 held = IBondToken(bond).balanceOf(lost);
        require(held < all, StillHeld(bond, lost, held, all));
        // What is frozen has moved with the units already.
        delete pledgedTo[bond][lost][securedParty];
        pledgedBy[bond][lost] = all - units;
        pledgedTo[bond][replacement][securedParty] += units;
        pledgedBy[bond][replacement] += units;
        emit PledgeMoved(bond, lost, replacement, securedParty, units);
    }

    // ANYBODY

    /// @inheritdoc IPledges
    function restore(address bond, address holder) external {
        uint256 pledged = pledgedBy[bond][holder];
        bool short = IBondToken(bond).getFrozenTokens(holder) < pledged;
        require(short, NothingToRestore(bond, holder));
        IBondToken(bond).setFrozenTokens(holder, pledged);
        emit FreezeRestored(bond, holder, pledged);
    }

    // INTERNAL

    function _take(address bond, address holder, address securedParty, uint256 units) private {
        require(units != 0, NoUnits());
        uint256 pledged = pledgedTo[bond][holder][securedParty];
        require(units <= pledged, NotPledged(bond, holder, securedParty, units, pledged));
        _setPledged(bond, holder, securedParty, pledged - units);
    }

    /// @dev Writes what is pledged, and freezes that and what others froze.
    function _setPledged(address bond, address holder, address securedParty, uint256 units) private {
        uint256 before = pledgedBy[bond][holder];
        uint256 after_ = before - pledgedTo[bond][holder][securedParty] + units;
        (pledgedTo[bond][holder][securedParty], pledgedBy[bond][holder]) = (units, after_);
        uint256 frozen = IBondToken(bond).getFrozenTokens(holder);
        if (frozen == ALL_FROZEN) return;
        uint256 ofOthers = Math.saturatingSub(frozen, before);
        IBondToken(bond).setFrozenTokens(holder, ofOthers + after_);
    }
}
