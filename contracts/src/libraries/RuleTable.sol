// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A rule table copied to memory: where its first byte is.
///
/// The table stands behind a regime's code.
///
/// | bytes    | field                                                                                       |
/// |----------|---------------------------------------------------------------------------------------------|
/// | 0..31    | profile hash                                                                                |
/// | 32..63   | leg                                                                                         |
/// | 64..95   | ledger in bits 0..159, number of rules in 160..167, where the texts begin in 168..191, books in 192..199 |
/// | 96..127  | for movement kind k, bits 32 k..32 k + 15 where its rows begin, 32 k + 16..32 k + 31 where they end |
/// | 128..    | the rows of each kind that has any, one kind after the other                                |
/// | then     | for each rule two bytes of length and its text                                              |
/// | last 3   | length of the table, these included                                                         |
///
/// All places are bytes from the start of the table. A rule that applies to several kinds has a row under each: a verdict
/// reads the rows of its kind and no others.
type RuleTable is uint256;

using RuleTableLibrary for RuleTable global;

/// @title RuleTableLibrary
/// @notice Copies the table behind the running contract's code, and reads it.
library RuleTableLibrary {
    uint256 internal constant HEADER = 128;
    uint256 internal constant TRAILER = 3;
    uint256 internal constant LEDGER_WORD = 64;
    uint256 internal constant KINDS_WORD = 96;
    uint256 internal constant BOOKS_OFFSET = 192;

    /// @notice Copies the whole table.
    function load() internal pure returns (RuleTable table) {
        assembly ("memory-safe") {
            codecopy(0, sub(codesize(), TRAILER), TRAILER)
            let length := shr(232, mload(0))
            table := mload(0x40)
            codecopy(table, sub(codesize(), length), length)
            mstore(0x40, and(add(add(table, length), 31), not(31)))
        }
    }

    /// @notice The ledger of the table, without copying the rest.
    function ledgerAlone() internal pure returns (address value) {
        return address(uint160(_headerAlone()));
    }

    /// @notice The books that the rules need, one bit each, without copying the rest.
    function booksAlone() internal pure returns (uint256 mask) {
        return uint8(_headerAlone() >> BOOKS_OFFSET);
    }

    /// @notice Copies the rows of one movement kind, which is all that a verdict needs.
    /// @return start memory position of the first row
    /// @return end memory position behind the last one
    function loadRows(uint256 kind) internal pure returns (uint256 start, uint256 end) {
        assembly ("memory-safe") {
            codecopy(0, sub(codesize(), TRAILER), TRAILER)
            let table := sub(codesize(), shr(232, mload(0)))
            codecopy(0, add(table, KINDS_WORD), 32)
            let section := shr(shl(5, kind), mload(0))
            let first := and(section, 0xffff)
            let length := sub(and(shr(16, section), 0xffff), first)
            start := mload(0x40)
            end := add(start, length)
            codecopy(start, add(table, first), length)
            // Rows are whole words, so the free pointer stays aligned. The words behind them are for what rules share.
            mstore(end, 0)
            mstore(add(end, 32), 0)
            mstore(0x40, add(end, 64))
        }
    }

    function profileHash(RuleTable self) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := mload(self)
        }
    }

    function leg(RuleTable self) internal pure returns (bytes32 name) {
        assembly ("memory-safe") {
            name := mload(add(self, 32))
        }
    }

    function ruleCount(RuleTable self) internal pure returns (uint256) {
        return uint8(self.header() >> 160);
    }

    /// @notice The text of rule `index`.
    function text(RuleTable self, uint256 index) internal pure returns (string memory value) {
        uint256 cursor = RuleTable.unwrap(self) + uint24(self.header() >> 168);
        for (uint256 i = 0; i < index; ++i) {
            cursor += 2 + _length(cursor);
        }
        uint256 length = _length(cursor);
        value = new string(length);
        assembly ("memory-safe") {
            mcopy(add(value, 32), add(cursor, 2), length)
        }
    }

    function header(RuleTable self) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(self, 64))
        }
    }

    function _headerAlone() private pure returns (uint256 word) {
        assembly ("memory-safe") {
            codecopy(0, sub(codesize(), TRAILER), TRAILER)
            let table := sub(codesize(), shr(232, mload(0)))
            codecopy(0, add(table, LEDGER_WORD), 32)
            word := mload(0)
        }
    }

    function _length(uint256 cursor) private pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := shr(240, mload(cursor))
        }
    }
}
