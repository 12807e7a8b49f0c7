// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// Branches: recover.tree.
contract BondTokenRecoverTest is BaseTest {
    uint256 private constant HELD = 100 * LOT;
    address private spare = makeAccount("alice's spare wallet");

    function setUp() public override {
        super.setUp();
        issue(bond, alice, HELD);
        link(alice, spare);
    }

    function recover(address lost, address replacement) private {
        vm.prank(officer);
        bond.recover(lost, replacement);
    }

    function test_MovesTheWholeHolding() external {
        vm.expectEmit(address(bond));
        emit IERC20.Transfer(alice, spare, HELD);
        vm.expectEmit(address(bond));
        emit IBondEvents.Recovered(alice, spare, HELD);
        recover(alice, spare);
        same(bond.balanceOf(spare), HELD, "replacement");
        same(bond.balanceOf(alice), 0, "lost");
        same(bond.totalSupply(), HELD, "supply");
    }

    function test_RevertWhen_WalletsBelongToDifferentInvestors() external {
        expectRefusal(bond, MovementKind.Recovery, TokenFacts.NOT_SAME_INVESTOR);
        recover(alice, bob);
    }

    function test_RevertWhen_ReplacementIsUnregistered() external {
        expectRefusal(bond, MovementKind.Recovery, TokenFacts.NOT_SAME_INVESTOR | IDENTITY_RULE);
        recover(alice, stranger);
    }

    /// Two wallets of nobody are not two wallets of one investor, even where no rule asks for a registration.
    function test_RevertWhen_BothWalletsAreUnregistered() external {
        IBondToken token = deployBond("ZZ00RECOVER0", regimes.deploy(openTable("open")));
        issue(token, stranger, LOT);
        address thief = makeAccount("somebody else");
        expectRefusal(token, MovementKind.Recovery, TokenFacts.NOT_SAME_INVESTOR);
        vm.prank(officer);
        token.recover(stranger, thief);
    }

    function test_RevertWhen_RecoveredToItself() external {
        freeze(bond, alice, LOT);
        expectRefusal(bond, MovementKind.Recovery, TokenFacts.SAME_PARTY);
        recover(alice, alice);
        same(bond.getFrozenTokens(alice), LOT, "still frozen");
    }

    function test_RevertWhen_AWalletIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        recover(alice, address(0));
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSender.selector, address(0)));
        recover(address(0), spare);
    }

    /// Recovery is no laundering: what was frozen of the lost holding is frozen of the replacement's.
    function testFuzz_FrozenPartMovesAlong(uint256 frozen, uint256 frozenBefore) external {
        freeze(bond, alice, frozen);
        freeze(bond, spare, frozenBefore);
        recover(alice, spare);
        same(bond.getFrozenTokens(alice), 0, "nothing stays behind");
        uint256 sum;
        unchecked {
            sum = frozen + frozenBefore;
        }
        same(bond.getFrozenTokens(spare), sum < frozen ? type(uint256).max : sum, "saturating sum");
    }

    function test_AllFrozenMovesAlong() external {
        freeze(bond, alice, type(uint256).max);
        recover(alice, spare);
        (bool moved,) = callAs(spare, abi.encodeCall(bond.transfer, (bob, HELD)));
        check(!moved, "still frozen without limit");
    }

    function test_AddsToWhatTheReplacementHolds() external {
        issue(bond, spare, LOT);
        recover(alice, spare);
        same(bond.balanceOf(spare), HELD + LOT, "sum");
    }

    function test_WorksWhilePausedHaltedAndWindingDown() external {
        pause(bond);
        vm.prank(supervisor);
        bond.setHalted(true);
        vm.prank(governor);
        bond.startWindDown();
        recover(alice, spare);
        same(bond.balanceOf(spare), HELD, "recovered");
    }

    /// Recovery is no way around a block: the replacement has the same standing, and is judged.
    function test_RevertWhen_TheInvestorIsBlocked() external {
        restrict(alice, BLOCKED_FLAG);
        expectRefusal(bond, MovementKind.Recovery, BLOCKED_RULE);
        recover(alice, spare);
    }

    /// A wallet that lost its standing altogether is nobody's, so nobody can claim it.
    function test_RevertWhen_TheLostWalletWasUnlinked() external {
        vm.prank(registrar);
        investors.unlinkWallet(alice);
        expectRefusal(bond, MovementKind.Recovery, TokenFacts.NOT_SAME_INVESTOR);
        recover(alice, spare);
    }

    /// The rules of the profile for this kind are judged too.
    function test_RevertWhen_IdentityLapsedAndTheRegimeAsksForIt() external {
        attest(alice, IDENTITY, 0);
        expectRefusal(bond, MovementKind.Recovery, IDENTITY_RULE);
        recover(alice, spare);
    }

    function test_EmptyWalletIsRecoveredWithItsFreeze() external {
        freeze(bond, spare, 3);
        recover(spare, alice);
        same(bond.getFrozenTokens(alice), 3, "the freeze moves");
        same(bond.balanceOf(alice), HELD, "nothing else does");
    }

    /// Record-date balances stay with the wallet that held them.
    function test_HistoryIsNotRewritten() external {
        vm.prank(payingAgent);
        bond.addRecordDate(uint40(START + 1 days));
        vm.warp(START + 2 days);
        recover(alice, spare);
        same(bond.balanceOfAt(alice, 0), HELD, "held then");
        same(bond.balanceOfAt(spare, 0), 0, "not held then");
    }

    /// Capacity use does not change: nothing was issued or redeemed.
    function test_CapacityIsUntouched() external {
        recover(alice, spare);
        same(ledger.capacity(LEI, CLASS).used, HELD, "use");
    }

    function callAs(address caller, bytes memory data) private returns (bool, bytes memory) {
        vm.prank(caller);
        return address(bond).call(data);
    }
}
