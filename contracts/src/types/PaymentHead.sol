// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Declaration, EventKind, EventStatus} from "../interfaces/IServicing.sol";

/// @notice What every payment of a distribution reads first, in one storage word.
///
/// | bits     | field                             |
/// |----------|-----------------------------------|
/// | 0..159   | bond                              |
/// | 160..167 | kind                              |
/// | 168..175 | status                            |
/// | 176..191 | index of the record date          |
/// | 192..231 | payment date, unix seconds        |
type PaymentHead is uint256;

using PaymentHeadLibrary for PaymentHead global;

/// @title PaymentHeadLibrary
/// @notice Packs and reads a {PaymentHead}.
library PaymentHeadLibrary {
    uint256 private constant KIND_OFFSET = 160;
    uint256 private constant STATUS_OFFSET = 168;
    uint256 private constant INDEX_OFFSET = 176;
    uint256 private constant DATE_OFFSET = 192;

    /// @notice Of what is declared now.
    function pack(Declaration calldata declared) internal pure returns (PaymentHead) {
        uint256 what = uint160(declared.bond) | uint256(declared.kind) << KIND_OFFSET;
        uint256 when = uint256(declared.recordDateIndex) << INDEX_OFFSET | uint256(declared.paymentDate) << DATE_OFFSET;
        return PaymentHead.wrap(what | when).withStatus(EventStatus.Declared);
    }

    function bond(PaymentHead self) internal pure returns (address) {
        return address(uint160(PaymentHead.unwrap(self)));
    }

    function kind(PaymentHead self) internal pure returns (EventKind) {
        return EventKind(uint8(PaymentHead.unwrap(self) >> KIND_OFFSET));
    }

    function status(PaymentHead self) internal pure returns (EventStatus) {
        return EventStatus(uint8(PaymentHead.unwrap(self) >> STATUS_OFFSET));
    }

    function recordDateIndex(PaymentHead self) internal pure returns (uint16) {
        return uint16(PaymentHead.unwrap(self) >> INDEX_OFFSET);
    }

    /// @notice Unix seconds.
    function paymentDate(PaymentHead self) internal pure returns (uint40) {
        return uint40(PaymentHead.unwrap(self) >> DATE_OFFSET);
    }

    function withStatus(PaymentHead self, EventStatus value) internal pure returns (PaymentHead) {
        uint256 cleared = PaymentHead.unwrap(self) & ~(uint256(type(uint8).max) << STATUS_OFFSET);
        return PaymentHead.wrap(cleared | uint256(value) << STATUS_OFFSET);
    }
}
