// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CashToken} from "../../src/cash/CashToken.sol";
import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {Declaration, EventKind, EventStatus, IServicing, Progress} from "../../src/interfaces/IServicing.sol";
import {Servicing} from "../../src/servicing/Servicing.sol";
import {BaseTest} from "../Base.t.sol";
import {Deployed} from "./Deployed.sol";
import {OddCash} from "./OddCash.sol";

/// @title ServicingTest
/// @notice A bond with holders and a record date, and cash. The rate is 3 cash units for 7 token units, so that nothing is even.
abstract contract ServicingTest is BaseTest {
    uint64 internal constant CASH_MINTER_ROLE = 20;
    uint128 internal constant NUMERATOR = 3;
    uint128 internal constant DENOMINATOR = 7;
    uint256 internal constant HELD_BY_ALICE = 11 * LOT;
    uint256 internal constant HELD_BY_BOB = 5 * LOT;
    uint256 internal constant ISSUED = HELD_BY_ALICE + HELD_BY_BOB;
    uint40 internal constant RECORD_DATE = uint40(START + 10 days);
    uint40 internal constant PAYMENT_DATE = uint40(START + 12 days);
    uint16 internal constant NONE = type(uint16).max;
    uint256 internal constant CASH_REFUSED = 1 << 255;

    address internal funder = makeAccount("funder");
    Servicing internal servicing;
    CashToken internal cash;

    function setUp() public virtual override {
        super.setUp();
        servicing = Servicing(Deployed.create("Servicing", abi.encode(address(manager))));
        openServicing();
        cash = newCash(address(0), 0);
        issue(bond, alice, HELD_BY_ALICE);
        issue(bond, bob, HELD_BY_BOB);
        vm.prank(payingAgent);
        bond.addRecordDate(RECORD_DATE);
    }

    /// @dev What the deployment does.
    function openServicing() internal {
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = IServicing.declare.selector;
        selectors[1] = IServicing.pay.selector;
        selectors[2] = IServicing.cancel.selector;
        selectors[3] = servicing.declareDefault.selector;
        selectors[4] = servicing.cure.selector;
        manager.setTargetFunctionRole(address(servicing), selectors, PAYING_AGENT_ROLE);
        allow(address(servicing), IServicing.redirect.selector, ENFORCEMENT_ROLE);
        manager.grantRole(PAYING_AGENT_ROLE, address(servicing), 0);
    }

    function newCash(address registry, uint24 forbidden) internal returns (CashToken token) {
        token = CashToken(
            Deployed.create(
                "CashToken",
                abi.encode(address(manager), "Test pound", "TGBP", uint8(6), uint16(826), registry, forbidden)
            )
        );
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = CashToken.mint.selector;
        selectors[1] = CashToken.burn.selector;
        selectors[2] = CashToken.setAdmitted.selector;
        manager.setTargetFunctionRole(address(token), selectors, CASH_MINTER_ROLE);
        manager.grantRole(CASH_MINTER_ROLE, address(this), 0);
    }

    // DECLARATIONS

    function interest() internal view returns (Declaration memory) {
        return declaration(EventKind.Interest, 0);
    }

    function maturity() internal view returns (Declaration memory) {
        return declaration(EventKind.Redemption, NONE);
    }

    function partialCall(uint128 numerator, uint128 denominator) internal view returns (Declaration memory terms) {
        terms = declaration(EventKind.PartialCall, 0);
        (terms.fractionNumerator, terms.fractionDenominator) = (numerator, denominator);
    }

    function put() internal view returns (Declaration memory terms) {
        terms = declaration(EventKind.Put, NONE);
        terms.electionEnd = uint40(START + 5 days);
    }

    function declaration(EventKind kind, uint16 index) internal view returns (Declaration memory terms) {
        (terms.bond, terms.kind, terms.recordDateIndex) = (address(bond), kind, index);
        (terms.paymentDate, terms.cash) = (PAYMENT_DATE, address(cash));
        (terms.numerator, terms.denominator, terms.funder) = (NUMERATOR, DENOMINATOR, funder);
        bool ofAll = kind == EventKind.Redemption || kind == EventKind.Call;
        if (ofAll) (terms.fractionNumerator, terms.fractionDenominator) = (1, 1);
    }

    // STEPS

    function declare(Declaration memory terms) internal returns (uint256) {
        vm.prank(payingAgent);
        return servicing.declare(terms);
    }

    function fund(uint256 id) internal {
        fund(id, servicing.due(id));
    }

    function fund(uint256 id, uint256 amount) internal {
        cash.mint(funder, amount);
        vm.startPrank(funder);
        cash.approve(address(servicing), amount);
        servicing.fund(id, amount);
        vm.stopPrank();
    }

    /// @dev Declared, funded in full, and to be paid now.
    function ready(Declaration memory terms) internal returns (uint256 id) {
        id = declare(terms);
        vm.warp(PAYMENT_DATE);
        fund(id);
    }

    /// @dev The same, to be paid in another cash token.
    function readyIn(OddCash odd, Declaration memory terms) internal returns (uint256 id) {
        terms.cash = address(odd);
        id = declare(terms);
        vm.warp(PAYMENT_DATE);
        uint256 due = servicing.due(id);
        odd.mint(funder, due);
        vm.startPrank(funder);
        odd.approve(address(servicing), due);
        servicing.fund(id, due);
        vm.stopPrank();
    }

    function pay(uint256 id, address[] memory holders) internal {
        vm.prank(payingAgent);
        servicing.pay(id, holders);
    }

    function payBoth(uint256 id) internal {
        pay(id, sorted(alice, bob));
    }

    function claim(uint256 id, address holder) internal {
        vm.prank(holder);
        servicing.claim(id);
    }

    function redirect(uint256 id, address lost, address replacement) internal {
        vm.prank(officer);
        servicing.redirect(id, lost, replacement);
    }

    // LISTS

    function only(address holder) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = holder;
    }

    function sorted(address a, address b) internal pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = a < b ? (a, b) : (b, a);
    }

    function sort(address[] memory list) internal pure returns (address[] memory) {
        for (uint256 i = 1; i < list.length; ++i) {
            for (uint256 j = i; j > 0 && list[j] < list[j - 1]; --j) {
                (list[j], list[j - 1]) = (list[j - 1], list[j]);
            }
        }
        return list;
    }

    // WHAT IS DUE

    function dueOn(uint256 holding) internal pure returns (uint256) {
        return holding * NUMERATOR / DENOMINATOR;
    }

    /// @dev What is in the contract is what it counts; and no cash appears or vanishes.
    function checkBooks(uint256 id, string memory when) internal view {
        Progress memory progress = servicing.progressOf(id);
        uint256 inside = progress.funded - progress.paid - progress.returned;
        same(cash.balanceOf(address(servicing)), inside, string.concat("cash inside, ", when));
        check(inside >= progress.held, string.concat("what is kept is there, ", when));
    }

    function status(uint256 id) internal view returns (EventStatus) {
        return servicing.progressOf(id).status;
    }
}
