// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Permits} from "../../../src/Permits.sol";
import {Allocation, Subscription} from "../../../src/interfaces/IAllotment.sol";
import {ISettlement, Signed} from "../../../src/interfaces/ISettlement.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {Refusal} from "../../../src/types/Refusal.sol";
import {Deployed} from "../../support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {SettlementTest} from "../../support/SettlementTest.sol";

/// A regime under which units move through a named venue only, and only against money of an admitted class.
contract SettlementVenueTest is SettlementTest {
    uint256 internal constant VENUE_RULE = 1 << 0;
    uint256 internal constant CASH_RULE = 1 << 1;
    uint8 internal constant ADMITTED = 2;

    Permits internal permits;

    function setUp() public override {
        super.setUp();
        permits = Permits(Deployed.create("Permits", abi.encode(address(manager), address(investors))));
        bytes memory arguments = abi.encode(address(manager), address(assets), address(investors), address(permits));
        address books = Deployed.create("InstrumentLedger", arguments);
        arguments = abi.encode(address(investors), books, address(permits));
        useRegimeCode(Deployed.create("RuleExtension", arguments));
        TableDraft memory t = Table.draft("venue", "venue", address(ledger));
        t = Table.row(t, Predicates.NAMED_VENUE, Table.TRANSFER, Parties.MOVEMENT, 0, "V-0: venue");
        t = Table.row(
            t, Predicates.CASH_LEG, Table.TRANSFER | Table.ISSUE, Parties.MOVEMENT, 1 << ADMITTED, "V-1: cash"
        );
        useRegime(bond, Table.encode(t));
    }

    function admit(uint8 class) private {
        vm.prank(supervisor);
        permits.setCashClass(address(cash), class);
    }

    function refusedFor(uint256 reasons) private {
        (Signed memory first, Signed memory second) =
            (Signed(delivery(), sign(delivery())), Signed(receipt(), sign(receipt())));
        Refusal[] memory refusals = new Refusal[](1);
        refusals[0] = Refusal(bond.regime(), reasons);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementRefused.selector, 0, refusals));
        settlement.settle(first, second, TRADED);
    }

    function test_SettlesWhereItIsTheVenueAndTheCashIsAdmitted() external {
        refusedFor(VENUE_RULE | CASH_RULE);
        vm.prank(supervisor);
        permits.setVenue(address(bond), address(settlement), true);
        refusedFor(CASH_RULE);
        admit(ADMITTED + 1);
        refusedFor(CASH_RULE);
        admit(ADMITTED);
        settle(delivery(), receipt(), TRADED);
        checkMoved(TRADED, PRICE);
        expectRefusal(bond, MovementKind.Transfer, VENUE_RULE);
        vm.prank(seller);
        bond.transfer(buyer, LOT);
    }

    function test_AllotsAgainstAdmittedCash() external {
        vm.prank(issuer);
        uint256 offering = settlement.openOffering(address(bond), address(cash), issuer, 1, 1);
        Subscription memory order = Subscription(buyer, offering, TRADED, TRADED, uint40(START), 7);
        Allocation[] memory list = new Allocation[](1);
        list[0] = Allocation(order, signed(BUYER_KEY, settlement.subscriptionDigest(order)), TRADED);
        (, Refusal[] memory refusals,) = settlement.canAllot(list[0]);
        same(refusals[0].reasons, CASH_RULE, "not admitted");
        admit(ADMITTED);
        vm.prank(issuer);
        settlement.allot(list);
        same(bond.balanceOf(buyer), TRADED, "issued");
    }
}
