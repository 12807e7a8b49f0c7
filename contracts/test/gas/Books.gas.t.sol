// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../src/interfaces/IBondToken.sol";
import {HolderClass} from "../../src/interfaces/IInstrumentLedger.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {Books} from "../../src/types/Books.sol";
import {Parties} from "../../src/types/Parties.sol";
import {BooksTest} from "../support/BooksTest.sol";
import {Deployed} from "../support/Deployed.sol";
import {RuleTableBuilder as Table, TableDraft} from "../support/RuleTableBuilder.sol";

/// @title BooksGas
/// @notice What rules that remember cost a transfer between holders, beside the same regime without them. Entries are in
/// `snapshots/Books.json`. Run with `--isolate`, as {GasTest}.
contract BooksGas is BooksTest {
    string private constant GROUP = "Books";
    uint256 private constant AMOUNT = 5_000_00;
    uint256 private constant HOLDING = 10_000_000_00;

    function setUp() public override {
        super.setUp();
        useRegimeCode(address(extension));
    }

    function bondWith(bytes12 isin, uint256 mask) private returns (IBondToken made) {
        TableDraft memory table = clockDraft(bytes32(uint256(mask)), 40);
        if (mask & Books.HOLDERS != 0) {
            uint256 cap = 900_000_000_00;
            uint256 kinds = Table.ISSUE | Table.TRANSFER | Table.FORCED;
            table = Table.row(table, Predicates.HOLDING_CAP, kinds, Parties.RECIPIENT, cap, "cap");
            uint256 limit = 2000 | uint256(HolderClass.All) << 32;
            table = Table.row(table, Predicates.HOLDER_LIMIT, kinds, Parties.MOVEMENT, limit, "holders");
        }
        if (mask & Books.LOTS != 0) {
            table = Table.row(table, Predicates.LOT_CLOCK, Table.TRANSFER, Parties.SENDER, 6, "lots");
        }
        if (mask & Books.VOLUMES != 0) {
            uint256 cap = uint256(type(uint128).max) | uint256(30) << 128;
            table = Table.row(table, Predicates.VOLUME_CAP, Table.TRANSFER, Parties.MOVEMENT, cap, "volume");
        }
        bytes memory encoded = Table.encode(Table.guarded(table, IDENTITY, BLOCKED_FLAG, START - 365 days, 0));
        encoded[71] = bytes1(uint8(mask | (mask & Books.HOLDERS != 0 ? Books.POSITIONS : 0)));
        made = deployBond(isin, deployRegime(encoded));
        if (mask & Books.LOTS != 0) {
            vm.prank(registrar);
            books.setLotTerms(address(made), 0, AFFILIATE_FLAG);
        }
        issue(made, alice, HOLDING);
        issue(made, bob, HOLDING);
        vm.warp(START + 200 days);
    }

    function transfer(IBondToken made, string memory name) private returns (uint256 gasUsed) {
        vm.prank(alice);
        made.transfer(bob, AMOUNT);
        gasUsed = vm.snapshotGasLastCall(GROUP, name);
    }

    function test_TransferBetweenHolders() external {
        uint256 without = transfer(bondWith("ZZ000000NONE", 0), "transfer between holders, no books");
        uint256 counted =
            transfer(bondWith("ZZ000000HOLD", Books.HOLDERS), "transfer between holders, holding cap and holder limit");
        vm.warp(START);
        uint256 dated = transfer(bondWith("ZZ000000LOTS", Books.LOTS), "transfer between holders, lots");
        vm.warp(START);
        uint256 both = transfer(
            bondWith("ZZ000000BOTH", Books.HOLDERS | Books.LOTS),
            "transfer between holders, holding cap, holder limit and lots"
        );
        vm.warp(START);
        transfer(bondWith("ZZ000000VOLU", Books.VOLUMES), "first transfer of a day, volume cap");
        check(without < counted && without < dated && counted < both && dated < both, "only what is kept costs");
    }

    function test_TransferToNewHolder() external {
        IBondToken made = bondWith("ZZ000000HOLD", Books.HOLDERS);
        vm.prank(alice);
        made.transfer(carol, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "transfer to a new holder, holding cap and holder limit");
    }

    function test_CodeSizes() external {
        vm.snapshotValue(GROUP, "runtime code of InstrumentLedger, bytes", address(books).code.length);
        vm.snapshotValue(GROUP, "runtime code of Permits, bytes", address(permits).code.length);
        vm.snapshotValue(GROUP, "runtime code of RuleExtension, bytes", address(extension).code.length);
    }
}
