// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a verifier signs of one investor, for anybody to submit.
struct Attestation {
    /// Who signs: an account, or a contract that knows ERC-1271.
    address verifier;
    /// The investor it is about; 0 registers a new one.
    uint40 investor;
    /// A wallet of that investor, or the first one of a new investor.
    address wallet;
    /// Salted hash of the off-chain identity record of a new investor; zero for one that is registered.
    bytes32 commitment;
    /// Residence or organisation, ISO 3166-1 numeric; 0 leaves it, the subdivision and the attested flags as they are.
    uint16 jurisdiction;
    /// Subdivision, as a standing holds it.
    uint16 subdivision;
    /// Attested flags, all of them.
    uint24 attestedFlags;
    /// Categories that are attested or revoked, in ascending order.
    uint8[] categories;
    /// The last valid day of each, days since 1970-01-01; 0 revokes.
    uint16[] lastDays;
    /// When it was signed, unix seconds; it cannot be submitted before.
    uint64 issuedAt;
    /// Until when it can be submitted, unix seconds, this second included.
    uint64 deadline;
    /// Makes two attestations that say the same differ.
    bytes32 salt;
}

using AttestationLibrary for Attestation global;

/// @title AttestationLibrary
/// @notice The EIP-712 form of an {Attestation}.
library AttestationLibrary {
    bytes32 internal constant TYPE_HASH = keccak256(
        "Attestation(address verifier,uint40 investor,address wallet,bytes32 commitment,uint16 jurisdiction,uint16 subdivision,uint24 attestedFlags,uint8[] categories,uint16[] lastDays,uint64 issuedAt,uint64 deadline,bytes32 salt)"
    );

    /// @notice hashStruct of EIP-712.
    /// @dev Elements of a packed array are padded to words, which is how EIP-712 wants arrays hashed.
    function structHash(Attestation calldata self) internal pure returns (bytes32) {
        bytes memory head = abi.encode(
            TYPE_HASH,
            self.verifier,
            self.investor,
            self.wallet,
            self.commitment,
            self.jurisdiction,
            self.subdivision,
            self.attestedFlags
        );
        bytes memory tail = abi.encode(
            keccak256(abi.encodePacked(self.categories)),
            keccak256(abi.encodePacked(self.lastDays)),
            self.issuedAt,
            self.deadline,
            self.salt
        );
        return keccak256(bytes.concat(head, tail));
    }
}
