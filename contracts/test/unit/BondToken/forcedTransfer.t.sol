// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {IERC7943Fungible} from "../../../src/interfaces/IERC7943Fungible.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {Predicates} from "../../../src/rules/Predicates.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Parties} from "../../../src/types/Parties.sol";
import {BaseTest} from "../../Base.t.sol";
import {RuleTableBuilder as Table, TableDraft} from "../../support/RuleTableBuilder.sol";
import {Vm} from "../../support/Vm.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// Branches: forcedTransfer.tree.
contract BondTokenForcedTransferTest is BaseTest {
    uint256 private constant HELD = 100 * LOT;

    function setUp() public override {
        super.setUp();
        issue(bond, alice, HELD);
    }

    function force(address from, address to, uint256 amount) private returns (bool) {
        vm.prank(officer);
        return bond.forcedTransfer(from, to, amount);
    }

    // WHO MAY BE FORCED, AND TO WHOM

    function testFuzz_MovesWithoutAllowanceOrConsent(uint256 amount) external {
        amount = bound(amount, 0, HELD);
        vm.expectEmit(address(bond));
        emit IERC20.Transfer(alice, bob, amount);
        vm.expectEmit(address(bond));
        emit IERC7943Fungible.ForcedTransfer(alice, bob, amount);
        check(force(alice, bob, amount), "returns true");
        same(bond.balanceOf(bob), amount, "recipient");
        same(bond.balanceOf(alice), HELD - amount, "sender");
        same(bond.totalSupply(), HELD, "supply");
    }

    /// Forcing to oneself would unfreeze: refused whatever the amount and whatever is frozen.
    function testFuzz_RevertWhen_ForcedToItself(uint256 frozen, uint256 amount) external {
        amount = bound(amount, 0, HELD);
        freeze(bond, alice, frozen);
        expectRefusal(bond, MovementKind.ForcedTransfer, TokenFacts.SAME_PARTY);
        force(alice, alice, amount);
        same(bond.getFrozenTokens(alice), frozen, "still frozen");
    }

    function test_RevertWhen_APartyIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        force(alice, address(0), LOT);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        force(address(0), bob, LOT);
    }

    function testFuzz_RevertWhen_MoreThanTheBalance(uint256 frozen, uint256 amount) external {
        vm.assume(amount > HELD);
        freeze(bond, alice, frozen);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, HELD, amount));
        force(alice, bob, amount);
    }

    /// A blocked or lapsed holder is just who may have to be forced.
    function test_SenderMayBeBlockedOrLapsed() external {
        restrict(alice, BLOCKED_FLAG);
        attest(alice, IDENTITY, 0);
        force(alice, bob, LOT);
        same(bond.balanceOf(bob), LOT, "moved");
    }

    function test_RevertWhen_RecipientCouldNotReceive() external {
        check(!bond.canReceive(stranger), "cannot receive");
        expectRefusal(bond, MovementKind.ForcedTransfer, IDENTITY_RULE | ELIGIBLE_RULE);
        force(alice, stranger, LOT);
        restrict(bob, BLOCKED_FLAG);
        check(!bond.canReceive(bob), "cannot receive");
        expectRefusal(bond, MovementKind.ForcedTransfer, BLOCKED_RULE);
        force(alice, bob, LOT);
    }

    /// ERC-7943: reverts whenever canReceive is false, for any mask and any parties of the rule.
    function testFuzz_RevertWhen_CanReceiveIsFalse(uint8 mask, uint256 parties, uint256 predicate, bool registered)
        external
    {
        parties = bound(parties, 1, 7);
        predicate = bound(predicate, 0, 1) == 0 ? Predicates.ATTESTED : Predicates.ELIGIBLE_PARTY;
        IBondToken token = deployBond("ZZ00FORCED00", regimes.deploy(openTable("open")));
        issue(token, alice, HELD);
        uint256[] memory rows = new uint256[](0);
        if (predicate == Predicates.ELIGIBLE_PARTY) rows = Table.words(Table.allowRow(0, 0, true, 0));
        TableDraft memory table = Table.draft("one", "test", address(ledger));
        // The factory refuses a rule for recipients of transfers that leaves recipients of forced transfers out.
        uint256 kinds = uint256(mask) | (mask & Table.TRANSFER != 0 ? Table.FORCED : 0);
        useRegime(token, Table.encode(Table.row(table, predicate, kinds, parties, IDENTITY, rows, "one")));
        address to = registered ? bob : stranger;
        bool receives = token.canReceive(to);
        vm.prank(officer);
        (bool moved,) = address(token).call(abi.encodeCall(token.forcedTransfer, (alice, to, LOT)));
        check(receives || !moved, "nobody receives by force what it may not receive");
    }

    // SUPERVISION DOES NOT STAND IN THE WAY

    function test_WorksWhilePausedHaltedAndWindingDown() external {
        pause(bond);
        force(alice, bob, LOT);
        vm.prank(supervisor);
        bond.setHalted(true);
        force(alice, bob, LOT);
        vm.prank(governor);
        bond.startWindDown();
        force(alice, bob, LOT);
        same(bond.balanceOf(bob), 3 * LOT, "moved three times");
    }

    // FREEZES

    /// The unfrozen part goes first; what is still missing comes out of the frozen part, and no more.
    function testFuzz_TakesTheUnfrozenPartFirst(uint256 frozen, uint256 amount) external {
        frozen = bound(frozen, 0, 2 * HELD);
        amount = bound(amount, 0, HELD);
        freeze(bond, alice, frozen);
        uint256 unfrozen = frozen < HELD ? HELD - frozen : 0;
        force(alice, bob, amount);
        uint256 expected = amount > unfrozen ? frozen - (amount - unfrozen) : frozen;
        same(bond.getFrozenTokens(alice), expected, "frozen");
        same(bond.getFrozenTokens(bob), 0, "the recipient's part is not frozen");
    }

    /// A wallet that is frozen without limit stays so, however much is forced out of it.
    function testFuzz_AllFrozenStays(uint256 amount) external {
        amount = bound(amount, 0, HELD);
        freeze(bond, alice, type(uint256).max);
        force(alice, bob, amount);
        same(bond.getFrozenTokens(alice), type(uint256).max, "all frozen");
        force(bob, alice, amount);
        vm.expectRevert(
            abi.encodeWithSelector(IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector, alice, HELD, 0)
        );
        vm.prank(alice);
        bond.transfer(bob, HELD);
    }

    /// ERC-7943 wants Frozen, when the frozen part changes, before the Transfer, and then ForcedTransfer.
    function testFuzz_FrozenIsEmittedBeforeTransfer(uint256 frozen, uint256 amount) external {
        frozen = bound(frozen, 1, HELD);
        amount = bound(amount, HELD - frozen + 1, HELD);
        freeze(bond, alice, frozen);
        vm.recordLogs();
        force(alice, bob, amount);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs.length, 3, "three events");
        check(logs[0].topics[0] == IERC7943Fungible.Frozen.selector, "Frozen first");
        same(abi.decode(logs[0].data, (uint256)), frozen - (amount - (HELD - frozen)), "with what is left frozen");
        check(logs[1].topics[0] == IERC20.Transfer.selector, "then Transfer");
        check(logs[2].topics[0] == IERC7943Fungible.ForcedTransfer.selector, "then ForcedTransfer");
    }

    function test_NoFrozenEventWhenNothingIsUnfrozen() external {
        freeze(bond, alice, LOT);
        vm.recordLogs();
        force(alice, bob, HELD - LOT);
        same(vm.getRecordedLogs().length, 2, "Transfer and ForcedTransfer");
    }
}
