// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {TokenFacts} from "../../../src/libraries/TokenFacts.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract BondTokenMintTest is BaseTest {
    uint256 private constant VOLUME = 1_000_000_000_00;

    function testFuzz_IssuesAndReports(uint256 lots) external {
        lots = bound(lots, 1, LIMIT / LOT);
        vm.expectEmit(address(bond));
        emit IERC20.Transfer(address(0), alice, lots * LOT);
        issue(bond, alice, lots * LOT);
        same(bond.balanceOf(alice), lots * LOT, "balance");
        same(bond.totalSupply(), lots * LOT, "supply");
        same(ledger.capacity(LEI, CLASS).used, lots * LOT, "capacity is used once, by the amount");
    }

    function test_RevertWhen_RecipientIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        issue(bond, address(0), LOT);
    }

    function test_RevertWhen_RecipientIsNotEligible() external {
        expectRefusal(bond, MovementKind.Issue, IDENTITY_RULE | ELIGIBLE_RULE);
        issue(bond, stranger, LOT);
    }

    function test_RevertWhen_PausedOrHalted() external {
        pause(bond);
        vm.prank(supervisor);
        bond.setHalted(true);
        expectRefusal(bond, MovementKind.Issue, TokenFacts.PAUSED | HALT_RULE);
        issue(bond, alice, LOT);
    }

    // ISSUE VOLUME

    function test_IssueVolumeIsTheMost() external {
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, VOLUME);
        expectRefusal(clockBond, MovementKind.Issue, TokenFacts.ISSUE_VOLUME);
        issue(clockBond, alice, 1);
        vm.prank(issuer);
        clockBond.increaseIssueVolume(1);
        issue(clockBond, alice, 1);
        same(clockBond.totalSupply(), VOLUME + 1, "after the tap");
    }

    function testFuzz_RevertWhen_AmountOverflowsTheVolume(uint256 amount) external {
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, LOT);
        vm.assume(amount > VOLUME - LOT);
        expectRefusal(clockBond, MovementKind.Issue, TokenFacts.ISSUE_VOLUME);
        issue(clockBond, alice, amount);
    }

    function testFuzz_TapRaisesTheVolume(uint256 by) external {
        by = bound(by, 0, type(uint128).max - VOLUME);
        vm.expectEmit(address(bond));
        emit IBondEvents.IssueVolumeIncreased(by, VOLUME + by);
        vm.prank(issuer);
        bond.increaseIssueVolume(by);
        same(bond.issueVolume(), VOLUME + by, "volume");
    }

    function testFuzz_RevertWhen_VolumeWouldNotFit(uint256 by) external {
        vm.assume(by > type(uint128).max - VOLUME);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.AmountTooLarge.selector, by));
        vm.prank(issuer);
        bond.increaseIssueVolume(by);
    }

    /// Balances and supply are kept in 128 bits: the largest volume is issued and moved without loss.
    function test_LargestAmountIsKept() external {
        useRegime(clockBond, openTable("open"));
        vm.prank(issuer);
        clockBond.increaseIssueVolume(type(uint128).max - VOLUME);
        issue(clockBond, alice, type(uint128).max);
        vm.prank(alice);
        clockBond.transfer(bob, type(uint128).max);
        same(clockBond.balanceOf(bob), type(uint128).max, "all of it");
        same(clockBond.totalSupply(), type(uint128).max, "supply");
    }

    // BATCHES

    function batch(address second, uint256 amount)
        private
        view
        returns (address[] memory recipients, uint256[] memory amounts)
    {
        recipients = new address[](2);
        amounts = new uint256[](2);
        (recipients[0], recipients[1]) = (alice, second);
        (amounts[0], amounts[1]) = (LOT, amount);
    }

    function test_BatchIssuesToDuplicatesTwice() external {
        (address[] memory recipients, uint256[] memory amounts) = batch(alice, 2 * LOT);
        vm.prank(issuer);
        bond.batchMint(recipients, amounts);
        same(bond.balanceOf(alice), 3 * LOT, "both entries");
        same(ledger.capacity(LEI, CLASS).used, 3 * LOT, "capacity");
    }

    /// The second entry sees the capacity that the first one used.
    function test_RevertWhen_BatchExceedsTheLimitTogether() external {
        (address[] memory recipients, uint256[] memory amounts) = batch(bob, LIMIT);
        same(reasons(bond, MovementKind.Issue, address(0), address(0), bob, LIMIT), 0, "alone it fits");
        expectRefusal(bond, MovementKind.Issue, CAPACITY_RULE);
        vm.prank(issuer);
        bond.batchMint(recipients, amounts);
        same(bond.totalSupply(), 0, "nothing was issued");
        amounts[1] = LIMIT - LOT;
        vm.prank(issuer);
        bond.batchMint(recipients, amounts);
        same(bond.totalSupply(), LIMIT, "exactly the limit");
    }

    function testFuzz_RevertWhen_BatchLengthsDiffer(uint8 recipients, uint8 amounts) external {
        vm.assume(recipients != amounts);
        vm.expectRevert(IBondEvents.BatchLengthMismatch.selector);
        vm.prank(issuer);
        bond.batchMint(new address[](recipients), new uint256[](amounts));
    }

    // CAPACITY OVER SEVERAL INSTRUMENTS, WITH RATES

    /// A mint of exactly the headroom passes and one unit more fails, whatever the other instruments and the rate.
    function testFuzz_HeadroomIsExactlyWhatMayBeIssued(uint128 limit, uint256 other, uint256 unitRate) external {
        unitRate = bound(unitRate, 1e12, 1e24);
        other = bound(other, 1, VOLUME / LOT) * LOT;
        IBondToken foreign = deployBond("ZZ00FOREIGN0", regimes.deploy(capacityTable()));
        useRegime(bond, capacityTable());
        vm.prank(registrar);
        ledger.enrol(address(foreign), enrolment("USD"));
        vm.startPrank(supervisor);
        ledger.setRate("USD", "GBP", unitRate, START_DAY);
        ledger.setLimit(LEI, CLASS, "GBP", type(uint128).max);
        vm.stopPrank();
        issue(bond, alice, other);
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", limit);
        vm.prank(issuer);
        foreign.increaseIssueVolume(type(uint128).max - VOLUME);
        uint256 room = ledger.headroom(address(foreign));
        if (room >= type(uint128).max) return;
        expectRefusal(foreign, MovementKind.Issue, 1);
        issue(foreign, alice, room + 1);
        if (room == 0) return;
        issue(foreign, alice, room);
        check(ledger.capacity(LEI, CLASS).used <= limit, "within the limit");
        uint256 rest = ledger.headroom(address(foreign));
        expectRefusal(foreign, MovementKind.Issue, 1);
        issue(foreign, alice, rest + 1);
    }
}
