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
        bytes32 digest = desk.digestOf(draft());
        vm.expectEmit(address(desk));
        emit IAttestationDesk.AttestationRevoked(signer, digest);
        vm.prank(signer);
        desk.revokeAttestation(digest);
        refuse(draft(), spent(digest, AttestationStatus.Revoked));
        check(desk.statusOf(signer, digest) == AttestationStatus.Revoked, "status");
    }

    /// Nobody else can take back what a verifier signed.
    function testFuzz_OthersRevokeNothing(address other) external {
        vm.assume(other != signer);
        bytes32 digest = desk.digestOf(draft());
        vm.prank(other);
        desk.revokeAttestation(digest);
        vm.prank(other);
        desk.revokeAllAttestations();
        submit(draft());
    }

    function test_RevertWhen_SubmittedOrRevokedBefore() external {
        Attestation memory other = draft();
        other.salt = "another";
        bytes32 digest = desk.digestOf(other);
        submit(draft());
        vm.startPrank(signer);
        bytes32 submitted = desk.digestOf(draft());
        vm.expectRevert(spent(submitted, AttestationStatus.Submitted));
        desk.revokeAttestation(submitted);
        desk.revokeAttestation(digest);
        vm.expectRevert(spent(digest, AttestationStatus.Revoked));
        desk.revokeAttestation(digest);
        vm.stopPrank();
    }

    /// Everything issued up to now goes, what is issued from the next second on does not.
    function testFuzz_RevokeAllReachesWhatWasIssued(uint64 issuedAt, uint64 time) external {
        time = uint64(bound(time, START, START + 10 days));
        issuedAt = uint64(bound(issuedAt, START, START + 20 days));
        Attestation memory attestation = draft();
        attestation.issuedAt = issuedAt;
        vm.warp(time);
        vm.expectEmit(address(desk));
        emit IAttestationDesk.AttestationsRevoked(signer, time);
        vm.prank(signer);
        desk.revokeAllAttestations();
        same(desk.revokedThrough(signer), time, "through");
        vm.warp(START + 20 days);
        if (issuedAt <= time) refuse(attestation, spent(desk.digestOf(attestation), AttestationStatus.Revoked));
        else submit(attestation);
    }
}
