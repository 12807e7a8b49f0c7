// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AttestationStatus, IAttestationDesk} from "../../../src/interfaces/IAttestationDesk.sol";
import {Attestation} from "../../../src/types/Attestation.sol";
import {AttestationDeskTest} from "./AttestationDeskTest.sol";

contract RevokeAttestationTest is AttestationDeskTest {
    function spent(bytes32 digest, AttestationStatus status) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAttestationDesk.AttestationSpent.selector, digest, status);
    }

    function test_RevokedIsNotSubmitted() external {
        bytes32 digest = attestationDesk.digestOf(draft());
        vm.expectEmit(address(attestationDesk));
        emit IAttestationDesk.AttestationRevoked(signer, digest);
        vm.prank(signer);
        attestationDesk.revokeAttestation(digest);
        refuse(draft(), spent(digest, AttestationStatus.Revoked));
        check(attestationDesk.statusOf(signer, digest) == AttestationStatus.Revoked, "status");
    }

    /// Nobody else can take back what a verifier signed.
    function testFuzz_OthersRevokeNothing(address other) external {
        vm.assume(other != signer);
        bytes32 digest = attestationDesk.digestOf(draft());
        vm.prank(other);
        attestationDesk.revokeAttestation(digest);
        vm.prank(other);
        attestationDesk.revokeAllAttestations();
        submit(draft());
    }

    function test_RevertWhen_SubmittedOrRevokedBefore() external {
        Attestation memory other = draft();
        other.salt = "another";
        bytes32 digest = attestationDesk.digestOf(other);
        submit(draft());
        vm.startPrank(signer);
        bytes32 submitted = attestationDesk.digestOf(draft());
        vm.expectRevert(spent(submitted, AttestationStatus.Submitted));
        attestationDesk.revokeAttestation(submitted);
        attestationDesk.revokeAttestation(digest);
        vm.expectRevert(spent(digest, AttestationStatus.Revoked));
        attestationDesk.revokeAttestation(digest);
        vm.stopPrank();
    }

    /// Everything issued up to now goes, what is issued from the next second on does not.
    function testFuzz_RevokeAllReachesWhatWasIssued(uint64 issuedAt, uint64 time) external {
        time = uint64(bound(time, START, START + 10 days));
        issuedAt = uint64(bound(issuedAt, START, START + 20 days));
        Attestation memory attestation = draft();
        attestation.issuedAt = issuedAt;
        vm.warp(time);
        vm.expectEmit(address(attestationDesk));
        emit IAttestationDesk.AttestationsRevoked(signer, time);
        vm.prank(signer);
        attestationDesk.revokeAllAttestations();
        same(attestationDesk.revokedThrough(signer), time, "through");
        vm.warp(START + 20 days);
        if (issuedAt <= time) {
            refuse(attestation, spent(attestationDesk.digestOf(attestation), AttestationStatus.Revoked));
        } else {
            submit(attestation);
        }
    }
}
