// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {Books} from "../../../src/types/Books.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BooksTest} from "../../support/BooksTest.sol";
import {RoutesTest} from "../../support/RoutesTest.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// The two halves of an exchange, called as the routes call them. Who holds their role is not who decides.
contract BondTokenExchangeTest is RoutesTest {
    bytes4 private constant UNFROZEN = IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector;

    function testFuzz_RevertWhen_AnybodyElseCalls(address caller) external {
        vm.assume(caller != address(routes) && caller != address(manager));
        bytes memory error_ = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        vm.expectRevert(error_);
        vm.prank(caller);
        homeLeg.exchangeOut(alice, alice, address(awayLeg), carol, LOT);
        vm.expectRevert(error_);
        vm.prank(caller);
        homeLeg.exchangeIn(address(awayLeg), alice, LOT);
    }

    function testFuzz_RevertWhen_TheBondRefuses(bool frozen, bool blocked, bool paused) external {
        vm.assume(frozen || blocked || paused);
        if (frozen) freeze(homeLeg, alice, type(uint256).max);
        if (blocked) restrict(alice, BLOCKED_FLAG);
        if (paused) pause(homeLeg);
        uint256 both = (blocked ? L_BLOCKED : 0) | (paused ? TokenFacts.PAUSED : 0);
        // One reason that a standard has an error for is that error, as in every movement.
        if (both == 0) vm.expectRevert(abi.encodeWithSelector(UNFROZEN, alice, LOT, 0));
        else expectRefusal(homeLeg, MovementKind.ExchangeOut, both | (frozen ? TokenFacts.FROZEN : 0));
        vm.prank(address(routes));
        homeLeg.exchangeOut(alice, alice, address(awayLeg), carol, LOT);
        if (both == 0) return;
        expectRefusal(homeLeg, MovementKind.ExchangeIn, both);
        vm.prank(address(routes));
        homeLeg.exchangeIn(address(awayLeg), alice, LOT);
    }

    function test_RevertWhen_TheAllowanceIsTooSmall() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, bob, 0, LOT));
        vm.prank(address(routes));
        homeLeg.exchangeOut(bob, alice, address(awayLeg), carol, LOT);
    }

    function test_RevertWhen_TheVolumeWouldNotFit() external {
        vm.prank(issuer);
        homeLeg.increaseIssueVolume(type(uint128).max - 1_000_000_000_00);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.AmountTooLarge.selector, 1));
        vm.prank(address(routes));
        homeLeg.exchangeIn(address(awayLeg), alice, 1);
    }
}

/// What a share of the issue is judged by: the volume before the units come in, as in the explanation.
contract BondTokenExchangeShareTest is BooksTest {
    uint256 private constant HALF = 500_000;

    function test_RevertWhen_TheShareOfTheIssueIsExceeded() external {
        useRegimeCode(address(extension));
        TableDraft memory t = Table.draft("share", "share", address(ledger));
        t = Table.row(t, Predicates.HOLDING_CAP, Table.EXCHANGE_IN, Parties.RECIPIENT, HALF << 128, "H-0: half");
        bytes memory table = Table.encode(t);
        table[71] = bytes1(uint8(Books.POSITIONS));
        IBondToken leg = deployBond("ZZ0HALFSHARE", deployRegime(table));
        uint256 half = leg.issueVolume() / 2;
        address source = address(bond);
        uint64 at = uint64(vm.getBlockTimestamp());
        same(leg.explain(MovementKind.ExchangeIn, source, address(0), alice, half + 1, at).length, 1, "explained");
        expectRefusal(leg, MovementKind.ExchangeIn, 1);
        vm.prank(address(routes));
        leg.exchangeIn(source, alice, half + 1);
        same(leg.issueVolume(), 2 * half, "nothing came");
        vm.prank(address(routes));
        leg.exchangeIn(source, alice, half);
        same(leg.balanceOf(alice), half, "half of it may");
    }
}
