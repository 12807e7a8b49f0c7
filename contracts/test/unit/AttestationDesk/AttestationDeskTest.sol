// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AttestationDesk} from "../../../src/AttestationDesk.sol";
import {Attestation} from "../../../src/types/Attestation.sol";
import {Standing, StandingLibrary} from "../../../src/types/Standing.sol";
import {VerifierScope} from "../../../src/types/VerifierScope.sol";
import {BaseTest} from "../../Base.t.sol";
import {Deployed} from "../../support/Deployed.sol";

/// @title AttestationDeskTest
/// @notice A desk with an unlimited scope, and a verifier whose key the tests know.
abstract contract AttestationDeskTest is BaseTest {
    uint256 internal constant KEY = 0xa11ce;

    AttestationDesk internal attestationDesk;
    address internal signer = vm.addr(KEY);

    function setUp() public virtual override {
        super.setUp();
        attestationDesk = AttestationDesk(Deployed.create("AttestationDesk", abi.encode(address(investors))));
        setScope(address(attestationDesk), StandingLibrary.CATEGORY_LANES | 0xffff);
        setScope(signer, StandingLibrary.CATEGORY_LANES | HOME);
    }

    function setScope(address account, uint256 scope) internal {
        vm.prank(governor);
        investors.setVerifierScope(account, VerifierScope.wrap(scope));
    }

    /// @dev Attests one category of alice through LAST_DAY.
    function draft() internal view returns (Attestation memory attestation) {
        attestation.verifier = signer;
        attestation.investor = investors.standingOf(alice).investor();
        attestation.wallet = alice;
        attestation.categories = new uint8[](1);
        attestation.categories[0] = uint8(INSTITUTIONAL);
        attestation.lastDays = new uint16[](1);
        attestation.lastDays[0] = LAST_DAY;
        attestation.issuedAt = uint64(START);
        attestation.deadline = uint64(START + 30 days);
    }

    /// @dev Registers a wallet as a new investor.
    function registration(address wallet) internal view returns (Attestation memory attestation) {
        attestation = draft();
        attestation.investor = 0;
        attestation.wallet = wallet;
        attestation.commitment = keccak256("salted");
        attestation.jurisdiction = HOME;
    }

    function sign(Attestation memory attestation, uint256 key) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, attestationDesk.digestOf(attestation));
        return abi.encodePacked(r, s, v);
    }

    function sign(Attestation memory attestation) internal returns (bytes memory) {
        return sign(attestation, KEY);
    }

    function submit(Attestation memory attestation) internal returns (uint40) {
        bytes memory signature = sign(attestation);
        vm.prank(stranger);
        return attestationDesk.submitAttestation(attestation, signature);
    }

    /// @dev Submits what must be refused for this reason.
    function refuse(Attestation memory attestation, bytes memory reason) internal {
        bytes memory signature = sign(attestation);
        uint256 before = Standing.unwrap(investors.standingOf(attestation.wallet));
        vm.expectRevert(reason);
        attestationDesk.submitAttestation(attestation, signature);
        same(Standing.unwrap(investors.standingOf(attestation.wallet)), before, "nothing was written");
    }
}
