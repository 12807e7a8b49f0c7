// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {ISecurityCore} from "../interfaces/ISecurityCore.sol";
import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";
import {Addresses} from "../libraries/Addresses.sol";
import {BatchCalls} from "../libraries/BatchCalls.sol";
import {RegimeCalls} from "../libraries/RegimeCalls.sol";
import {Books} from "../types/Books.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState, InstrumentStateLibrary} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {Standing} from "../types/Standing.sol";
import {SystemContracts} from "../types/SystemContracts.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {Verdicts} from "./Verdicts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title SecurityToken
/// @notice One leg of a security: an ERC-20 whose every movement its regime decides. {ISecurityToken} is how callers see it. What a bond
/// and a share have of their own are their terms, which the desk of their kind reads; a movement asks neither.
///
/// WHERE THE CODE IS
/// Here is what moves a security, since who moves it pays for every selector before its own and every issuer for every byte. What is
/// used rarely is in the desk, one contract for all securities of a kind, whose code the fallback runs on this contract's storage.
/// Neither can be replaced: the desk is fixed at construction.
///
/// ROLES
/// The issuer issues, taps and starts the offering clock; the paying agent redeems and sets record dates; the enforcement
/// officer freezes, forces transfers and recovers; the supervisor pauses and halts; the governor replaces the regime and
/// starts the wind-down. Holders transfer and approve.
///
/// PROPERTIES
/// - One verdict: the views and the movements ask {Verdicts-_judge}, so a movement is refused if and only if its explanation
///   says so, and the refusal carries every rule that fails.
/// - The supply is the sum of the balances, and changes by issue and redemption only.
/// - Forced transfer and recovery ignore pause and frozen parts, never the regime's rules for their kind; and whoever could
///   not receive an ordinary transfer cannot receive a forced one.
///
/// WHAT THIS DOES NOT GUARANTEE
/// The code is immutable, the regime is not: the governor may replace it, and every replacement is an event.
abstract contract SecurityToken is ISecurityCore, IERC20, Verdicts {
    using Addresses for address;
    using InstrumentStateLibrary for InstrumentState;

    // IMMUTABLES

    // No getters: a transfer walks past the selector of every function before its own. Whoever verifies a deployment reads
    // these where they are, in the code.

    /// @dev Shared ledger of entrants and their capacity.
    IEntrantLedger internal immutable ledger;
    /// @dev The code of everything that is not here.
    address internal immutable desk;

    // CONSTRUCTOR

    constructor(SystemContracts memory system) InstrumentStorage(system.authority) Verdicts(_investorsOf(system.desk)) {
        (, address ledger_,) = ISecurityDesk(system.desk).wiring();
        ledger = IEntrantLedger(ledger_);
        desk = system.desk;
    }

    // ISSUER

    /// @inheritdoc ISecurityCore
    function mint(address to, uint256 amount) external restricted {
        _execute(MovementKind.Issue, address(0), address(0), to, amount);
        ledger.record(_supply.amount());
    }

    /// @inheritdoc ISecurityCore
    function batchMint(address[] calldata recipients, uint256[] calldata amounts) external restricted {
        _executeAll(MovementKind.Issue, address(0), recipients, amounts);
        // Until here the ledger has counted what is outstanding for itself.
        ledger.record(_supply.amount());
    }

    // HOLDERS

    /// @notice Moves `value` from the caller to `to`, as its regime allows.
    function transfer(address to, uint256 value) external returns (bool) {
        _execute(MovementKind.Transfer, address(0), msg.sender, to, value);
        return true;
    }

    /// @notice Moves `value` from `from` to `to` out of the caller's allowance, as the regime allows.
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        _execute(MovementKind.Transfer, msg.sender, from, to, value);
        _spendAllowance(from, msg.sender, value);
        return true;
    }

    /// @notice Lets `spender` move `value` of what the caller holds.
    function approve(address spender, uint256 value) external returns (bool) {
        _approve(msg.sender, spender, value);
        return true;
    }

    /// @inheritdoc ISecurityCore
    function batchTransfer(address[] calldata recipients, uint256[] calldata amounts) external {
        _executeAll(MovementKind.Transfer, msg.sender, recipients, amounts);
    }

    // ENFORCEMENT OFFICER

    /// @notice Moves `amount` from `from` to `to` by order, frozen or not, as in ERC-7943. Caller: enforcement officer.
    function forcedTransfer(address from, address to, uint256 amount) external restricted returns (bool) {
        _execute(MovementKind.ForcedTransfer, address(0), from, to, amount);
        _emitMoved(IERC7943Fungible.ForcedTransfer.selector, from, to, amount);
        return true;
    }

    // ITSELF

    /// @inheritdoc ISecurityCore
    function moveForDesk(MovementKind kind, address operator, address from, address to, uint256 amount)
        external
        returns (uint256 fromBefore, uint256 toBefore)
    {
        require(msg.sender == address(this), NotTheToken(msg.sender));
        (, fromBefore, toBefore) = _carryOut(kind, operator, from, to, amount, _state);
    }

    // VIEWS

    /// @inheritdoc ISecurityCore
    function judge(MovementQuestion calldata question, InstrumentState current)
        external
        view
        returns (uint256 reasons)
    {
        Holding given = _holdings[question.from];
        // A recovery moves the whole holding, whatever amount is named.
        (reasons,) = _judge(
            question.kind,
            question.operator,
            question.from,
            question.to,
            question.kind == MovementKind.Recovery ? given.amount() : question.amount,
            question.at,
            question.cash,
            current,
            given
        );
    }

    /// @notice What `account` holds.
    function balanceOf(address account) external view returns (uint256) {
        return _holdings[account].amount();
    }

    /// @notice What is outstanding.
    function totalSupply() external view returns (uint256) {
        return _supply.amount();
    }

    /// @notice What `owner` lets `spender` move.
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    // EVERYTHING ELSE

    /// @dev As OpenZeppelin's Proxy does, which is payable, and a security takes no ether.
    fallback() external {
        address code = desk;
        assembly {
            // Control does not come back to Solidity: the whole memory is free.
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), code, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    // INTERNAL

    function _execute(MovementKind kind, address operator, address from, address to, uint256 amount) private {
        InstrumentState current = _state;
        (uint256 buffer, uint256 given, uint256 held) = _carryOut(kind, operator, from, to, amount, current);
        if (current.books() & Books.KEPT != 0) _report(buffer, kind, operator, from, to, amount, given, held);
    }

    /// @dev Decides a movement, and books it.
    /// @return buffer the question that the regime was asked
    /// @return fromBefore what the giver held
    /// @return toBefore what the receiver held
    function _carryOut(
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        InstrumentState current
    ) private returns (uint256 buffer, uint256 fromBefore, uint256 toBefore) {
        Holding given;
        if (!from.isNobody()) given = _wordOf(from).holding;
        uint256 reasons;
        (reasons, buffer) = _judge(kind, operator, from, to, amount, block.timestamp, address(0), current, given);
        if (reasons != 0) _refuse(kind, operator, from, to, amount, reasons);
        // An order moves frozen units too; the giver's slot is read again after its mark has changed.
        if (given.hasFrozen() && kind == MovementKind.ForcedTransfer) {
            _unfreezeForced(from, amount, given.amount());
            given = _holdings[from];
        }
        fromBefore = given.amount();
        toBefore = _move(from, to, amount, current, given);
    }

    /// @dev A batch is judged in one question. When the answer is no, or could depend on what moved before, its movements are
    /// executed one by one: the first that is refused says why.
    function _executeAll(MovementKind kind, address from, address[] calldata recipients, uint256[] calldata amounts)
        private
    {
        require(recipients.length == amounts.length, BatchLengthMismatch());
        InstrumentState current = _state;
        Holding given;
        if (from != address(0)) given = _holdings[from];
        (bool allowed, uint256 total) = _allowsAll(kind, from, recipients, amounts, current, given);
        if (allowed) {
            _moveAll(from, recipients, amounts, total, current, given);
            return;
        }
        for (uint256 i = 0; i < recipients.length; ++i) {
            _execute(kind, address(0), from, recipients[i], amounts[i]);
        }
    }

    function _allowsAll(
        MovementKind kind,
        address from,
        address[] calldata recipients,
        uint256[] calldata amounts,
        InstrumentState current,
        Holding given
    ) private view returns (bool allowed, uint256 total) {
        if (current.books() != 0 || given.hasFrozen()) return (false, 0);
        if (current.has(InstrumentStateLibrary.PAUSED | InstrumentStateLibrary.WINDING_DOWN)) return (false, 0);
        (allowed, total) = BatchCalls.readItems(from, recipients, amounts);
        uint256 available = given.amount();
        if (kind == MovementKind.Issue) available = _issueVolume - _supply.amount();
        if (!allowed || total > available) return (false, 0);
        BatchCalls.readStandings(investors, from, recipients);
        allowed = BatchCalls.allows(kind, from, given.amount(), current, recipients.length, total);
    }

    /// @dev Tells the instrument ledger, when the regime needs it to remember.
    /// @param buffer the question that the regime was asked
    function _report(
        uint256 buffer,
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        uint256 fromBefore,
        uint256 toBefore
    ) private {
        (Standing sender, Standing recipient) = kind == MovementKind.Transfer
            ? RegimeCalls.standingsIn(buffer)
            : investors.twoStandings(from, to);
        // The regime names the ledger that {_books} is: its code is read already, a slot would not be.
        IInstrumentLedger(RegimeCalls.keeperIn(buffer))
            .unitsMoved(kind, from, to, operator, amount, fromBefore, toBefore, sender, recipient);
    }

    function _refuse(MovementKind kind, address operator, address from, address to, uint256 amount, uint256 reasons)
        private
    {
        // Reverts, always: the desk says with which error.
        Address.functionDelegateCall(
            desk, abi.encodeCall(ISecurityDesk.refuse, (kind, operator, from, to, amount, reasons))
        );
    }

    function _investorsOf(address desk_) private view returns (IInvestorRegistry) {
        (address investors_,,) = ISecurityDesk(desk_).wiring();
        return IInvestorRegistry(investors_);
    }
}
