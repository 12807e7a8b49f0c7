// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondEvents} from "../../../src/interfaces/IBondEvents.sol";
import {InstrumentState} from "../../../src/types/InstrumentState.sol";
import {BaseTest} from "../../Base.t.sol";

contract BondTokenAddRecordDateTest is BaseTest {
    function setUp() public override {
        super.setUp();
        useRegime(clockBond, openTable("open"));
        issue(clockBond, alice, 1000);
        issue(clockBond, bob, 1000);
    }

    function addRecordDate(uint256 at) private returns (uint256) {
        vm.prank(payingAgent);
        return clockBond.addRecordDate(uint40(at));
    }

    function send(address from, address to, uint256 amount) private {
        vm.prank(from);
        clockBond.transfer(to, amount);
    }

    function testFuzz_KeepsTheDates(uint32[4] memory gaps) external {
        uint256 at = START;
        for (uint256 i = 0; i < 4; ++i) {
            at += uint256(gaps[i]) + 1;
            vm.expectEmit(address(clockBond));
            emit IBondEvents.RecordDateAdded(i, uint40(at));
            same(addRecordDate(at), i, "index");
            same(clockBond.recordDate(i), at, "date");
        }
        same(clockBond.recordDateCount(), 4, "count");
    }

    function testFuzz_RevertWhen_NotAfterNow(uint256 at) external {
        at = bound(at, 0, START);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.InvalidRecordDate.selector, uint40(at)));
        addRecordDate(at);
    }

    function testFuzz_RevertWhen_NotAfterTheLastOne(uint256 at) external {
        addRecordDate(START + 100 days);
        at = bound(at, START + 1, START + 100 days);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.InvalidRecordDate.selector, uint40(at)));
        addRecordDate(at);
    }

    function test_RevertWhen_NotReachedOrUnknown() external {
        addRecordDate(START + 10);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, 0));
        clockBond.balanceOfAt(alice, 0);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, 0));
        clockBond.totalSupplyAt(0);
        vm.warp(START + 10);
        same(clockBond.balanceOfAt(alice, 0), 1000, "reached");
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, 1));
        clockBond.balanceOfAt(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, 1));
        clockBond.recordDate(1);
    }

    /// The date that the live state has is the next one: none is one that has not come, and passed ones do not come again.
    function testFuzz_ReachedIfAndOnlyIfItsSecondHasCome(uint256 at, bool moves, bool again) external {
        for (uint256 i = 1; i <= 3; ++i) {
            addRecordDate(START + i * 10);
        }
        vm.warp(START + bound(at, 0, 40));
        if (moves) send(alice, bob, 1);
        if (again) vm.warp(block.timestamp + 10);
        for (uint256 i = 0; i < 4; ++i) {
            bool reached = i < 3 && block.timestamp >= START + (i + 1) * 10;
            bytes memory why = abi.encodeWithSelector(IBondEvents.RecordDateNotReached.selector, i);
            if (!reached) vm.expectRevert(why);
            clockBond.totalSupplyAt(i);
            if (!reached) vm.expectRevert(why);
            clockBond.payeeOf(alice, i);
        }
    }

    function testFuzz_WhoPaysAsksOnceForWhatThreeViewsSay(uint256 at, uint256 sent) external {
        addRecordDate(START + 10);
        vm.warp(START + bound(at, 0, 20));
        send(alice, bob, bound(sent, 1, 1000));
        vm.warp(START + 20);
        (InstrumentState state, address registry, uint256 held) = clockBond.payeeOf(alice, 0);
        check(InstrumentState.unwrap(state) == InstrumentState.unwrap(clockBond.state()), "live state");
        (address expected,,) = clockBond.wiring();
        check(registry == expected, "registry");
        same(held, clockBond.balanceOfAt(alice, 0), "held");
    }

    /// What moves in the second of the record date is after it; what moved a second earlier is before it.
    function test_MovementsOnTheRecordDateItselfComeAfterIt() external {
        addRecordDate(START + 100);
        vm.warp(START + 99);
        send(alice, bob, 10);
        vm.warp(START + 100);
        send(alice, bob, 100);
        same(clockBond.balanceOfAt(alice, 0), 990, "before the transfer of that second");
        same(clockBond.balanceOfAt(bob, 0), 1010, "and on the other side");
        same(clockBond.balanceOf(alice), 890, "now");
    }

    function test_SeveralDatesPassWithoutAMovement() external {
        for (uint256 i = 1; i <= 5; ++i) {
            addRecordDate(START + i * 10);
        }
        vm.warp(START + 35);
        send(alice, bob, 400);
        vm.warp(START + 1000);
        for (uint256 i = 0; i < 5; ++i) {
            same(clockBond.balanceOfAt(alice, i), i < 3 ? 1000 : 600, "giver");
            same(clockBond.balanceOfAt(bob, i), i < 3 ? 1000 : 1400, "receiver");
            same(clockBond.balanceOfAt(carol, i), 0, "nobody");
            same(clockBond.totalSupplyAt(i), 2000, "supply");
        }
    }

    function test_ADateAfterAllHavePassed() external {
        addRecordDate(START + 10);
        vm.warp(START + 20);
        addRecordDate(START + 30);
        send(alice, bob, 1);
        vm.warp(START + 40);
        send(alice, bob, 1);
        same(clockBond.balanceOfAt(alice, 0), 1000, "first");
        same(clockBond.balanceOfAt(alice, 1), 999, "second");
        same(clockBond.balanceOf(alice), 998, "now");
    }

    /// A freeze between two record dates writes the same slot and must not disturb the history.
    function test_FreezesDoNotDisturbTheHistory() external {
        addRecordDate(START + 10);
        addRecordDate(START + 20);
        vm.warp(START + 15);
        freeze(clockBond, alice, 5);
        freeze(clockBond, carol, 5);
        send(alice, bob, 100);
        vm.warp(START + 25);
        freeze(clockBond, alice, 0);
        send(bob, alice, 50);
        same(clockBond.balanceOfAt(alice, 0), 1000, "first");
        same(clockBond.balanceOfAt(alice, 1), 900, "second");
        same(clockBond.balanceOfAt(carol, 1), 0, "frozen, and empty");
    }

    function test_SupplyAtARecordDate() external {
        addRecordDate(START + 10);
        addRecordDate(START + 20);
        vm.warp(START + 12);
        issue(clockBond, carol, 500);
        vm.warp(START + 22);
        vm.prank(payingAgent);
        clockBond.redeem(alice, 1000);
        same(clockBond.totalSupplyAt(0), 2000, "first");
        same(clockBond.totalSupplyAt(1), 2500, "second");
        same(clockBond.totalSupply(), 1500, "now");
    }

    /// Any movements at any times: every balance and the supply at every record date equal a model that copies them all.
    function testFuzz_BalancesEqualTheModel(uint256[24] memory seeds) external {
        address[3] memory who = [alice, bob, carol];
        uint256[3] memory held = [uint256(1000), 1000, 0];
        uint256[4][8] memory kept;
        uint256 now_ = START;
        for (uint256 i = 1; i <= 8; ++i) {
            addRecordDate(START + i * 100);
        }
        uint256 passed = 0;
        for (uint256 i = 0; i < seeds.length; ++i) {
            now_ += seeds[i] % 80;
            vm.warp(now_);
            while (passed < 8 && START + (passed + 1) * 100 <= now_) {
                kept[passed++] = [held[0], held[1], held[2], held[0] + held[1] + held[2]];
            }
            move(seeds[i] >> 8, who, held);
        }
        for (uint256 i = 0; i < passed; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                same(clockBond.balanceOfAt(who[j], i), kept[i][j], "balance");
            }
            same(clockBond.totalSupplyAt(i), kept[i][3], "supply");
        }
    }

    function move(uint256 seed, address[3] memory who, uint256[3] memory held) private {
        uint256 from = seed % 3;
        uint256 to = (seed >> 8) % 3;
        uint256 amount = bound(seed >> 16, 0, held[from]);
        uint256 action = (seed >> 250) % 4;
        if (action == 0) {
            issue(clockBond, who[to], amount);
            held[to] += amount;
        } else if (action == 1) {
            vm.prank(payingAgent);
            clockBond.redeem(who[from], amount);
            held[from] -= amount;
        } else {
            send(who[from], who[to], amount);
            held[from] -= amount;
            held[to] += amount;
        }
    }
}
