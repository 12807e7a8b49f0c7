// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant, IEntrantLedger} from "./interfaces/IEntrantLedger.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {Attested} from "./rules/Attested.sol";
import {CapacityLimit} from "./rules/CapacityLimit.sol";
import {Denomination} from "./rules/Denomination.sol";
import {EligibleParty} from "./rules/EligibleParty.sol";
import {EntrantActivity} from "./rules/EntrantActivity.sol";
import {EntrantEstablished} from "./rules/EntrantEstablished.sol";
import {EntrantStage} from "./rules/EntrantStage.sol";
import {ForbiddenFlags} from "./rules/ForbiddenFlags.sol";
import {NotHalted} from "./rules/NotHalted.sol";
import {OfferingClock} from "./rules/OfferingClock.sol";
import {Predicates} from "./rules/Predicates.sol";
import {RuleRow} from "./rules/RuleRow.sol";
import {ValidityWindow} from "./rules/ValidityWindow.sol";
import {InstrumentState} from "./types/InstrumentState.sol";
import {Movement} from "./types/Movement.sol";
import {MovementKind} from "./types/MovementKind.sol";
import {Parties} from "./types/Parties.sol";
import {Standing} from "./types/Standing.sol";
import {RuleTable, RuleTableLibrary} from "./libraries/RuleTable.sol";

/// @title Regime
/// @notice One leg of one profile version. The rules are a table behind this contract's own code, put there by the
/// factory: reading them costs no storage access, nothing can change them, and two rows may use one predicate with
/// other parameters.
///
/// PROPERTIES
/// - Bit n of a verdict is row n of the table; every row that applies is judged, so a refusal carries all its reasons.
/// - The verdict follows from the table, the movement and the entrant ledger alone. There is no state here.
///
/// ADDING A RULE
/// One library in `rules/`, one number in {Predicates}, one line in {_fails} or {_partyFails}. Tokens do not change.
contract Regime is IRegime {
    uint256 private constant DAY = 1 days;

    /// @inheritdoc IRegime
    function check(Movement calldata movement) external view returns (uint256 reasons) {
        Movement memory judged = movement;
        return _judge(judged, Parties.present(judged.kind), false);
    }

    /// @inheritdoc IRegime
    function checkParty(Standing standing, uint256 party, uint64 at, InstrumentState state)
        external
        view
        returns (uint256 reasons)
    {
        Movement memory movement;
        movement.kind = MovementKind.Transfer;
        movement.at = at;
        movement.state = state;
        movement.sender = standing;
        movement.recipient = standing;
        return _judge(movement, party, true);
    }

    /// @inheritdoc IRegime
    function profileHash() external pure returns (bytes32) {
        return RuleTableLibrary.load().profileHash();
    }

    /// @inheritdoc IRegime
    function leg() external pure returns (bytes32) {
        return RuleTableLibrary.load().leg();
    }

    /// @inheritdoc IRegime
    function ruleCount() external pure returns (uint256) {
        return RuleTableLibrary.load().ruleCount();
    }

    /// @inheritdoc IRegime
    function ledger() external pure returns (address) {
        return RuleTableLibrary.load().ledger();
    }

    /// @inheritdoc IRegime
    function message(uint256 rule) external pure returns (string memory) {
        RuleTable table = RuleTableLibrary.load();
        require(rule < table.ruleCount(), UnknownRule(rule));
        return table.text(rule);
    }

    /// @dev Judges every row that applies. With `partiesOnly`, rows that judge the movement as such are left out.
    function _judge(Movement memory movement, uint256 present, bool partiesOnly)
        private
        view
        returns (uint256 reasons)
    {
        RuleTable table = RuleTableLibrary.loadRules();
        IEntrantLedger entrantLedger = IEntrantLedger(table.ledger());
        uint256 count = table.ruleCount();
        uint256 cursor = table.firstRow();
        unchecked {
            // The factory has checked that the rows end where the table says.
            for (uint256 i = 0; i < count; ++i) {
                RuleRow row = RuleRow.wrap(_wordAt(cursor));
                cursor += 32;
                (bool applies, uint256 parties) = row.application(movement.kind);
                if (applies) {
                    bool failed = parties == 0
                        ? !partiesOnly && _fails(row, cursor, movement, present, entrantLedger)
                        : _anyPartyFails(row, cursor, movement, parties & present);
                    if (failed) reasons |= 1 << i;
                }
                cursor += row.extraWords() << 5;
            }
        }
    }

    function _anyPartyFails(RuleRow row, uint256 extra, Movement memory movement, uint256 parties)
        private
        pure
        returns (bool)
    {
        return (parties & Parties.SENDER != 0 && _partyFails(row, extra, movement, movement.sender))
            || (parties & Parties.RECIPIENT != 0 && _partyFails(row, extra, movement, movement.recipient))
            || (parties & Parties.OPERATOR != 0 && _partyFails(row, extra, movement, movement.operator));
    }

    /// @dev Rules that judge one party.
    function _partyFails(RuleRow row, uint256 extra, Movement memory movement, Standing party)
        private
        pure
        returns (bool)
    {
        uint256 predicate = row.predicate();
        uint256 day = movement.at / DAY;
        if (predicate == Predicates.ATTESTED) return Attested.fails(row, party, day);
        if (predicate == Predicates.FORBIDDEN_FLAGS) return ForbiddenFlags.fails(row, party);
        if (predicate == Predicates.ELIGIBLE_PARTY) return EligibleParty.fails(row, extra, party, day);
        if (predicate == Predicates.OFFERING_CLOCK) {
            return OfferingClock.fails(row, extra, party, movement.state, day);
        }
        revert UnknownPredicate(predicate);
    }

    /// @dev Rules that judge the movement as such.
    function _fails(
        RuleRow row,
        uint256 extra,
        Movement memory movement,
        uint256 present,
        IEntrantLedger entrantLedger
    ) private view returns (bool) {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.NOT_HALTED) return NotHalted.fails(movement.state);
        if (predicate == Predicates.VALIDITY_WINDOW) return ValidityWindow.fails(row, movement.at);
        if (predicate == Predicates.DENOMINATION) {
            bool hasSender = present & Parties.SENDER != 0;
            return Denomination.fails(row, hasSender, movement.senderBalance, movement.amount);
        }
        if (predicate == Predicates.CAPACITY) {
            return CapacityLimit.fails(entrantLedger, movement.instrument, movement.amount);
        }
        Entrant memory entrant = entrantLedger.entrantOf(movement.instrument);
        if (predicate == Predicates.ENTRANT_STAGE) return EntrantStage.fails(row, entrant);
        if (predicate == Predicates.ENTRANT_ACTIVITY) return EntrantActivity.fails(row, entrant);
        if (predicate == Predicates.ENTRANT_ESTABLISHED) return EntrantEstablished.fails(row, extra, entrant);
        revert UnknownPredicate(predicate);
    }

    function _wordAt(uint256 cursor) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(cursor)
        }
    }
}
