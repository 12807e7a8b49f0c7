// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {BookTerms, BreachRecord, IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IPermits} from "../interfaces/IPermits.sol";
import {CalendarMonths} from "../libraries/CalendarMonths.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title VolumeLadder
/// @notice The symbol is not suspended: so many days' volumes above a share of the previous calendar month's daily average are tolerated,
/// and each later one suspends it at once for some months. Without that month's average, or while the book counts breaches of
/// another share, it fails. Inline: bits 0..31 the share in millionths, 32..39 breaches that are tolerated, 40..47 calendar
/// months of suspension.
library VolumeLadder {
    function fails(Movement calldata movement, RuleRow row, IInstrumentLedger ledger, IPermits permits, uint256 day)
        internal
        view
        returns (bool)
    {
        address instrument = movement.instrument;
        BookTerms memory terms = ledger.termsOf(instrument);
        if (terms.ready & Books.BREACHES == 0) return true;
        if (terms.volumeShare != row.parameter(0, type(uint32).max)) return true;
        uint256 month = CalendarMonths.indexOf(day);
        if (month == 0 || permits.averageVolume(instrument, month - 1) == 0) return true;
        BreachRecord memory breaches = ledger.breachesOf(instrument);
        if (breaches.count <= row.parameter(32, type(uint8).max)) return false;
        return !CalendarMonths.haveElapsed(breaches.lastDay, row.parameter(40, type(uint8).max), day);
    }
}
