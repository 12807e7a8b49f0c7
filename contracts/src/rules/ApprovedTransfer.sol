// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {Approval, IPermits} from "../interfaces/IPermits.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";

/// @title ApprovedTransfer
/// @notice A transfer from this wallet to that one was approved in advance, for at least what is moved beyond what was used of it, and
/// its last moment has not passed. The book uses it up. Inline: none.
library ApprovedTransfer {
    function fails(Movement calldata movement, IInstrumentLedger ledger, IPermits permits)
        internal
        view
        returns (bool)
    {
        address instrument = movement.instrument;
        if (!ledger.isReady(instrument, Books.APPROVALS)) return true;
        Approval memory approval = permits.approvalOf(instrument, movement.from, movement.to);
        if (approval.units == 0 || movement.at > approval.lastMoment) return true;
        uint256 used = ledger.approvalUsed(instrument, movement.from, movement.to, approval.id);
        return movement.amount > approval.units - used;
    }
}
