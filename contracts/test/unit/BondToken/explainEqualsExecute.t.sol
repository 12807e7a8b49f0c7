// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {InstrumentStateLibrary} from "../../../src/types/InstrumentState.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";
import {Standing} from "../../../src/types/Standing.sol";
import {BaseTest} from "../../Base.t.sol";
import {Attempt, Callers, Mover} from "../../support/Mover.sol";

/// @notice Random numbers that a scenario is made of.
struct Seeds {
    uint256 parties;
    uint256[3] standings;
    uint256 state;
    uint256 regime;
    uint256 amounts;
    uint256 time;
}

/// What a view explains is what an attempt meets, for every kind that can be attempted, whatever the standings, the flags,
/// the freezes, the capacity, the regime and the time. Mover compares reason by reason and reverts when the two differ.
contract ExplainEqualsExecuteTest is BaseTest {
    address[3] private wallets = [address(0x5001), address(0x5002), address(0x5003)];

    function testFuzz_Issue(Seeds memory seeds) external {
        judge(MovementKind.Issue, seeds);
    }

    function testFuzz_Transfer(Seeds memory seeds) external {
        seeds.parties &= ~uint256(1);
        judge(MovementKind.Transfer, seeds);
    }

    function testFuzz_TransferFrom(Seeds memory seeds) external {
        seeds.parties |= 1;
        judge(MovementKind.Transfer, seeds);
    }

    function testFuzz_Redeem(Seeds memory seeds) external {
        judge(MovementKind.Redeem, seeds);
    }

    function testFuzz_ForcedTransfer(Seeds memory seeds) external {
        judge(MovementKind.ForcedTransfer, seeds);
    }

    function testFuzz_Recovery(Seeds memory seeds) external {
        seeds.parties |= 2;
        judge(MovementKind.Recovery, seeds);
    }

    /// A movement that nothing stands in the way of does take place: the comparison is not one of refusals only.
    function test_EveryKindIsAllowedSomewhere() external {
        issue(bond, alice, 4 * LOT);
        link(alice, stranger);
        vm.prank(alice);
        bond.approve(carol, LOT);
        Callers memory callers = Callers(issuer, payingAgent, officer);
        Attempt[6] memory allowed = [
            Attempt(MovementKind.Issue, address(0), address(0), bob, LOT),
            Attempt(MovementKind.Transfer, address(0), alice, bob, LOT),
            Attempt(MovementKind.Transfer, carol, alice, bob, LOT),
            Attempt(MovementKind.Redeem, address(0), alice, address(0), LOT),
            Attempt(MovementKind.ForcedTransfer, address(0), bob, carol, LOT),
            Attempt(MovementKind.Recovery, address(0), alice, stranger, 0)
        ];
        for (uint256 i = 0; i < 6; ++i) {
            same(Mover.attempt(bond, callers, allowed[i]), 0, "allowed");
        }
    }

    function judge(MovementKind kind, Seeds memory seeds) private {
        prepareHoldings(seeds);
        for (uint256 i = 0; i < 3; ++i) {
            prepareStanding(wallets[i], seeds.standings[i]);
        }
        Attempt memory a = attemptOf(kind, seeds);
        if (seeds.parties & 2 != 0) linkIfPossible(wallets[0], wallets[1]);
        prepareState(seeds.state);
        prepareRegime(seeds.regime);
        vm.warp(START + bound(seeds.time, 0, 500 days));
        Mover.attempt(bond, Callers(issuer, payingAgent, officer), a);
    }

    function prepareHoldings(Seeds memory seeds) private {
        useRegime(bond, openTable("open"));
        uint256[4] memory balances = [uint256(0), LOT, 3 * LOT, 2 * LOT + 7];
        issue(bond, wallets[0], balances[seeds.amounts % 4]);
        issue(bond, wallets[1], balances[(seeds.amounts >> 8) % 4]);
        uint256 freezing = (seeds.amounts >> 16) % 6;
        if (freezing == 0) freeze(bond, wallets[0], type(uint256).max);
        if (freezing == 1) freeze(bond, wallets[0], bound(seeds.amounts >> 64, 0, 4 * LOT));
        if (freezing == 2) freeze(bond, wallets[1], type(uint256).max);
        vm.prank(wallets[0]);
        bond.approve(wallets[2], (seeds.amounts >> 24) % 3 == 0 ? LOT : type(uint256).max);
    }

    function prepareStanding(address wallet, uint256 seed) private {
        if (seed % 8 == 0) return;
        uint16[4] memory places = [HOME, HOME, AWAY, ELSEWHERE];
        uint16[4] memory days_ = [LAST_DAY, LAST_DAY, START_DAY + 10, START_DAY - 1];
        Standing standing = facts(places[(seed >> 8) % 4], (seed >> 16) % 10, 0);
        standing = standing.withExpiry(PROFESSIONAL, days_[(seed >> 24) % 4]);
        standing = standing.withExpiry(IDENTITY, days_[(seed >> 32) % 4]);
        if ((seed >> 40) % 4 == 0) standing = standing.withFlags(uint24(seed >> 48), 0xfff);
        register(wallet, standing);
        if ((seed >> 80) % 5 == 0) restrict(wallet, uint24(seed >> 88) & 0x7ff000);
    }

    function linkIfPossible(address wallet, address other) private {
        if (investors.standingOf(other).investor() != 0 || investors.standingOf(wallet).investor() == 0) return;
        link(wallet, other);
    }

    function prepareState(uint256 seed) private {
        vm.startPrank(supervisor);
        bond.setPaused(seed % 8 == 0);
        bond.setHalted((seed >> 8) % 8 == 0);
        if ((seed >> 16) % 6 == 0) ledger.setLimit(LEI, CLASS, "GBP", bound(seed >> 64, 0, 10 * LOT));
        if ((seed >> 24) % 6 == 0) ledger.setEntrant(LEI, entrant(uint16(seed >> 64), uint8(seed >> 80), 1));
        vm.stopPrank();
        if ((seed >> 32) % 2 == 0) {
            vm.prank(issuer);
            bond.startOfferingClock(START_DAY - uint16((seed >> 96) % 60));
        }
        if ((seed >> 40) % 10 == 0) {
            vm.prank(governor);
            bond.startWindDown();
        }
    }

    function prepareRegime(uint256 seed) private {
        if (seed % 4 == 0) return;
        useRegime(bond, seed % 4 == 1 ? clockTable("clock", (seed >> 8) % 100) : cappedTable("capped"));
    }

    function attemptOf(MovementKind kind, Seeds memory seeds) private view returns (Attempt memory a) {
        a.kind = kind;
        bool gives = kind != MovementKind.Issue;
        bool receives = kind != MovementKind.Redeem;
        if (gives) a.from = (seeds.parties >> 8) % 20 == 0 ? address(0) : wallets[0];
        if (receives) a.to = pick((seeds.parties >> 16) % 20);
        if (kind == MovementKind.Transfer && seeds.parties & 1 == 1) {
            // The holder itself too: out of its own allowance.
            uint256 choice = (seeds.parties >> 24) % 6;
            a.operator = wallets[choice < 2 ? choice : 2];
        }
        a.amount = amountOf(seeds.amounts >> 32);
    }

    function pick(uint256 seed) private view returns (address) {
        if (seed == 0) return address(0);
        if (seed == 1) return wallets[0];
        return seed == 2 ? wallets[2] : wallets[1];
    }

    function amountOf(uint256 seed) private view returns (uint256) {
        uint256 choice = seed % 8;
        if (choice < 4) return LOT;
        if (choice == 4) return bond.balanceOf(wallets[0]);
        if (choice == 5) return bound(seed >> 8, 0, 4 * LOT);
        if (choice == 6) return ((seed >> 8) % 4) * LOT;
        return seed >> 8;
    }
}
