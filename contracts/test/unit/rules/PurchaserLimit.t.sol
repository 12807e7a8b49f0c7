// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Leg} from "../../../src/interfaces/IAssetRegistry.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {Movement} from "../../../src/types/Movement.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {ReportingToken} from "../../support/ReportingToken.sol";

contract PurchaserLimitTest is BooksTest {
    /// Thirty-five in ninety days, professionals not counted.
    uint256 private constant RULE = 35 | 90 << 16 | (PROFESSIONAL + 1) << 32;

    uint256 private first;

    function setUp() public override {
        super.setUp();
        token.open(Books.PURCHASES);
        first = today();
    }

    function refused(address buyer) private view returns (bool) {
        return fails(Predicates.PURCHASER_LIMIT, RULE, issueOf(buyer, UNIT));
    }

    function sellTo(uint256 count) private {
        sell(token, 0, count);
    }

    function sell(ReportingToken of_, uint256 from, uint256 end) private {
        for (uint256 i = from; i < end; ++i) {
            of_.issue(investor(i, HOME, INSTITUTIONAL), UNIT);
        }
    }

    function refusedOf(ReportingToken of_, address buyer) private view returns (bool) {
        Movement memory movement = issueOf(buyer, UNIT);
        movement.instrument = address(of_);
        return fails(Predicates.PURCHASER_LIMIT, RULE, movement);
    }

    /// @dev An instrument that keeps the book.
    function selling(bytes20 issuer_) private returns (ReportingToken made) {
        made = newToken(issuer_);
        made.open(Books.PURCHASES);
    }

    function test_ThirtyFivePassAndTheThirtySixthFails() external {
        sellTo(34);
        address last = investor(100, HOME, INSTITUTIONAL);
        check(!refused(last), "the thirty-fifth");
        token.issue(last, UNIT);
        address tooMany = investor(101, HOME, INSTITUTIONAL);
        check(refused(tooMany), "the thirty-sixth");
        check(!refused(last), "who was counted passes again");
        check(!refused(alice), "a professional is not counted");
        check(!fails(Predicates.PURCHASER_LIMIT, RULE, issueOf(tooMany, 0)), "nothing is no purchase");
    }

    function test_ARedemptionIsNoPurchase() external {
        token.issue(alice, UNIT);
        Movement memory redeemed = movementOf(MovementKind.Redeem, alice, address(0), UNIT);
        check(!fails(Predicates.PURCHASER_LIMIT, 0, redeemed), "nobody receives");
    }

    function test_TheWindowIsNinetyDaysTodayIncluded() external {
        sellTo(35);
        address next = investor(100, HOME, INSTITUTIONAL);
        goTo(first + 89);
        check(refused(next), "the ninetieth day");
        goTo(first + 90);
        check(!refused(next), "the day after");
        address old = address(uint160(uint256(keccak256(abi.encode("investor", uint256(0))))));
        sellToOld();
        check(refused(old), "who was counted before the window is counted anew");
    }

    function sellToOld() private {
        for (uint256 i = 200; i < 235; ++i) {
            token.issue(investor(i, HOME, INSTITUTIONAL), UNIT);
        }
    }

    function test_AProfessionalWhoseAttestationEndedIsCounted() external {
        sellTo(35);
        attest(alice, PROFESSIONAL, uint16(first));
        check(!refused(alice), "through its last day");
        goTo(first + 1);
        check(refused(alice), "not after");
    }

    function test_WithoutAWindowEverythingCounts() external {
        sellTo(2);
        goTo(first + 300);
        address next = investor(100, HOME, INSTITUTIONAL);
        check(fails(Predicates.PURCHASER_LIMIT, 2, issueOf(next, UNIT)), "two for ever");
        check(!fails(Predicates.PURCHASER_LIMIT, 3, issueOf(next, UNIT)), "three");
    }

    function test_TheInstrumentsOfAnIssuerAreCountedTogether() external {
        ReportingToken other = selling(LEI);
        sell(token, 0, 20);
        sell(other, 20, 34);
        address last = investor(100, HOME, INSTITUTIONAL);
        check(!refused(last) && !refusedOf(other, last), "the thirty-fifth of either");
        other.issue(last, UNIT);
        address tooMany = investor(101, HOME, INSTITUTIONAL);
        check(refused(tooMany) && refusedOf(other, tooMany), "the thirty-sixth of neither");
        check(!refused(last), "who bought the one may buy the other");
        check(!refusedOf(other, known(0)), "and the other way round");
    }

    function test_AnotherIssuerIsNotDisturbed() external {
        ReportingToken other = selling("ZTMSNXROF84AHWJNKQ93");
        sellTo(35);
        address next = investor(100, HOME, INSTITUTIONAL);
        check(refused(next), "of the one");
        check(!refusedOf(other, next), "not of the other");
        same(books.purchaserCount(address(other), 0, today(), 0), 0, "nobody bought it");
    }

    function test_TheDaysOfAllInstrumentsRollOff() external {
        ReportingToken other = selling(LEI);
        sell(other, 0, 20);
        goTo(first + 50);
        sell(token, 20, 35);
        address next = investor(100, HOME, INSTITUTIONAL);
        goTo(first + 89);
        check(refused(next) && refusedOf(other, next), "the ninetieth day");
        goTo(first + 90);
        check(!refused(next) && !refusedOf(other, next), "the day after");
        sell(token, 200, 220);
        check(refusedOf(other, next), "fifteen and twenty");
    }

    function test_ABookThatIsOpenedLateIsTheIssuers() external {
        sellTo(35);
        ReportingToken late = newToken(LEI);
        late.issue(investor(100, HOME, INSTITUTIONAL), UNIT);
        late.open(Books.PURCHASES);
        check(refusedOf(late, investor(101, HOME, INSTITUTIONAL)), "the thirty-sixth");
        check(refusedOf(late, known(100)), "who bought before it was opened is not counted");
        check(!refusedOf(late, known(0)), "who bought another instrument is");
    }

    function test_LegsOfOneInstrumentAreCountedTogether() external {
        for (uint256 i = 0; i < 2; ++i) {
            ReportingToken leg = selling(i == 0 ? bytes20(0) : bytes20("ZTMSNXROF84AHWJNKQ93"));
            ReportingToken other = unlistedToken();
            other.open(Books.PURCHASES);
            Leg memory further = legOf(other);
            vm.prank(registrar);
            listings.addLeg(assetOf(leg), further);
            sell(leg, 100 * i, 100 * i + 20);
            sell(other, 100 * i + 20, 100 * i + 35);
            address next = investor(100 * i + 35, HOME, INSTITUTIONAL);
            check(refusedOf(leg, next) && refusedOf(other, next), "with and without an issuer");
        }
    }

    function test_WithoutAnIssuerAnInstrumentIsCountedByItself() external {
        ReportingToken one = selling(bytes20(0));
        ReportingToken other = selling(bytes20(0));
        sell(one, 0, 35);
        address next = investor(100, HOME, INSTITUTIONAL);
        check(refusedOf(one, next), "of the one");
        check(!refusedOf(other, next), "not of the other");
    }

    /// Its issuer may have sold as many already, and what nobody counted then nobody could count later.
    function test_FailsBeforeTheListing() external {
        ReportingToken unlisted = unlistedToken();
        unlisted.open(Books.PURCHASES);
        check(!books.isReady(address(unlisted), Books.PURCHASES), "whose purchasers?");
        check(refusedOf(unlisted, alice), "even who is not counted");
        unlisted.issue(known(0), UNIT);
        same(books.purchaserCount(address(unlisted), 0, today(), 0), 0, "in no book");
        list(unlisted, LEI);
        check(books.isReady(address(unlisted), Books.PURCHASES), "the issuer's");
        check(!refusedOf(unlisted, alice), "who is not counted");
        sellTo(35);
        check(refusedOf(unlisted, investor(100, HOME, INSTITUTIONAL)), "the thirty-sixth of the issuer");
    }

    function test_FailsWithoutTheBook() external {
        token.open(0);
        check(refused(alice), "even who is not counted");
    }

    function testFuzz_NoQuestionReverts(uint256 parameters, uint256 amount, address to) external view {
        fails(Predicates.PURCHASER_LIMIT, parameters & type(uint224).max, issueOf(to, amount));
    }

    function testFuzz_EqualsItsDefinition(uint256 seed) external {
        (uint256 most, uint256 window) = (seed % 5, 1 + (seed >> 8) % 6);
        uint256[6] memory last;
        for (uint256 i = 0; i < 12; ++i) {
            uint256 buyer = (seed >> (16 + 3 * i)) % 6;
            address wallet = last[buyer] == 0 ? investor(buyer, HOME, INSTITUTIONAL) : known(buyer);
            token.issue(wallet, UNIT);
            last[buyer] = today();
            goTo(today() + (seed >> (80 + i)) % 2);
        }
        uint256 counted = 0;
        for (uint256 i = 0; i < 6; ++i) {
            if (last[i] != 0 && last[i] + window > today()) ++counted;
        }
        uint256 next = (seed >> 250) % 6;
        address buying = last[next] == 0 ? investor(next, HOME, INSTITUTIONAL) : known(next);
        bool isCounted = last[next] != 0 && last[next] + window > today();
        uint256 parameters = most | window << 16 | (PROFESSIONAL + 1) << 32;
        bool failed = fails(Predicates.PURCHASER_LIMIT, parameters, issueOf(buying, UNIT));
        check(failed == (!isCounted && counted >= most), "definition");
    }

    function known(uint256 number) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("investor", number)))));
    }
}
