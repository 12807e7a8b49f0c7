// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AssetStatus, Leg} from "../../src/interfaces/IAssetRegistry.sol";
import {Enrolment, Entrant} from "../../src/interfaces/IEntrantLedger.sol";
import {RouteWindow} from "../../src/interfaces/IRoutes.sol";
import {AssetId} from "../../src/types/AssetId.sol";
import {VerifierScope} from "../../src/types/VerifierScope.sol";
import {BaseTest} from "../Base.t.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @notice A restricted function, with arguments that are wrong wherever they can be: the caller is judged first.
struct Restricted {
    address target;
    bytes data;
    address caller;
}

/// Every restricted function against every role: its own role passes the gate, every other one stops at it.
contract AccessControlTest is BaseTest {
    Restricted[] private all;
    address[] private callers;

    function setUp() public override {
        super.setUp();
        callers = [governor, issuer, registrar, payingAgent, supervisor, officer, verifier, alice, stranger, address(0)];
        callers.push(address(routes));
        addTokenFunctions();
        addRegistryFunctions();
    }

    function add(address target, address caller, bytes memory data) private {
        all.push(Restricted(target, data, caller));
    }

    function addTokenFunctions() private {
        address t = address(bond);
        add(t, issuer, abi.encodeCall(bond.mint, (address(0), 0)));
        add(t, issuer, abi.encodeCall(bond.batchMint, (new address[](1), new uint256[](2))));
        add(t, issuer, abi.encodeCall(bond.increaseIssueVolume, (type(uint256).max)));
        add(t, issuer, abi.encodeCall(bond.startOfferingClock, (0)));
        add(t, payingAgent, abi.encodeCall(bond.redeem, (address(0), 1)));
        add(t, payingAgent, abi.encodeCall(bond.addRecordDate, (0)));
        add(t, officer, abi.encodeCall(bond.forcedTransfer, (address(0), address(0), 1)));
        add(t, officer, abi.encodeCall(bond.setFrozenTokens, (address(0), 1)));
        add(t, officer, abi.encodeCall(bond.recover, (address(0), address(0))));
        add(t, supervisor, abi.encodeCall(bond.setPaused, (true)));
        add(t, supervisor, abi.encodeCall(bond.setHalted, (true)));
        add(t, address(routes), abi.encodeCall(bond.exchangeOut, (alice, alice, t, alice, 1)));
        add(t, address(routes), abi.encodeCall(bond.exchangeIn, (t, address(0), 1)));
        add(t, governor, abi.encodeCall(bond.startWindDown, ()));
        add(t, governor, abi.encodeCall(bond.setRegime, (address(0))));
    }

    function addRegistryFunctions() private {
        add(address(investors), officer, abi.encodeCall(investors.setRestrictions, (stranger, 1)));
        add(address(investors), registrar, abi.encodeCall(investors.linkWallet, (stranger, address(0))));
        add(address(investors), registrar, abi.encodeCall(investors.unlinkWallet, (stranger)));
        VerifierScope scope = VerifierScope.wrap(0);
        add(address(investors), governor, abi.encodeCall(investors.setVerifierScope, (stranger, scope)));
        Enrolment memory none;
        add(address(ledger), registrar, abi.encodeCall(ledger.enrol, (address(0), none)));
        add(address(ledger), supervisor, abi.encodeCall(ledger.setEntrant, (LEI, Entrant(1, 1, 1))));
        add(address(ledger), supervisor, abi.encodeCall(ledger.setLimit, (LEI, CLASS, "USD", 0)));
        add(address(ledger), supervisor, abi.encodeCall(ledger.setRate, ("GBP", "GBP", 0, 0)));
        AssetId id = AssetId.wrap("unknown");
        address t = address(bond);
        add(address(assets), registrar, abi.encodeCall(assets.list, (id, LEI, 0, new Leg[](1))));
        add(address(assets), registrar, abi.encodeCall(assets.addLeg, (id, Leg(address(0), 0))));
        add(address(assets), registrar, abi.encodeCall(assets.amendTerms, (id, 0)));
        add(address(assets), registrar, abi.encodeCall(assets.setStatus, (id, AssetStatus.None)));
        add(address(routes), registrar, abi.encodeCall(routes.openRoute, (t, t, RouteWindow(2, 1), 0)));
        add(address(routes), registrar, abi.encodeCall(routes.setRoute, (0, 0, 0, 0)));
        add(address(routes), registrar, abi.encodeCall(routes.revokeRoute, (0, 0, 0, 0)));
    }

    function test_EveryRoleAgainstEveryFunction() external {
        for (uint256 i = 0; i < all.length; ++i) {
            for (uint256 j = 0; j < callers.length; ++j) {
                attempt(all[i], callers[j]);
            }
        }
        same(all.length, 30, "every restricted function");
    }

    function testFuzz_RevertWhen_CallerHasNoRole(address caller, uint256 i) external {
        for (uint256 j = 0; j < callers.length; ++j) {
            vm.assume(caller != callers[j]);
        }
        vm.assume(caller != address(this) && caller != address(manager));
        attempt(all[i % all.length], caller);
    }

    function attempt(Restricted memory f, address caller) private {
        vm.prank(caller);
        (bool succeeded, bytes memory outcome) = f.target.call(f.data);
        bytes memory unauthorised = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        bool stopped = !succeeded && keccak256(outcome) == keccak256(unauthorised);
        check(stopped == (caller != f.caller), string(abi.encodePacked(bytes4(f.data))));
    }
}
