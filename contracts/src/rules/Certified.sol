// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IPermits} from "../interfaces/IPermits.sol";
import {Movement} from "../types/Movement.sol";
import {Parties} from "../types/Parties.sol";
import {Standing} from "../types/Standing.sol";
import {RuleRow} from "./RuleRow.sol";

/// @title Certified
/// @notice A certificate of the party's investor for the instrument is good on the day. Inline: bits 0..7 the kind of certificate, 8..23
/// the rule applies only until so many days have elapsed since the offering began (0: always); an offering that has not begun
/// has not elapsed.
library Certified {
    function fails(Movement calldata movement, RuleRow row, IPermits permits, uint256 parties, uint256 day)
        internal
        view
        returns (bool)
    {
        uint256 period = row.parameter(8, type(uint16).max);
        uint256 start = movement.state.clockStartDay();
        if (period != 0 && start != 0 && day >= start + period) return false;
        uint8 kind = uint8(row.parameter(0, type(uint8).max));
        return (parties & Parties.SENDER != 0 && _lacks(movement, permits, kind, movement.sender, day))
            || (parties & Parties.RECIPIENT != 0 && _lacks(movement, permits, kind, movement.recipient, day))
            || (parties & Parties.OPERATOR != 0 && _lacks(movement, permits, kind, movement.operator, day));
    }

    function _lacks(Movement calldata movement, IPermits permits, uint8 kind, Standing party, uint256 day)
        private
        view
        returns (bool)
    {
        return permits.certificateUntil(movement.instrument, kind, party.investor()) < day;
    }
}
