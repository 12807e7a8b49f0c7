// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Entrant, IEntrantLedger} from "./interfaces/IEntrantLedger.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {IRuleExtension} from "./interfaces/IRuleExtension.sol";
import {MovementWords} from "./libraries/MovementWords.sol";
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
import {NotHalted} from "./rules/NotHalted.sol";
import {OfferingClock} from "./rules/OfferingClock.sol";
import {Period} from "./rules/Period.sol";
import {Predicates} from "./rules/Predicates.sol";
import {ExtraWords, RuleRow} from "./rules/RuleRow.sol";
import {ValidityWindow} from "./rules/ValidityWindow.sol";
import {Books} from "./types/Books.sol";
import {BatchItem, Movement} from "./types/Movement.sol";
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

    /// @dev Asks a movement of a batch after the first: the giver, and what is one for all of them, have been judged.
    uint256 private constant AGAIN = 16;

    /// @notice Where the predicates are that this code does not have itself; zero when it is complete without.
    address public immutable extension;

    constructor(address extension_) {
        extension = extension_;
    }

    // VERDICTS

    /// @inheritdoc IRegime
    function failuresOf(Movement calldata movement) external view returns (uint256 reasons) {
        MovementWords.load(movement);
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(MovementWords.kind());
        return _judge(rows, end, type(uint256).max - AGAIN, _day());
    }

    /// @inheritdoc IRegime
    function partyFailuresOf(Movement calldata movement, uint256 parties) external view returns (uint256 reasons) {
        MovementWords.load(movement);
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(MovementWords.kind());
        return _judge(rows, end, parties & Parties.ALL, _day());
    }

    /// @inheritdoc IRegime
    function allowsBatch(Movement calldata movement, BatchItem[] calldata items) external view returns (bool) {
        MovementWords.load(movement);
        (uint256 rows, uint256 end) = RuleTableLibrary.loadRows(MovementWords.kind());
        uint256 day = _day();
        uint256 asked = type(uint256).max - AGAIN;
        unchecked {
            for (uint256 i = 0; i < items.length; ++i) {
                MovementWords.become(items[i]);
                if (_judge(rows, end, asked, day) != 0) return false;
                asked = Parties.RECIPIENT | Parties.MOVEMENT | AGAIN;
            }
        }
        return true;
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
    function books() external view returns (uint256 mask, address keeper) {
        mask = RuleTableLibrary.booksAlone();
        if (mask & Books.KEPT != 0) keeper = IRuleExtension(extension).books();
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
        day = MovementWords.at() / DAY;
        if (day == 0) day = 1;
    }

    /// @dev Judges the rows between two memory positions, for the sides in `asked`. Nearly all the gas that a verdict costs is
    /// spent here.
    function _judge(uint256 cursor, uint256 end, uint256 asked, uint256 day) private view returns (uint256 reasons) {
        // The factory has checked that rows and their words end where the table says, and what a guard stands for.
        unchecked {
            if (cursor < end) {
                RuleRow guard = ExtraWords.rowAt(cursor);
                if (Guard.isGuard(guard)) {
                    cursor += 32;
                    if (asked & Parties.MOVEMENT != 0 && Guard.passes(guard, day)) cursor += Guard.coveredBytes(guard);
                }
            }
            while (cursor < end) {
                RuleRow row = ExtraWords.rowAt(cursor);
                cursor += 32;
                uint256 parties = row.parties() & asked;
                if (parties != 0) {
                    uint256 predicate = row.predicate();
                    bool failed;
                    // What a guard usually stands for comes last.
                    if (predicate == Predicates.ELIGIBLE_PARTY) {
                        failed = EligibleParty.fails(row, cursor, parties, day);
                    } else if (predicate == Predicates.DENOMINATION) {
                        failed = Denomination.fails(row);
                    } else if (predicate == Predicates.OFFERING_CLOCK) {
                        failed = OfferingClock.fails(row, cursor, parties, day);
                    } else if (predicate == Predicates.PERIOD) {
                        if (!Period.covers(row)) cursor += Period.heldBytes(row);
                    } else if (asked & AGAIN == 0 || !Predicates.isSameForBatch(predicate)) {
                        failed = _otherFails(row, cursor, parties, day, end);
                    }
                    if (failed) reasons |= 1 << row.bit();
                }
                cursor += row.extraBytes();
            }
        }
    }

    /// @param shared memory position of two words that the rules of one verdict, or one batch, share
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
        if (predicate > Predicates.ENTRANT_ESTABLISHED) return Extended.fails(extension, row, extra, parties, day);
        return _entrantFails(row, extra, shared);
    }

    /// @dev Predicates that ask the entrant ledger.
    function _entrantFails(RuleRow row, uint256 extra, uint256 shared) private view returns (bool) {
        uint256 predicate = row.predicate();
        if (predicate == Predicates.CAPACITY) return CapacityLimit.fails(IEntrantLedger(ledger()), shared + 32);
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
        entrant = IEntrantLedger(ledger()).entrantOf(MovementWords.instrument());
        assembly ("memory-safe") {
            mstore(shared, entrant)
        }
    }
}
