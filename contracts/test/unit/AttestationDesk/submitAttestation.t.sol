// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IAttestationDesk} from "../../../src/interfaces/IAttestationDesk.sol";
import {AttestationStatus} from "../../../src/interfaces/IAttestationDesk.sol";
import {IInvestorRegistry} from "../../../src/interfaces/IInvestorRegistry.sol";
import {Attestation} from "../../../src/types/Attestation.sol";
import {Standing, StandingLibrary} from "../../../src/types/Standing.sol";
import {Deployed} from "../../support/Deployed.sol";
import {AttestationDeskTest} from "./AttestationDeskTest.sol";

contract SubmitAttestationTest is AttestationDeskTest {
    function outside(uint16 jurisdiction) private view returns (bytes memory) {
        return abi.encodeWithSelector(IInvestorRegistry.OutsideVerifierScope.selector, signer, jurisdiction);
    }

    function spent(Attestation memory attestation, AttestationStatus status) private view returns (bytes memory) {
        bytes32 digest = attestationDesk.digestOf(attestation);
        return abi.encodeWithSelector(IAttestationDesk.AttestationSpent.selector, digest, status);
    }

    function forged() private view returns (bytes memory) {
        return abi.encodeWithSelector(IAttestationDesk.InvalidAttestationSignature.selector, signer);
    }

    // NORMAL PATH

    /// What a verifier could write itself, anybody writes for it, on every wallet.
    function testFuzz_AnybodySubmits(address anybody, uint256 category, uint16 lastDay) external {
        link(alice, stranger);
        Attestation memory attestation = draft();
        category = bound(category, 0, 9);
        (attestation.categories[0], attestation.lastDays[0]) = (uint8(category), lastDay);
        Standing expected = investors.standingOf(alice).withExpiry(category, lastDay);
        bytes memory signature = sign(attestation);
        vm.expectEmit(address(attestationDesk));
        emit IAttestationDesk.AttestationSubmitted(
            signer, expected.investor(), alice, attestationDesk.digestOf(attestation)
        );
        vm.prank(anybody);
        same(attestationDesk.submitAttestation(attestation, signature), expected.investor(), "whom it is about");
        same(Standing.unwrap(investors.standingOf(alice)), Standing.unwrap(expected), "written");
        same(Standing.unwrap(investors.standingOf(stranger)), Standing.unwrap(expected), "on each wallet");
        check(
            attestationDesk.statusOf(signer, attestationDesk.digestOf(attestation)) == AttestationStatus.Submitted,
            "status"
        );
    }

    function testFuzz_FactsAndCategoriesAtOnce(uint16 subdivision, uint24 flags, uint16 first, uint16 second) external {
        Attestation memory attestation = draft();
        (attestation.jurisdiction, attestation.subdivision) = (HOME, subdivision);
        attestation.attestedFlags = flags & 0xfff;
        attestation.categories = new uint8[](2);
        (attestation.categories[0], attestation.categories[1]) = (2, 9);
        attestation.lastDays = new uint16[](2);
        (attestation.lastDays[0], attestation.lastDays[1]) = (first, second);
        restrict(alice, BLOCKED_FLAG);
        Standing expected = investors.standingOf(alice).withSubdivision(subdivision)
            .withFlags(flags, StandingLibrary.ATTESTED_FLAGS).withExpiry(2, first).withExpiry(9, second);
        submit(attestation);
        same(Standing.unwrap(investors.standingOf(alice)), Standing.unwrap(expected), "all of it; restrictions stay");
    }

    function testFuzz_RegistersANewInvestor(address wallet, uint16 subdivision) external {
        vm.assume(wallet != address(0) && investors.standingOf(wallet).investor() == 0);
        Attestation memory attestation = registration(wallet);
        attestation.subdivision = subdivision;
        uint40 id = investors.investorCount() + 1;
        vm.expectEmit(address(investors));
        emit IInvestorRegistry.InvestorRegistered(id, wallet, attestation.commitment);
        same(submit(attestation), id, "the next id");
        Standing expected =
            Standing.wrap(id).withJurisdiction(HOME).withSubdivision(subdivision).withExpiry(INSTITUTIONAL, LAST_DAY);
        same(Standing.unwrap(investors.standingOf(wallet)), Standing.unwrap(expected), "facts");
    }

    function test_ContractsSignByErc1271() external {
        SigningContract wallet = new SigningContract();
        setScope(address(wallet), StandingLibrary.CATEGORY_LANES | HOME);
        Attestation memory attestation = draft();
        attestation.verifier = address(wallet);
        vm.expectRevert(abi.encodeWithSelector(IAttestationDesk.InvalidAttestationSignature.selector, address(wallet)));
        attestationDesk.submitAttestation(attestation, "");
        wallet.approve(attestationDesk.digestOf(attestation));
        attestationDesk.submitAttestation(attestation, "");
        check(investors.standingOf(alice).holds(INSTITUTIONAL, START_DAY), "attested");
    }

    // TIME

    function testFuzz_ValidFromIssueThroughTheDeadline(uint64 issuedAt, uint64 deadline, uint64 time) external {
        time = uint64(bound(time, START, START + 3650 days));
        issuedAt = uint64(bound(issuedAt, time - 10, time + 10));
        deadline = uint64(bound(deadline, time - 10, time + 10));
        Attestation memory attestation = draft();
        (attestation.issuedAt, attestation.deadline) = (issuedAt, deadline);
        vm.warp(time);
        if (time < issuedAt) {
            refuse(attestation, abi.encodeWithSelector(IAttestationDesk.AttestationNotYetValid.selector, issuedAt));
        } else if (time > deadline) {
            refuse(attestation, abi.encodeWithSelector(IAttestationDesk.AttestationExpired.selector, deadline));
        } else {
            submit(attestation);
        }
    }

    // ONCE

    function test_RevertWhen_Replayed() external {
        submit(draft());
        attest(alice, INSTITUTIONAL, 0);
        refuse(draft(), spent(draft(), AttestationStatus.Submitted));
    }

    /// A second registration by the same signature would make a second investor of one person.
    function test_RevertWhen_RegistrationIsReplayed() external {
        Attestation memory attestation = registration(stranger);
        submit(attestation);
        refuse(attestation, spent(attestation, AttestationStatus.Submitted));
    }

    function test_SaltMakesAnother() external {
        submit(draft());
        Attestation memory again = draft();
        again.salt = bytes32(uint256(1));
        submit(again);
    }

    // SIGNATURES

    function testFuzz_RevertWhen_AnotherSigns(uint256 key) external {
        key = bound(key, 1, type(uint128).max);
        vm.assume(key != KEY);
        Attestation memory attestation = draft();
        bytes memory signature = sign(attestation, key);
        vm.expectRevert(forged());
        attestationDesk.submitAttestation(attestation, signature);
    }

    /// The other root of the same signature, and everything that is no signature, is refused.
    function test_RevertWhen_SignatureIsMalleable() external {
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        Attestation memory attestation = draft();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, attestationDesk.digestOf(attestation));
        bytes memory twin = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        vm.expectRevert(forged());
        attestationDesk.submitAttestation(attestation, twin);
    }

    function testFuzz_RevertWhen_SignatureIsNone(bytes calldata signature) external {
        Attestation memory attestation = draft();
        vm.expectRevert(forged());
        attestationDesk.submitAttestation(attestation, signature);
    }

    function testFuzz_RevertWhen_AnythingIsChanged(uint256 field, uint256 value) external {
        Attestation memory attestation = registration(stranger);
        bytes memory signature = sign(attestation);
        bytes32 digest = attestationDesk.digestOf(attestation);
        field %= 9;
        if (field == 0) attestation.wallet = address(uint160(value));
        else if (field == 1) attestation.commitment = bytes32(value);
        else if (field == 2) attestation.jurisdiction = uint16(bound(value, 1, type(uint16).max));
        else if (field == 3) attestation.subdivision = uint16(value);
        else if (field == 4) attestation.attestedFlags = uint24(value) & 0xfff;
        else if (field == 5) attestation.categories[0] = uint8(value % 10);
        else if (field == 6) attestation.lastDays[0] = uint16(value);
        else if (field == 7) attestation.deadline = uint64(bound(value, START, type(uint64).max));
        else attestation.salt = bytes32(value);
        vm.assume(attestationDesk.digestOf(attestation) != digest);
        vm.expectRevert(forged());
        attestationDesk.submitAttestation(attestation, signature);
    }

    function test_RevertWhen_SignedForAnotherDeskOrChain() external {
        Attestation memory attestation = draft();
        bytes memory signature = sign(attestation);
        bytes32 here = attestationDesk.digestOf(attestation);
        IAttestationDesk other = IAttestationDesk(Deployed.create("AttestationDesk", abi.encode(address(investors))));
        check(other.digestOf(attestation) != here, "another attestationDesk");
        vm.expectRevert(forged());
        other.submitAttestation(attestation, signature);
        vm.chainId(4711);
        check(attestationDesk.digestOf(attestation) != here, "another chain");
        vm.expectRevert(forged());
        attestationDesk.submitAttestation(attestation, signature);
    }

    // SCOPE

    function test_RevertWhen_ScopeIsTakenAwayBeforeSubmission() external {
        setScope(signer, 0);
        refuse(draft(), outside(HOME));
    }

    function testFuzz_RevertWhen_CategoryIsOutsideTheScope(uint256 category, bool revokes) external {
        category = bound(category, 0, 9);
        setScope(signer, StandingLibrary.CATEGORY_LANES & ~(uint256(0xffff) << (96 + 16 * category)) | HOME);
        Attestation memory attestation = draft();
        attestation.categories[0] = uint8(category);
        if (revokes) attestation.lastDays[0] = 0;
        refuse(attestation, outside(HOME));
    }

    function test_RevertWhen_InvestorOrItsNewJurisdictionIsOutsideTheScope() external {
        Attestation memory attestation = draft();
        attestation.investor = investors.standingOf(carol).investor();
        attestation.wallet = carol;
        refuse(attestation, outside(ELSEWHERE));
        attestation = draft();
        attestation.jurisdiction = AWAY;
        refuse(attestation, outside(AWAY));
        attestation = registration(stranger);
        attestation.jurisdiction = AWAY;
        refuse(attestation, outside(AWAY));
    }

    /// The desk's own scope bounds what comes in through it, whoever signed.
    function test_RevertWhen_TheDeskHasNoScope() external {
        setScope(address(attestationDesk), 0);
        refuse(
            draft(),
            abi.encodeWithSelector(IInvestorRegistry.OutsideVerifierScope.selector, address(attestationDesk), HOME)
        );
    }

    // WHOM

    function test_RevertWhen_TheWalletIsAnotherInvestorsNow() external {
        link(alice, stranger);
        Attestation memory attestation = draft();
        attestation.wallet = stranger;
        uint40 id = attestation.investor;
        vm.prank(registrar);
        investors.unlinkWallet(stranger);
        bytes memory reason = abi.encodeWithSelector(IAttestationDesk.NotTheInvestorsWallet.selector, stranger, id);
        refuse(attestation, reason);
        link(bob, stranger);
        refuse(attestation, reason);
    }

    function test_RevertWhen_RegisteringARegisteredWallet() external {
        refuse(registration(alice), abi.encodeWithSelector(IInvestorRegistry.WalletAlreadyRegistered.selector, alice));
    }

    // FORM

    function test_RevertWhen_Malformed() external {
        bytes memory malformed = abi.encodeWithSelector(IAttestationDesk.MalformedAttestation.selector);
        Attestation memory attestation = draft();
        attestation.lastDays = new uint16[](2);
        refuse(attestation, malformed);
        attestation = draft();
        attestation.categories = new uint8[](0);
        attestation.lastDays = new uint16[](0);
        refuse(attestation, malformed);
        attestation = draft();
        attestation.categories[0] = 10;
        refuse(attestation, malformed);
        attestation = draft();
        attestation.subdivision = 1;
        refuse(attestation, malformed);
        attestation = draft();
        attestation.attestedFlags = 1;
        refuse(attestation, malformed);
        attestation = draft();
        attestation.commitment = "of a new investor";
        refuse(attestation, malformed);
        attestation = registration(stranger);
        attestation.jurisdiction = 0;
        refuse(attestation, malformed);
    }

    function testFuzz_RevertWhen_FlagsAreOfOthers(uint24 flags) external {
        vm.assume(flags & 0xfff000 != 0);
        Attestation memory attestation = registration(stranger);
        attestation.attestedFlags = flags;
        refuse(attestation, abi.encodeWithSelector(IAttestationDesk.MalformedAttestation.selector));
    }

    function testFuzz_RevertWhen_CategoriesDoNotAscend(uint8 first, uint8 second) external {
        (first, second) = (first % 10, second % 10);
        vm.assume(first >= second);
        Attestation memory attestation = draft();
        attestation.categories = new uint8[](2);
        (attestation.categories[0], attestation.categories[1]) = (first, second);
        attestation.lastDays = new uint16[](2);
        refuse(attestation, abi.encodeWithSelector(IAttestationDesk.MalformedAttestation.selector));
    }
}

/// @notice Signs by saying so, as contracts do (ERC-1271).
contract SigningContract {
    mapping(bytes32 digest => bool) private _approved;

    function approve(bytes32 digest) external {
        _approved[digest] = true;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return _approved[digest] ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
