// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "./interfaces/IBondToken.sol";
import {IERC1404} from "./interfaces/IERC1404.sol";
import {IERC7943Fungible} from "./interfaces/IERC7943Fungible.sol";
import {IEntrantLedger} from "./interfaces/IEntrantLedger.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {IRegimeFactory} from "./interfaces/IRegimeFactory.sol";
import {RegimeCalls} from "./libraries/RegimeCalls.sol";
import {TokenFacts} from "./libraries/TokenFacts.sol";
import {HoldingLedger} from "./token/HoldingLedger.sol";
import {TermsReader} from "./token/TermsReader.sol";
import {BondTerms} from "./types/BondTerms.sol";
import {Holding} from "./types/Holding.sol";
import {InstrumentState, InstrumentStateLibrary} from "./types/InstrumentState.sol";
import {Movement} from "./types/Movement.sol";
import {Kinds, MovementKind} from "./types/MovementKind.sol";
import {Parties} from "./types/Parties.sol";
import {Refusal} from "./types/Refusal.sol";
import {Standing} from "./types/Standing.sol";
import {SystemContracts} from "./types/SystemContracts.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title BondToken
/// @notice One leg of a bond: an ERC-20 whose every movement its regime decides.
///
/// ROLES
/// The issuer issues, taps and starts the offering clock; the paying agent redeems and sets record dates; the enforcement
/// officer freezes, forces transfers and recovers; the supervisor pauses and halts; the governor replaces the regime and
/// starts the wind-down. Holders transfer and approve.
///
/// PROPERTIES
/// - One verdict: the views and the movements ask {_judge}, so a movement is refused if and only if its explanation
///   says so, and the refusal carries every rule that fails.
/// - The supply is the sum of the balances, and changes by issue and redemption only.
/// - Forced transfer and recovery ignore pause and frozen parts, never the regime's rules for their kind; and whoever could
///   not receive an ordinary transfer cannot receive a forced one.
///
/// WHAT THIS DOES NOT GUARANTEE
/// The code is immutable, the regime is not: the governor may replace it, and every replacement is an event.
contract BondToken is HoldingLedger, TermsReader, ERC20Permit, AccessManaged, IERC1404, IERC7943Fungible {
    using InstrumentStateLibrary for InstrumentState;

    uint256 private constant ALL_FROZEN = type(uint256).max;

    // IMMUTABLES

    // No getters: a transfer walks past the selector of every function before its own. Whoever verifies a deployment reads
    // these where they are, in the code.

    /// @dev Standings of all wallets.
    IInvestorRegistry internal immutable investors;
    /// @dev Shared ledger of entrants and their capacity.
    IEntrantLedger internal immutable ledger;
    /// @dev Where regimes come from.
    IRegimeFactory internal immutable regimes;

    // STORAGE

    uint128 private _issueVolume;
    mapping(address account => uint256) private _frozen;

    // CONSTRUCTOR

    constructor(BondTerms memory terms, SystemContracts memory system, address regime_)
        ERC20(terms.name, terms.symbol)
        ERC20Permit(terms.name)
        TermsReader(terms)
        AccessManaged(system.authority)
    {
        investors = IInvestorRegistry(system.investors);
        ledger = IEntrantLedger(system.ledger);
        regimes = IRegimeFactory(system.regimes);
        _issueVolume = terms.issueVolume;
        _replaceRegime(regime_);
    }

    // ISSUER

    /// @inheritdoc IBondToken
    function mint(address to, uint256 amount) external restricted {
        _execute(MovementKind.Issue, address(0), address(0), to, amount);
        ledger.record(totalSupply());
    }

    /// @inheritdoc IBondToken
    function batchMint(address[] calldata recipients, uint256[] calldata amounts) external restricted {
        require(recipients.length == amounts.length, BatchLengthMismatch());
        for (uint256 i = 0; i < recipients.length; ++i) {
            _execute(MovementKind.Issue, address(0), address(0), recipients[i], amounts[i]);
        }
        // Until here the ledger has counted what is outstanding for itself.
        ledger.record(totalSupply());
    }

    /// @inheritdoc IBondToken
    function increaseIssueVolume(uint256 by) external restricted {
        require(!_state.has(InstrumentStateLibrary.WINDING_DOWN), AlreadyWindingDown());
        require(by <= type(uint128).max - _issueVolume, AmountTooLarge(by));
        _issueVolume += uint128(by);
        emit IssueVolumeIncreased(by, _issueVolume);
    }

    /// @inheritdoc IBondToken
    function startOfferingClock(uint16 day) external restricted {
        uint16 started = _state.clockStartDay();
        require(started == 0, ClockAlreadyStarted(started));
        require(day != 0 && day <= block.timestamp / 1 days, InvalidClockDay(day));
        _state = _state.withClockStartDay(day);
        emit OfferingClockStarted(day);
    }

    // PAYING AGENT

    /// @inheritdoc IBondToken
    function redeem(address from, uint256 amount) external restricted {
        _execute(MovementKind.Redeem, address(0), from, address(0), amount);
        ledger.record(totalSupply());
    }

    /// @inheritdoc IBondToken
    function addRecordDate(uint40 at) external restricted returns (uint256 index) {
        return _appendRecordDate(at);
    }

    // HOLDERS

    /// @notice Moves `value` from the caller to `to`, as its regime allows.
    function transfer(address to, uint256 value) public override(ERC20, IERC20) returns (bool) {
        _execute(MovementKind.Transfer, address(0), msg.sender, to, value);
        return true;
    }

    /// @notice Moves `value` from `from` to `to` out of the caller's allowance, as the regime allows.
    function transferFrom(address from, address to, uint256 value) public override(ERC20, IERC20) returns (bool) {
        _execute(MovementKind.Transfer, msg.sender, from, to, value);
        _spendAllowance(from, msg.sender, value);
        return true;
    }

    /// @inheritdoc IBondToken
    function batchTransfer(address[] calldata recipients, uint256[] calldata amounts) external {
        require(recipients.length == amounts.length, BatchLengthMismatch());
        for (uint256 i = 0; i < recipients.length; ++i) {
            _execute(MovementKind.Transfer, address(0), msg.sender, recipients[i], amounts[i]);
        }
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc IERC7943Fungible
    function forcedTransfer(address from, address to, uint256 amount) external restricted returns (bool) {
        _require(MovementKind.ForcedTransfer, address(0), from, to, amount);
        _unfreezeForced(from, amount);
        _update(from, to, amount);
        emit ForcedTransfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC7943Fungible
    function setFrozenTokens(address account, uint256 amount) external restricted returns (bool) {
        require(account != address(0), CannotFreezeZeroAddress());
        _setFrozen(account, amount);
        return true;
    }

    /// @inheritdoc IBondToken
    function recover(address lost, address replacement) external restricted {
        uint256 amount = balanceOf(lost);
        _require(MovementKind.Recovery, address(0), lost, replacement, amount);
        uint256 frozen = getFrozenTokens(lost);
        if (frozen != 0) {
            _setFrozen(lost, 0);
            _setFrozen(replacement, _saturatingAdd(getFrozenTokens(replacement), frozen));
        }
        _update(lost, replacement, amount);
        emit Recovered(lost, replacement, amount);
    }

    // SUPERVISOR

    /// @inheritdoc IBondToken
    function setPaused(bool paused_) external restricted {
        _state = _state.withFlag(InstrumentStateLibrary.PAUSED, paused_);
        emit PauseSet(paused_);
    }

    /// @inheritdoc IBondToken
    function setHalted(bool halted_) external restricted {
        _state = _state.withFlag(InstrumentStateLibrary.HALTED, halted_);
        emit HaltSet(halted_);
    }

    // GOVERNOR

    /// @inheritdoc IBondToken
    function startWindDown() external restricted {
        require(!_state.has(InstrumentStateLibrary.WINDING_DOWN), AlreadyWindingDown());
        _state = _state.withFlag(InstrumentStateLibrary.WINDING_DOWN, true);
        emit WindDownStarted();
    }

    /// @inheritdoc IBondToken
    function setRegime(address regime_) external restricted {
        _replaceRegime(regime_);
    }

    // VERDICTS

    /// @inheritdoc IBondToken
    function explain(MovementKind kind, address operator, address from, address to, uint256 amount, uint64 at)
        external
        view
        returns (Refusal[] memory refusals)
    {
        // A side that the kind does not have is nobody, whoever is named, as it is in the movement itself.
        uint256 kindSet = Kinds.only(kind);
        if (kindSet & Kinds.WITH_SENDER == 0) from = address(0);
        if (kindSet & Kinds.WITH_RECIPIENT == 0) to = address(0);
        if (kindSet != Kinds.TRANSFER) operator = address(0);
        return _refusals(_verdict(kind, operator, from, to, amount, at));
    }

    /// @inheritdoc IERC7943Fungible
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        return _transferVerdict(from, to, amount) == 0;
    }

    /// @inheritdoc IERC7943Fungible
    function canSend(address account) external view returns (bool) {
        return account != address(0) && _partyVerdict(account, Parties.SENDER) == 0;
    }

    /// @inheritdoc IERC7943Fungible
    function canReceive(address account) external view returns (bool) {
        return account != address(0) && _partyVerdict(account, Parties.RECIPIENT) == 0;
    }

    /// @inheritdoc IERC7943Fungible
    function getFrozenTokens(address account) public view returns (uint256) {
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

    /// @inheritdoc IBondToken
    function state() external view returns (InstrumentState) {
        return _state;
    }

    /// @inheritdoc IBondToken
    function regime() public view returns (address) {
        return _state.regime();
    }

    /// @inheritdoc IBondToken
    function paused() external view returns (bool) {
        return _state.has(InstrumentStateLibrary.PAUSED);
    }

    /// @inheritdoc IBondToken
    function issueVolume() external view returns (uint256) {
        return _issueVolume;
    }

    function decimals() public view override(ERC20, TermsReader) returns (uint8) {
        return TermsReader.decimals();
    }

    function balanceOf(address account) public view override(ERC20, HoldingLedger, IERC20) returns (uint256) {
        return HoldingLedger.balanceOf(account);
    }

    function totalSupply() public view override(ERC20, HoldingLedger, IERC20) returns (uint256) {
        return HoldingLedger.totalSupply();
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(IERC20Permit).interfaceId || interfaceId == type(IERC1404).interfaceId
            || interfaceId == type(IERC7943Fungible).interfaceId;
    }

    // INTERNAL: DECIDE

    function _execute(MovementKind kind, address operator, address from, address to, uint256 amount) private {
        (InstrumentState current, Holding given) = _require(kind, operator, from, to, amount);
        _move(from, to, amount, current, given);
    }

    function _require(MovementKind kind, address operator, address from, address to, uint256 amount)
        private
        view
        returns (InstrumentState current, Holding given)
    {
        current = _state;
        given = _holdings[from];
        uint256 reasons = _judge(kind, operator, from, to, amount, block.timestamp, current, given);
        if (reasons != 0) _refuse(kind, operator, from, to, amount, reasons);
    }

    function _transferVerdict(address from, address to, uint256 amount) private view returns (uint256) {
        return _verdict(MovementKind.Transfer, address(0), from, to, amount, uint64(block.timestamp));
    }

    function _verdict(MovementKind kind, address operator, address from, address to, uint256 amount, uint64 at)
        private
        view
        returns (uint256)
    {
        return _judge(kind, operator, from, to, amount, at, _state, _holdings[from]);
    }

    /// @dev The one place where a movement is decided: what the token knows, and what its regime says.
    function _judge(
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        uint256 at,
        InstrumentState current,
        Holding given
    ) private view returns (uint256 reasons) {
        uint256 kindSet = Kinds.only(kind);
        uint256 balance = given.amount();
        if (kindSet == Kinds.RECOVERY) amount = balance;
        reasons = TokenFacts.ofMovement(kindSet, from, to, amount, balance, current);
        if (kindSet & (Kinds.ISSUE | Kinds.RECOVERY) != 0 || given.hasFrozen()) {
            reasons |= _storedFacts(kindSet, from, to, amount, balance);
        }
        uint256 buffer = RegimeCalls.readStandings(investors, from, to);
        if (operator != address(0) && operator != from) {
            if (allowance(from, operator) < amount) reasons |= TokenFacts.ALLOWANCE;
            RegimeCalls.readOperator(buffer, investors, operator);
        }
        reasons |= RegimeCalls.verdict(buffer, current, kind, at, amount, balance);
    }

    /// @dev Facts that need more storage than every movement reads.
    function _storedFacts(uint256 kindSet, address from, address to, uint256 amount, uint256 balance)
        private
        view
        returns (uint256 facts)
    {
        if (kindSet == Kinds.ISSUE) {
            if (amount > _issueVolume || totalSupply() > _issueVolume - amount) facts = TokenFacts.ISSUE_VOLUME;
        } else if (kindSet == Kinds.RECOVERY) {
            (Standing lost, Standing replacement) = investors.twoStandings(from, to);
            bool same = lost.investor() == replacement.investor() && lost.investor() != 0;
            if (!same) facts = TokenFacts.NOT_SAME_INVESTOR;
        } else if (kindSet & (Kinds.TRANSFER | Kinds.REDEEM) != 0 && amount > _unfrozen(from, balance)) {
            facts = TokenFacts.FROZEN;
        }
    }

    function _partyVerdict(address account, uint256 party) private view returns (uint256) {
        Movement memory movement;
        movement.kind = MovementKind.Transfer;
        movement.at = uint64(block.timestamp);
        movement.state = _state;
        movement.instrument = address(this);
        movement.sender = investors.standingOf(account);
        movement.recipient = movement.sender;
        return IRegime(movement.state.regime()).partyFailuresOf(movement, party);
    }

    function _refusals(uint256 reasons) private view returns (Refusal[] memory refusals) {
        if (reasons == 0) return refusals;
        refusals = new Refusal[](1);
        refusals[0] = Refusal(regime(), reasons);
    }

    /// @dev A refusal for one reason that a standard has an error for is that error; every other one lists all reasons.
    function _refuse(MovementKind kind, address operator, address from, address to, uint256 amount, uint256 reasons)
        private
        view
    {
        uint256 balance = balanceOf(from);
        require(reasons != TokenFacts.BALANCE, ERC20InsufficientBalance(from, balance, amount));
        require(
            reasons != TokenFacts.ALLOWANCE, ERC20InsufficientAllowance(operator, allowance(from, operator), amount)
        );
        require(
            reasons != TokenFacts.FROZEN, ERC7943InsufficientUnfrozenBalance(from, amount, _unfrozen(from, balance))
        );
        // A party that is no address at all is an error of the caller, whatever else is wrong.
        if (reasons & TokenFacts.INVALID_PARTY != 0) {
            require(!(from == address(0) && kind != MovementKind.Issue), ERC20InvalidSender(from));
            revert ERC20InvalidReceiver(to);
        }
        revert MovementRefused(kind, _refusals(reasons));
    }

    // INTERNAL: FREEZES

    function _unfrozen(address account, uint256 balance) private view returns (uint256) {
        uint256 frozen = _frozen[account];
        return frozen < balance ? balance - frozen : 0;
    }

    function _setFrozen(address account, uint256 amount) private {
        _frozen[account] = amount;
        _holdings[account] = _holdings[account].withFrozen(amount != 0);
        emit Frozen(account, amount);
    }

    /// @dev Takes from the frozen part what the unfrozen one cannot give. Whoever is frozen without limit stays so.
    function _unfreezeForced(address from, uint256 amount) private {
        if (!_holdings[from].hasFrozen()) return;
        uint256 frozen = _frozen[from];
        uint256 unfrozen = _unfrozen(from, balanceOf(from));
        if (amount <= unfrozen) return;
        _setFrozen(from, frozen == ALL_FROZEN ? ALL_FROZEN : frozen - (amount - unfrozen));
    }

    function _saturatingAdd(uint256 a, uint256 b) private pure returns (uint256) {
        return b > ALL_FROZEN - a ? ALL_FROZEN : a + b;
    }

    // INTERNAL: REGIME AND BOOKS

    function _replaceRegime(address regime_) private {
        require(regimes.isRegime(regime_), UnknownRegime(regime_));
        address asked = IRegime(regime_).ledger();
        require(asked == address(ledger), ForeignLedger(regime_, asked));
        address previous = regime();
        bytes32 previousProfile = previous == address(0) ? bytes32(0) : IRegime(previous).profileHash();
        _state = _state.withRegime(regime_);
        emit RegimeReplaced(previous, regime_, previousProfile, IRegime(regime_).profileHash());
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, HoldingLedger) {
        HoldingLedger._update(from, to, value);
    }
}
