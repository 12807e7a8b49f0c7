// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CashToken} from "../../src/cash/CashToken.sol";
import {Declaration, EventKind, IServicing} from "../../src/interfaces/IServicing.sol";
import {Servicing} from "../../src/servicing/Servicing.sol";
import {Deployed} from "../support/Deployed.sol";
import {GasTest} from "./GasTest.sol";

/// @title ServicingGas
/// @notice What a coupon costs, a holder each: uk-sandbox, a batch of 100 holders who have the cash token already, and who
/// have not. Entries are in `snapshots/Servicing.json`.
contract ServicingGas is GasTest {
    string private constant GROUP = "Servicing";
    uint256 private constant CAP = 16_777_216;

    Servicing internal servicing;
    CashToken internal cash;
    CashToken internal listCash;
    address[] internal holders;

    function setUp() public override {
        super.setUp();
        servicing = Servicing(Deployed.create("Servicing", abi.encode(address(manager))));
        bytes4[] memory selectors = new bytes4[](2);
        selectors[0] = IServicing.declare.selector;
        selectors[1] = IServicing.pay.selector;
        manager.setTargetFunctionRole(address(servicing), selectors, PAYING_AGENT_ROLE);
        manager.grantRole(PAYING_AGENT_ROLE, address(servicing), 0);
        cash = newCash(address(0));
        listCash = newCash(address(investors));
        listCash.setAdmitted(address(servicing), true);
        (address[] memory wallets, uint256[] memory amounts) = batch(true);
        vm.prank(issuer);
        sandboxBond.batchMint(wallets, amounts);
        for (uint256 i = 1; i < wallets.length; ++i) {
            for (uint256 j = i; j > 0 && wallets[j] < wallets[j - 1]; --j) {
                (wallets[j], wallets[j - 1]) = (wallets[j - 1], wallets[j]);
            }
        }
        holders = wallets;
        vm.prank(payingAgent);
        sandboxBond.addRecordDate(uint40(START + 1 days));
    }

    function newCash(address registry) private returns (CashToken token) {
        bytes memory arguments =
            abi.encode(address(manager), "Test pound", "TGBP", uint8(6), uint16(826), registry, BLOCKED_FLAG);
        token = CashToken(Deployed.create("CashToken", arguments));
        bytes4[] memory selectors = new bytes4[](2);
        (selectors[0], selectors[1]) = (CashToken.mint.selector, CashToken.setAdmitted.selector);
        manager.setTargetFunctionRole(address(token), selectors, 20);
        manager.grantRole(20, address(this), 0);
    }

    /// @dev A coupon that can be paid now.
    function coupon(CashToken token) private returns (uint256 id) {
        Declaration memory terms;
        (terms.bond, terms.kind, terms.recordDateIndex) = (address(sandboxBond), EventKind.Interest, 0);
        (terms.paymentDate, terms.cash, terms.numerator, terms.denominator) =
        (uint40(START + 2 days), address(token), 425, 10_000);
        return ready(terms);
    }

    function redemption() private returns (uint256 id) {
        Declaration memory terms;
        (terms.bond, terms.kind, terms.recordDateIndex) = (address(sandboxBond), EventKind.Redemption, type(uint16).max);
        (terms.paymentDate, terms.cash, terms.numerator, terms.denominator) =
        (uint40(START + 2 days), address(cash), 1, 1);
        (terms.fractionNumerator, terms.fractionDenominator) = (1, 1);
        return ready(terms);
    }

    function ready(Declaration memory terms) private returns (uint256 id) {
        terms.funder = alice;
        vm.prank(payingAgent);
        id = servicing.declare(terms);
        vm.warp(START + 2 days);
        CashToken token = CashToken(terms.cash);
        uint256 due = servicing.due(id);
        token.mint(alice, due);
        vm.startPrank(alice);
        token.approve(address(servicing), due);
        servicing.fund(id, due);
        vm.stopPrank();
    }

    function giveEachSome(CashToken token) private {
        for (uint256 i = 0; i < holders.length; ++i) {
            token.mint(holders[i], 1);
        }
    }

    function push(uint256 id, string memory entry) private {
        vm.prank(payingAgent);
        servicing.pay(id, holders);
        check(lastGas() < CAP, "fits the cap of a transaction");
        vm.snapshotValue(GROUP, entry, lastGas() / BATCH);
    }

    function test_PushToHoldersOfCash() external {
        uint256 id = coupon(cash);
        giveEachSome(cash);
        push(id, "coupon pushed in a batch of 100 who hold the cash token, each, uk-sandbox");
        check(lastGas() / BATCH <= 18_000, "the bar");
    }

    function test_PushToHoldersOfAnAllowlistedCash() external {
        uint256 id = coupon(listCash);
        giveEachSome(listCash);
        push(id, "coupon pushed in a batch of 100 who hold an allowlisted cash token, each, uk-sandbox");
    }

    function test_PushToNewHoldersOfCash() external {
        push(coupon(cash), "coupon pushed in a batch of 100 new to the cash token, each, uk-sandbox");
    }

    function test_PushAfterAClaim() external {
        uint256 id = coupon(cash);
        giveEachSome(cash);
        vm.prank(bob);
        servicing.claim(id);
        push(id, "coupon pushed in a batch of 100 after somebody claimed, each, uk-sandbox");
    }

    /// @dev The first claim of a distribution, and of this holder.
    function test_FirstClaim() external {
        uint256 id = coupon(cash);
        cash.mint(bob, 1);
        vm.prank(bob);
        servicing.claim(id);
        vm.snapshotGasLastCall(GROUP, "coupon claimed, the first of the distribution and the holder, uk-sandbox");
    }

    function test_Claim() external {
        uint256 first = coupon(cash);
        uint256 second = coupon(cash);
        cash.mint(bob, 1);
        vm.prank(bob);
        servicing.claim(first);
        servicing.claimFor(second, alice);
        vm.prank(bob);
        servicing.claim(second);
        vm.snapshotGasLastCall(GROUP, "coupon claimed, a further one, by a holder who claimed before, uk-sandbox");
    }

    /// @dev What has come due in a year of quarters, or in two years, and others have claimed before.
    function test_ClaimEach() external {
        uint256[] memory ids = new uint256[](4);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = coupon(cash);
            servicing.claimFor(ids[i], alice);
        }
        cash.mint(bob, 1);
        servicing.claimFor(coupon(cash), bob);
        servicing.claimEach(ids, bob);
        vm.snapshotValue(GROUP, "coupon claimed with three others, each, uk-sandbox", lastGas() / ids.length);
    }

    function test_RedeemAndPay() external {
        uint256 id = redemption();
        giveEachSome(cash);
        push(id, "redemption pushed in a batch of 100 who hold the cash token, each, uk-sandbox");
    }

    function test_CodeSize() external {
        vm.snapshotValue(GROUP, "runtime code of Servicing, bytes", address(servicing).code.length);
        vm.snapshotValue(GROUP, "runtime code of CashToken, bytes", address(cash).code.length);
    }
}
