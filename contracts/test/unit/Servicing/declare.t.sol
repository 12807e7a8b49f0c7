// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ICashTransfers} from "../../../src/interfaces/ICashTransfers.sol";
import {DefaultKind} from "../../../src/interfaces/IDefaults.sol";
import {Declaration, EventKind, EventStatus, IServicing, Progress} from "../../../src/interfaces/IServicing.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract ServicingDeclareTest is ServicingTest {
    function refused(Declaration memory terms, bytes memory why) private {
        vm.prank(payingAgent);
        vm.expectRevert(why);
        servicing.declare(terms);
    }

    function test_RevertWhen_CallerIsNotThePayingAgent() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        servicing.declare(interest());
    }

    function test_KeepsWhatWasDeclared() external {
        vm.expectEmit(address(servicing));
        emit IServicing.DistributionDeclared(1, address(bond), EventKind.Interest, interest());
        uint256 id = declare(interest());
        same(id, 1, "the first");
        same(servicing.distributionCount(), 1, "count");
        Declaration memory kept = servicing.declarationOf(id);
        check(keccak256(abi.encode(kept)) == keccak256(abi.encode(interest())), "declaration");
        check(status(id) == EventStatus.Declared, "status");
    }

    /// Where a rate has room beside the cash token, and where it has not; what a kind has and another has not.
    function testFuzz_KeepsWhateverWasDeclared(uint256 kind, uint128 numerator, uint128 denominator, uint40 later)
        external
    {
        Declaration memory terms = [interest(), maturity(), partialCall(3, type(uint128).max), put()][kind % 4];
        terms.numerator = numerator == 0 ? 1 : numerator >> kind % 128 | 1;
        terms.denominator = denominator == 0 ? 1 : denominator >> kind % 113 | 1;
        terms.paymentDate = uint40(bound(later, PAYMENT_DATE, type(uint40).max));
        if (kind % 3 == 0) terms.funder = address(0);
        uint256 id = declare(terms);
        check(keccak256(abi.encode(servicing.declarationOf(id))) == keccak256(abi.encode(terms)), "declaration");
        Progress memory none;
        none.status = EventStatus.Declared;
        check(keccak256(abi.encode(servicing.progressOf(id))) == keccak256(abi.encode(none)), "progress");
        none.status = EventStatus.None;
        check(keccak256(abi.encode(servicing.progressOf(id + 1))) == keccak256(abi.encode(none)), "no other");
    }

    function test_RevertWhen_BondHasNoCode() external {
        Declaration memory terms = interest();
        terms.bond = stranger;
        refused(terms, abi.encodeWithSelector(IServicing.NoBond.selector, stranger));
    }

    function test_RevertWhen_CashHasNoCode() external {
        Declaration memory terms = interest();
        terms.cash = stranger;
        refused(terms, abi.encodeWithSelector(ICashTransfers.NoCashToken.selector, stranger));
    }

    function test_RevertWhen_RateHasNoValue() external {
        Declaration memory terms = interest();
        terms.numerator = 0;
        refused(terms, abi.encodeWithSelector(IServicing.InvalidCashRate.selector, 0, DENOMINATOR));
        (terms.numerator, terms.denominator) = (NUMERATOR, 0);
        refused(terms, abi.encodeWithSelector(IServicing.InvalidCashRate.selector, NUMERATOR, 0));
    }

    function testFuzz_FractionFitsTheKind(uint8 kind, uint128 numerator, uint128 denominator) external {
        EventKind what = EventKind(kind % 6);
        bool dated = what == EventKind.Interest || what == EventKind.PartialCall || what == EventKind.PartialRedemption;
        Declaration memory terms = declaration(what, dated ? 0 : NONE);
        if (what == EventKind.Put) terms.electionEnd = uint40(START + 1);
        (terms.fractionNumerator, terms.fractionDenominator) = (numerator, denominator);
        bool fits;
        if (what == EventKind.PartialCall || what == EventKind.PartialRedemption) {
            fits = numerator != 0 && numerator < denominator;
        } else if (what == EventKind.Redemption || what == EventKind.Call) {
            fits = numerator == 1 && denominator == 1;
        } else {
            fits = numerator == 0 && denominator == 0;
        }
        if (fits) {
            declare(terms);
        } else {
            refused(terms, abi.encodeWithSelector(IServicing.InvalidFraction.selector, what, numerator, denominator));
        }
    }

    function test_RevertWhen_RecordDateDoesNotFitTheKind() external {
        Declaration memory terms = interest();
        terms.recordDateIndex = 1;
        bytes4 error = IServicing.InvalidRecordDateIndex.selector;
        refused(terms, abi.encodeWithSelector(error, EventKind.Interest, 1));
        terms = maturity();
        terms.recordDateIndex = 0;
        refused(terms, abi.encodeWithSelector(error, EventKind.Redemption, 0));
    }

    function test_RevertWhen_PaidBeforeItsRecordDate() external {
        Declaration memory terms = interest();
        terms.paymentDate = RECORD_DATE - 1;
        refused(
            terms, abi.encodeWithSelector(IServicing.PaymentBeforeRecordDate.selector, RECORD_DATE - 1, RECORD_DATE)
        );
        terms.paymentDate = RECORD_DATE;
        declare(terms);
    }

    function test_RevertWhen_ElectionDoesNotFit() external {
        bytes4 error = IServicing.InvalidElectionEnd.selector;
        Declaration memory terms = interest();
        terms.electionEnd = PAYMENT_DATE;
        refused(terms, abi.encodeWithSelector(error, EventKind.Interest, PAYMENT_DATE));
        terms = put();
        terms.electionEnd = PAYMENT_DATE + 1;
        refused(terms, abi.encodeWithSelector(error, EventKind.Put, PAYMENT_DATE + 1));
        terms.electionEnd = uint40(START);
        refused(terms, abi.encodeWithSelector(error, EventKind.Put, START));
        terms.electionEnd = PAYMENT_DATE;
        declare(terms);
    }

    /// What the issuer chooses waits for the cure; what is due does not.
    function test_RevertWhen_OptionalInDefault() external {
        vm.prank(payingAgent);
        servicing.declareDefault(address(bond), DefaultKind.MissedPayment, "notice");
        bytes memory error = abi.encodeWithSelector(IServicing.BondInDefault.selector, bond);
        refused(declaration(EventKind.Call, NONE), error);
        refused(partialCall(1, 2), error);
        declare(interest());
        declare(maturity());
        declare(put());
        Declaration memory terms = partialCall(1, 2);
        terms.kind = EventKind.PartialRedemption;
        declare(terms);
        vm.prank(payingAgent);
        servicing.cure(address(bond), "paid");
        declare(partialCall(1, 2));
    }
}
