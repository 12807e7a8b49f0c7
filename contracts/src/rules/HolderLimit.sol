// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {CategoryCounts} from "../books/CategoryCount.sol";
import {HolderClass, IInstrumentLedger} from "../interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {MovementCalldata} from "../libraries/MovementCalldata.sol";
import {Books} from "../types/Books.sol";
import {Movement} from "../types/Movement.sol";
import {RuleRow} from "./RuleRow.sol";
import {Sides} from "./Sides.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title HolderLimit
/// @notice A class has at most so many holders. Only a movement that makes a new holder of the class can fail; a giver of the class who
/// gives all it has makes room. Inline: bits 0..31 the highest number, 32..39 the class (0 all, 1 a jurisdiction, 2 with a
/// category, 3 without it), 40..55 the jurisdiction or category.
library HolderLimit {
    /// @notice Whether the rule passes for sure, as far as a regime finds out alone: who holds already is no new holder.
    function surelyPasses() internal pure returns (bool) {
        return MovementCalldata.recipientBalance() != 0;
    }

    function fails(
        Movement calldata movement,
        RuleRow row,
        IInvestorRegistry investors,
        IInstrumentLedger ledger,
        uint256 day
    ) internal view returns (bool) {
        // Who holds already is no new holder. The token reads this balance too, so the question is nearly free.
        if (IERC20(movement.instrument).balanceOf(movement.to) != 0) return false;
        if (movement.to == address(0) || Sides.changesNothing(movement, investors)) return false;
        uint256 number = row.parameter(32, type(uint8).max);
        if (number > uint256(type(HolderClass).max)) return true;
        HolderClass class = HolderClass(number);
        uint16 key = uint16(row.parameter(40, type(uint16).max));
        uint16 categories = CategoryCounts.heldBy(movement.recipient, day);
        if (!_isIn(class, key, movement.recipient.jurisdiction(), categories)) return false;
        if (!ledger.isReady(movement.instrument, Books.HOLDERS)) return true;
        (uint32 wallets,,) = ledger.admissionOf(movement.instrument, Sides.receiver(movement));
        if (wallets != 0) return false;
        uint256 others = ledger.holderCount(movement.instrument, class, key);
        if (_leaves(movement, ledger, class, key)) --others;
        return others >= row.parameter(0, type(uint32).max);
    }

    /// @dev Whether the giver is counted in the class now and will be no holder after the movement.
    function _leaves(Movement calldata movement, IInstrumentLedger ledger, HolderClass class, uint16 key)
        private
        view
        returns (bool)
    {
        if (movement.from == address(0) || movement.amount != movement.senderBalance) return false;
        (uint32 wallets, uint16 jurisdiction, uint16 categories) =
            ledger.admissionOf(movement.instrument, ledger.countedAs(movement.instrument, movement.from));
        return wallets == 1 && _isIn(class, key, jurisdiction, categories);
    }

    function _isIn(HolderClass class, uint16 key, uint16 jurisdiction, uint16 categories) private pure returns (bool) {
        if (class == HolderClass.All) return true;
        if (class == HolderClass.Jurisdiction) return jurisdiction == key;
        return CategoryCounts.counts(categories, uint256(key) + 1) == (class == HolderClass.WithoutCategory);
    }
}
