// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A rule table copied to memory: where its first byte is.
///
/// The table stands behind a regime's code. Word 0: profile hash. Word 1: leg. Word 2: ledger in bits 0..159, number of
/// rules in 160..167, length of the rule section in bytes in 168..191. Then the rule section, then for each rule two
/// bytes of length and its text, and last three bytes with the length of all of it.
type RuleTable is uint256;

using RuleTableLibrary for RuleTable global;

/// @title RuleTableLibrary
/// @notice Copies the table behind the running contract's code, and reads it.
library RuleTableLibrary {
    uint256 internal constant HEADER = 96;
    uint256 internal constant TRAILER = 3;

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

    /// @notice Copies header and rule section, which is all that a verdict needs.
    function loadRules() internal pure returns (RuleTable table) {
        assembly ("memory-safe") {
            codecopy(0, sub(codesize(), TRAILER), TRAILER)
            let start := sub(codesize(), shr(232, mload(0)))
            codecopy(0, add(start, 64), 32)
            let length := add(HEADER, and(shr(168, mload(0)), 0xffffff))
            table := mload(0x40)
            codecopy(table, start, length)
            mstore(0x40, and(add(add(table, length), 31), not(31)))
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

    function ledger(RuleTable self) internal pure returns (address) {
        return address(uint160(self.header()));
    }

    function ruleCount(RuleTable self) internal pure returns (uint256) {
        return uint8(self.header() >> 160);
    }

    /// @notice Memory position of the first row.
    function firstRow(RuleTable self) internal pure returns (uint256) {
        return RuleTable.unwrap(self) + HEADER;
    }

    /// @notice The text of rule `index`; needs the whole table.
    function text(RuleTable self, uint256 index) internal pure returns (string memory value) {
        uint256 cursor = self.firstRow() + uint24(self.header() >> 168);
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

    function _length(uint256 cursor) private pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := shr(240, mload(cursor))
        }
    }
}
