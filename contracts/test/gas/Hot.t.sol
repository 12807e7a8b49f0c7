// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;
import {BaseTest} from "../Base.t.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

contract Plain is ERC20("P", "P") {
    function mint(address a, uint256 v) external {
        _mint(a, v);
    }
}

contract HotGas is BaseTest {
    Plain plain;

    function setUp() public override {
        super.setUp();
        plain = new Plain();
        plain.mint(alice, 1e12);
        plain.mint(bob, 1e12);
        issue(bond, alice, 10_000_000_00);
        issue(bond, bob, 10_000_000_00);
        issue(clockBond, alice, 10_000_000_00);
        issue(clockBond, bob, 10_000_000_00);
        vm.prank(alice);
        plain.approve(carol, type(uint256).max - 1);
        vm.prank(alice);
        bond.approve(carol, type(uint256).max - 1);
    }

    function test_plain() external {
        vm.prank(alice);
        plain.transfer(bob, 5000_00);
        vm.snapshotGasLastCall("x", "plain");
    }

    function test_capped() external {
        vm.prank(alice);
        bond.transfer(bob, 5000_00);
        vm.snapshotGasLastCall("x", "capped");
    }

    function test_clock() external {
        vm.prank(alice);
        clockBond.transfer(bob, 5000_00);
        vm.snapshotGasLastCall("x", "clock");
    }

    function test_register() external {
        vm.prank(verifier);
        investors.register(stranger, facts(HOME, PROFESSIONAL, 1), keccak256("x"));
        vm.snapshotGasLastCall("x", "register");
    }

    function test_forced() external {
        vm.prank(officer);
        bond.forcedTransfer(alice, bob, 5000_00);
        vm.snapshotGasLastCall("x", "forced");
    }

    function test_mint() external {
        vm.prank(issuer);
        bond.mint(carol, 5000_00);
        vm.snapshotGasLastCall("x", "mint");
    }

    function test_tf() external {
        vm.prank(carol);
        bond.transferFrom(alice, bob, 5000_00);
        vm.snapshotGasLastCall("x", "tf");
    }

    function test_deploy() external {
        vm.snapshotValue("x", "bondsize", address(bond).code.length);
        vm.snapshotValue("x", "regimesize", bond.regime().code.length);
    }
}
