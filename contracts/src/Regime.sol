// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant, IEntrantLedger} from "./interfaces/IEntrantLedger.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {IRuleExtension} from "./interfaces/IRuleExtension.sol";
import {MovementCalldata} from "./libraries/MovementCalldata.sol";
import {RuleTable, RuleTableLibrary} from "./libraries/RuleTable.sol";
import {Attested} from "./rules/Attested.sol";
import {CapacityLimit} from "./rules/CapacityLimit.sol";
import {Denomination} from "./rules/Denomination.sol";
import {EligibleParty} from "./rules/EligibleParty.sol";
import {EntrantActivity} from "./rules/EntrantActivity.sol";
import {EntrantEstablished} from "./rules/EntrantEstablished.sol";
import {EntrantStage} from "./rules/EntrantStage.sol";
import {Extended} from "./rules/Extended.sol";
import {ForbiddenFlags} from "./rules/ForbiddenFlags.sol";
import {Guard} from "./rules/Guard.sol";
import {HolderLimit} from "./rules/HolderLimit.sol";
import {HoldingCap} from "./rules/HoldingCap.sol";
import {LotClock} from "./rules/LotClock.sol";
import {NotHalted} from "./rules/NotHalted.sol";
import {OfferingClock} from "./rules/OfferingClock.sol";
import {Period} from "./rules/Period.sol";
import {Predicates} from "./rules/Predicates.sol";
import {ExtraWords, RuleRow} from "./rules/RuleRow.sol";
import {ValidityWindow} from "./rules/ValidityWindow.sol";
import {BatchItem, BatchItemLibrary} from "./types/BatchItem.sol";
import {Books} from "./types/Books.sol";
import {Movement} from "./types/Movement.sol";
import {Parties} from "./types/Parties.sol";

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
/// One library in `rules/`, one number in {Predicates}, and one line in the {IRuleExtension} or, when nearly every transfer needs it,
/// here. A regime's code is copied for each leg, so it holds what the ordinary movement asks and no more. Tokens do not change.
contract Regime is IRegime {
    uint256 private constant DAY = 1 days;

    /// @notice Where the predicates are that this code does not have itself; zero when it is complete without.
    address public immutable extension;
    /// @notice The instrument ledger that the extension asks; zero without one.
    address public immutable keeper;

    constructor(address extension_) {
        extension = extension_;
        keeper = extension_ == address(0) ? address(0) : IRuleExtension(extension_).books();
    }

    // VERDICTS

    /// @inheritdoc IRegime
    function reasonsAgainst(Movement calldata) external view returns (uint256 reasons, address told) {
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(MovementCalldata.kind());
        reasons = _judge(rows, end, Parties.EVERYTHING, MovementCalldata.amount());
        told = keeper;
        // As the compiler returns two words, without a copy.
        assembly ("memory-safe") {
            mstore(0x00, reasons)
            mstore(0x20, told)
            return(0x00, 0x40)
        }
    }

    /// @inheritdoc IRegime
    function partyReasonsAgainst(Movement calldata movement, uint256 parties) external view returns (uint256 reasons) {
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(uint256(movement.kind));
        return _judge(rows, end, parties & Parties.ALL, movement.amount);
    }

    /// @inheritdoc IRegime
    function allowsBatch(Movement calldata movement, BatchItem[] calldata others, uint256 total)
        external
        view
        returns (bool)
    {
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(uint256(movement.kind));
        return _judge(rows, end, Parties.EVERYTHING, total) == 0 && _allowsOthers(rows, end, others);
    }

    // WHAT IT IS

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
    function ledger() public pure returns (address) {
        return RuleTableLibrary.ledgerAlone();
    }

    /// @inheritdoc IRegime
    function books() external view returns (uint256 mask, address ledger_) {
        mask = RuleTableLibrary.booksAlone();
        if (mask & Books.KEPT != 0) ledger_ = keeper;
    }

    /// @inheritdoc IRegime
    function message(uint256 rule) external pure returns (string memory) {
        RuleTable table = RuleTableLibrary.load();
        require(rule < table.ruleCount(), UnknownRule(rule));
        return table.text(rule);
    }

    /// @inheritdoc IRegime
    function predicates() external view returns (uint256 known, uint256 ofParties) {
        (known, ofParties) = (Predicates.CORE, Predicates.CORE_OF_PARTIES);
        if (extension != address(0)) {
            (uint256 more, uint256 moreOfParties) = IRuleExtension(extension).predicates();
            (known, ofParties) = (known | more, ofParties | moreOfParties);
        }
    }

    // INTERNAL

    /// @dev Days begin at 1, so that an attestation that was never given, day 0, has always lapsed.
    function _day() private pure returns (uint256 day) {
        day = MovementCalldata.at() / DAY;
        if (day == 0) day = 1;
    }

    /// @dev Judges the rows between two memory positions, for the sides in `asked`. An ordinary movement passes the guard, and has few
    /// rows left or none.
    /// @param capacity how much has to fit under the entrant's limit: every movement of a batch does if and only if their sum does
    function _judge(uint256 cursor, uint256 end, uint256 asked, uint256 capacity)
        private
        view
        returns (uint256 reasons)
    {
        uint256 day = _day();
        // The factory has checked that rows and their words end where the table says, and what a guard stands for.
        unchecked {
            if (cursor < end && Guard.isGuard(ExtraWords.rowAt(cursor))) {
                RuleRow guard = ExtraWords.rowAt(cursor);
                bool passed = asked & Parties.MOVEMENT != 0 && Guard.passes(guard, cursor, day);
                cursor += 32;
                if (passed) cursor += Guard.coveredBytes(guard);
            }
            while (cursor < end) {
                RuleRow row = ExtraWords.rowAt(cursor);
                cursor += 32;
                uint256 parties = row.parties() & asked;
                if (parties != 0) {
                    if (row.predicate() == Predicates.PERIOD) {
                        if (!Period.covers(row)) cursor += Period.heldBytes(row);
                    } else if (_fails(row, cursor, parties, day, end, capacity)) {
                        reasons |= 1 << row.bit();
                    }
                }
                cursor += row.extraBytes();
            }
        }
    }

    /// @dev Whether the movements of a batch after the first, which has been judged, are allowed for sure: by the guard, and by rows
    /// that answer for all of them at once.
    function _allowsOthers(uint256 cursor, uint256 end, BatchItem[] calldata others) private pure returns (bool) {
        if (others.length == 0) return true;
        RuleRow guard = ExtraWords.rowAt(cursor);
        if (cursor == end || !Guard.isGuard(guard)) return false;
        unchecked {
            uint256 items;
            assembly ("memory-safe") {
                items := others.offset
            }
            uint256 itemsEnd = items + BatchItemLibrary.LENGTH * others.length;
            if (!Guard.passesOthers(guard, cursor, _day(), items, itemsEnd)) return false;
            cursor += 32 + Guard.coveredBytes(guard);
            while (cursor < end) {
                RuleRow row = ExtraWords.rowAt(cursor);
                if (!Predicates.isSameForBatch(row.predicate())) return false;
                cursor += 32 + row.extraBytes();
            }
        }
        return true;
    }

    function _fails(RuleRow row, uint256 extra, uint256 parties, uint256 day, uint256 shared, uint256 capacity)
        private
        view
        returns (bool)
    {
        uint256 predicate = row.predicate();
        if (predicate > Predicates.ENTRANT_ESTABLISHED) {
            return !_surelyPasses(row, day) && Extended.fails(extension, row, extra, parties, day);
        }
        if (predicate == Predicates.CAPACITY) return CapacityLimit.fails(capacity);
        if (predicate == Predicates.OFFERING_CLOCK) return OfferingClock.fails(row, extra, parties, day);
        // What a guard usually stands for comes last.
        if (predicate == Predicates.ELIGIBLE_PARTY) return EligibleParty.fails(row, extra, parties, day);
        if (predicate == Predicates.DENOMINATION) return Denomination.fails(row);
        return _otherFails(row, extra, parties, day, shared);
    }

    /// @param shared memory position of a word that the rules of one verdict share
    function _otherFails(RuleRow row, uint256 extra, uint256 parties, uint256 day, uint256 shared)
        private
        view
        returns (bool)
    {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.ATTESTED) return Attested.fails(row, parties, day);
        if (predicate == Predicates.FORBIDDEN_FLAGS) return ForbiddenFlags.fails(row, parties);
        if (predicate == Predicates.NOT_HALTED) return NotHalted.fails();
        if (predicate == Predicates.VALIDITY_WINDOW) return ValidityWindow.fails(row);
        return _entrantFails(row, extra, shared);
    }

    /// @dev Whether an extended rule that ordinary transfers meet passes without the extension being asked. A no decides nothing.
    function _surelyPasses(RuleRow row, uint256 day) private view returns (bool) {
        // Then nobody told what the recipient holds.
        if (MovementCalldata.state().books() == 0) return false;
        uint256 predicate = row.predicate();
        if (predicate == Predicates.HOLDING_CAP) return HoldingCap.surelyPasses(row);
        if (predicate == Predicates.HOLDER_LIMIT) return HolderLimit.surelyPasses();
        return predicate == Predicates.LOT_CLOCK && LotClock.surelyPasses(row, keeper, day);
    }

    /// @dev Predicates that ask the entrant ledger.
    function _entrantFails(RuleRow row, uint256 extra, uint256 shared) private view returns (bool) {
        uint256 predicate = row.predicate();
        Entrant memory entrant = _entrant(shared);
        if (predicate == Predicates.ENTRANT_STAGE) return EntrantStage.fails(row, entrant);
        if (predicate == Predicates.ENTRANT_ACTIVITY) return EntrantActivity.fails(row, entrant);
        if (predicate == Predicates.ENTRANT_ESTABLISHED) return EntrantEstablished.fails(row, extra, entrant);
        revert UnknownPredicate(predicate);
    }

    /// @dev The entrant behind the instrument, asked for once a verdict: the word at `shared` remembers where it is.
    function _entrant(uint256 shared) private view returns (Entrant memory entrant) {
        assembly ("memory-safe") {
            entrant := mload(shared)
        }
        bool known;
        assembly ("memory-safe") {
            known := iszero(iszero(entrant))
        }
        if (known) return entrant;
        entrant = IEntrantLedger(ledger()).entrantOf(MovementCalldata.instrument());
        assembly ("memory-safe") {
            mstore(shared, entrant)
        }
    }
}
