// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IRegime} from "../../src/interfaces/IRegime.sol";
import {InstrumentState} from "../../src/types/InstrumentState.sol";
import {Movement} from "../../src/types/Movement.sol";
import {MovementKind} from "../../src/types/MovementKind.sol";
import {Parties} from "../../src/types/Parties.sol";
import {Standing} from "../../src/types/Standing.sol";
import {BaseTest} from "../Base.t.sol";
import {RuleTableBuilder as Table, TableDraft} from "./RuleTableBuilder.sol";

/// @title RuleTest
/// @notice Judges one rule at a time: a regime of one row, asked about a movement of the test's own making.
abstract contract RuleTest is BaseTest {
    function rule(uint256 predicate, uint256 kinds, uint256 parties, uint256 parameters, uint256[] memory extra)
        internal
        returns (IRegime)
    {
        TableDraft memory table = Table.draft("one rule", "test", address(ledger));
        return IRegime(deployRegime(Table.encode(Table.row(table, predicate, kinds, parties, parameters, extra, "T"))));
    }

    function rule(uint256 predicate, uint256 parties, uint256 parameters) internal returns (IRegime) {
        return rule(predicate, Table.EVERY_KIND, parties, parameters, new uint256[](0));
    }

    function fails(IRegime regime, Movement memory movement) internal view returns (bool) {
        return verdict(regime, movement) == 1;
    }

    /// @dev Rules that judge the movement as such, whoever its parties are.
    function rule(uint256 predicate, uint256 parameters) internal returns (IRegime) {
        return rule(predicate, Parties.MOVEMENT, parameters);
    }

    /// @dev A transfer of half a holding between two parties of no standing, at START.
    function transferOf(uint256 amount, uint256 senderBalance) internal view returns (Movement memory movement) {
        movement.kind = MovementKind.Transfer;
        movement.at = uint64(START);
        movement.instrument = address(bond);
        movement.amount = amount;
        movement.senderBalance = senderBalance;
    }

    /// @dev A transfer of which some sides have one standing, and the others another.
    function between(uint256 some, Standing theirs, Standing others) internal view returns (Movement memory movement) {
        movement = transferOf(LOT, 2 * LOT);
        movement.sender = some & Parties.SENDER != 0 ? theirs : others;
        movement.recipient = some & Parties.RECIPIENT != 0 ? theirs : others;
        movement.operator = some & Parties.OPERATOR != 0 ? theirs : others;
    }

    /// @dev A transfer that is judged by its recipient.
    function to(Standing recipient) internal view returns (Movement memory movement) {
        movement = transferOf(LOT, 2 * LOT);
        movement.recipient = recipient;
    }

    function issueOf(uint256 amount) internal view returns (Movement memory movement) {
        movement = transferOf(amount, 0);
        movement.kind = MovementKind.Issue;
    }

    function stateOf(uint16 clockStartDay) internal pure returns (InstrumentState) {
        return InstrumentState.wrap(0).withClockStartDay(clockStartDay);
    }

    function onDay(Movement memory movement, uint256 day) internal pure returns (Movement memory) {
        movement.at = uint64(day * 1 days);
        return movement;
    }
}
