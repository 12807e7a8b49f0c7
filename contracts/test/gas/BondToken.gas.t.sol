// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {GasTest} from "./GasTest.sol";

/// @title BondTokenGas
/// @notice What a holder, an issuer and an officer pay. Entries are in `snapshots/BondToken.json`.
contract BondTokenGas is GasTest {
    string private constant GROUP = "BondToken";

    function test_TransferBetweenHolders() external {
        vm.prank(alice);
        plain.transfer(bob, AMOUNT);
        uint256 floor = vm.snapshotGasLastCall(GROUP, "transfer between holders, OpenZeppelin's plain ERC-20");
        vm.prank(alice);
        lean.transfer(bob, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "transfer between holders, solady's plain ERC-20");

        vm.prank(alice);
        sandboxBond.transfer(bob, AMOUNT);
        ratio(vm.snapshotGasLastCall(GROUP, "transfer between holders, uk-sandbox"), floor, "uk-sandbox");
        vm.prank(alice);
        institutionalBond.transfer(bob, AMOUNT);
        ratio(vm.snapshotGasLastCall(GROUP, "transfer between holders, us-exemption 144a"), floor, "144a");

        vm.prank(issuer);
        offshoreBond.startOfferingClock(START_DAY);
        vm.prank(alice);
        offshoreBond.transfer(bob, AMOUNT);
        ratio(
            vm.snapshotGasLastCall(GROUP, "transfer between holders, us-exemption reg-s, clock running"),
            floor,
            "reg-s, clock running"
        );
        vm.warp(START + 40 days);
        vm.prank(alice);
        offshoreBond.transfer(bob, AMOUNT);
        ratio(
            vm.snapshotGasLastCall(GROUP, "transfer between holders, us-exemption reg-s, clock elapsed"),
            floor,
            "reg-s, clock elapsed"
        );
    }

    function test_TransferToNewHolder() external {
        vm.prank(alice);
        sandboxBond.transfer(carol, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "transfer to a new holder, uk-sandbox");
    }

    function test_TransferFromBetweenHolders() external {
        vm.prank(alice);
        sandboxBond.approve(carol, HOLDING);
        vm.prank(carol);
        sandboxBond.transferFrom(alice, bob, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "transferFrom between holders, uk-sandbox");
    }

    function test_MintToNewHolder() external {
        vm.prank(issuer);
        sandboxBond.mint(carol, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "mint to a new holder, uk-sandbox");
    }

    function test_BatchMint() external {
        (address[] memory wallets, uint256[] memory amounts) = batch(true);
        vm.prank(issuer);
        sandboxBond.batchMint(wallets, amounts);
        vm.snapshotValue(GROUP, "mint in a batch of 100 new holders, each, uk-sandbox", lastGas() / BATCH);
    }

    function test_BatchTransfer() external {
        (address[] memory wallets, uint256[] memory amounts) = batch(true);
        vm.prank(issuer);
        sandboxBond.batchMint(wallets, amounts);
        vm.prank(alice);
        sandboxBond.batchTransfer(wallets, amounts);
        vm.snapshotValue(GROUP, "transfer in a batch of 100 holders, each, uk-sandbox", lastGas() / BATCH);
    }

    function test_ForcedTransfer() external {
        vm.prank(officer);
        sandboxBond.forcedTransfer(alice, bob, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "forced transfer between holders, uk-sandbox");
    }

    function test_Freeze() external {
        vm.prank(officer);
        sandboxBond.setFrozenTokens(alice, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "freeze a part of a holding");
    }

    function test_Redeem() external {
        vm.prank(payingAgent);
        sandboxBond.redeem(alice, AMOUNT);
        vm.snapshotGasLastCall(GROUP, "redeem a part of a holding, uk-sandbox");
    }

    /// @dev Thousandths of OpenZeppelin's plain transfer.
    function ratio(uint256 gas, uint256 floor, string memory profile) private {
        vm.snapshotValue(GROUP, string.concat("thousandths of a plain transfer, ", profile), gas * 1000 / floor);
    }
}
