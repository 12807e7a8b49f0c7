// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {ISecurityCore} from "../interfaces/ISecurityCore.sol";
import {ISecurityDesk} from "../interfaces/ISecurityDesk.sol";
import {Books} from "../types/Books.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";
import {Allowances} from "./Allowances.sol";
import {Freezes} from "./Freezes.sol";

/// @title RareMovements
/// @notice Redemption, recovery, and one leg's half of a movement between two legs: out of here, or in from there. {Routes} calls the two
/// halves in one transaction.
///
/// PROPERTIES
/// - The security itself decides and books each of them, as every movement: who may bring one about is not who decides.
/// - Issue volume travels with the units: what was issued and may be issued over all legs stays what it was.
abstract contract RareMovements is ISecurityDesk, Allowances, Freezes {
    /// @dev What the sides of a movement held before it.
    struct Before {
        uint256 sender;
        uint256 recipient;
    }

    // IMMUTABLES

    /// @dev Standings of all wallets.
    IInvestorRegistry internal immutable investors;
    /// @dev Shared ledger of entrants and their capacity.
    IEntrantLedger internal immutable ledger;

    constructor(IInvestorRegistry investors_, IEntrantLedger ledger_) {
        investors = investors_;
        ledger = ledger_;
    }

    // PAYING AGENT

    /// @inheritdoc ISecurityDesk
    function redeem(address from, uint256 amount) external restricted {
        Before memory before = _carryOut(MovementKind.Redeem, address(0), from, address(0), amount);
        _report(MovementKind.Redeem, address(0), from, address(0), amount, before, address(0));
        ledger.record(_supply.amount());
    }

    // ENFORCEMENT OFFICER

    /// @inheritdoc ISecurityDesk
    function recover(address lost, address replacement) external restricted {
        uint256 amount = _holdings[lost].amount();
        Before memory before = _carryOut(MovementKind.Recovery, address(0), lost, replacement, amount);
        if (_frozen[lost] != 0) _moveFrozen(lost, replacement);
        _report(MovementKind.Recovery, address(0), lost, replacement, amount, before, replacement);
        emit Recovered(lost, replacement, amount);
    }

    // ROUTES

    /// @inheritdoc ISecurityDesk
    function exchangeOut(address operator, address holder, address destination, address recipient, uint256 amount)
        external
        restricted
    {
        Before memory before = _carryOut(MovementKind.ExchangeOut, operator, holder, address(0), amount);
        if (operator != holder) _spendAllowance(holder, operator, amount);
        _issueVolume -= uint128(amount);
        emit ExchangedOut(holder, operator, destination, amount, _issueVolume);
        // Nobody receives here. Whether it is a sale follows from who receives there.
        _report(MovementKind.ExchangeOut, operator, holder, address(0), amount, before, recipient);
        ledger.record(_supply.amount());
    }

    /// @inheritdoc ISecurityDesk
    function exchangeIn(address source, address recipient, uint256 amount) external restricted {
        require(amount <= type(uint128).max - _issueVolume, AmountTooLarge(amount));
        // The verdict first: a cap that is a share of the issue is judged by the volume that the explanation saw.
        Before memory before = _carryOut(MovementKind.ExchangeIn, source, address(0), recipient, amount);
        _issueVolume += uint128(amount);
        emit ExchangedIn(source, recipient, amount, _issueVolume);
        _report(MovementKind.ExchangeIn, source, address(0), recipient, amount, before, recipient);
        ledger.record(_supply.amount());
    }

    // INTERNAL

    /// @dev Has the security decide and book a movement.
    function _carryOut(MovementKind kind, address operator, address from, address to, uint256 amount)
        private
        returns (Before memory before)
    {
        (before.sender, before.recipient) = ISecurityCore(address(this)).moveForDesk(kind, operator, from, to, amount);
    }

    /// @dev Tells the instrument ledger, when the regime needs it to remember.
    /// @param receiving whose standing the ledger is told as the recipient's
    function _report(
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        Before memory before,
        address receiving
    ) private {
        if (_state.books() & Books.KEPT == 0) return;
        (Standing sender, Standing recipient) = investors.twoStandings(from, receiving);
        IInstrumentLedger(_books)
            .unitsMoved(kind, from, to, operator, amount, before.sender, before.recipient, sender, recipient);
    }
}
