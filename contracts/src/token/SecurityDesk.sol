// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC1404} from "../interfaces/IERC1404.sol";
import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IRegime} from "../interfaces/IRegime.sol";
import {IRegimeFactory} from "../interfaces/IRegimeFactory.sol";
import {ISecurityCore} from "../interfaces/ISecurityCore.sol";
import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";
import {TokenFacts} from "../libraries/TokenFacts.sol";
import {Books} from "../types/Books.sol";
import {InstrumentState, InstrumentStateLibrary} from "../types/InstrumentState.sol";
import {Movement} from "../types/Movement.sol";
import {Kinds, MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {Parties} from "../types/Parties.sol";
import {Refusal} from "../types/Refusal.sol";
import {TermsWord} from "../types/TermsWord.sol";
import {InstrumentStorage} from "./InstrumentStorage.sol";
import {RareMovements} from "./RareMovements.sol";
import {RecordDates} from "./RecordDates.sol";
import {SignedApprovals} from "./SignedApprovals.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ShortString} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title SecurityDesk
/// @notice What is done with a security rarely, and what is asked of it: the code that {SecurityToken} runs on its own storage for every
/// function that it does not have itself. One contract serves all bonds, and one all shares: each reads the terms of its kind.
///
/// ROLES
/// As in {SecurityToken}, and {Routes} exchanges; a function's caller is checked against the security, not against this contract.
///
/// PROPERTIES
/// - An explanation is the verdict of the movement: the security is asked for it, and nothing is added.
///
/// WHAT THIS DOES NOT GUARANTEE
/// Anything when called at its own address: there it has no terms, no regime and no holdings, and nobody holds a role for it.
abstract contract SecurityDesk is ISecurityDesk, IERC1404, RecordDates, SignedApprovals, RareMovements {
    using InstrumentStateLibrary for InstrumentState;

    // IMMUTABLES

    /// @dev Where regimes come from.
    IRegimeFactory internal immutable regimes;

    // CONSTRUCTOR

    constructor(address authority_, address investors_, address ledger_, address regimes_)
        InstrumentStorage(authority_)
        RareMovements(IInvestorRegistry(investors_), IEntrantLedger(ledger_))
    {
        regimes = IRegimeFactory(regimes_);
    }

    // THE SECURITY ITSELF

    /// @inheritdoc ISecurityDesk
    /// @dev A refusal for one reason that a standard has an error for is that error; every other one lists all reasons.
    function refuse(MovementKind kind, address operator, address from, address to, uint256 amount, uint256 reasons)
        external
        view
    {
        uint256 balance = _holdings[from].amount();
        require(reasons != TokenFacts.BALANCE, IERC20Errors.ERC20InsufficientBalance(from, balance, amount));
        require(
            reasons != TokenFacts.ALLOWANCE,
            IERC20Errors.ERC20InsufficientAllowance(operator, _allowances[from][operator], amount)
        );
        require(
            reasons != TokenFacts.FROZEN,
            IERC7943Fungible.ERC7943InsufficientUnfrozenBalance(from, amount, _unfrozen(from, balance))
        );
        // A party that is no address at all is an error of the caller, whatever else is wrong.
        if (reasons & TokenFacts.INVALID_PARTY != 0) {
            require(!(from == address(0) && kind != MovementKind.Issue), IERC20Errors.ERC20InvalidSender(from));
            revert IERC20Errors.ERC20InvalidReceiver(to);
        }
        revert MovementRefused(kind, _refusals(regime(), reasons));
    }

    // ISSUER

    /// @inheritdoc ISecurityDesk
    function increaseIssueVolume(uint256 by) external restricted {
        require(!_state.has(InstrumentStateLibrary.WINDING_DOWN), AlreadyWindingDown());
        require(by <= type(uint128).max - _issueVolume, AmountTooLarge(by));
        _issueVolume += uint128(by);
        emit IssueVolumeIncreased(by, _issueVolume);
    }

    /// @inheritdoc ISecurityDesk
    function startOfferingClock(uint16 day) external restricted {
        uint16 started = _state.clockStartDay();
        require(started == 0, ClockAlreadyStarted(started));
        require(day != 0 && day <= block.timestamp / 1 days, InvalidClockDay(day));
        _state = _state.withClockStartDay(day);
        emit OfferingClockStarted(day);
    }

    // PAYING AGENT

    /// @inheritdoc ISecurityDesk
    function addRecordDate(uint40 at) external restricted returns (uint256 index) {
        return _appendRecordDate(at);
    }

    // ENFORCEMENT OFFICER

    /// @notice Sets what `account` holds but cannot move, as in ERC-7943; it may exceed the balance. Caller: enforcement officer.
    function setFrozenTokens(address account, uint256 amount) external restricted returns (bool) {
        require(account != address(0), CannotFreezeZeroAddress());
        _setFrozen(account, amount);
        return true;
    }

    // SUPERVISOR

    /// @inheritdoc ISecurityDesk
    function setPaused(bool paused_) external restricted {
        _state = _state.withFlag(InstrumentStateLibrary.PAUSED, paused_);
        emit PauseSet(paused_);
    }

    /// @inheritdoc ISecurityDesk
    function setHalted(bool halted_) external restricted {
        _state = _state.withFlag(InstrumentStateLibrary.HALTED, halted_);
        emit HaltSet(halted_);
    }

    // GOVERNOR

    /// @inheritdoc ISecurityDesk
    function startWindDown() external restricted {
        require(!_state.has(InstrumentStateLibrary.WINDING_DOWN), AlreadyWindingDown());
        _state = _state.withFlag(InstrumentStateLibrary.WINDING_DOWN, true);
        emit WindDownStarted();
    }

    /// @inheritdoc ISecurityDesk
    function setRegime(address regime_) external restricted {
        _replaceRegime(regime_);
    }

    // VERDICTS

    /// @inheritdoc ISecurityDesk
    function explain(MovementKind kind, address operator, address from, address to, uint256 amount, uint64 at)
        external
        view
        returns (Refusal[] memory refusals)
    {
        return _explain(MovementQuestion(kind, operator, from, to, amount, at, address(0), address(0)));
    }

    /// @inheritdoc ISecurityDesk
    function explainQuestion(MovementQuestion calldata question) external view returns (Refusal[] memory refusals) {
        return _explain(question);
    }

    /// @notice Whether the transfer would be allowed now, as in ERC-7943.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        return _transferVerdict(from, to, amount) == 0;
    }

    /// @notice Whether `account` may give at all, as in ERC-7943.
    function canSend(address account) external view returns (bool) {
        return !_partyFails(account, Parties.SENDER);
    }

    /// @notice Whether `account` may receive at all, as in ERC-7943.
    function canReceive(address account) external view returns (bool) {
        return !_partyFails(account, Parties.RECIPIENT);
    }

    /// @notice What `account` holds but cannot move, as in ERC-7943; it may exceed the balance.
    function getFrozenTokens(address account) external view returns (uint256) {
        return _frozen[account];
    }

    /// @inheritdoc IERC1404
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8) {
        return TokenFacts.restrictionCode(_transferVerdict(from, to, value));
    }

    /// @inheritdoc IERC1404
    function messageForTransferRestriction(uint8 code) external view returns (string memory) {
        IRegime current = IRegime(regime());
        if (code != 0 && code <= current.ruleCount()) return current.message(code - 1);
        return TokenFacts.message(code);
    }

    // OTHER VIEWS

    /// @inheritdoc ISecurityDesk
    function state() external view returns (InstrumentState) {
        return _state;
    }

    /// @inheritdoc ISecurityDesk
    function regime() public view returns (address) {
        return _state.regime();
    }

    /// @inheritdoc ISecurityDesk
    function paused() external view returns (bool) {
        return _state.has(InstrumentStateLibrary.PAUSED);
    }

    /// @inheritdoc ISecurityDesk
    function books() external view returns (address) {
        return _books;
    }

    /// @inheritdoc ISecurityDesk
    function wiring() external view returns (address, address, address) {
        return (address(investors), address(ledger), address(regimes));
    }

    /// @inheritdoc ISecurityDesk
    function payeeOf(address account, uint256 index)
        external
        view
        returns (InstrumentState word, address registry, uint256 held)
    {
        held = balanceOfAt(account, index);
        (word, registry) = (_state, address(investors));
    }

    /// @notice ERC-165.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(IERC20Permit).interfaceId || interfaceId == type(IERC1404).interfaceId
            || interfaceId == type(IERC7943Fungible).interfaceId;
    }

    // INTERNAL: CREATE

    function _initialise(
        ShortString name_,
        ShortString symbol_,
        TermsWord terms,
        uint128 nominal_,
        uint128 issueVolume_,
        address regime_
    ) internal {
        require(regime() == address(0), AlreadyInitialised());
        _setTerms(name_, symbol_, terms, nominal_, issueVolume_);
        _replaceRegime(regime_);
    }

    // INTERNAL: DECIDE

    function _explain(MovementQuestion memory question) private view returns (Refusal[] memory) {
        // A side that the kind does not have is nobody, whoever is named, as it is in the movement itself.
        uint256 kindSet = Kinds.only(question.kind);
        if (kindSet & Kinds.WITH_SENDER == 0) question.from = address(0);
        if (kindSet & Kinds.WITH_RECIPIENT == 0) question.to = address(0);
        if (kindSet & Kinds.WITH_OPERATOR == 0) question.operator = address(0);
        InstrumentState current = _state;
        if (question.regime != address(0)) {
            (uint256 mask,) = IRegime(question.regime).books();
            current = current.withRegime(question.regime, mask);
        }
        return _refusals(current.regime(), ISecurityCore(address(this)).judge(question, current));
    }

    function _transferVerdict(address from, address to, uint256 amount) private view returns (uint256) {
        MovementQuestion memory question;
        question.kind = MovementKind.Transfer;
        (question.from, question.to, question.amount) = (from, to, amount);
        question.at = uint64(block.timestamp);
        return ISecurityCore(address(this)).judge(question, _state);
    }

    function _partyFails(address account, uint256 party) private view returns (bool) {
        if (account == address(0)) return true;
        Movement memory movement;
        movement.kind = MovementKind.Transfer;
        movement.at = uint64(block.timestamp);
        movement.state = _state;
        movement.instrument = address(this);
        movement.sender = investors.standingOf(account);
        (movement.recipient, movement.from, movement.to) = (movement.sender, account, account);
        return IRegime(regime()).partyReasonsAgainst(movement, party) != 0;
    }

    function _refusals(address regime_, uint256 reasons) private pure returns (Refusal[] memory refusals) {
        if (reasons == 0) return refusals;
        refusals = new Refusal[](1);
        refusals[0] = Refusal(regime_, reasons);
    }

    // INTERNAL: REGIME AND BOOKS

    function _replaceRegime(address regime_) private {
        require(regimes.isRegime(regime_), UnknownRegime(regime_));
        address asked = IRegime(regime_).ledger();
        require(asked == address(ledger), ForeignLedger(regime_, asked));
        address previous = regime();
        bytes32 previousProfile = previous == address(0) ? bytes32(0) : IRegime(previous).profileHash();
        (uint256 mask, address keeper) = IRegime(regime_).books();
        address kept = _books;
        if (keeper != address(0)) {
            require(kept == address(0) || kept == keeper, ForeignBooks(regime_, keeper));
            _books = kept = keeper;
        }
        _state = _state.withRegime(regime_, mask);
        // What is kept from now on, and what is not any more.
        if (kept != address(0)) IInstrumentLedger(kept).open(mask & Books.KEPT, _supply.amount());
        emit RegimeReplaced(previous, regime_, previousProfile, IRegime(regime_).profileHash());
    }
}
