// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Guard} from "../../src/rules/Guard.sol";
import {Predicates} from "../../src/rules/Predicates.sol";
import {RuleRow} from "../../src/rules/RuleRow.sol";
import {Parties} from "../../src/types/Parties.sol";

/// @notice A rule table in the making; the layout is the one that {RuleTableLibrary} reads.
struct TableDraft {
    bytes32 profileHash;
    bytes32 leg;
    address ledger;
    uint256 count;
    bytes[8] rows;
    bytes texts;
}

/// @title RuleTableBuilder
/// @notice Encodes rule tables for tests, row by row.
library RuleTableBuilder {
    uint256 internal constant ISSUE = 1;
    uint256 internal constant TRANSFER = 2;
    uint256 internal constant EXCHANGE_OUT = 4;
    uint256 internal constant EXCHANGE_IN = 8;
    uint256 internal constant REDEEM = 16;
    uint256 internal constant COUPON = 32;
    uint256 internal constant FORCED = 64;
    uint256 internal constant RECOVERY = 128;
    uint256 internal constant EVERY_KIND = 255;

    function draft(bytes32 profileHash, bytes32 leg, address ledger) internal pure returns (TableDraft memory table) {
        table.profileHash = profileHash;
        table.leg = leg;
        table.ledger = ledger;
    }

    function row(
        TableDraft memory table,
        uint256 predicate,
        uint256 kinds,
        uint256 parties,
        uint256 parameters,
        uint256[] memory extra,
        string memory text
    ) internal pure returns (TableDraft memory) {
        for (uint256 kind = 0; kind < 8; ++kind) {
            uint256 judged = parties & Parties.present(1 << kind);
            if (kinds & (1 << kind) == 0 || judged == 0) continue;
            uint256 word = predicate << 248 | table.count << 240 | judged << 232 | extra.length << 224 | parameters;
            table.rows[kind] = abi.encodePacked(table.rows[kind], word, extra);
        }
        table.texts = abi.encodePacked(table.texts, uint16(bytes(text).length), text);
        ++table.count;
        return table;
    }

    function row(
        TableDraft memory table,
        uint256 predicate,
        uint256 kinds,
        uint256 parties,
        uint256 parameters,
        string memory text
    ) internal pure returns (TableDraft memory) {
        return row(table, predicate, kinds, parties, parameters, new uint256[](0), text);
    }

    /// @notice Puts a guard before the rows of each kind that it covers, and those rows first.
    function guarded(TableDraft memory table, uint256 category, uint256 flags, uint256 start, uint256 end)
        internal
        pure
        returns (TableDraft memory)
    {
        for (uint256 kind = 0; kind < 8; ++kind) {
            uint256 sides = Parties.present(1 << kind) & Parties.ALL;
            uint256 guard = Predicates.GUARD << 248 | Parties.MOVEMENT << 232 | category | flags << 8 | start << 32
                | (end == 0 ? type(uint40).max : end) << 72 | sides << 128 | sides << 136;
            (uint256 placed, bytes memory covered, bytes memory others) = _split(table.rows[kind], guard);
            if (covered.length == 0) continue;
            table.rows[kind] = abi.encodePacked(placed | covered.length << 112, covered, others);
        }
        return table;
    }

    function _split(bytes memory rows, uint256 guard)
        private
        pure
        returns (uint256 placed, bytes memory covered, bytes memory others)
    {
        placed = guard;
        for (uint256 cursor = 0; cursor < rows.length;) {
            RuleRow row;
            assembly ("memory-safe") {
                row := mload(add(add(rows, 32), cursor))
            }
            uint256 length = 32 + row.extraBytes();
            bytes memory part = new bytes(length);
            for (uint256 i = 0; i < length; ++i) {
                part[i] = rows[cursor + i];
            }
            uint256 offset = 32 + covered.length;
            uint256 field = _placeOf(row.predicate());
            uint256 candidate = placed;
            if (field != 0 && placed >> field & type(uint16).max == 0) candidate |= offset << field;
            if (Guard.covers(RuleRow.wrap(candidate), row, offset)) {
                (placed, covered) = (candidate, abi.encodePacked(covered, part));
            } else {
                others = abi.encodePacked(others, part);
            }
            cursor += length;
        }
    }

    /// @dev Where a guard says how far behind it a row of this predicate stands; 0 when it does not say.
    function _placeOf(uint256 predicate) private pure returns (uint256) {
        if (predicate == Predicates.ELIGIBLE_PARTY) return 144;
        if (predicate == Predicates.DENOMINATION) return 160;
        return predicate == Predicates.OFFERING_CLOCK ? 176 : 0;
    }

    function encode(TableDraft memory table) internal pure returns (bytes memory) {
        uint256 cursor = 128;
        uint256 sections;
        bytes memory rows;
        for (uint256 kind = 0; kind < 8; ++kind) {
            uint256 end = cursor + table.rows[kind].length;
            sections |= (cursor | end << 16) << (32 * kind);
            rows = abi.encodePacked(rows, table.rows[kind]);
            cursor = end;
        }
        uint256 header = uint256(uint160(table.ledger)) | table.count << 160 | cursor << 168;
        bytes memory body = abi.encodePacked(table.profileHash, table.leg, header, sections, rows, table.texts);
        return abi.encodePacked(body, uint24(body.length + 3));
    }

    /// @notice Head word of an allowlist row. `categories` is what {oneOf} makes, 0 for any.
    function allowRow(uint256 categories, uint256 forbiddenFlags, bool excludes, uint256 laneWords)
        internal
        pure
        returns (uint256)
    {
        return categories | forbiddenFlags << 16 | (excludes ? 1 << 40 : 0) | laneWords << 48;
    }

    function oneOf(uint256 category) internal pure returns (uint256) {
        return category + 1;
    }

    function oneOf(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a + 1) | (b + 1) << 4;
    }

    function lanes(uint16 a) internal pure returns (uint256) {
        return a;
    }

    function lanes(uint16 a, uint16 b) internal pure returns (uint256) {
        return uint256(a) | uint256(b) << 16;
    }

    function words(uint256 a) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = a;
    }

    function words(uint256 a, uint256 b) internal pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (a, b);
    }

    function words(uint256 a, uint256 b, uint256 c, uint256 d) internal pure returns (uint256[] memory list) {
        list = new uint256[](4);
        (list[0], list[1], list[2], list[3]) = (a, b, c, d);
    }
}
