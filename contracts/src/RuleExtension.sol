// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentLedger} from "./interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {IPermits} from "./interfaces/IPermits.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {IRuleExtension} from "./interfaces/IRuleExtension.sol";
import {AffiliateVolume} from "./rules/AffiliateVolume.sol";
import {ApprovedTransfer} from "./rules/ApprovedTransfer.sol";
import {CashLeg} from "./rules/CashLeg.sol";
import {Certified} from "./rules/Certified.sol";
import {HolderLimit} from "./rules/HolderLimit.sol";
import {HoldingCap} from "./rules/HoldingCap.sol";
import {InstrumentFact} from "./rules/InstrumentFact.sol";
import {LotClock} from "./rules/LotClock.sol";
import {NamedVenue} from "./rules/NamedVenue.sol";
import {OfferMade} from "./rules/OfferMade.sol";
import {OffereeLimit} from "./rules/OffereeLimit.sol";
import {OfferingTotal} from "./rules/OfferingTotal.sol";
import {Predicates} from "./rules/Predicates.sol";
import {PurchaserLimit} from "./rules/PurchaserLimit.sol";
import {RuleRow} from "./rules/RuleRow.sol";
import {Subdivision} from "./rules/Subdivision.sol";
import {SymbolLimit} from "./rules/SymbolLimit.sol";
import {VolumeCap} from "./rules/VolumeCap.sol";
import {VolumeLadder} from "./rules/VolumeLadder.sol";
import {Movement} from "./types/Movement.sol";

/// @title RuleExtension
/// @notice The predicates that ask positions, books and permits. One contract serves every regime.
///
/// PROPERTIES
/// - There is no state here: the verdict follows from the movement, the row and the contracts that it asks.
/// - What a book does not know yet fails the rule that needs it.
/// - No question makes it revert, whatever its amounts and times, as long as the instrument answers as an ERC-20 does.
///
/// ADDING A RULE
/// One library in `rules/`, one number in {Predicates}, one line here. Regimes that exist keep the extension they were made with.
contract RuleExtension is IRuleExtension {
    /// @notice Standings and wallets.
    IInvestorRegistry public immutable investors;
    /// @notice What is remembered of movements.
    IInstrumentLedger public immutable ledger;
    /// @notice Facts that people recorded.
    IPermits public immutable permits;

    constructor(address investors_, address ledger_, address permits_) {
        investors = IInvestorRegistry(investors_);
        ledger = IInstrumentLedger(ledger_);
        permits = IPermits(permits_);
    }

    /// @inheritdoc IRuleExtension
    function extendedFails(
        Movement calldata movement,
        uint256 row,
        uint256[] calldata extra,
        uint256 parties,
        uint256 day
    ) external view returns (bool) {
        RuleRow rule = RuleRow.wrap(row);
        uint256 predicate = rule.predicate();
        // Those that transfers ask most come first.
        if (predicate == Predicates.HOLDING_CAP) return HoldingCap.fails(movement, rule, investors);
        if (predicate == Predicates.HOLDER_LIMIT) return HolderLimit.fails(movement, rule, investors, ledger, day);
        if (predicate == Predicates.LOT_CLOCK) return LotClock.fails(movement, rule, ledger, day);
        if (predicate == Predicates.SUBDIVISION) return Subdivision.fails(movement, rule, extra, parties);
        if (Predicates.asksPermits(predicate)) return _permitsFail(movement, rule, parties, day);
        return _booksFail(movement, rule, day);
    }

    /// @inheritdoc IRuleExtension
    function predicates() external pure returns (uint256 known, uint256 ofParties) {
        return (Predicates.EXTENDED, Predicates.EXTENDED_OF_PARTIES);
    }

    /// @inheritdoc IRuleExtension
    function books() external view returns (address) {
        return address(ledger);
    }

    /// @dev Predicates that ask what is remembered.
    function _booksFail(Movement calldata movement, RuleRow row, uint256 day) private view returns (bool) {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.PURCHASER_LIMIT) return PurchaserLimit.fails(movement, row, ledger, day);
        if (predicate == Predicates.OFFEREE_LIMIT) return OffereeLimit.fails(movement, row, ledger);
        if (predicate == Predicates.OFFER_MADE) return OfferMade.fails(movement, ledger, day);
        if (predicate == Predicates.VOLUME_CAP) return VolumeCap.fails(movement, row, ledger, day);
        if (predicate == Predicates.OFFERING_TOTAL) return OfferingTotal.fails(movement, row, ledger, day);
        if (predicate == Predicates.AFFILIATE_VOLUME) return AffiliateVolume.fails(movement, row, ledger, day);
        revert IRegime.UnknownPredicate(predicate);
    }

    /// @dev Predicates that ask what people recorded.
    function _permitsFail(Movement calldata movement, RuleRow row, uint256 parties, uint256 day)
        private
        view
        returns (bool)
    {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.INSTRUMENT_FACT) return InstrumentFact.fails(movement, row, permits, day);
        if (predicate == Predicates.CERTIFIED) return Certified.fails(movement, row, permits, parties, day);
        if (predicate == Predicates.APPROVED_TRANSFER) return ApprovedTransfer.fails(movement, ledger, permits);
        if (predicate == Predicates.NAMED_VENUE) return NamedVenue.fails(movement, permits);
        if (predicate == Predicates.CASH_LEG) return CashLeg.fails(movement, row, permits);
        if (predicate == Predicates.VOLUME_LADDER) return VolumeLadder.fails(movement, row, ledger, permits, day);
        return SymbolLimit.fails(movement, row, permits, day);
    }
}
