// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {Fill, ISettlement, Instruction} from "../interfaces/ISettlement.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {Refusal} from "../types/Refusal.sol";
import {SettlementFacts} from "./SettlementFacts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @title Orders
/// @notice What signed orders of both kinds have in common: who signed, what was cancelled, what was filled, and who can pay.
abstract contract Orders is ISettlement, EIP712 {
    using BitMaps for BitMaps.BitMap;

    mapping(bytes32 digest => Fill) internal _fills;
    mapping(address party => BitMaps.BitMap) private _cancelled;

    constructor() EIP712("Corridor settlement", "1") {}

    // PARTIES

    /// @inheritdoc ISettlement
    function cancelNonce(uint256 nonce) external {
        _cancelled[msg.sender].set(nonce);
        emit NonceCancelled(msg.sender, nonce);
    }

    // VIEWS

    /// @inheritdoc ISettlement
    function fillOf(bytes32 digest) external view returns (Fill memory) {
        return _fills[digest];
    }

    /// @inheritdoc ISettlement
    function isCancelled(address party, uint256 nonce) public view returns (bool) {
        return _cancelled[party].get(nonce);
    }

    // INTERNAL

    /// @dev What no order may be.
    function _orderFacts(address party, uint40 validUntil, uint256 nonce) internal view returns (uint256 facts) {
        if (block.timestamp > validUntil) facts = SettlementFacts.EXPIRED;
        if (isCancelled(party, nonce)) facts |= SettlementFacts.CANCELLED;
    }

    /// @dev Whether the party signed; a contract says so itself, by ERC-1271.
    function _signed(address party, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        return SignatureChecker.isValidSignatureNowCalldata(party, digest, signature);
    }

    /// @dev Whether the payer has the cash, and lets this contract move it.
    function _cashFacts(address cash, address payer, uint256 amount) internal view returns (uint256 facts) {
        if (cash.code.length == 0) return SettlementFacts.NO_CASH_TOKEN;
        if (IERC20(cash).balanceOf(payer) < amount) facts = SettlementFacts.CASH_BALANCE;
        if (IERC20(cash).allowance(payer, address(this)) < amount) facts |= SettlementFacts.CASH_ALLOWANCE;
    }

    /// @dev The bond's verdict of a movement that is paid with `cash`. The bond itself does not know of any cash.
    function _ask(MovementKind kind, address bond, address from, address to, uint256 units, address cash)
        internal
        view
        returns (Refusal[] memory)
    {
        MovementQuestion memory question;
        (question.kind, question.from, question.to, question.amount) = (kind, from, to, units);
        if (kind == MovementKind.Transfer) question.operator = address(this);
        (question.at, question.cash) = (uint64(block.timestamp), cash);
        return IBondToken(bond).explainQuestion(question);
    }

    /// @dev What part of a price so many units cost, rounded down. The factors have 128 bits.
    function _costOf(uint256 units, uint256 price, uint256 ofUnits) internal pure returns (uint256) {
        return units * price / ofUnits;
    }
}
