// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Managed} from "../access/Managed.sol";
import {CashTransfers} from "../cash/CashTransfers.sol";
import {Allocation, IAllotment, Offering, Subscription} from "../interfaces/IAllotment.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {Fill} from "../interfaces/ISettlement.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Refusal} from "../types/Refusal.sol";
import {Orders} from "./Orders.sol";
import {SettlementFacts} from "./SettlementFacts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Allotment
/// @notice Subscriptions, and their filling by issue against payment.
abstract contract Allotment is IAllotment, Orders, Managed, ReentrancyGuardTransient {
    using CashTransfers for IERC20;

    bytes32 private constant SUBSCRIPTION_TYPEHASH = keccak256(
        "Subscription(address investor,uint256 offering,uint128 units,uint128 price,uint40 validUntil,uint256 nonce)"
    );

    /// @inheritdoc IAllotment
    uint256 public offeringCount;

    mapping(uint256 offering => Offering) private _offerings;

    // ISSUER

    /// @inheritdoc IAllotment
    function openOffering(address bond, address cash, address proceeds, uint128 numerator, uint128 denominator)
        external
        restricted
        returns (uint256 offering)
    {
        CashTransfers.requireToken(cash);
        bool whole = bond.code.length != 0 && proceeds != address(0) && numerator != 0 && denominator != 0;
        require(whole, InvalidOffering());
        offering = ++offeringCount;
        _offerings[offering] = Offering(bond, true, cash, proceeds, numerator, denominator, 0, 0);
        emit OfferingOpened(offering, bond, cash, proceeds, numerator, denominator);
    }

    /// @inheritdoc IAllotment
    function closeOffering(uint256 offering) external restricted {
        Offering storage stored = _offerings[offering];
        require(stored.open, OfferingNotOpen(offering));
        stored.open = false;
        emit OfferingClosed(offering, stored.allotted, stored.received);
    }

    /// @inheritdoc IAllotment
    function allot(Allocation[] calldata allocations) external restricted nonReentrant {
        for (uint256 i = 0; i < allocations.length; ++i) {
            Subscription calldata order = allocations[i].subscription;
            try this.allotOne(allocations[i]) {}
            catch (bytes memory error) {
                emit AllotmentFailed(
                    order.offering, order.investor, subscriptionDigest(order), allocations[i].units, error
                );
            }
        }
    }

    // ITSELF

    /// @inheritdoc IAllotment
    /// @dev A call of its own, so that units that are not paid are not issued.
    function allotOne(Allocation calldata allocation) external {
        require(msg.sender == address(this), NotSettlement(msg.sender));
        (uint256 facts, Refusal[] memory refusals, uint256 amount) = canAllot(allocation);
        require(facts == 0 && refusals.length == 0, AllotmentRefused(facts, refusals));
        Subscription calldata order = allocation.subscription;
        bytes32 digest = subscriptionDigest(order);
        Fill storage fill = _fills[digest];
        (fill.units, fill.cash) = (fill.units + allocation.units, fill.cash + uint128(amount));
        Offering storage offering = _offerings[order.offering];
        (offering.allotted, offering.received) =
        (offering.allotted + allocation.units, offering.received + uint128(amount));
        IBondToken(offering.bond).mint(order.investor, allocation.units);
        if (amount != 0) IERC20(offering.cash).deliver(order.investor, offering.proceeds, amount);
        emit Allotted(order.offering, order.investor, digest, allocation.units, amount);
    }

    // VIEWS

    /// @inheritdoc IAllotment
    function canAllot(Allocation calldata allocation)
        public
        view
        returns (uint256 facts, Refusal[] memory refusals, uint256 amount)
    {
        Subscription calldata order = allocation.subscription;
        Offering memory offering = _offerings[order.offering];
        if (!offering.open) return (SettlementFacts.OFFERING_CLOSED, refusals, 0);
        facts = _subscriptionFacts(order, offering, allocation.signature, allocation.units);
        amount = _amountOf(order, offering, allocation.units);
        facts |= _cashFacts(offering.cash, order.investor, amount);
        if (order.investor == offering.proceeds) facts |= SettlementFacts.SAME_PARTY;
        refusals = _ask(MovementKind.Issue, offering.bond, address(0), order.investor, allocation.units, offering.cash);
    }

    /// @inheritdoc IAllotment
    function offeringOf(uint256 offering) external view returns (Offering memory) {
        return _offerings[offering];
    }

    /// @inheritdoc IAllotment
    function subscriptionDigest(Subscription calldata subscription) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(SUBSCRIPTION_TYPEHASH, subscription)));
    }

    // INTERNAL

    function _subscriptionFacts(
        Subscription calldata order,
        Offering memory offering,
        bytes calldata signature,
        uint256 units
    ) private view returns (uint256 facts) {
        bytes32 digest = subscriptionDigest(order);
        facts = _orderFacts(order.investor, order.validUntil, order.nonce);
        if (units == 0) facts |= SettlementFacts.BELOW_MINIMUM;
        if (units > order.units - _fills[digest].units) facts |= SettlementFacts.OVERFILLED;
        if (!_signed(order.investor, digest, signature)) facts |= SettlementFacts.SIGNATURE;
        facts <<= SettlementFacts.RECEIPT;
        // The issue price against the subscription's, each for as many units.
        bool dear = uint256(offering.numerator) * order.units > uint256(order.price) * offering.denominator;
        if (dear) facts |= SettlementFacts.PRICE;
    }

    /// @dev What all that was allotted on a subscription costs, rounded down, less what was paid: parts add up to the whole.
    function _amountOf(Subscription calldata order, Offering memory offering, uint256 units)
        private
        view
        returns (uint256)
    {
        Fill memory fill = _fills[subscriptionDigest(order)];
        if (units > order.units - fill.units) return 0;
        return _costOf(fill.units + units, offering.numerator, offering.denominator) - fill.cash;
    }
}
