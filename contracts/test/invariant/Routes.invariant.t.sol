// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InstrumentLedger} from "../../src/InstrumentLedger.sol";
import {Permits} from "../../src/Permits.sol";
import {RuleExtension} from "../../src/RuleExtension.sol";
import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {HolderClass, Lot} from "../../src/interfaces/IInstrumentLedger.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Books} from "../../src/types/Books.sol";
import {Parties} from "../../src/types/Parties.sol";
import {Deployed} from "../support/Deployed.sol";
import {RoutesTest} from "../support/RoutesTest.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";
import {RoutesHandler, RoutesStage} from "./handlers/RoutesHandler.sol";

/// An instrument of two legs that keep books, six wallets, and everything that may be done to them in any order.
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: ci.invariant.fail-on-revert = true
contract RoutesInvariantTest is RoutesTest {
    uint256 private constant KEPT = Books.HOLDERS | Books.VOLUMES | Books.LOTS;

    InstrumentLedger internal books;
    RoutesHandler internal handler;
    address[] internal wallets;
    IBondToken[2] internal legs;

    function setUp() public override {
        super.setUp();
        Permits permits = Permits(Deployed.create("Permits", abi.encode(address(manager), address(investors))));
        bytes memory arguments = abi.encode(address(manager), address(assets), address(investors), address(permits));
        books = InstrumentLedger(Deployed.create("InstrumentLedger", arguments));
        arguments = abi.encode(address(investors), address(books), address(permits));
        useRegimeCode(address(RuleExtension(Deployed.create("RuleExtension", arguments))));
        legs = [keepingLeg("ZZ00FIRSTLEG"), keepingLeg("ZZ0SECONDLEG")];
        vm.startPrank(registrar);
        assets.addLeg(ASSET, legOf(legs[0]));
        assets.addLeg(ASSET, legOf(legs[1]));
        vm.stopPrank();
        open(legs[0], legs[1], 0, 0);
        open(legs[1], legs[0], 0, 0);
        wallets = [alice, bob, carol, stranger, address(0x9001), address(0x9002)];
        link(bob, wallets[4]);
        handler = new RoutesHandler(stage(), START);
    }

    /// @dev Halt and restrictions, and a row that has the books kept.
    function keepingLeg(bytes12 isin) private returns (IBondToken leg) {
        TableDraft memory t = Table.draft(bytes32(isin), "keeping", address(ledger));
        uint256 both = Table.EXCHANGE_OUT | Table.EXCHANGE_IN;
        t = Table.row(t, Predicates.NOT_HALTED, both, Parties.MOVEMENT, 0, "K-0: halted");
        t = Table.row(
            t, Predicates.HOLDER_LIMIT, Table.EXCHANGE_IN, Parties.MOVEMENT, 3, new uint256[](0), "K-1: holders"
        );
        bytes memory table = Table.encode(t);
        table[71] = bytes1(uint8(KEPT));
        leg = deployBond(isin, deployRegime(table));
        vm.startPrank(registrar);
        ledger.enrol(address(leg), enrolment("GBP"));
        books.setLotTerms(address(leg), 0, 0);
        vm.stopPrank();
    }

    function stage() private view returns (RoutesStage memory) {
        return RoutesStage({
            routes: routes,
            investors: investors,
            legs: legs,
            asset: ASSET,
            issuer: issuer,
            payingAgent: payingAgent,
            officer: officer,
            supervisor: supervisor,
            registrar: registrar,
            wallets: wallets
        });
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// Only issue and redemption change the sum of the legs, by exactly what they move.
    function invariant_TheSumOfTheLegsIsWhatWasIssuedAndNotRedeemed() external view {
        same(legs[0].totalSupply() + legs[1].totalSupply(), handler.outstanding(), "the sum of the legs");
        for (uint256 i = 0; i < 2; ++i) {
            uint256 sum = 0;
            for (uint256 j = 0; j < wallets.length; ++j) {
                sum += legs[i].balanceOf(wallets[j]);
            }
            same(legs[i].totalSupply(), sum, "each leg is the sum of its balances");
        }
    }

    /// Issue volume travels along: over both legs only a tap raises it, and no leg has more outstanding than its own.
    function invariant_TheSumOfTheVolumesIsConstant() external view {
        same(legs[0].issueVolume() + legs[1].issueVolume(), handler.volume(), "the sum of the volumes");
        check(legs[0].totalSupply() <= legs[0].issueVolume(), "the one");
        check(legs[1].totalSupply() <= legs[1].issueVolume(), "the other");
    }

    function invariant_TheUseOfTheLimitIsTheSumOfAllLegs() external view {
        uint256 others = homeLeg.totalSupply() + awayLeg.totalSupply();
        same(ledger.capacity(LEI, CLASS).used, handler.outstanding() + others, "use");
    }

    function invariant_FrozenStaysFrozen() external view {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < wallets.length; ++j) {
                same(legs[i].getFrozenTokens(wallets[j]), handler.frozen(i, wallets[j]), "frozen");
            }
        }
    }

    /// No lot is older than the first issue or younger than today, and those of a wallet add up to what it holds.
    function invariant_LotsKeepTheirDatesAndAddUp() external view {
        uint256 today = handler.time() / 1 days;
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < wallets.length; ++j) {
                Lot[] memory lots = books.lotsOf(address(legs[i]), wallets[j]);
                uint256 sum = 0;
                for (uint256 k = 0; k < lots.length; ++k) {
                    check(lots[k].day >= START_DAY && lots[k].day <= today, "of a day on which something was issued");
                    sum += lots[k].amount;
                }
                same(sum, legs[i].balanceOf(wallets[j]), "sum");
            }
        }
    }

    function invariant_HoldersAreWhoHolds() external view {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 count = 0;
            for (uint256 j = 0; j < wallets.length; ++j) {
                bool second = wallets[j] == address(0x9001);
                bool holds = legs[i].balanceOf(wallets[j]) != 0;
                if (holds && !(second && legs[i].balanceOf(bob) != 0)) ++count;
            }
            same(books.holderCount(address(legs[i]), HolderClass.All, 0), count, "holders");
        }
    }

    function invariant_NobodyButTheRoutesMayExchange() external view {
        for (uint256 i = 0; i < 2; ++i) {
            same(manager.getTargetFunctionRole(address(legs[i]), legs[i].exchangeOut.selector), ROUTES_ROLE, "out");
            same(manager.getTargetFunctionRole(address(legs[i]), legs[i].exchangeIn.selector), ROUTES_ROLE, "in");
        }
        (bool isMember,) = manager.hasRole(ROUTES_ROLE, address(routes));
        check(isMember, "the routes");
    }

    /// The handler is no idle one, and a long run holds along the way.
    function test_LongRun() external {
        for (uint256 i = 0; i < 1200; ++i) {
            step(uint256(keccak256(abi.encode("step", i))));
        }
        check(handler.exchanged() >= 60 && handler.refused() >= 60, "allowed and refused many times");
        this.invariant_TheSumOfTheLegsIsWhatWasIssuedAndNotRedeemed();
        this.invariant_TheSumOfTheVolumesIsConstant();
        this.invariant_TheUseOfTheLimitIsTheSumOfAllLegs();
        this.invariant_FrozenStaysFrozen();
        this.invariant_LotsKeepTheirDatesAndAddUp();
        this.invariant_HoldersAreWhoHolds();
    }

    function step(uint256 seed) private {
        (uint256 a, uint256 b, uint256 c, uint256 d) = (seed >> 8, seed >> 72, seed >> 136, seed >> 200);
        uint256 action = seed % 12;
        if (action < 3) handler.exchange(a, b, c, d, a >> 32);
        else if (action == 3) handler.issue(a, b, c);
        else if (action == 4) handler.tap(a, b);
        else if (action == 5) handler.redeem(a, b, c);
        else if (action == 6) handler.transfer(a, b, c, d);
        else if (action == 7) handler.recover(a, b);
        else if (action == 8) handler.freeze(a, b, c);
        else if (action == 9) handler.supervise(a, b % 4 == 0);
        else if (action == 10) handler.setRoute(a, b);
        else handler.wait(a);
    }
}
