// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {CashTransfers} from "../cash/CashTransfers.sol";
import {Fill, ISettlement, Instruction, Side, Signed} from "../interfaces/ISettlement.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Refusal} from "../types/Refusal.sol";
import {Allotment} from "./Allotment.sol";
import {SettlementFacts} from "./SettlementFacts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

/// @title Settlement
/// @notice Delivery against payment in one transaction, from two signed instructions; and primary allotment, which is issue against
/// payment on signed subscriptions.
///
/// ROLES
/// Anybody submits what parties signed, as far as they let anybody. The deployment opens `openOffering`, `closeOffering` and `allot` to the
/// issuer with the manager's `setTargetFunctionRole`; until then they are the governor's. To allot, this contract itself needs the issuer's
/// role, which mints. It holds no assets: both move straight from party to party, out of allowances that they gave it.
///
/// PROPERTIES
/// - Units and cash move together or not at all, and each arrives in full: a cash token that delivers anything else is refused.
/// - One verdict: the view and the settlement ask {canSettle}, and a refusal has every reason. The bond decides the transfer with this
///   contract as its operator, and is asked with the cash token besides, which a rule may be about.
/// - Parts add up: what was settled of a delivery is at any time its price's part, rounded down, and all of it the whole price. A receipt
///   never pays more than its price's part, rounded up, and never more than its price.
/// - What a party cancelled, what expired and what was filled moves nothing more. A signature counts on one chain and here.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That a party which signs has the assets when its instruction is submitted; or which of several matching instructions is settled first.
contract Settlement is Allotment, Multicall {
    using CashTransfers for IERC20;
    using SafeERC20 for IERC20;

    bytes32 private constant INSTRUCTION_TYPEHASH = keccak256(
        "Instruction(uint8 side,address party,address bond,uint128 units,address cash,uint128 price,address counterparty,address agent,uint128 minimumFill,uint40 validUntil,uint256 nonce)"
    );

    /// @dev What is asked about one side.
    struct Asked {
        bytes32 digest;
        address other;
        address submitter;
        uint256 units;
    }

    constructor(address authority_) Managed(authority_) {}

    // ANYBODY

    /// @inheritdoc ISettlement
    function settle(Signed calldata delivery, Signed calldata receipt, uint128 units) external nonReentrant {
        (uint256 facts, Refusal[] memory refusals, uint256 amount) = canSettle(delivery, receipt, units, msg.sender);
        require(facts == 0 && refusals.length == 0, SettlementRefused(facts, refusals));
        _move(delivery.instruction, receipt.instruction, units, amount);
    }

    /// @inheritdoc ISettlement
    function usePermit(
        address token,
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        // Whoever has used it before has done the same, and nothing else may come to nothing unseen: not for want of gas either.
        try IERC20Permit(token).permit(owner, spender, value, deadline, v, r, s) {} catch {}
        uint256 allowed = IERC20(token).allowance(owner, spender);
        require(allowed >= value, PermitWithoutEffect(token, owner, allowed, value));
    }

    // VIEWS

    /// @inheritdoc ISettlement
    function canSettle(Signed calldata delivery, Signed calldata receipt, uint128 units, address submitter)
        public
        view
        returns (uint256 facts, Refusal[] memory refusals, uint256 amount)
    {
        (Instruction calldata out, Instruction calldata into) = (delivery.instruction, receipt.instruction);
        Asked memory asked = Asked(digestOf(out), into.party, submitter, units);
        facts = _sideFacts(out, delivery.signature, asked);
        amount = _amountOf(out, asked);
        (asked.digest, asked.other) = (digestOf(into), out.party);
        facts |= _sideFacts(into, receipt.signature, asked) << SettlementFacts.RECEIPT;
        facts |= _pairFacts(out, into) | _cashFacts(out.cash, into.party, amount);
        if (amount > _mostOf(into, asked)) facts |= SettlementFacts.PRICE;
        if (out.bond.code.length == 0) return (facts | SettlementFacts.NO_BOND, refusals, amount);
        refusals = _ask(MovementKind.Transfer, out.bond, out.party, into.party, units, out.cash);
    }

    /// @inheritdoc ISettlement
    function digestOf(Instruction calldata instruction) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(INSTRUCTION_TYPEHASH, instruction)));
    }

    // INTERNAL

    function _move(Instruction calldata out, Instruction calldata into, uint128 units, uint256 amount) private {
        (bytes32 delivery, bytes32 receipt) = (digestOf(out), digestOf(into));
        _fill(delivery, units, amount);
        _fill(receipt, units, amount);
        IERC20(out.bond).safeTransferFrom(out.party, into.party, units);
        if (amount != 0) IERC20(out.cash).deliver(into.party, out.party, amount);
        emit Settled(delivery, receipt, out.bond, out.party, into.party, units, out.cash, amount);
    }

    function _sideFacts(Instruction calldata order, bytes calldata signature, Asked memory asked)
        private
        view
        returns (uint256 facts)
    {
        facts = _orderFacts(order.party, order.validUntil, order.nonce);
        uint256 left = order.units - _fills[asked.digest].units;
        if (asked.units > left) facts |= SettlementFacts.OVERFILLED;
        bool small = asked.units < order.minimumFill && asked.units != left;
        if (asked.units == 0 || small) facts |= SettlementFacts.BELOW_MINIMUM;
        if (order.counterparty != address(0) && order.counterparty != asked.other) {
            facts |= SettlementFacts.COUNTERPARTY;
        }
        bool isParty = asked.submitter == order.party;
        if (!isParty && !_signed(order.party, asked.digest, signature)) facts |= SettlementFacts.SIGNATURE;
        bool submits = isParty || asked.submitter == asked.other || asked.submitter == order.agent;
        if (order.agent != address(0) && !submits) facts |= SettlementFacts.SUBMITTER;
    }

    function _pairFacts(Instruction calldata delivery, Instruction calldata receipt)
        private
        pure
        returns (uint256 facts)
    {
        bool matches = delivery.side == Side.Deliver && receipt.side == Side.Receive && delivery.bond == receipt.bond
            && delivery.cash == receipt.cash;
        if (!matches) facts = SettlementFacts.MISMATCH;
        if (delivery.party == receipt.party) facts |= SettlementFacts.SAME_PARTY;
    }

    /// @dev What these units of a delivery are paid: all that was settled by then, rounded down, less what was paid before.
    function _amountOf(Instruction calldata delivery, Asked memory asked) private view returns (uint256) {
        Fill memory fill = _fills[asked.digest];
        if (asked.units > delivery.units - fill.units || delivery.units == 0) return 0;
        return _costOf(fill.units + asked.units, delivery.price, delivery.units) - fill.cash;
    }

    /// @dev The most that a receipt pays for these units: all that was settled by then, rounded up, less what was paid before.
    function _mostOf(Instruction calldata receipt, Asked memory asked) private view returns (uint256) {
        Fill memory fill = _fills[asked.digest];
        if (asked.units > receipt.units - fill.units || receipt.units == 0) return 0;
        uint256 whole = (fill.units + asked.units) * uint256(receipt.price);
        uint256 most = whole / receipt.units + (whole % receipt.units == 0 ? 0 : 1);
        // Less was paid so far, or as much.
        return most - fill.cash;
    }

    function _fill(bytes32 digest, uint128 units, uint256 amount) private {
        Fill storage fill = _fills[digest];
        (fill.units, fill.cash) = (fill.units + units, fill.cash + uint128(amount));
    }
}
