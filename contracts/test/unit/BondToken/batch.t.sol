// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ISecurityCore} from "../../../src/interfaces/ISecurityCore.sol";
import {BaseTest} from "../../Base.t.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title BondTokenBatchTest
/// @notice The quick answer to a batch lets through what its movements get through one by one, and nothing else.
contract BondTokenBatchTest is BaseTest {
    uint256 private constant SIZE = 4;

    /// How a try ended that is undone: whether every movement took place, and what everybody held then.
    error Tried(bool done, bytes32 holdings);

    address private blocked = makeAccount("blocked");
    address private lapsed = makeAccount("lapsed");
    address[] private pool;

    struct Seeds {
        uint8[SIZE] to;
        uint8[SIZE] lots;
        /// A nonzero one takes the amount off the step, or below the minimum.
        uint8[SIZE] odd;
        uint8 regime;
        uint8 state;
        uint8 left;
    }

    function setUp() public override {
        super.setUp();
        register(blocked, facts(HOME, PROFESSIONAL, 0));
        restrict(blocked, BLOCKED_FLAG);
        register(lapsed, facts(HOME, PROFESSIONAL, 0));
        vm.prank(verifier);
        investors.attest(lapsed, IDENTITY, START_DAY - 1);
        issue(bond, alice, 40 * LOT);
        // Who may receive is drawn more often, so that batches pass too.
        pool = [bob, bob, bob, carol, carol, bob, carol, blocked, lapsed, stranger, alice, address(0)];
    }

    function testFuzz_TransfersAreAllowedAsOneByOne(Seeds memory seeds) external {
        prepare(seeds);
        (address[] memory to, uint256[] memory amounts) = batch(seeds);
        compare(alice, false, to, amounts);
    }

    function testFuzz_IssuesAreAllowedAsOneByOne(Seeds memory seeds) external {
        prepare(seeds);
        // So little is left under the entrant's limit that some batches fit and some do not.
        uint256 limit = bond.totalSupply() + uint256(seeds.left % 64) * LOT;
        vm.prank(supervisor);
        ledger.setLimit(LEI, CLASS, "GBP", limit);
        (address[] memory to, uint256[] memory amounts) = batch(seeds);
        compare(issuer, true, to, amounts);
    }

    /// The fuzz above is worth something only if both answers come: here is one of each.
    function test_OneIneligibleAmongManyStopsAll() external {
        Seeds memory seeds;
        (address[] memory to, uint256[] memory amounts) = batch(seeds);
        vm.prank(alice);
        bond.batchTransfer(to, amounts);
        same(bond.balanceOf(bob), SIZE * LOT, "all of them");
        for (uint256 i = 0; i < SIZE; ++i) {
            (to[i], amounts[i]) = (lapsed, LOT);
            vm.expectRevert();
            vm.prank(alice);
            bond.batchTransfer(to, amounts);
            to[i] = bob;
        }
        same(bond.balanceOf(bob), SIZE * LOT, "nothing moved");
    }

    /// What is left of a holding is counted from one movement to the next: 39 lots go, then all of the last one but less
    /// than a minimum.
    function test_RevertWhen_ALaterMovementLeavesTooLittle() external {
        Seeds memory seeds;
        (address[] memory to, uint256[] memory amounts) = batch(seeds);
        amounts[0] = 30 * LOT;
        amounts[1] = 8 * LOT;
        amounts[2] = LOT;
        amounts[3] = LOT - 100;
        compare(alice, false, to, amounts);
        vm.expectRevert();
        vm.prank(alice);
        bond.batchTransfer(to, amounts);
    }

    /// @dev Moves one by one and is undone.
    function tryOneByOne(address caller, bool issues, address[] calldata to, uint256[] calldata amounts) external {
        bool done = true;
        for (uint256 i = 0; i < to.length && done; ++i) {
            bytes memory call = issues
                ? abi.encodeCall(ISecurityCore.mint, (to[i], amounts[i]))
                : abi.encodeCall(IERC20.transfer, (to[i], amounts[i]));
            vm.prank(caller);
            (done,) = address(bond).call(call);
        }
        revert Tried(done, holdings());
    }

    function compare(address caller, bool issues, address[] memory to, uint256[] memory amounts) private {
        bool expected;
        bytes32 held;
        try this.tryOneByOne(caller, issues, to, amounts) {}
        catch (bytes memory outcome) {
            assembly ("memory-safe") {
                expected := mload(add(outcome, 0x24))
                held := mload(add(outcome, 0x44))
            }
        }
        bytes memory call = issues
            ? abi.encodeCall(ISecurityCore.batchMint, (to, amounts))
            : abi.encodeCall(ISecurityCore.batchTransfer, (to, amounts));
        bytes32 before = holdings();
        vm.prank(caller);
        (bool done,) = address(bond).call(call);
        check(done == expected, "the batch is allowed as its movements are");
        check(holdings() == (done ? held : before), "and leaves the same, or nothing");
    }

    function holdings() private view returns (bytes32) {
        bytes memory all = abi.encode(bond.totalSupply());
        for (uint256 i = 0; i < pool.length; ++i) {
            all = abi.encodePacked(all, bond.balanceOf(pool[i]));
        }
        return keccak256(all);
    }

    function batch(Seeds memory seeds) private view returns (address[] memory to, uint256[] memory amounts) {
        (to, amounts) = (new address[](SIZE), new uint256[](SIZE));
        for (uint256 i = 0; i < SIZE; ++i) {
            to[i] = pool[seeds.to[i] % pool.length];
            amounts[i] = (1 + uint256(seeds.lots[i]) % 14) * LOT;
            if (seeds.odd[i] % 8 == 1) amounts[i] -= 1;
            if (seeds.odd[i] % 8 == 2) amounts[i] = 100;
        }
    }

    function prepare(Seeds memory seeds) private {
        if (seeds.regime % 3 == 1) useRegime(bond, openTable("open"));
        if (seeds.regime % 3 == 2) useRegime(bond, clockTable("clock", 40));
        if (seeds.state % 16 == 1) pause(bond);
        if (seeds.state % 16 == 2) freeze(bond, alice, uint256(seeds.left) * LOT / 4);
    }
}
