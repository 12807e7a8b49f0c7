// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "./interfaces/IRegime.sol";
import {IRegimeFactory} from "./interfaces/IRegimeFactory.sol";
import {RuleTableLibrary} from "./libraries/RuleTable.sol";
import {EligibleParty} from "./rules/EligibleParty.sol";
import {Guard} from "./rules/Guard.sol";
import {Period} from "./rules/Period.sol";
import {Predicates} from "./rules/Predicates.sol";
import {RuleRow} from "./rules/RuleRow.sol";
import {MovementKind} from "./types/MovementKind.sol";
import {Parties} from "./types/Parties.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title RegimeFactory
/// @notice Makes regimes: a copy of one regime's code with a rule table behind it.
///
/// ROLES
/// Anybody may deploy a table; putting a regime in force is the token's governor's decision. The governor replaces the template, which
/// is how predicates that are written later reach tokens that exist; regimes made before keep their code.
contract RegimeFactory is IRegimeFactory, AccessManaged {
    /// @dev What a table may name.
    struct Known {
        uint256 predicates;
        uint256 ofParties;
        uint256 rules;
    }

    /// @dev Verdict bits above are the token's.
    uint256 private constant MAX_RULES = 240;

    /// @notice The regime code that the next table is put behind.
    address public template;

    mapping(address regime => bool) private _made;

    constructor(address authority_, address template_) AccessManaged(authority_) {
        _setTemplate(template_);
    }

    // GOVERNOR

    /// @inheritdoc IRegimeFactory
    function setTemplate(address template_) external restricted {
        _setTemplate(template_);
    }

    // ANYBODY

    /// @inheritdoc IRegimeFactory
    function deploy(bytes calldata table) external returns (address regime) {
        _requireReadable(table);
        bytes memory code = _creationCode(table);
        regime = Create2.computeAddress(bytes32(table[:32]), keccak256(code));
        if (_made[regime]) return regime;
        _made[regime] = true;
        emit RegimeDeployed(regime, bytes32(table[:32]), bytes32(table[32:64]));
        Create2.deploy(0, bytes32(table[:32]), code);
    }

    /// @inheritdoc IRegimeFactory
    function addressOf(bytes calldata table) external view returns (address) {
        _requireReadable(table);
        return Create2.computeAddress(bytes32(table[:32]), keccak256(_creationCode(table)));
    }

    /// @inheritdoc IRegimeFactory
    function isRegime(address regime) external view returns (bool) {
        return _made[regime];
    }

    /// @dev Creation code that returns what follows it: the template's code and the table.
    /// PUSH3 size, DUP1, PUSH1 11, PUSH0, CODECOPY, PUSH0, RETURN are 11 bytes.
    function _creationCode(bytes calldata table) private view returns (bytes memory) {
        bytes memory runtime = template.code;
        uint24 size = uint24(runtime.length + table.length);
        return abi.encodePacked(hex"62", size, hex"80600b5f395ff3", runtime, table);
    }

    /// @dev A table whose parts disagree would be judged as another table than the one that was hashed.
    function _requireReadable(bytes calldata table) private view {
        uint256 length = table.length;
        require(length > RuleTableLibrary.HEADER + RuleTableLibrary.TRAILER, MalformedTable());
        require(uint24(bytes3(table[length - RuleTableLibrary.TRAILER:])) == length, MalformedTable());
        uint256 header = uint256(bytes32(table[64:96]));
        uint256 texts = uint24(header >> 168);
        uint256 count = uint8(header >> 160);
        require(count != 0 && count <= MAX_RULES && texts < length, MalformedTable());
        _requireRows(table, texts, count);
        _requireTexts(table, texts, count);
    }

    /// @dev Walks the rows of every kind.
    function _requireRows(bytes calldata table, uint256 texts, uint256 count) private view {
        uint256 sections = uint256(bytes32(table[RuleTableLibrary.KINDS_WORD:RuleTableLibrary.HEADER]));
        uint256 cursor = RuleTableLibrary.HEADER;
        bytes32[] memory receiving;
        bytes32[] memory receivingByForce;
        Known memory known;
        (known.predicates, known.ofParties) = IRegime(template).predicates();
        known.rules = count;
        for (uint256 kind = 0; kind <= uint256(type(MovementKind).max); ++kind) {
            uint256 end = uint16(sections >> (32 * kind + 16));
            require(uint16(sections >> (32 * kind)) == cursor && end >= cursor && end <= texts, MalformedTable());
            bytes32[] memory recipientRules = _readRows(table[cursor:end], Parties.present(1 << kind), known);
            if (kind == uint256(MovementKind.Transfer)) receiving = recipientRules;
            if (kind == uint256(MovementKind.ForcedTransfer)) receivingByForce = recipientRules;
            cursor = end;
        }
        require(cursor == texts, MalformedTable());
        // ERC-7943: whoever could not receive an ordinary transfer cannot receive a forced one either.
        for (uint256 i = 0; i < count; ++i) {
            require(receiving[i] == 0 || receiving[i] == receivingByForce[i], MalformedTable());
        }
    }

    /// @return recipientRules for each rule that judges the recipient, the hash of how it does
    function _readRows(bytes calldata rows, uint256 present, Known memory known)
        private
        pure
        returns (bytes32[] memory recipientRules)
    {
        recipientRules = new bytes32[](known.rules);
        uint256 cursor = _requireGuard(rows);
        uint256 period = 0;
        uint256 periodEnd = 0;
        while (cursor < rows.length) {
            RuleRow row = _rowAt(rows, cursor);
            uint256 end = cursor + 32 + row.extraBytes();
            require(end <= rows.length, MalformedTable());
            if (row.predicate() == Predicates.PERIOD) {
                period = RuleRow.unwrap(row);
                cursor = _requirePeriod(rows, cursor);
                periodEnd = cursor + Period.heldBytes(row);
                continue;
            }
            if (cursor >= periodEnd) period = 0;
            require(row.bit() < known.rules, MalformedTable());
            bytes calldata extra = rows[cursor + 32:end];
            _requireRow(row, extra, present, known);
            if (row.parties() & Parties.RECIPIENT != 0) {
                recipientRules[row.bit()] = keccak256(abi.encodePacked(period, row.withoutParties(), extra));
            }
            cursor = end;
        }
    }

    /// @dev A guard is as strict as the rows it stands for, or it would let through what they refuse.
    /// @return start where the rules begin
    function _requireGuard(bytes calldata rows) private pure returns (uint256 start) {
        if (rows.length == 0) return 0;
        RuleRow guard = _rowAt(rows, 0);
        if (!Guard.isGuard(guard)) return 0;
        uint256 end = 32 + Guard.coveredBytes(guard);
        require(end <= rows.length && end % 32 == 0 && guard.extraBytes() == 0, MalformedTable());
        for (uint256 cursor = 32; cursor < end; cursor += 32) {
            RuleRow row = _rowAt(rows, cursor);
            require(Guard.covers(guard, row) && row.extraBytes() == 0, MalformedTable());
        }
        return 32;
    }

    /// @dev A period holds whole rows of the same kind, and is asked whoever is judged.
    /// @return start where the rows it holds begin
    function _requirePeriod(bytes calldata rows, uint256 cursor) private pure returns (uint256 start) {
        RuleRow period = _rowAt(rows, cursor);
        start = cursor + 32;
        uint256 end = start + Period.heldBytes(period);
        require(period.parties() == Parties.EVERYTHING && period.extraBytes() == 0, MalformedTable());
        require(end > start && end <= rows.length, MalformedTable());
        cursor = start;
        while (cursor < end) {
            RuleRow row = _rowAt(rows, cursor);
            require(row.predicate() < Predicates.PERIOD, MalformedTable());
            cursor += 32 + row.extraBytes();
        }
        require(cursor == end, MalformedTable());
    }

    function _setTemplate(address template_) private {
        // Whoever has no predicates is no regime code.
        (uint256 known,) = IRegime(template_).predicates();
        require(known != 0, UnknownTemplate(template_));
        template = template_;
        emit TemplateSet(template_);
    }

    function _rowAt(bytes calldata rows, uint256 cursor) private pure returns (RuleRow) {
        require(cursor + 32 <= rows.length, MalformedTable());
        return RuleRow.wrap(uint256(bytes32(rows[cursor:cursor + 32])));
    }

    function _requireRow(RuleRow row, bytes calldata extra, uint256 present, Known memory known) private pure {
        uint256 predicate = row.predicate();
        uint256 parties = row.parties();
        require(Predicates.isIn(predicate, known.predicates), MalformedTable());
        require(parties != 0 && parties & ~present == 0, MalformedTable());
        bool judgesWhatItCan =
            Predicates.isIn(predicate, known.ofParties) ? parties & Parties.MOVEMENT == 0 : parties == Parties.MOVEMENT;
        require(judgesWhatItCan, MalformedTable());
        require(predicate != Predicates.ELIGIBLE_PARTY || EligibleParty.isWellFormed(extra), MalformedTable());
    }

    function _requireTexts(bytes calldata table, uint256 cursor, uint256 count) private pure {
        uint256 end = table.length - RuleTableLibrary.TRAILER;
        for (uint256 i = 0; i < count; ++i) {
            require(cursor + 2 <= end, MalformedTable());
            cursor += 2 + uint16(bytes2(table[cursor:cursor + 2]));
        }
        require(cursor == end, MalformedTable());
    }
}
