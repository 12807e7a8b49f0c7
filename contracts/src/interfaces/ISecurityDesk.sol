// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {Refusal} from "../types/Refusal.sol";

/// @title ISecurityDesk
/// @notice What is done with a security rarely, and what is asked of it. Called at the security's own address.
interface ISecurityDesk {
    // ISSUER

    /// @notice Raises the amount that may be issued. Caller: issuer.
    function increaseIssueVolume(uint256 by) external;

    /// @notice Starts the offering clock on `day`, today or earlier. Caller: issuer.
    function startOfferingClock(uint16 day) external;

    // PAYING AGENT

    /// @notice Redeems `amount` from `from`, of a share by a buy-back or a cancellation; the cash is paid elsewhere. Caller: paying agent.
    function redeem(address from, uint256 amount) external;

    /// @notice Sets a record date. Caller: paying agent.
    /// @param at unix seconds, later than now and than every record date before
    function addRecordDate(uint40 at) external returns (uint256 index);

    // ENFORCEMENT OFFICER

    /// @notice Moves everything `lost` holds, and what is frozen of it, to another wallet of the same investor. Caller:
    /// enforcement officer.
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

    // ROUTES

    /// @notice Takes `amount` from `holder` on its way to `destination`, another leg of the instrument; their issue volume goes along.
    /// Caller: the contract {Routes}, alone.
    /// @param operator whoever moves it out of the holder's allowance; the holder itself when nobody else does
    /// @param recipient who receives on the other leg
    function exchangeOut(address operator, address holder, address destination, address recipient, uint256 amount)
        external;

    /// @notice Gives `recipient` what has left `source`, another leg of the instrument. Caller: the contract {Routes}, alone.
    function exchangeIn(address source, address recipient, uint256 amount) external;

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

    /// @notice What whoever pays interest asks of it, in one call: the live state, the investor registry, and what `account` held when
    /// record date `index` passed.
    function payeeOf(address account, uint256 index)
        external
        view
        returns (InstrumentState word, address investors, uint256 held);

    /// @notice What was outstanding when record date `index` passed.
    function totalSupplyAt(uint256 index) external view returns (uint256);

    /// @notice The verdict of a question with every detail: another regime than the one in force, a token that is paid with.
    /// Never reverts for a regime of this system.
    function explainQuestion(MovementQuestion calldata question) external view returns (Refusal[] memory refusals);

    /// @notice The instrument ledger that keeps its books; zero while its regimes need none.
    function books() external view returns (address);

    /// @notice The investor registry, the entrant ledger and the regime factory that it works with.
    function wiring() external view returns (address investors, address ledger, address regimes);

    // TERMS

    /// @notice ISO 6166 identifier.
    function isin() external view returns (string memory);

    /// @notice The currency as an address, as in ERC-7092: its ISO 4217 numeric code. Of a bond, what it is counted in; of a share, what
    /// its nominal value is in, and zero when it has none.
    function currency() external view returns (address);

    /// @notice Highest amount that may be outstanding, in smallest units; the issuer raises it. Of a share, the shares authorised.
    function issueVolume() external view returns (uint256);

    /// @notice Unix seconds.
    function issueDate() external view returns (uint256);

    // THE SECURITY ITSELF

    /// @notice Reverts with what a movement was refused for. A movement that fails ends here.
    function refuse(MovementKind kind, address operator, address from, address to, uint256 amount, uint256 reasons)
        external
        view;
}
