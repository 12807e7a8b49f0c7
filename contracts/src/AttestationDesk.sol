// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AttestationStatus, IAttestationDesk} from "./interfaces/IAttestationDesk.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Attestation} from "./types/Attestation.sol";
import {Standing, StandingLibrary} from "./types/Standing.sol";
import {VerifierScope} from "./types/VerifierScope.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title AttestationDesk
/// @notice Where anybody submits what a verifier signed: the verifier needs no gas, the investor no verifier at hand.
///
/// ROLES
/// None of its own. For the registry the desk is a verifier: it has the scope that the governor gave it, which bounds what
/// can be submitted at all, and ends with it.
///
/// PROPERTIES
/// - What is written lies in the scope that the signer has at that moment, and in the desk's.
/// - An attestation is written once, through its deadline, on its chain and at its desk, for the investor it names.
/// - What its verifier took back is not written.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That an attestation that nobody submitted yet agrees with what its verifier has written since: it is the verifier's to
/// revoke it.
contract AttestationDesk is IAttestationDesk, EIP712 {
    /// @notice The registry that attestations are written into.
    IInvestorRegistry public immutable investors;

    mapping(address verifier => mapping(bytes32 digest => AttestationStatus)) private _statuses;
    mapping(address verifier => uint64) private _revokedThrough;

    constructor(address investors_) EIP712("Corridor attestations", "1") {
        investors = IInvestorRegistry(investors_);
    }

    // ANYBODY

    /// @inheritdoc IAttestationDesk
    function submitAttestation(Attestation calldata attestation, bytes calldata signature)
        external
        returns (uint40 investor)
    {
        (Standing facts, Standing touched) = _read(attestation);
        require(block.timestamp >= attestation.issuedAt, AttestationNotYetValid(attestation.issuedAt));
        require(block.timestamp <= attestation.deadline, AttestationExpired(attestation.deadline));
        address verifier = attestation.verifier;
        bytes32 digest = digestOf(attestation);
        AttestationStatus status = _statuses[verifier][digest];
        if (attestation.issuedAt <= _revokedThrough[verifier] && status == AttestationStatus.Unused) {
            status = AttestationStatus.Revoked;
        }
        require(status == AttestationStatus.Unused, AttestationSpent(digest, status));
        bool signed = SignatureChecker.isValidSignatureNowCalldata(verifier, digest, signature);
        require(signed, InvalidAttestationSignature(verifier));
        _statuses[verifier][digest] = AttestationStatus.Submitted;
        investor = attestation.investor == 0 ? _register(attestation, facts, touched) : _attest(attestation, touched);
        emit AttestationSubmitted(verifier, investor, attestation.wallet, digest);
    }

    // VERIFIERS

    /// @inheritdoc IAttestationDesk
    function revokeAttestation(bytes32 digest) external {
        AttestationStatus status = _statuses[msg.sender][digest];
        require(status == AttestationStatus.Unused, AttestationSpent(digest, status));
        _statuses[msg.sender][digest] = AttestationStatus.Revoked;
        emit AttestationRevoked(msg.sender, digest);
    }

    /// @inheritdoc IAttestationDesk
    function revokeAllAttestations() external {
        _revokedThrough[msg.sender] = uint64(block.timestamp);
        emit AttestationsRevoked(msg.sender, uint64(block.timestamp));
    }

    // VIEWS

    /// @inheritdoc IAttestationDesk
    function digestOf(Attestation calldata attestation) public view returns (bytes32) {
        return _hashTypedDataV4(attestation.structHash());
    }

    /// @inheritdoc IAttestationDesk
    function statusOf(address verifier, bytes32 digest) external view returns (AttestationStatus) {
        return _statuses[verifier][digest];
    }

    /// @inheritdoc IAttestationDesk
    function revokedThrough(address verifier) external view returns (uint64) {
        return _revokedThrough[verifier];
    }

    // INTERNAL

    /// @dev The facts as a standing has them, and with 0xffff in the lane of each category that is written: what is taken
    /// away has to lie inside a scope as much as what is given.
    function _read(Attestation calldata attestation) private pure returns (Standing facts, Standing touched) {
        uint256 count = attestation.categories.length;
        bool hasFacts = attestation.jurisdiction != 0;
        bool isWhole = count == attestation.lastDays.length && (count != 0 || hasFacts)
            && (hasFacts || (attestation.subdivision == 0 && attestation.attestedFlags == 0))
            && (attestation.investor == 0 ? hasFacts : attestation.commitment == 0)
            && attestation.attestedFlags & ~StandingLibrary.ATTESTED_FLAGS == 0;
        facts = Standing.wrap(0).withJurisdiction(attestation.jurisdiction).withSubdivision(attestation.subdivision)
            .withFlags(attestation.attestedFlags, StandingLibrary.ATTESTED_FLAGS);
        touched = Standing.wrap(0);
        for (uint256 i = 0; isWhole && i < count; ++i) {
            uint256 category = attestation.categories[i];
            isWhole = category < StandingLibrary.CATEGORIES && (i == 0 || category > attestation.categories[i - 1]);
            if (!isWhole) break;
            facts = facts.withExpiry(category, attestation.lastDays[i]);
            touched = touched.withExpiry(category, type(uint16).max);
        }
        require(isWhole, MalformedAttestation());
    }

    function _register(Attestation calldata attestation, Standing facts, Standing touched) private returns (uint40) {
        _requireScope(attestation.verifier, touched, attestation.jurisdiction);
        return investors.register(attestation.wallet, facts, attestation.commitment);
    }

    function _attest(Attestation calldata attestation, Standing touched) private returns (uint40 investor) {
        address wallet = attestation.wallet;
        Standing current = investors.standingOf(wallet);
        investor = attestation.investor;
        require(current.investor() == investor, NotTheInvestorsWallet(wallet, investor));
        _requireScope(attestation.verifier, touched, current.jurisdiction());
        if (attestation.jurisdiction != 0) {
            _requireScope(attestation.verifier, touched, attestation.jurisdiction);
            investors.setFacts(wallet, attestation.jurisdiction, attestation.subdivision, attestation.attestedFlags);
        }
        for (uint256 i = 0; i < attestation.categories.length; ++i) {
            investors.attest(wallet, attestation.categories[i], attestation.lastDays[i]);
        }
    }

    function _requireScope(address verifier, Standing touched, uint16 jurisdiction) private view {
        VerifierScope scope = investors.scopeOf(verifier);
        bool covered = scope.covers(touched.withJurisdiction(jurisdiction));
        require(covered, IInvestorRegistry.OutsideVerifierScope(verifier, jurisdiction));
    }
}
