// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "./InstrumentState.sol";
import {MovementKind} from "./MovementKind.sol";
import {Standing} from "./Standing.sol";

/// @notice Everything a regime needs to decide one movement.
struct Movement {
    /// What is attempted.
    MovementKind kind;
    /// Unix seconds at which it is judged.
    uint64 at;
    /// The instrument, which finds the entrant and its capacity.
    address instrument;
    /// Live state of the instrument.
    InstrumentState state;
    /// Who gives; zero on issue.
    Standing sender;
    /// Who receives; zero on redemption.
    Standing recipient;
    /// Who moves the tokens: whoever calls transferFrom, else the giver itself.
    Standing operator;
    /// Smallest units moved.
    uint256 amount;
    /// The giver's balance before the movement.
    uint256 senderBalance;
    /// The giver's wallet; zero on issue.
    address from;
    /// The receiver's wallet; zero on redemption.
    address to;
    /// The operator's wallet: whoever moves out of an allowance, else the giver's. Coming in from another leg: that leg.
    address by;
    /// The token that is paid with; zero when nothing is paid.
    address cash;
    /// The receiver's balance before the movement; told only when the live state names books, which rules about positions need.
    uint256 recipientBalance;
}
