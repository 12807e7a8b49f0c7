// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Refusal} from "../types/Refusal.sol";

/// @notice An offering of a bond against cash.
struct Offering {
    address bond;
    bool open;
    /// The ERC-20 that is paid in.
    address cash;
    /// Who receives it.
    address proceeds;
    /// Issue price: cash units for `denominator` token units.
    uint128 numerator;
    uint128 denominator;
    /// Token units allotted so far.
    uint128 allotted;
    /// Cash units received so far.
    uint128 received;
}

/// @notice An investor's order, as it signs it.
struct Subscription {
    address investor;
    uint256 offering;
    /// The most that it takes, token units.
    uint128 units;
    /// The most that it pays for all of them, cash units.
    uint128 price;
    /// The last second at which it can be filled, unix seconds.
    uint40 validUntil;
    /// Cancelling this number cancels every instruction and subscription of the investor that has it.
    uint256 nonce;
}

/// @notice What an issuer gives on a subscription.
struct Allocation {
    Subscription subscription;
    bytes signature;
    /// Token units.
    uint128 units;
}

/// @title IAllotment
/// @notice Primary allotment: subscriptions are filled by issue against payment.
interface IAllotment {
    /// @notice An offering was opened.
    event OfferingOpened(
        uint256 indexed offering,
        address indexed bond,
        address cash,
        address proceeds,
        uint128 numerator,
        uint128 denominator
    );

    /// @notice An offering was closed.
    event OfferingClosed(uint256 indexed offering, uint256 allotted, uint256 received);

    /// @notice Units were issued to an investor and paid.
    event Allotted(
        uint256 indexed offering, address indexed investor, bytes32 indexed subscription, uint256 units, uint256 amount
    );

    /// @notice An allocation could not be carried out; nothing of it was.
    /// @param error what it failed with
    event AllotmentFailed(
        uint256 indexed offering, address indexed investor, bytes32 indexed subscription, uint256 units, bytes error
    );

    /// @notice The offering has no price, no bond or nobody who receives.
    /// @dev Why: a part of it is zero, or no contract is where the bond should be. What to do: name them all.
    error InvalidOffering();

    /// @notice The offering is not open.
    /// @dev Why: it was closed, or there is none of this number. What to do: open another one.
    error OfferingNotOpen(uint256 offering);

    /// @notice The allocation cannot be carried out.
    /// @dev Why: the bits are {SettlementFacts}, and the refusals what the bond's regime and token facts say against the issue. What
    /// to do: ask {canAllot} with the same arguments, and remove each of the reasons.
    error AllotmentRefused(uint256 facts, Refusal[] refusals);

    /// @notice `caller` is not this contract.
    /// @dev Why: the function is a step of an allotment. What to do: allot.
    error NotSettlement(address caller);

    /// @notice Opens an offering. Caller: issuer.
    function openOffering(address bond, address cash, address proceeds, uint128 numerator, uint128 denominator)
        external
        returns (uint256 offering);

    /// @notice Closes an offering for good. Caller: issuer.
    function closeOffering(uint256 offering) external;

    /// @notice Issues against payment, each allocation whole or not at all; one that fails does not stop the others. Caller: issuer.
    function allot(Allocation[] calldata allocations) external;

    /// @notice Carries out one allocation. Caller: this contract.
    function allotOne(Allocation calldata allocation) external;

    /// @notice Everything that stands in the way of an allocation now.
    /// @return facts as in {SettlementFacts}, of a receipt; 0 for none
    /// @return refusals what the bond says; empty for nothing
    /// @return amount what would be paid
    function canAllot(Allocation calldata allocation)
        external
        view
        returns (uint256 facts, Refusal[] memory refusals, uint256 amount);

    /// @notice Number of offerings so far; the first is 1.
    function offeringCount() external view returns (uint256);

    /// @notice An offering, as it stands.
    function offeringOf(uint256 offering) external view returns (Offering memory);

    /// @notice What an investor signs.
    function subscriptionDigest(Subscription calldata subscription) external view returns (bytes32);
}
