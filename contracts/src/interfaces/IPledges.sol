// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IPledges
/// @notice Security interests over holdings. Title stays with the holder; nothing is lent and nothing is sold.
interface IPledges {
    /// @notice Units were pledged.
    event Pledged(address indexed bond, address indexed holder, address indexed securedParty, uint256 units);

    /// @notice A secured party released units.
    event Released(address indexed bond, address indexed holder, address indexed securedParty, uint256 units);

    /// @notice Pledged units went to the secured party by order.
    event Enforced(
        address indexed bond, address indexed holder, address indexed securedParty, uint256 units, bytes32 evidence
    );

    /// @notice A pledge followed its units to another wallet of the holder.
    event PledgeMoved(
        address indexed bond, address indexed lost, address indexed replacement, address securedParty, uint256 units
    );

    /// @notice What is frozen was put right: it had come to be less than what is pledged.
    event FreezeRestored(address indexed bond, address indexed holder, uint256 frozen);

    /// @notice The units are not there to be pledged.
    /// @dev Why: they are frozen or pledged already, or not held. What to do: pledge at most what is free.
    error NotFree(address bond, address holder, uint256 units, uint256 free);

    /// @notice So much is not pledged.
    /// @dev Why: it was released, enforced, or never pledged to that party. What to do: look at {pledgedTo}.
    error NotPledged(address bond, address holder, address securedParty, uint256 units, uint256 pledged);

    /// @notice The secured party is nobody, or the holder itself.
    /// @dev Why: there is nobody who could release it. What to do: name who is secured.
    error InvalidSecuredParty(address securedParty);

    /// @notice The wallet still holds what it has pledged.
    /// @dev Why: its holding was not recovered, and a pledge follows the units. What to do: recover the holding first.
    error StillHeld(address bond, address holder, uint256 held, uint256 pledged);

    /// @notice Nothing would be pledged, released or enforced.
    /// @dev Why: the amount is zero. What to do: name an amount.
    error NoUnits();

    /// @notice What is frozen covers what is pledged.
    /// @dev Why: nothing has to be put right. What to do: nothing.
    error NothingToRestore(address bond, address holder);

    // HOLDERS

    /// @notice Pledges `units` of the caller's holding. They cannot be moved until they are released.
    function pledge(address bond, address securedParty, uint256 units) external;

    // SECURED PARTIES

    /// @notice Releases `units` that are pledged to the caller.
    function release(address bond, address holder, uint256 units) external;

    // ENFORCEMENT OFFICER

    /// @notice Moves pledged units to the secured party, which the regime judges as any forced transfer. Caller: enforcement officer.
    /// @param evidence hash of the order
    function enforce(address bond, address holder, address securedParty, uint256 units, bytes32 evidence) external;

    /// @notice Has a pledge follow a holding that was recovered: the bond has moved the units and what was frozen of them. Caller:
    /// enforcement officer.
    /// @param lost the wallet that pledged, and no longer holds what it has pledged
    /// @param replacement another wallet of the same investor, which has the units
    function movePledge(address bond, address lost, address replacement, address securedParty) external;

    // ANYBODY

    /// @notice Freezes what is pledged again, after an officer set a lower amount.
    function restore(address bond, address holder) external;

    // VIEWS

    /// @notice What `holder` has pledged to `securedParty`.
    function pledgedTo(address bond, address holder, address securedParty) external view returns (uint256);

    /// @notice What `holder` has pledged in all.
    function pledgedBy(address bond, address holder) external view returns (uint256);
}
