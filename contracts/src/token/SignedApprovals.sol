// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Allowances} from "./Allowances.sol";
import {TermsReader} from "./TermsReader.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title SignedApprovals
/// @notice Approvals that holders sign, as in ERC-2612, in the domain of the security at whose address this code runs.
/// @dev OpenZeppelin's {ERC20Permit} keeps the domain's name in the code, which all of a kind share here; so the name is the security's own,
/// and the rest is OpenZeppelin's.
abstract contract SignedApprovals is Allowances, TermsReader, Nonces {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    string private constant VERSION = "1";
    /// @dev Name, version, chain and contract, as in ERC-5267.
    bytes1 private constant DOMAIN_FIELDS = 0x0f;

    /// @notice Sets an allowance by its owner's signature, as in ERC-2612.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        require(block.timestamp <= deadline, ERC20Permit.ERC2612ExpiredSignature(deadline));
        bytes32 approval = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        address signer = ECDSA.recover(MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), approval), v, r, s);
        require(signer == owner, ERC20Permit.ERC2612InvalidSigner(signer, owner));
        _approve(owner, spender, value);
    }

    /// @notice Domain of the signatures, as in ERC-2612.
    // The standard names it.
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return
            MessageHashUtils.toDomainSeparator(DOMAIN_FIELDS, name(), VERSION, block.chainid, address(this), bytes32(0));
    }

    /// @notice The same domain in its parts, as in ERC-5267.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory domainName,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (DOMAIN_FIELDS, name(), VERSION, block.chainid, address(this), bytes32(0), extensions);
    }
}
