// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {MovementKind} from "../types/MovementKind.sol";
import {Refusal} from "../types/Refusal.sol";

/// @title IBondEvents
/// @notice Events and errors of a security, a bond or a share, whichever part of its code they come from.
interface IBondEvents {
    /// @notice The regime was replaced.
    event RegimeReplaced(
        address indexed previousRegime, address indexed regime, bytes32 previousProfile, bytes32 profile
    );

    /// @notice The token was paused or unpaused.
    event PauseSet(bool paused);

    /// @notice Trading was halted or resumed by the supervisor.
    event HaltSet(bool halted);

    /// @notice The offering clock started on this day, in days since 1970-01-01.
    event OfferingClockStarted(uint16 day);

    /// @notice The wind-down began; it cannot be undone.
    event WindDownStarted();

    /// @notice The amount that may be issued was raised by a tap.
    event IssueVolumeIncreased(uint256 by, uint256 issueVolume);

    /// @notice A record date was set.
    event RecordDateAdded(uint256 indexed index, uint40 at);

    /// @notice A holding was moved from a lost wallet to another one of the same investor.
    event Recovered(address indexed lost, address indexed replacement, uint256 amount);

    /// @notice Units left this leg by a route, and their issue volume with them.
    event ExchangedOut(
        address indexed holder,
        address indexed operator,
        address indexed destination,
        uint256 amount,
        uint256 issueVolume
    );

    /// @notice Units came in from another leg, and their issue volume with them.
    event ExchangedIn(address indexed source, address indexed recipient, uint256 amount, uint256 issueVolume);

    /// @notice The movement is refused.
    /// @dev Why: every set bit is a rule of that regime, or a token fact, that the movement fails. What to do: ask for
    /// the explanation of the same movement; it names each rule, its source and its remedy.
    error MovementRefused(MovementKind kind, Refusal[] refusals);

    /// @notice The address is not a regime of this system's factory.
    /// @dev Why: only rule tables made there are known to be well formed. What to do: deploy the regime first.
    error UnknownRegime(address regime);

    /// @notice The regime asks another entrant ledger than this token reports to.
    /// @dev Why: its capacity rule would never see what this token has outstanding. What to do: deploy the profile's table
    /// with this system's ledger.
    error ForeignLedger(address regime, address ledger);

    /// @notice The offering clock runs already.
    /// @dev Why: an offering has one start. What to do: nothing.
    error ClockAlreadyStarted(uint16 day);

    /// @notice The offering clock cannot start on that day.
    /// @dev Why: it lies in the future, or is zero. What to do: start it on the day it is, or record the day it was.
    error InvalidClockDay(uint16 day);

    /// @notice The wind-down has begun.
    /// @dev Why: it is irreversible. What to do: redeem; nothing new can be issued.
    error AlreadyWindingDown();

    /// @notice The record date is not after the last one and after now.
    /// @dev Why: balances of the past are already written. What to do: choose a later time.
    error InvalidRecordDate(uint40 at);

    /// @notice The record date has not passed, or does not exist.
    /// @dev Why: balances can still change. What to do: ask again after it.
    error RecordDateNotReached(uint256 index);

    /// @notice The zero address cannot have a frozen amount.
    /// @dev Why: it stands for "no party" in issue and redemption. What to do: name a holder.
    error CannotFreezeZeroAddress();

    /// @notice The arrays of a batch differ in length.
    /// @dev Why: each recipient needs its own amount. What to do: pass arrays of one length.
    error BatchLengthMismatch();

    /// @notice The issue volume would not fit the ledger.
    /// @dev Why: amounts are kept in 128 bits. What to do: raise it by less.
    error AmountTooLarge(uint256 amount);

    /// @notice The bond would mature before it is issued.
    /// @dev Why: one of the two dates is wrong. What to do: correct the terms.
    error MaturityNotAfterIssue(uint40 issueDate, uint40 maturityDate);

    /// @notice The regime keeps its books in another instrument ledger than this token.
    /// @dev Why: what was counted so far would be lost. What to do: deploy the regime with the extension of this system.
    error ForeignBooks(address regime, address books);

    /// @notice The security has its terms already.
    /// @dev Why: they are written once, at its creation. What to do: nothing.
    error AlreadyInitialised();

    /// @notice `caller` is not the security.
    /// @dev Why: the function is for the security's own code, in its desk. What to do: call the function that the role is for.
    error NotTheToken(address caller);
}
