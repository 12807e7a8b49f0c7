// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondCore} from "../interfaces/IBondCore.sol";
import {IBondDesk} from "../interfaces/IBondDesk.sol";
import {IEntrantLedger} from "../interfaces/IEntrantLedger.sol";
import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Books} from "../types/Books.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {MovementQuestion} from "../types/MovementQuestion.sol";
import {Refusal} from "../types/Refusal.sol";
import {Standing} from "../types/Standing.sol";
import {Allowances} from "./Allowances.sol";
import {HoldingLedger} from "./HoldingLedger.sol";

/// @title Exchanges
/// @notice One leg's half of a movement between two legs: out of here, or in from there. {Routes} calls the two halves in one
/// transaction.
///
/// PROPERTIES
/// - Each half asks the bond's own verdict, as every movement does: who may exchange is not who decides.
/// - Issue volume travels with the units: what was issued and may be issued over all legs stays what it was.
abstract contract Exchanges is IBondDesk, HoldingLedger, Allowances {
    // IMMUTABLES

    /// @dev Standings of all wallets.
    IInvestorRegistry internal immutable investors;
    /// @dev Shared ledger of entrants and their capacity.
    IEntrantLedger internal immutable ledger;

    constructor(IInvestorRegistry investors_, IEntrantLedger ledger_) {
        investors = investors_;
        ledger = ledger_;
    }

    // ROUTES

    /// @inheritdoc IBondDesk
    function exchangeOut(address operator, address holder, address destination, address recipient, uint256 amount)
        external
        restricted
    {
        InstrumentState current = _state;
        _requireAllowed(MovementKind.ExchangeOut, operator, holder, address(0), amount, current);
        if (operator != holder) _spendAllowance(holder, operator, amount);
        Holding given = _holdings[holder];
        _issueVolume -= uint128(amount);
        _move(holder, address(0), amount, current, given);
        emit ExchangedOut(holder, operator, destination, amount, _issueVolume);
        if (current.books() & Books.KEPT != 0) {
            // Nobody receives here. Whether it is a sale follows from who receives there.
            (Standing sender, Standing there) = investors.twoStandings(holder, recipient);
            IInstrumentLedger(_books)
                .unitsMoved(
                    MovementKind.ExchangeOut, holder, address(0), operator, amount, given.amount(), 0, sender, there
                );
        }
        ledger.record(_supply.amount());
    }

    /// @inheritdoc IBondDesk
    function exchangeIn(address source, address recipient, uint256 amount) external restricted {
        InstrumentState current = _state;
        _requireAllowed(MovementKind.ExchangeIn, source, address(0), recipient, amount, current);
        require(amount <= type(uint128).max - _issueVolume, AmountTooLarge(amount));
        _issueVolume += uint128(amount);
        uint256 held = _move(address(0), recipient, amount, current, Holding.wrap(0));
        emit ExchangedIn(source, recipient, amount, _issueVolume);
        if (current.books() & Books.KEPT != 0) {
            Standing here = investors.standingOf(recipient);
            IInstrumentLedger(_books)
                .unitsMoved(
                    MovementKind.ExchangeIn, address(0), recipient, source, amount, 0, held, Standing.wrap(0), here
                );
        }
        ledger.record(_supply.amount());
    }

    // INTERNAL

    function _requireAllowed(
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        InstrumentState current
    ) private view {
        MovementQuestion memory question;
        (question.kind, question.operator, question.from, question.to) = (kind, operator, from, to);
        (question.amount, question.at) = (amount, uint64(block.timestamp));
        uint256 reasons = IBondCore(address(this)).judge(question, current);
        Refusal[] memory refusals = new Refusal[](1);
        refusals[0] = Refusal(current.regime(), reasons);
        require(reasons == 0, MovementRefused(kind, refusals));
    }
}
