// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {Exchange} from "../../../src/types/Exchange.sol";
import {ExchangeQuestion} from "../../../src/types/ExchangeQuestion.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {RoutesTest} from "../../support/RoutesTest.sol";

/// @notice Random numbers that an exchange and its circumstances are made of.
struct Circumstances {
    uint256 parties;
    uint256[3] standings;
    uint256 legs;
    uint256 route;
    uint256 amounts;
    uint256 time;
}

contract ExplainExchangeTest is RoutesTest {
    address[3] private wallets = [address(0x6001), address(0x6002), address(0x6003)];
    uint256 private allowed;
    uint256 private refused;

    // WHAT IT SAYS

    function test_AllowedIsAnEmptyList() external view {
        same(explained(alice, outward(alice, carol, LOT)).length, 0, "allowed");
        same(explained(address(0), outward(alice, carol, LOT)).length, 0, "nobody named is the holder itself");
    }

    /// The leg that does not refuse is named all the same, so that the first entry is always the leg that is left.
    function test_NamesBothLegsInOrder() external view {
        Refusal[] memory refusals = explained(alice, outward(alice, bob, LOT));
        same(refusals.length, 2, "both");
        check(refusals[0].regime == homeLeg.regime() && refusals[1].regime == awayLeg.regime(), "in order");
        same(refusals[0].reasons, 0, "nothing");
        same(refusals[1].reasons, L_ELIGIBLE, "one rule");
    }

    function test_AnswersForATimeToCome() external {
        open(homeLeg, awayLeg, START + 10, START + 20);
        same(explainedAt(alice, outward(alice, carol, LOT), START)[0].reasons, TokenFacts.ROUTE, "before");
        same(explainedAt(alice, outward(alice, carol, LOT), START + 10).length, 0, "inside");
        same(explainedAt(alice, outward(alice, carol, LOT), START + 20)[0].reasons, TokenFacts.ROUTE, "after");
        uint256 lapsed = (uint256(LAST_DAY) + 1) * 1 days;
        Refusal[] memory refusals = explainedAt(alice, outward(alice, carol, LOT), lapsed);
        same(refusals[0].reasons, L_IDENTITY | TokenFacts.ROUTE, "the holder's identity has lapsed");
        same(refusals[1].reasons, L_IDENTITY | L_ELIGIBLE, "and the recipient's");
    }

    /// Regimes that are not in force yet answer in their place, each on its leg.
    function test_AnswersForOtherRegimes() external {
        address other = deployRegime(openTable("open"));
        ExchangeQuestion memory question =
            ExchangeQuestion(outward(alice, bob, LOT), alice, uint64(START), address(0), other);
        same(routes.explainExchange(question).length, 0, "the leg that is entered");
        restrict(alice, BLOCKED_FLAG);
        (question.sourceRegime, question.destinationRegime) = (other, address(0));
        Refusal[] memory refusals = routes.explainExchange(question);
        check(refusals[0].regime == other && refusals[0].reasons == 0, "the leg that is left");
        same(refusals[1].reasons, L_ELIGIBLE, "not the other one");
    }

    // EXPLAINED AND EXECUTED

    /// forge-config: default.fuzz.runs = 512
    function testFuzz_ExplainedAsExecuted(Circumstances memory c) external {
        attempt(c);
    }

    /// The comparison is not one of refusals only.
    function test_ExchangesAreAllowedAndRefusedAndAgree() external {
        for (uint256 i = 0; i < 3; ++i) {
            register(wallets[i], facts(ELSEWHERE, PROFESSIONAL, 0));
        }
        issue(homeLeg, wallets[0], 4 * LOT);
        compare(address(0), Exchange(address(homeLeg), address(awayLeg), wallets[0], wallets[1], LOT));
        compare(wallets[2], Exchange(address(homeLeg), address(awayLeg), wallets[0], wallets[1], LOT));
        same(allowed, 1, "allowed");
        same(refused, 1, "refused");
    }

    function attempt(Circumstances memory c) private {
        (IBondToken source, IBondToken destination) = c.parties & 1 == 0 ? (homeLeg, awayLeg) : (awayLeg, homeLeg);
        issue(source, wallets[0], 4 * LOT);
        for (uint256 i = 0; i < 3; ++i) {
            prepareStanding(wallets[i], c.standings[i]);
        }
        if (c.amounts % 4 == 0) freeze(source, wallets[0], bound(c.amounts >> 8, 0, 6 * LOT));
        vm.prank(wallets[0]);
        source.approve(wallets[2], (c.amounts >> 16) % 3 == 0 ? LOT : type(uint256).max);
        prepareLeg(source, c.legs);
        prepareLeg(destination, c.legs >> 64);
        if (c.legs >> 128 & 7 == 0) {
            vm.prank(supervisor);
            ledger.setLimit(LEI, CLASS, "GBP", bound(c.legs >> 136, 0, 20 * LOT));
        }
        prepareRoute(source, destination, c.route);
        vm.warp(START + bound(c.time, 0, 400 days));
        address operator = (c.parties >> 8) % 3 == 0 ? wallets[2] : wallets[0];
        address recipient = (c.parties >> 16) % 9 == 0 ? address(0) : wallets[(c.parties >> 24) % 2];
        uint256 amount = (c.amounts >> 24) % 3 == 0 ? bound(c.amounts >> 32, 1, type(uint256).max) : LOT;
        compare(operator, Exchange(address(source), address(destination), wallets[0], recipient, amount));
    }

    function prepareStanding(address wallet, uint256 seed) private {
        if (seed % 8 == 0) return;
        uint16[4] memory places = [HOME, ELSEWHERE, AWAY, ELSEWHERE];
        Standing standing = facts(places[(seed >> 8) % 4], (seed >> 16) % 4 == 0 ? 3 : PROFESSIONAL, 0);
        if ((seed >> 24) % 4 == 0) standing = standing.withExpiry(IDENTITY, START_DAY + uint16((seed >> 32) % 300));
        register(wallet, standing);
        if ((seed >> 80) % 6 == 0) restrict(wallet, BLOCKED_FLAG);
    }

    function prepareLeg(IBondToken leg, uint256 seed) private {
        vm.startPrank(supervisor);
        leg.setPaused(seed % 8 == 0);
        leg.setHalted((seed >> 8) % 8 == 0);
        vm.stopPrank();
        if ((seed >> 16) % 8 != 0) return;
        vm.prank(governor);
        leg.startWindDown();
    }

    function prepareRoute(IBondToken source, IBondToken destination, uint256 seed) private {
        if (seed % 3 == 1) open(source, destination, START + seed % 200 days, START + 200 days + seed % 200 days);
        if (seed % 7 == 0) revoke(source, destination);
    }

    /// @dev The movement meets what the view says, word for word, and the sums stay what they were.
    function compare(address operator, Exchange memory movement) private {
        Refusal[] memory refusals = explained(operator, movement);
        (uint256 sum, uint256 volumes) = (sumOfLegs(), sumOfVolumes());
        vm.prank(operator == address(0) ? movement.holder : operator);
        (bool succeeded, bytes memory outcome) = address(routes).call(abi.encodeCall(routes.exchange, (movement)));
        check(succeeded == (refusals.length == 0), "as explained");
        if (!succeeded) {
            bytes memory error_ =
                abi.encodeWithSelector(IBondEvents.MovementRefused.selector, MovementKind.ExchangeOut, refusals);
            check(keccak256(outcome) == keccak256(error_), "for what was explained");
        }
        same(sumOfLegs(), sum, "the sum of the legs");
        same(sumOfVolumes(), volumes, "the sum of the volumes");
        if (succeeded) ++allowed;
        else ++refused;
    }
}
