// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Addresses} from "../libraries/Addresses.sol";
import {RegimeCalls} from "../libraries/RegimeCalls.sol";
import {TokenFacts} from "../libraries/TokenFacts.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {Kinds, MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";
import {Allowances} from "./Allowances.sol";
import {Freezes} from "./Freezes.sol";

/// @title Verdicts
/// @notice How a movement is decided: the one place where it is, for those who move and for those who ask.
abstract contract Verdicts is Allowances, Freezes {
    using Addresses for address;

    /// @dev Standings of all wallets.
    IInvestorRegistry internal immutable investors;

    constructor(IInvestorRegistry investors_) {
        investors = investors_;
    }

    /// @dev The one place where a movement is decided: what the token knows, and what its regime says.
    /// @return reasons 0 when it is allowed
    /// @return buffer the question that the regime was asked, as in {RegimeCalls}
    function _judge(
        MovementKind kind,
        address operator,
        address from,
        address to,
        uint256 amount,
        uint256 at,
        address cash,
        InstrumentState current,
        Holding given
    ) internal view returns (uint256 reasons, uint256 buffer) {
        uint256 kindSet = Kinds.only(kind);
        uint256 balance = given.amount();
        reasons = TokenFacts.ofMovement(kindSet, from, to, amount, balance, current);
        if (kindSet & (Kinds.ISSUE | Kinds.RECOVERY) | given.frozenMark() != 0) {
            reasons |= _storedFacts(kindSet, from, to, amount, balance);
        }
        buffer = RegimeCalls.readStandings(investors, kindSet, from, to);
        if (!operator.isNobody()) {
            // A holder that calls `transferFrom` for itself needs an allowance too, as in OpenZeppelin. What comes in has left the other
            // leg, which is the operator here and has asked for the allowance.
            bool spends = kindSet == Kinds.TRANSFER || kindSet == Kinds.EXCHANGE_OUT && operator != from;
            if (spends && _allowances[from][operator] < amount) reasons |= TokenFacts.ALLOWANCE;
            if (operator != from) RegimeCalls.readOperator(buffer, investors, operator);
        }
        // Rules that ask no books do not ask what the receiver holds either.
        if (current.books() != 0) {
            RegimeCalls.keepWithRecipientBalance(buffer, to.isNobody() ? 0 : _wordOf(to).holding.amount());
        }
        reasons |= RegimeCalls.verdict(buffer, current, kind, at, amount, balance, cash);
    }

    /// @dev Facts that need more storage than every movement reads.
    function _storedFacts(uint256 kindSet, address from, address to, uint256 amount, uint256 balance)
        private
        view
        returns (uint256 facts)
    {
        if (kindSet == Kinds.ISSUE) {
            if (amount > _issueVolume || _supply.amount() > _issueVolume - amount) facts = TokenFacts.ISSUE_VOLUME;
        } else if (kindSet == Kinds.RECOVERY) {
            (Standing lost, Standing replacement) = investors.twoStandings(from, to);
            bool same = lost.investor() == replacement.investor() && lost.investor() != 0;
            if (!same) facts = TokenFacts.NOT_SAME_INVESTOR;
        } else if (
            kindSet & (Kinds.TRANSFER | Kinds.EXCHANGE_OUT | Kinds.REDEEM) != 0 && amount > _unfrozen(from, balance)
        ) {
            facts = TokenFacts.FROZEN;
        }
    }
}
