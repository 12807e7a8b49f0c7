// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {IRegime} from "./interfaces/IRegime.sol";
import {IRegimeFactory} from "./interfaces/IRegimeFactory.sol";
import {RuleTableLibrary} from "./libraries/RuleTable.sol";
import {EligibleParty} from "./rules/EligibleParty.sol";
import {Guard} from "./rules/Guard.sol";
import {Period} from "./rules/Period.sol";
import {Predicates} from "./rules/Predicates.sol";
import {ExtraWords, RuleRow} from "./rules/RuleRow.sol";
import {MovementKind} from "./types/MovementKind.sol";
import {Parties} from "./types/Parties.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title RegimeFactory
/// @notice Makes regimes: the regime code with a rule table behind it.
///
/// ROLES
/// Anybody may deploy a table; putting a regime in force is the token's governor's decision. The governor replaces the code, which
/// is how predicates that are written later reach tokens that exist; regimes made before keep theirs.
contract RegimeFactory is IRegimeFactory, Managed {
    /// @dev What a table may name, and what it says of itself.
    struct Known {
        uint256 predicates;
        uint256 ofParties;
        uint256 rules;
    }

    /// @dev Verdict bits above are the token's.
    uint256 private constant MAX_RULES = 240;

    /// @notice keccak-256 of the regime code that tables are put behind. Only the hash is kept: whoever deploys a table brings the code,
    /// which no chain then stores without a table.
    bytes32 public codeHash;

    mapping(address regime => bool) private _made;

    constructor(address authority_, bytes32 codeHash_) Managed(authority_) {
        _setCodeHash(codeHash_);
    }

    // GOVERNOR

    /// @inheritdoc IRegimeFactory
    function setCodeHash(bytes32 codeHash_) external restricted {
        _setCodeHash(codeHash_);
    }

    // ANYBODY

    /// @inheritdoc IRegimeFactory
    function deploy(bytes calldata code, bytes calldata table) external returns (address regime) {
        bytes32 given = keccak256(code);
        require(given == codeHash, UnknownCode(given));
        regime = addressOf(code, table);
        if (_made[regime]) return regime;
        _made[regime] = true;
        bytes32 salt = bytes32(table);
        Create2.deploy(0, salt, _creationCode(code, table));
        // What is wrong with the table undoes its creation.
        _requireReadable(table, regime);
        emit RegimeDeployed(regime, salt, bytes32(table[32:]));
    }

    /// @inheritdoc IRegimeFactory
    function isRegime(address regime) external view returns (bool) {
        return _made[regime];
    }

    /// @inheritdoc IRegimeFactory
    function addressOf(bytes calldata code, bytes calldata table) public view returns (address) {
        require(table.length > RuleTableLibrary.HEADER + RuleTableLibrary.TRAILER, MalformedTable());
        return Create2.computeAddress(bytes32(table), keccak256(_creationCode(code, table)));
    }

    // INTERNAL

    function _setCodeHash(bytes32 codeHash_) private {
        codeHash = codeHash_;
        emit CodeHashSet(codeHash_);
    }

    /// @dev Creation code that returns what follows it: the regime's code and the table.
    /// PUSH3 size, DUP1, PUSH1 11, PUSH0, CODECOPY, PUSH0, RETURN are 11 bytes.
    function _creationCode(bytes calldata code, bytes calldata table) private pure returns (bytes memory) {
        return abi.encodePacked(hex"62", uint24(code.length + table.length), hex"80600b5f395ff3", code, table);
    }

    /// @dev A table whose parts disagree would be judged as another table than the one that was hashed.
    function _requireReadable(bytes memory table, address regime) private view {
        Known memory known;
        (known.predicates, known.ofParties) = IRegime(regime).predicates();
        uint256 start = _startOf(table);
        uint256 end = start + table.length - RuleTableLibrary.TRAILER;
        require(_read(end) >> 232 == table.length, MalformedTable());
        uint256 header = _read(start + RuleTableLibrary.LEDGER_WORD);
        uint256 texts = start + uint24(header >> 168);
        known.rules = uint8(header >> 160);
        require(known.rules != 0 && known.rules <= MAX_RULES && texts < end, MalformedTable());
        _requireRows(start, texts, known);
        // Each rule has a text, and nothing stands behind the last one.
        for (uint256 i = 0; i < known.rules; ++i) {
            require(texts + 2 <= end, MalformedTable());
            texts += 2 + (_read(texts) >> 240);
        }
        require(texts == end, MalformedTable());
    }

    /// @dev Walks the rows of every kind.
    function _requireRows(uint256 start, uint256 texts, Known memory known) private pure {
        uint256 sections = _read(start + RuleTableLibrary.KINDS_WORD);
        uint256 cursor = start + RuleTableLibrary.HEADER;
        bytes32[] memory receiving;
        bytes32[] memory receivingByForce;
        for (uint256 kind = 0; kind <= uint256(type(MovementKind).max); ++kind) {
            uint256 end = start + uint16(sections >> (32 * kind + 16));
            bool follows = start + uint16(sections >> (32 * kind)) == cursor && end >= cursor && end <= texts;
            require(follows, MalformedTable());
            bytes32[] memory recipientRules = _readRows(cursor, end, Parties.present(1 << kind), known);
            if (kind == uint256(MovementKind.Transfer)) receiving = recipientRules;
            if (kind == uint256(MovementKind.ForcedTransfer)) receivingByForce = recipientRules;
            cursor = end;
        }
        require(cursor == texts, MalformedTable());
        // ERC-7943: whoever could not receive an ordinary transfer cannot receive a forced one either.
        for (uint256 i = 0; i < known.rules; ++i) {
            require(receiving[i] == 0 || receiving[i] == receivingByForce[i], MalformedTable());
        }
    }

    /// @return recipientRules for each rule that judges the recipient, the hash of how it does
    function _readRows(uint256 cursor, uint256 end, uint256 present, Known memory known)
        private
        pure
        returns (bytes32[] memory recipientRules)
    {
        recipientRules = new bytes32[](known.rules);
        cursor = _requireGuard(cursor, end);
        uint256 period = 0;
        uint256 periodEnd = 0;
        while (cursor < end) {
            RuleRow row = ExtraWords.rowAt(cursor);
            uint256 rowEnd = cursor + 32 + row.extraBytes();
            require(rowEnd <= end, MalformedTable());
            if (row.predicate() == Predicates.PERIOD) {
                (period, periodEnd) = (RuleRow.unwrap(row), _requirePeriod(cursor, end));
            } else {
                if (cursor >= periodEnd) period = 0;
                _requireRow(row, cursor + 32, present, known);
                if (row.parties() & Parties.RECIPIENT != 0) {
                    recipientRules[row.bit()] = _hash(period, row.withoutParties(), cursor + 32, row.extraBytes());
                }
            }
            cursor = rowEnd;
        }
    }

    /// @dev A guard is as strict as the rows it stands for, or it would let through what they refuse.
    /// @return start where the rules begin
    function _requireGuard(uint256 cursor, uint256 end) private pure returns (uint256 start) {
        if (cursor == end || !Guard.isGuard(ExtraWords.rowAt(cursor))) return cursor;
        RuleRow guard = ExtraWords.rowAt(cursor);
        start = cursor + 32;
        uint256 coveredEnd = start + Guard.coveredBytes(guard);
        require(coveredEnd <= end && guard.extraBytes() == 0, MalformedTable());
        uint256 covered = start;
        while (covered < coveredEnd) {
            RuleRow row = ExtraWords.rowAt(covered);
            require(Guard.covers(guard, row, covered - cursor), MalformedTable());
            covered += 32 + row.extraBytes();
        }
        require(covered == coveredEnd, MalformedTable());
    }

    /// @dev A period holds whole rows of the same kind, and is asked whoever is judged.
    /// @return held where the rows it holds end
    function _requirePeriod(uint256 cursor, uint256 end) private pure returns (uint256 held) {
        RuleRow period = ExtraWords.rowAt(cursor);
        cursor += 32;
        held = cursor + Period.heldBytes(period);
        require(period.parties() == Parties.EVERYTHING && period.extraBytes() == 0, MalformedTable());
        require(held > cursor && held <= end, MalformedTable());
        while (cursor < held) {
            RuleRow row = ExtraWords.rowAt(cursor);
            require(row.predicate() < Predicates.PERIOD, MalformedTable());
            cursor += 32 + row.extraBytes();
        }
        require(cursor == held, MalformedTable());
    }

    function _requireRow(RuleRow row, uint256 extra, uint256 present, Known memory known) private pure {
        uint256 predicate = row.predicate();
        uint256 parties = row.parties();
        require(row.bit() < known.rules && Predicates.isIn(predicate, known.predicates), MalformedTable());
        require(parties != 0 && parties & ~present == 0, MalformedTable());
        bool judgesWhatItCan =
            Predicates.isIn(predicate, known.ofParties) ? parties & Parties.MOVEMENT == 0 : parties == Parties.MOVEMENT;
        require(judgesWhatItCan, MalformedTable());
        bool wellFormed =
            predicate != Predicates.ELIGIBLE_PARTY || EligibleParty.isWellFormed(extra, extra + row.extraBytes());
        require(wellFormed, MalformedTable());
    }

    function _hash(uint256 period, uint256 row, uint256 extra, uint256 extraBytes) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let place := mload(0x40)
            mstore(place, period)
            mstore(add(place, 0x20), row)
            mcopy(add(place, 0x40), extra, extraBytes)
            hash := keccak256(place, add(0x40, extraBytes))
        }
    }

    function _startOf(bytes memory table) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := add(table, 0x20)
        }
    }

    function _read(uint256 at) private pure returns (uint256) {
        return RuleRow.unwrap(ExtraWords.rowAt(at));
    }
}
