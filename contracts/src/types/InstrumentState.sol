// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice An instrument's live state, packed into one storage word so that a movement reads it once.
///
/// | bits     | field                                                                            |
/// |----------|----------------------------------------------------------------------------------|
/// | 0..159   | regime in force                                                                  |
/// | 160..167 | flags: paused, halted, winding down                                              |
/// | 168..183 | day the offering clock started, days since 1970-01-01, 0 while it has not         |
/// | 184..199 | record dates that have passed                                                    |
/// | 200..239 | next record date, unix seconds, 0 for none                                       |
/// | 240..247 | books that the regime's rules need, as in {Books}                                |
type InstrumentState is uint256;

using InstrumentStateLibrary for InstrumentState global;

/// @title InstrumentStateLibrary
/// @notice Reads and rewrites the fields of an {InstrumentState}.
library InstrumentStateLibrary {
    uint256 internal constant PAUSED = 1;
    uint256 internal constant HALTED = 2;
    uint256 internal constant WINDING_DOWN = 4;

    uint256 private constant FLAGS_OFFSET = 160;
    uint256 private constant CLOCK_OFFSET = 168;
    uint256 private constant EPOCH_OFFSET = 184;
    uint256 private constant NEXT_RECORD_OFFSET = 200;
    uint256 private constant BOOKS_OFFSET = 240;

    function regime(InstrumentState self) internal pure returns (address) {
        return address(uint160(InstrumentState.unwrap(self)));
    }

    function has(InstrumentState self, uint256 flag) internal pure returns (bool) {
        return InstrumentState.unwrap(self) & (flag << FLAGS_OFFSET) != 0;
    }

    /// @notice Day the offering clock started, in days since 1970-01-01; 0 while it has not started.
    function clockStartDay(InstrumentState self) internal pure returns (uint16) {
        return uint16(InstrumentState.unwrap(self) >> CLOCK_OFFSET);
    }

    /// @notice Number of record dates that have passed.
    function epoch(InstrumentState self) internal pure returns (uint256) {
        return InstrumentState.unwrap(self) >> EPOCH_OFFSET & type(uint16).max;
    }

    /// @notice Next record date in unix seconds; 0 when none is set.
    function nextRecordDate(InstrumentState self) internal pure returns (uint256) {
        return InstrumentState.unwrap(self) >> NEXT_RECORD_OFFSET & type(uint40).max;
    }

    /// @notice Books that the regime's rules need, as in {Books}.
    function books(InstrumentState self) internal pure returns (uint256) {
        return uint8(InstrumentState.unwrap(self) >> BOOKS_OFFSET);
    }

    function withRegime(InstrumentState self, address value, uint256 mask) internal pure returns (InstrumentState) {
        return _replace(self, 0, type(uint160).max, uint160(value)).withBooks(mask);
    }

    function withBooks(InstrumentState self, uint256 mask) internal pure returns (InstrumentState) {
        return _replace(self, BOOKS_OFFSET, type(uint8).max, mask);
    }

    function withFlag(InstrumentState self, uint256 flag, bool on) internal pure returns (InstrumentState) {
        return _replace(self, FLAGS_OFFSET, flag, on ? flag : 0);
    }

    function withClockStartDay(InstrumentState self, uint16 day) internal pure returns (InstrumentState) {
        return _replace(self, CLOCK_OFFSET, type(uint16).max, day);
    }

    function withEpoch(InstrumentState self, uint256 value) internal pure returns (InstrumentState) {
        return _replace(self, EPOCH_OFFSET, type(uint16).max, value);
    }

    function withNextRecordDate(InstrumentState self, uint40 value) internal pure returns (InstrumentState) {
        return _replace(self, NEXT_RECORD_OFFSET, type(uint40).max, value);
    }

    function _replace(InstrumentState self, uint256 offset, uint256 mask, uint256 value)
        private
        pure
        returns (InstrumentState)
    {
        uint256 cleared = InstrumentState.unwrap(self) & ~(mask << offset);
        return InstrumentState.wrap(cleared | (value << offset));
    }
}
