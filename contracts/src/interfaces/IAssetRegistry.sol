// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {AssetId} from "../types/AssetId.sol";

/// @notice Where an instrument is in its life.
enum AssetStatus {
    None,
    Active,
    WindingDown,
    Closed
}

/// @notice One leg of an instrument: a token under a regime of its own.
struct Leg {
    /// The token.
    address token;
    /// ISO 6166 identifier, ASCII.
    bytes12 isin;
}

/// @notice An instrument that one issuer owes, whatever number of legs it is sold in.
struct Asset {
    /// ISO 17442 identifier of the issuer, ASCII.
    bytes20 issuer;
    /// Stage of life.
    AssetStatus status;
    /// keccak-256 of the canonical terms.
    bytes32 termsHash;
}

/// @title IAssetRegistry
/// @notice The instruments, their legs and their status.
interface IAssetRegistry {
    /// @notice An instrument was listed.
    event AssetListed(AssetId indexed asset, bytes20 indexed issuer, bytes32 termsHash);

    /// @notice A leg was added to an instrument.
    event LegAdded(AssetId indexed asset, address indexed token, bytes12 indexed isin);

    /// @notice The terms of an instrument were amended.
    event TermsAmended(AssetId indexed asset, bytes32 previousHash, bytes32 termsHash);

    /// @notice An instrument moved on in its life.
    event StatusChanged(AssetId indexed asset, AssetStatus previousStatus, AssetStatus status);

    /// @notice The instrument is listed already.
    /// @dev Why: an id is used once. What to do: add a leg to it, or list under another id.
    error AssetAlreadyListed(AssetId asset);

    /// @notice Zero is no instrument id.
    /// @dev Why: it is what a token of no instrument has. What to do: derive the id from the terms.
    error InvalidAssetId();

    /// @notice No instrument has this id.
    /// @dev Why: it was never listed here. What to do: list it first.
    error UnknownAsset(AssetId asset);

    /// @notice The token or the ISIN is a leg already.
    /// @dev Why: a token belongs to one instrument and an ISIN to one token. What to do: use new ones.
    error LegAlreadyListed(address token, bytes12 isin);

    /// @notice The token says another ISIN than the listing.
    /// @dev Why: the two must name the same security. What to do: list it under its own ISIN.
    error IsinMismatch(address token, bytes12 isin);

    /// @notice The instrument's status does not allow this.
    /// @dev Why: legs and amendments need an active instrument, and a status only moves forward. What to do: read the
    /// status first.
    error StatusForbids(AssetId asset, AssetStatus status);

    /// @notice The instrument still has units outstanding.
    /// @dev Why: closing it would strand its holders. What to do: redeem the rest first.
    error StillOutstanding(AssetId asset, uint256 units);

    /// @notice Lists an instrument with its legs. Caller: registrar.
    function list(AssetId asset, bytes20 issuer, bytes32 termsHash, Leg[] calldata newLegs) external;

    /// @notice Adds a leg to an active instrument. Caller: registrar.
    function addLeg(AssetId asset, Leg calldata leg) external;

    /// @notice Replaces the terms hash of an active instrument, as a tap does. Caller: registrar.
    function amendTerms(AssetId asset, bytes32 termsHash) external;

    /// @notice Moves an instrument forward in its life; closing needs an outstanding amount of zero. Caller: registrar.
    function setStatus(AssetId asset, AssetStatus status) external;

    /// @notice The instrument of this id; status None when it is not listed.
    function assetById(AssetId asset) external view returns (Asset memory record);

    /// @notice The legs of an instrument, in the order they were added.
    function legsOf(AssetId asset) external view returns (Leg[] memory legs);

    /// @notice The instrument a token is a leg of; zero when of none.
    function assetOf(address token) external view returns (AssetId asset);

    /// @notice The token listed under an ISIN; zero when none is.
    function tokenByIsin(bytes12 isin) external view returns (address token);

    /// @notice A listed token of which `wallet` holds units; zero when it holds nothing of any instrument that is not closed.
    /// @dev Asks every such token, so it is for what happens rarely.
    function heldBy(address wallet) external view returns (address token);

    /// @notice Sum of the supplies of all legs, in smallest units.
    function outstanding(AssetId asset) external view returns (uint256 units);
}
