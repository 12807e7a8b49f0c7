// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {RegimeCalls} from "../libraries/RegimeCalls.sol";
import {TokenFacts} from "../libraries/TokenFacts.sol";
import {Holding} from "../types/Holding.sol";
import {InstrumentState} from "../types/InstrumentState.sol";
import {Kinds, MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";
import {Freezes} from "./Freezes.sol";

/// @title Verdicts
/// @notice How a movement is decided: the one place where it is, for those who move and for those who ask.
abstract contract Verdicts is Freezes {
    /// @dev Standings of all wallets.
    IInvestorRegistry internal immutable investors;

    constructor(IInvestorRegistry investors_) {
        investors = investors_;
    }

    /// @dev The one place where a movement is decided: what the token knows, and what its regime says.
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
    ) internal view returns (uint256 reasons) {
        uint256 kindSet = Kinds.only(kind);
        uint256 balance = given.amount();
        if (kindSet == Kinds.RECOVERY) amount = balance;
        reasons = TokenFacts.ofMovement(kindSet, from, to, amount, balance, current);
        if (kindSet & (Kinds.ISSUE | Kinds.RECOVERY) != 0 || given.hasFrozen()) {
            reasons |= _storedFacts(kindSet, from, to, amount, balance);
        }
        uint256 buffer = RegimeCalls.readStandings(investors, kindSet, from, to);
        if (operator != address(0)) {
            // A holder that calls `transferFrom` for itself needs an allowance too, as in OpenZeppelin.
            if (_allowed(from, operator) < amount) reasons |= TokenFacts.ALLOWANCE;
            if (operator != from) RegimeCalls.readOperator(buffer, investors, operator);
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
        } else if (kindSet & (Kinds.TRANSFER | Kinds.REDEEM) != 0 && amount > _unfrozen(from, balance)) {
            facts = TokenFacts.FROZEN;
        }
    }

    /// @dev What `owner` lets `operator` move.
    function _allowed(address owner, address operator) internal view virtual returns (uint256);
}
