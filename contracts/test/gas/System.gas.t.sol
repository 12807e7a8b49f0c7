// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AssetRegistry} from "../../src/AssetRegistry.sol";
import {AttestationDesk} from "../../src/AttestationDesk.sol";
import {BondDesk} from "../../src/BondDesk.sol";
import {BondToken} from "../../src/BondToken.sol";
import {EntrantLedger} from "../../src/EntrantLedger.sol";
import {EquityDesk} from "../../src/EquityDesk.sol";
import {EquityToken} from "../../src/EquityToken.sol";
import {InvestorRegistry} from "../../src/InvestorRegistry.sol";
import {RegimeFactory} from "../../src/RegimeFactory.sol";
import {RoleManager} from "../../src/RoleManager.sol";
import {Attestation} from "../../src/types/Attestation.sol";
import {ShareTerms} from "../../src/types/ShareTerms.sol";
import {Standing, StandingLibrary} from "../../src/types/Standing.sol";
import {SystemContracts} from "../../src/types/SystemContracts.sol";
import {VerifierScope} from "../../src/types/VerifierScope.sol";
import {GasTest} from "./GasTest.sol";

/// @title SystemGas
/// @notice What onboarding and deployment cost, and how large the code is. Entries are in `snapshots/System.json`.
contract SystemGas is GasTest {
    string private constant GROUP = "System";

    function test_RegisterOne() external {
        vm.prank(verifier);
        investors.register(stranger, facts(HOME, PROFESSIONAL, NATURAL_FLAG), keccak256("commitment"));
        vm.snapshotGasLastCall(GROUP, "register one investor");
    }

    function test_RegisterBatch() external {
        (address[] memory wallets,) = batch(false);
        Standing[] memory standings = new Standing[](BATCH);
        bytes32[] memory commitments = new bytes32[](BATCH);
        for (uint256 i = 0; i < BATCH; ++i) {
            standings[i] = facts(HOME, PROFESSIONAL, NATURAL_FLAG);
            commitments[i] = keccak256(abi.encode("commitment", i));
        }
        vm.prank(verifier);
        investors.registerBatch(wallets, standings, commitments);
        vm.snapshotValue(GROUP, "register in a batch of 100 investors, each", lastGas() / BATCH);
    }

    function test_Attest() external {
        vm.prank(verifier);
        investors.attest(alice, IDENTITY, LAST_DAY);
        vm.snapshotGasLastCall(GROUP, "attest a category anew");
    }

    function test_SubmitAttestation() external {
        AttestationDesk desk = new AttestationDesk(address(investors));
        (uint256 key, Attestation memory attestation) = (0xa11ce, draft(vm.addr(0xa11ce)));
        VerifierScope everything = VerifierScope.wrap(StandingLibrary.CATEGORY_LANES | 0xffff);
        vm.startPrank(governor);
        investors.setVerifierScope(address(desk), everything);
        investors.setVerifierScope(attestation.verifier, everything);
        vm.stopPrank();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, desk.digestOf(attestation));
        vm.prank(alice);
        desk.submitAttestation(attestation, abi.encodePacked(r, s, v));
        vm.snapshotGasLastCall(GROUP, "submit a signed attestation of a category");
    }

    function draft(address signer) private view returns (Attestation memory attestation) {
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

    /// @dev A cold slot is 2,100 of each standing.
    function test_ReadStandings() external {
        investors.twoStandings(alice, bob);
        vm.snapshotGasLastCall(GROUP, "read two standings");
        (address[] memory wallets,) = batch(true);
        investors.standingsOf(wallets);
        vm.snapshotValue(GROUP, "read 100 standings, each", lastGas() / BATCH);
    }

    /// @dev Creation alone: the transactions of a whole deployment are measured on Anvil by the integration tests.
    function test_Create() external {
        uint256 start = gasleft();
        new RoleManager(address(this));
        start = record("create RoleManager", start);
        new InvestorRegistry(address(manager), address(assets));
        start = record("create InvestorRegistry", start);
        new AttestationDesk(address(investors));
        start = record("create AttestationDesk", start);
        new EntrantLedger(address(manager));
        start = record("create EntrantLedger", start);
        new AssetRegistry(address(manager));
        start = record("create AssetRegistry", start);
        new RegimeFactory(address(manager), template.codehash);
        start = record("create RegimeFactory", start);
        new BondDesk(address(manager), address(investors), address(ledger), address(regimes));
        record("create BondDesk", start);
        bytes memory table = profileTable("us-exemption.reg-s");
        table[0] = 0xff;
        start = gasleft();
        deployRegime(table);
        start = record("deploy a regime, us-exemption reg-s", start);
        new BondToken(terms("ZZ00ANOTHER0"), system(), bond.regime());
        record("create BondToken", start);
    }

    /// @dev What the first share costs beside its regime, and each further one.
    function test_CreateShares() external {
        uint256 start = gasleft();
        address shares =
            address(new EquityDesk(address(manager), address(investors), address(ledger), address(regimes)));
        start = record("create EquityDesk", start);
        ShareTerms memory given =
            ShareTerms("Invented plc", "INV", "Ordinary", "ZZ0000SHARE1", "ESVUFR", 826, 25, 1_000_000, 1_580_428_800);
        address system_ = address(manager);
        address regime = bond.regime();
        start = gasleft();
        new EquityToken(given, SystemContracts(system_, shares), regime);
        record("create EquityToken", start);
        vm.snapshotValue(GROUP, "bytes of EquityDesk", shares.code.length);
    }

    function record(string memory name, uint256 start) private returns (uint256) {
        vm.snapshotValue(GROUP, name, start - gasleft());
        return gasleft();
    }

    function test_CodeSize() external {
        vm.snapshotValue(GROUP, "bytes of AssetRegistry", address(assets).code.length);
        vm.snapshotValue(
            GROUP, "bytes of AttestationDesk", address(new AttestationDesk(address(investors))).code.length
        );
        vm.snapshotValue(GROUP, "bytes of BondDesk", desk.code.length);
        vm.snapshotValue(GROUP, "bytes of BondToken", address(bond).code.length);
        vm.snapshotValue(GROUP, "bytes of EntrantLedger", address(ledger).code.length);
        vm.snapshotValue(GROUP, "bytes of InvestorRegistry", address(investors).code.length);
        vm.snapshotValue(GROUP, "bytes of Regime with uk-sandbox", sandboxBond.regime().code.length);
        vm.snapshotValue(GROUP, "bytes of RegimeFactory", address(regimes).code.length);
    }
}
