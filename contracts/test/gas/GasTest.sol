// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {Standing} from "../../src/types/Standing.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "../support/Deployed.sol";
import {LeanToken, PlainToken} from "./Tokens.sol";

/// @title GasTest
/// @notice Bonds under the built-in profiles, beside plain tokens. Run with `--isolate`: every call is a transaction of its
/// own, with cold slots and the intrinsic cost.
abstract contract GasTest is BaseTest {
    uint256 internal constant AMOUNT = 5_000_00;
    uint256 internal constant HOLDING = 10_000_000_00;
    uint256 internal constant BATCH = 100;

    uint256 internal constant QUALIFIED_BUYER = 6;
    uint256 internal constant INITIAL_PURCHASER = 7;

    PlainToken internal plain;
    LeanToken internal lean;
    IBondToken internal sandboxBond;
    IBondToken internal offshoreBond;
    IBondToken internal institutionalBond;

    function setUp() public virtual override {
        super.setUp();
        deployExtension();
        plain = new PlainToken();
        lean = new LeanToken();
        sandboxBond = deployBond("ZZ000000SAND", deployRegime(profileTable("uk-sandbox.uk")));
        enrol(sandboxBond);
        offshoreBond = deployBond("ZZ000000REGS", deployRegime(profileTable("us-exemption.reg-s")));
        institutionalBond = deployBond("ZZ000000144A", deployRegime(profileTable("us-exemption.144a")));
        attest(alice, INITIAL_PURCHASER);
        attest(alice, QUALIFIED_BUYER);
        attest(bob, INITIAL_PURCHASER);
        attest(bob, QUALIFIED_BUYER);
        for (uint256 i = 0; i < 2; ++i) {
            address holder = i == 0 ? alice : bob;
            plain.mint(holder, HOLDING);
            lean.mint(holder, HOLDING);
            issue(sandboxBond, holder, HOLDING);
            issue(offshoreBond, holder, HOLDING);
            issue(institutionalBond, holder, HOLDING);
        }
    }

    /// @dev What the rules ask that a regime's own code does not have.
    function deployExtension() private {
        address permits = Deployed.create("Permits", abi.encode(address(manager), address(investors)));
        address books = Deployed.create(
            "InstrumentLedger", abi.encode(address(manager), address(assets), address(investors), permits)
        );
        useRegimeCode(Deployed.create("RuleExtension", abi.encode(address(investors), books, permits)));
    }

    /// @dev The profile's rule table with this system's ledger in it.
    function profileTable(string memory name) internal view returns (bytes memory table) {
        table = vm.parseBytes(vm.readFile(string.concat("test/fixtures/", name, ".hex")));
        bytes20 target = bytes20(address(ledger));
        for (uint256 i = 0; i < 20; ++i) {
            table[76 + i] = target[i];
        }
    }

    function attest(address wallet, uint256 category) internal {
        vm.prank(verifier);
        investors.attest(wallet, category, LAST_DAY);
    }

    /// @dev Wallets of professional investors, registered or not.
    function batch(bool registered) internal returns (address[] memory wallets, uint256[] memory amounts) {
        wallets = new address[](BATCH);
        amounts = new uint256[](BATCH);
        Standing[] memory standings = new Standing[](BATCH);
        bytes32[] memory commitments = new bytes32[](BATCH);
        for (uint256 i = 0; i < BATCH; ++i) {
            wallets[i] = address(uint160(uint256(keccak256(abi.encode("holder", i)))));
            amounts[i] = AMOUNT;
            standings[i] = facts(HOME, PROFESSIONAL, 0);
            commitments[i] = keccak256(abi.encode("commitment", i));
        }
        if (!registered) return (wallets, amounts);
        vm.prank(verifier);
        investors.registerBatch(wallets, standings, commitments);
    }

    function lastGas() internal view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }
}
