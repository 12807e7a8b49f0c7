// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {HolderClass} from "../interfaces/IInstrumentLedger.sol";
import {Standing} from "../types/Standing.sol";
import {CategoryCount, CategoryCounts} from "./CategoryCount.sol";
import {HolderId, HolderIds} from "./HolderId.sol";
import {Report} from "./Report.sol";

/// @title Holders
/// @notice Who holds an instrument: every holder once, whatever number of wallets it has, in the class in which it was admitted.
/// @dev A wallet is entered when it begins to hold and removed when it holds nothing, and remembers whom it was counted as. So linking
/// and unlinking wallets, attestations and their ends change no count by themselves, and none of them can make it drift.
library Holders {
    /// @dev A holder, while any of its wallets holds.
    struct Admission {
        uint32 wallets;
        uint16 jurisdiction;
        uint16 categories;
    }

    struct Book {
        CategoryCount total;
        /// Sum of what the wallets that are entered hold; kept until the book is complete.
        uint256 seeded;
        mapping(uint16 jurisdiction => uint256) inJurisdiction;
        mapping(address wallet => HolderId) countedAs;
        mapping(HolderId holder => Admission) admissions;
    }

    /// @notice Records a movement of more than nothing between two wallets.
    /// @param complete whether everything outstanding has been entered
    function record(Book storage self, Report memory report, bool complete) internal {
        bool wasCounted = !complete && _isCounted(self, report.from);
        // Who comes in is entered first: a holder that moves to another wallet of its own stays in its class.
        if (report.to != address(0) && report.toBefore == 0) {
            enter(self, report.to, report.recipient, report.day);
        }
        if (report.from != address(0) && report.fromBefore == report.amount) leave(self, report.from);
        if (complete) return;
        if (_isCounted(self, report.to)) self.seeded += report.amount;
        if (wasCounted) self.seeded -= report.amount;
    }

    /// @notice Enters what a wallet held before the book was opened; once only.
    function seed(Book storage self, address wallet, Standing standing, uint256 balance, uint16 day) internal {
        if (balance == 0 || _isCounted(self, wallet)) return;
        enter(self, wallet, standing, day);
        self.seeded += balance;
    }

    /// @notice Counts a wallet that is entered as whoever it belongs to now, in the class of now.
    /// @return isHolder whether it is entered at all
    function recount(Book storage self, address wallet, Standing standing, uint16 day)
        internal
        returns (bool isHolder)
    {
        if (!_isCounted(self, wallet)) return false;
        leave(self, wallet);
        enter(self, wallet, standing, day);
        Admission storage admission = self.admissions[HolderIds.holderOf(wallet, standing)];
        _uncount(self, admission);
        (admission.jurisdiction, admission.categories) = (standing.jurisdiction(), CategoryCounts.heldBy(standing, day));
        _count(self, admission);
        return true;
    }

    /// @notice A wallet begins to hold.
    function enter(Book storage self, address wallet, Standing standing, uint16 day) internal {
        if (_isCounted(self, wallet)) return;
        HolderId holder = HolderIds.holderOf(wallet, standing);
        self.countedAs[wallet] = holder;
        Admission memory admission = self.admissions[holder];
        if (admission.wallets == 0) {
            admission.jurisdiction = standing.jurisdiction();
            admission.categories = CategoryCounts.heldBy(standing, day);
            _count(self, admission);
        }
        admission.wallets += 1;
        self.admissions[holder] = admission;
    }

    /// @notice A wallet holds nothing any more.
    function leave(Book storage self, address wallet) internal {
        HolderId holder = self.countedAs[wallet];
        if (holder.isNobody()) return;
        self.countedAs[wallet] = HolderId.wrap(0);
        Admission memory admission = self.admissions[holder];
        admission.wallets -= 1;
        if (admission.wallets == 0) {
            _uncount(self, admission);
            delete self.admissions[holder];
        } else {
            self.admissions[holder] = admission;
        }
    }

    /// @notice Number of holders of a class.
    function count(Book storage self, HolderClass class, uint16 key) internal view returns (uint256) {
        if (class == HolderClass.Jurisdiction) return self.inJurisdiction[key];
        CategoryCount total = self.total;
        if (class == HolderClass.All) return total.without(0);
        uint256 without = total.without(uint256(key) + 1);
        return class == HolderClass.WithoutCategory ? without : total.without(0) - without;
    }

    function _isCounted(Book storage self, address wallet) private view returns (bool) {
        return !self.countedAs[wallet].isNobody();
    }

    function _count(Book storage self, Admission memory admission) private {
        self.total = self.total.plus(admission.categories);
        self.inJurisdiction[admission.jurisdiction] += 1;
    }

    function _uncount(Book storage self, Admission memory admission) private {
        self.total = self.total.minus(admission.categories);
        self.inJurisdiction[admission.jurisdiction] -= 1;
    }
}
