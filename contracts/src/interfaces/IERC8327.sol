// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice A route as it is now.
struct Route {
    /// Whether it may be used now.
    bool permitted;
    /// Unix seconds since which it is as it is; zero for a route that nobody has set or revoked.
    uint64 effectiveAt;
    /// What it was permitted for.
    bytes32 permissionEvidenceHash;
    /// What it was revoked for; zero while it is permitted.
    bytes32 revocationEvidenceHash;
}

/// @title IERC8327
/// @notice The core interface of ERC-8327, Directional Transfer Domain Registry (https://eips.ethereum.org/EIPS/eip-8327), in review:
/// which ordered pairs of domains a class of assets may move between.
interface IERC8327 is IERC165 {
    event RouteSet(
        bytes32 indexed sourceDomain,
        bytes32 indexed destinationDomain,
        bytes32 indexed assetClass,
        bytes32 permissionEvidenceHash,
        uint64 effectiveAt
    );
    event RouteRevoked(
        bytes32 indexed sourceDomain,
        bytes32 indexed destinationDomain,
        bytes32 indexed assetClass,
        bytes32 revocationEvidenceHash,
        uint64 effectiveAt
    );

    function setRoute(
        bytes32 sourceDomain,
        bytes32 destinationDomain,
        bytes32 assetClass,
        bytes32 permissionEvidenceHash
    ) external;
    function revokeRoute(
        bytes32 sourceDomain,
        bytes32 destinationDomain,
        bytes32 assetClass,
        bytes32 revocationEvidenceHash
    ) external;
    function isRoutePermitted(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass)
        external
        view
        returns (bool permitted);
    function getRoute(bytes32 sourceDomain, bytes32 destinationDomain, bytes32 assetClass)
        external
        view
        returns (Route memory route);
    function isRoutePermittedBatch(
        bytes32[] calldata sourceDomains,
        bytes32[] calldata destinationDomains,
        bytes32[] calldata assetClasses
    ) external view returns (bool[] memory permitted);
}
