// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Refusal} from "../types/Refusal.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title IBondToken
/// @notice One leg of a bond: an ERC-20 whose every movement its regime decides.
interface IBondToken is IERC20 {
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

    // ISSUER

    /// @notice Issues `amount` to `to`. Caller: issuer.
    function mint(address to, uint256 amount) external;

    /// @notice Issues to each recipient, or to none at all. Caller: issuer.
    function batchMint(address[] calldata recipients, uint256[] calldata amounts) external;

    /// @notice Raises the amount that may be issued. Caller: issuer.
    function increaseIssueVolume(uint256 by) external;

    /// @notice Starts the offering clock on `day`, today or earlier. Caller: issuer.
    function startOfferingClock(uint16 day) external;

    /// @notice Redeems `amount` from `from`; the cash is paid elsewhere. Caller: paying agent.
    function redeem(address from, uint256 amount) external;

    /// @notice Sets a record date. Caller: paying agent.
    /// @param at unix seconds, later than now and than every record date before
    function addRecordDate(uint40 at) external returns (uint256 index);

    // HOLDER

    /// @notice Transfers to each recipient, or to none at all.
    function batchTransfer(address[] calldata recipients, uint256[] calldata amounts) external;

    // ENFORCEMENT OFFICER

    /// @notice Moves everything `lost` holds, and what is frozen of it, to another wallet of the same investor.
    function recover(address lost, address replacement) external;

    // SUPERVISOR AND GOVERNOR

    /// @notice Pauses issue and transfers. Caller: supervisor.
    function setPaused(bool paused_) external;

    /// @notice Halts what the regime's halt rule covers. Caller: supervisor.
    function setHalted(bool halted_) external;

    /// @notice Ends issue and transfers for good; redemption goes on. Caller: governor.
    function startWindDown() external;

    /// @notice Puts another regime in force. Caller: governor, after the delay of its role.
    function setRegime(address regime_) external;

    // VIEWS

    /// @notice The verdict that the movement would get at `at`, every refusal with all its reasons. Never reverts.
    /// @param operator who would call transferFrom; the holder itself or zero for an ordinary transfer
    /// @param at unix seconds
    /// @return refusals empty when the movement is allowed
    function explain(MovementKind kind, address operator, address from, address to, uint256 amount, uint64 at)
        external
        view
        returns (Refusal[] memory refusals);

    /// @notice Live state: regime, flags, clock and record dates.
    function state() external view returns (InstrumentState word);

    /// @notice The regime in force.
    function regime() external view returns (address);

    /// @notice Whether issue and transfers are paused.
    function paused() external view returns (bool);

    /// @notice Number of record dates set so far.
    function recordDateCount() external view returns (uint256);

    /// @notice When record date `index` is, in unix seconds.
    function recordDate(uint256 index) external view returns (uint40);

    /// @notice What `account` held when record date `index` passed.
    function balanceOfAt(address account, uint256 index) external view returns (uint256);

    /// @notice What was outstanding when record date `index` passed.
    function totalSupplyAt(uint256 index) external view returns (uint256);

    // TERMS, readable as in ERC-7092

    /// @notice ISO 6166 identifier.
    function isin() external view returns (string memory);

    /// @notice The currency as an address: its ISO 4217 numeric code.
    function currency() external view returns (address);

    /// @notice Smallest denomination, in smallest units.
    function denomination() external view returns (uint256);

    /// @notice Highest amount that may be outstanding, in smallest units; a tap raises it.
    function issueVolume() external view returns (uint256);

    /// @notice Annual coupon in basis points, rounded down; the exact rate is in millionths.
    function couponRate() external view returns (uint256);

    /// @notice Annual coupon in millionths: 4.25 % is 42,500.
    function couponRateInMillionths() external view returns (uint256);

    /// @notice Unix seconds.
    function issueDate() external view returns (uint256);

    /// @notice Unix seconds.
    function maturityDate() external view returns (uint256);
}
