// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Attestation} from "../types/Attestation.sol";

/// @notice What became of a signed attestation.
enum AttestationStatus {
    Unused,
    Submitted,
    Revoked
}

/// @title IAttestationDesk
/// @notice Where anybody submits what a verifier signed.
interface IAttestationDesk {
    /// @notice An attestation was written into the investor registry.
    event AttestationSubmitted(
        address indexed verifier, uint40 indexed investor, address indexed wallet, bytes32 digest
    );

    /// @notice A verifier took an attestation back before it was submitted.
    event AttestationRevoked(address indexed verifier, bytes32 indexed digest);

    /// @notice A verifier took back everything that it had signed and nobody had submitted.
    event AttestationsRevoked(address indexed verifier, uint64 issuedThrough);

    /// @notice The attestation contradicts itself, or says nothing.
    /// @dev Why: categories have to ascend and have a day each, subdivision and flags need a jurisdiction, a commitment
    /// belongs to a new investor. What to do: have it signed anew.
    error MalformedAttestation();

    /// @notice The deadline of the attestation has passed.
    /// @dev Why: a verifier vouches for what it saw for a limited time. What to do: ask the verifier for a new one.
    error AttestationExpired(uint64 deadline);

    /// @notice The attestation was signed for a time to come.
    /// @dev Why: it says when it was issued, and that has not come. What to do: submit it from then on.
    error AttestationNotYetValid(uint64 issuedAt);

    /// @notice The attestation was submitted or revoked already.
    /// @dev Why: each counts once. What to do: read the standing; ask for a new one if something is missing.
    error AttestationSpent(bytes32 digest, AttestationStatus status);

    /// @notice The signature is not the verifier's.
    /// @dev Why: somebody else signed, something was changed since, or it was signed for another chain or desk. What to
    /// do: submit the attestation as the verifier gave it.
    error InvalidAttestationSignature(address verifier);

    /// @notice The wallet does not belong to the investor that the attestation is about.
    /// @dev Why: it was linked or unlinked since. What to do: have the attestation signed for one of its wallets.
    error NotTheInvestorsWallet(address wallet, uint40 investor);

    /// @notice Writes what a verifier signed, if its scope covers it now. Caller: anybody.
    /// @return investor whom it was about, which is the new id for a new investor
    function submitAttestation(Attestation calldata attestation, bytes calldata signature)
        external
        returns (uint40 investor);

    /// @notice Takes back an attestation that was not submitted. Caller: the verifier that signed it.
    function revokeAttestation(bytes32 digest) external;

    /// @notice Takes back everything that the caller signed until now and nobody submitted.
    function revokeAllAttestations() external;

    /// @notice What is signed: the EIP-712 digest of an attestation on this chain and at this desk.
    function digestOf(Attestation calldata attestation) external view returns (bytes32 digest);

    /// @notice What became of an attestation of `verifier`.
    function statusOf(address verifier, bytes32 digest) external view returns (AttestationStatus status);

    /// @notice Attestations of `verifier` that were issued up to this second are revoked, unless submitted.
    function revokedThrough(address verifier) external view returns (uint64 issuedThrough);
}
