// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {BaseTest} from "../../Base.t.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

contract BondTokenPermitTest is BaseTest {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant KEY = 0xa11ce;

    address private owner = vm.addr(KEY);

    function digest(address spender, uint256 value, uint256 nonce, uint256 deadline) private view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", bond.DOMAIN_SEPARATOR(), structHash));
    }

    function permit(uint256 key, address spender, uint256 value, uint256 nonce, uint256 deadline) private {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest(spender, value, nonce, deadline));
        bond.permit(owner, spender, value, deadline, v, r, s);
    }

    function test_DomainIsNameVersionChainAndAddress() external view {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 name = keccak256(bytes(bond.name()));
        bytes32 separator = keccak256(abi.encode(typeHash, name, keccak256("1"), block.chainid, address(bond)));
        check(bond.DOMAIN_SEPARATOR() == separator, "domain separator");
        check(bond.DOMAIN_SEPARATOR() != clockBond.DOMAIN_SEPARATOR(), "each token its own");
    }

    function testFuzz_SetsTheAllowanceAndUsesTheNonce(address spender, uint256 value, uint256 deadline) external {
        vm.assume(spender != address(0));
        deadline = bound(deadline, START, type(uint256).max - 1);
        permit(KEY, spender, value, 0, deadline);
        same(bond.allowance(owner, spender), value, "allowance");
        same(bond.nonces(owner), 1, "nonce");
    }

    function test_LastSecondOfTheDeadlineIsValid() external {
        permit(KEY, bob, LOT, 0, START);
        same(bond.allowance(owner, bob), LOT, "at the deadline");
    }

    function testFuzz_RevertWhen_Expired(uint256 deadline) external {
        deadline = bound(deadline, 0, START - 1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(bob, LOT, 0, deadline));
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, deadline));
        bond.permit(owner, bob, LOT, deadline, v, r, s);
    }

    function testFuzz_RevertWhen_Replayed(uint256 value) external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(bob, value, 0, START));
        bond.permit(owner, bob, value, START, v, r, s);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        bond.permit(owner, bob, value, START, v, r, s);
    }

    function testFuzz_RevertWhen_AnotherSigns(uint256 key) external {
        key = bound(key, 1, type(uint128).max);
        vm.assume(key != KEY);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest(bob, LOT, 0, START));
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, vm.addr(key), owner));
        bond.permit(owner, bob, LOT, START, v, r, s);
    }

    function test_RevertWhen_SignedForAnotherToken() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(bob, LOT, 0, START));
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        clockBond.permit(owner, bob, LOT, START, v, r, s);
    }

    /// A permit moves nothing: the transfer that follows is judged like any other.
    function test_PermitIsNoWayAroundTheRegime() external {
        register(owner, facts(HOME, PROFESSIONAL, 0));
        issue(bond, owner, LOT);
        permit(KEY, stranger, LOT, 0, START);
        (bool moved,) = callAs(stranger, abi.encodeCall(bond.transferFrom, (owner, stranger, LOT)));
        check(!moved, "an unregistered recipient is refused");
        (moved,) = callAs(stranger, abi.encodeCall(bond.transferFrom, (owner, bob, LOT)));
        check(moved, "an eligible one is not");
    }

    function callAs(address caller, bytes memory data) private returns (bool, bytes memory) {
        vm.prank(caller);
        return address(bond).call(data);
    }
}
