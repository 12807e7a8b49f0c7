// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {CashToken} from "../../../src/cash/CashToken.sol";
import {ICashToken} from "../../../src/interfaces/ICashToken.sol";
import {ServicingTest} from "../../support/ServicingTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract CashTokenTest is ServicingTest {
    CashToken internal listed;

    function setUp() public override {
        super.setUp();
        listed = newCash(address(investors), BLOCKED_FLAG);
    }

    function test_SaysWhatItIs() external view {
        check(keccak256(bytes(cash.name())) == keccak256("Test pound"), "name");
        check(keccak256(bytes(cash.symbol())) == keccak256("TGBP"), "symbol");
        same(cash.decimals(), 6, "decimals");
        same(cash.currency(), 826, "currency");
        check(cash.investors() == address(0) && listed.investors() == address(investors), "registry");
        same(listed.forbiddenFlags(), BLOCKED_FLAG, "flags");
    }

    function test_RevertWhen_CallerIsNotTheMinter() external {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, issuer);
        vm.startPrank(issuer);
        vm.expectRevert(why);
        cash.mint(alice, 1);
        vm.expectRevert(why);
        cash.burn(alice, 1);
        vm.expectRevert(why);
        cash.setAdmitted(alice, true);
    }

    function testFuzz_MintAndBurn(uint256 amount) external {
        cash.mint(stranger, amount);
        same(cash.totalSupply(), amount, "minted");
        cash.burn(stranger, amount);
        same(cash.totalSupply(), 0, "burnt");
    }

    function test_ReceiversAreRegisteredOrAdmitted() external {
        bytes memory why = abi.encodeWithSelector(ICashToken.ReceiverNotAdmitted.selector, stranger);
        vm.expectRevert(why);
        listed.mint(stranger, 1);
        listed.mint(alice, 10);
        vm.prank(alice);
        vm.expectRevert(why);
        listed.transfer(stranger, 1);
        vm.expectEmit(address(listed));
        emit ICashToken.ReceiverAdmitted(stranger, true);
        listed.setAdmitted(stranger, true);
        vm.prank(alice);
        listed.transfer(stranger, 1);
        listed.setAdmitted(stranger, false);
        vm.prank(alice);
        vm.expectRevert(why);
        listed.transfer(stranger, 1);
        check(!listed.mayReceive(stranger) && listed.mayReceive(bob), "the view agrees");
    }

    /// Whoever is restricted receives nothing, and may still pay.
    function test_RestrictedReceivesNothing() external {
        listed.mint(alice, 10);
        restrict(alice, BLOCKED_FLAG);
        vm.expectRevert(abi.encodeWithSelector(ICashToken.ReceiverNotAdmitted.selector, alice));
        listed.mint(alice, 1);
        vm.prank(alice);
        listed.transfer(bob, 10);
        same(listed.balanceOf(bob), 10, "paid");
        restrict(alice, 1 << 13);
        listed.mint(alice, 1);
    }

    function test_Permit() external {
        uint256 key = 0xA11CE;
        address owner = vm.addr(key);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash = keccak256(abi.encode(typeHash, owner, bob, 7, cash.nonces(owner), START));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", cash.DOMAIN_SEPARATOR(), hash)));
        cash.permit(owner, bob, 7, START, v, r, s);
        same(cash.allowance(owner, bob), 7, "allowance");
    }
}
