// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Refusal} from "../types/Refusal.sol";

/// @notice Which side of a trade an instruction is.
enum Side {
    Deliver,
    Receive
}

/// @notice One side of a trade, as its party signs it.
struct Instruction {
    Side side;
    /// Who delivers, or receives and pays.
    address party;
    /// The bond, one leg of an instrument.
    address bond;
    /// Token units.
    uint128 units;
    /// The ERC-20 that is paid in.
    address cash;
    /// Cash units for all the units: what a delivery is paid, and the most that a receipt pays.
    uint128 price;
    /// With whom; zero for anybody.
    address counterparty;
    /// Who may submit it besides the two parties; zero for anybody.
    address agent;
    /// The least that is settled at once, except for a rest that is smaller.
    uint128 minimumFill;
    /// The last second at which it can be settled, unix seconds.
    uint40 validUntil;
    /// Cancelling this number cancels every instruction of the party that has it.
    uint256 nonce;
}

/// @notice An instruction and its signature.
struct Signed {
    Instruction instruction;
    /// Empty when the party itself submits it.
    bytes signature;
}

/// @notice What was settled of an instruction.
struct Fill {
    uint128 units;
    uint128 cash;
}

/// @title ISettlement
/// @notice Delivery against payment in one transaction (DvP model 1), from two instructions.
interface ISettlement {
    /// @notice Units went one way and cash the other.
    event Settled(
        bytes32 indexed delivery,
        bytes32 indexed receipt,
        address indexed bond,
        address seller,
        address buyer,
        uint256 units,
        address cash,
        uint256 amount
    );

    /// @notice A party cancelled its instructions and subscriptions of this number.
    event NonceCancelled(address indexed party, uint256 indexed nonce);

    /// @notice The trade cannot be settled.
    /// @dev Why: the bits are {SettlementFacts}, and the refusals what the bond's regime and token facts say against the transfer.
    /// What to do: ask {canSettle} with the same arguments, and remove each of the reasons.
    error SettlementRefused(uint256 facts, Refusal[] refusals);

    /// @notice The permit does not allow what it says.
    /// @dev Why: it is of another key, owner or token, its time is over, or what it allowed is spent. What to do: sign another one.
    error PermitWithoutEffect(address token, address owner, uint256 allowed, uint256 value);

    /// @notice Settles `units` of both instructions, or nothing.
    function settle(Signed calldata delivery, Signed calldata receipt, uint128 units) external;

    /// @notice Cancels the caller's instructions and subscriptions of this number, for good.
    function cancelNonce(uint256 nonce) external;

    /// @notice Passes a signed approval on to a token, so that it and a settlement fit one transaction. One that was used already does no harm,
    /// while what it allows is there.
    function usePermit(
        address token,
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Everything that stands in the way of {settle} now, when `submitter` calls it.
    /// @return facts as in {SettlementFacts}; 0 for none
    /// @return refusals what the bond says; empty for nothing
    /// @return amount what would be paid
    function canSettle(Signed calldata delivery, Signed calldata receipt, uint128 units, address submitter)
        external
        view
        returns (uint256 facts, Refusal[] memory refusals, uint256 amount);

    /// @notice What a party signs.
    function digestOf(Instruction calldata instruction) external view returns (bytes32);

    /// @notice What was settled of an instruction.
    function fillOf(bytes32 digest) external view returns (Fill memory);

    /// @notice Whether `party` cancelled this number.
    function isCancelled(address party, uint256 nonce) external view returns (bool);
}
