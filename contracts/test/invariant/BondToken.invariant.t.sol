// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Parties} from "../../src/types/Parties.sol";
import {Standing} from "../../src/types/Standing.sol";
import {BaseTest} from "../Base.t.sol";
import {Callers} from "../support/Mover.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";
import {BondHandler, Stage} from "./handlers/BondHandler.sol";
import {BondStore} from "./stores/BondStore.sol";

/// Two bonds of one entrant in two currencies, eight wallets, and everything that people and officials may do to them in
/// any order. The handler checks every step (a revert there fails the run); the invariants check the whole.
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: ci.invariant.fail-on-revert = true
contract BondTokenInvariantTest is BaseTest {
    event Count(uint256 kind, uint256 allowed, uint256 refused);

    BondStore internal store;
    IBondToken internal euroBond;
    BondHandler internal handler;

    function setUp() public override {
        super.setUp();
        euroBond = deployBond("ZZ000EURO000", bond.regime());
        vm.prank(registrar);
        ledger.enrol(address(euroBond), enrolment("EUR"));
        vm.startPrank(supervisor);
        ledger.setRate("EUR", "GBP", 0.85e18, START_DAY);
        ledger.setLimit(LEI, CLASS, "GBP", 40 * LOT);
        vm.stopPrank();
        vm.prank(issuer);
        euroBond.startOfferingClock(START_DAY);
        store = new BondStore(START, actors(), tokens());
        store.setCeiling(40 * LOT);
        handler = new BondHandler(stage());
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function actors() private returns (address[] memory list) {
        list = new address[](8);
        (list[0], list[1], list[2], list[3]) = (alice, bob, carol, stranger);
        for (uint256 i = 4; i < 8; ++i) {
            list[i] = address(uint160(0x7000 + i));
        }
        register(list[4], facts(AWAY, INSTITUTIONAL, 0));
        link(alice, list[5]);
        link(bob, list[6]);
    }

    function tokens() private view returns (IBondToken[] memory list) {
        list = new IBondToken[](2);
        (list[0], list[1]) = (bond, euroBond);
    }

    function stage() private returns (Stage memory) {
        address[] memory choices = new address[](2);
        choices[0] = bond.regime();
        choices[1] = deployRegime(seasonedTable());
        return Stage({
            store: store,
            investors: investors,
            ledger: ledger,
            callers: Callers(issuer, payingAgent, officer),
            registrar: registrar,
            supervisor: supervisor,
            governor: governor,
            verifier: verifier,
            regimes: choices,
            lei: LEI,
            assetClass: CLASS
        });
    }

    /// @dev The regime with the clock, under the capacity limit too.
    function seasonedTable() private view returns (bytes memory) {
        TableDraft memory table = clockDraft("clock", 40);
        return Table.encode(Table.row(table, Predicates.CAPACITY, Table.ISSUE, Parties.MOVEMENT, 0, "C-7: capacity"));
    }

    function invariant_SupplyIsTheSumOfTheBalances() external view {
        for (uint256 i = 0; i < store.tokenCount(); ++i) {
            IBondToken token = store.tokens(i);
            uint256 sum = 0;
            for (uint256 j = 0; j < store.actorCount(); ++j) {
                sum += token.balanceOf(store.actors(j));
            }
            same(token.totalSupply(), sum, "supply");
        }
    }

    /// Every balance is what the movements that were explained as allowed add up to: nobody received while refused.
    function invariant_NobodyReceivedWhileRefused() external view {
        for (uint256 i = 0; i < store.tokenCount(); ++i) {
            IBondToken token = store.tokens(i);
            for (uint256 j = 0; j < store.actorCount(); ++j) {
                address actor = store.actors(j);
                same(token.balanceOf(actor), store.balanceOf(token, actor), "balance");
            }
        }
    }

    /// A frozen amount changes by the officer's hand only: by freezing, by force, or along with a recovery.
    function invariant_FrozenStaysFrozen() external view {
        for (uint256 i = 0; i < store.tokenCount(); ++i) {
            IBondToken token = store.tokens(i);
            for (uint256 j = 0; j < store.actorCount(); ++j) {
                address actor = store.actors(j);
                same(token.getFrozenTokens(actor), store.frozenOf(token, actor), "frozen");
            }
        }
    }

    /// The entrant's outstanding sum never rises above its limit. It may stay above after the limit was lowered, or a rate
    /// was raised, and then only falls.
    function invariant_OutstandingNeverRisesAboveTheLimit() external {
        vm.warp(store.time());
        uint256 used = ledger.capacity(LEI, CLASS).used;
        check(used <= store.ceiling(), "above the limit");
        (uint256 unitRate,) = ledger.rate("EUR", "GBP");
        uint256 euros = (euroBond.totalSupply() * unitRate + 1e18 - 1) / 1e18;
        same(used, bond.totalSupply() + euros, "use is the sum of the supplies");
    }

    function invariant_RecordDateBalancesEqualTheModel() external {
        vm.warp(store.time());
        for (uint256 i = 0; i < store.tokenCount(); ++i) {
            IBondToken token = store.tokens(i);
            for (uint256 index = 0; index < store.passedDates(token); ++index) {
                same(token.totalSupplyAt(index), store.supplyAt(token, index), "supply");
                for (uint256 j = 0; j < store.actorCount(); ++j) {
                    address actor = store.actors(j);
                    same(token.balanceOfAt(actor, index), store.balanceAt(token, index, actor), "balance");
                }
            }
        }
    }

    function invariant_WalletsOfAnInvestorHoldEqualStandings() external view {
        for (uint256 j = 0; j < store.actorCount(); ++j) {
            address actor = store.actors(j);
            Standing standing = investors.standingOf(actor);
            address[] memory wallets = investors.walletsOf(actor);
            check(standing.investor() != 0 || wallets.length == 0, "nobody has no wallets");
            check(standing.hasSeveralWallets() == (wallets.length > 1), "the flag of several wallets");
            check(wallets.length <= 8, "at most eight");
            for (uint256 i = 0; i < wallets.length; ++i) {
                same(Standing.unwrap(investors.standingOf(wallets[i])), Standing.unwrap(standing), "standing");
            }
        }
    }

    /// The handler is no idle one: in a long run every kind is allowed and refused many times, records dates pass, and the
    /// invariants hold along the way.
    function test_EveryKindIsAllowedAndRefused() external {
        for (uint256 i = 0; i < 1500; ++i) {
            step(uint256(keccak256(abi.encode("step", i))));
        }
        MovementKind[5] memory kinds = [
            MovementKind.Issue,
            MovementKind.Transfer,
            MovementKind.Redeem,
            MovementKind.ForcedTransfer,
            MovementKind.Recovery
        ];
        for (uint256 i = 0; i < kinds.length; ++i) {
            emit Count(uint256(kinds[i]), store.allowed(kinds[i]), store.refused(kinds[i]));
            check(store.allowed(kinds[i]) >= 20, "allowed");
            check(store.refused(kinds[i]) >= 20, "refused");
        }
        check(store.passedDates(bond) >= 3 && store.passedDates(euroBond) >= 3, "record dates");
        this.invariant_NobodyReceivedWhileRefused();
        this.invariant_FrozenStaysFrozen();
        this.invariant_OutstandingNeverRisesAboveTheLimit();
        this.invariant_RecordDateBalancesEqualTheModel();
        this.invariant_WalletsOfAnInvestorHoldEqualStandings();
    }

    /// @dev One action, chosen and parametrised by a random word.
    function step(uint256 seed) private {
        (uint256 a, uint256 b, uint256 c, uint256 d) = (seed >> 8, seed >> 72, seed >> 136, seed >> 200);
        uint256 action = seed % 11;
        if (action == 0) handler.issue(a, b, c);
        else if (action == 1) handler.transfer(a, b, c, d);
        else if (action == 2) handler.transferFrom(a, b, c, d, a >> 32);
        else if (action == 3) handler.redeem(a, b, c);
        else if (action == 4) handler.force(a, b, c, d);
        else if (action == 5) handler.recover(a, b, c);
        else if (action == 6) handler.freeze(a, b, c);
        else if (action == 7) handler.maintain(a, b, c, d);
        else if (action == 8) handler.govern(a, b, c);
        else if (action == 9) handler.addRecordDate(a, b);
        else handler.wait(a);
    }
}
