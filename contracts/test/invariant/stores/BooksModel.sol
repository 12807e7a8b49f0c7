// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HolderId} from "../../../src/books/HolderId.sol";
import {Lot} from "../../../src/interfaces/IInstrumentLedger.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";

/// @notice A movement as it took place, with who the parties were then. A coupon stands for counting a wallet anew.
struct Entry {
    MovementKind kind;
    address from;
    address to;
    uint256 amount;
    uint256 day;
    HolderId giver;
    HolderId receiver;
    uint16 jurisdiction;
    uint16 categories;
    bool byAffiliate;
}

/// @notice Whom a replay counts, in which class.
struct Counted {
    HolderId id;
    uint16 jurisdiction;
    uint16 categories;
}

/// @title BooksModel
/// @notice The books of one instrument the naive way: every movement is kept, and every question walks through all of them. Lots are
/// plain lists, the tranche among them.
contract BooksModel {
    uint256 private constant MOST_OWN_LOTS = 16;

    Entry[] private log;
    uint16 public trancheDay;
    mapping(address wallet => Lot[]) private lots;
    mapping(address wallet => uint16) public chosen;
    mapping(MovementKind kind => uint256) public count;
    Lot[] private transit;

    // WRITING

    function add(Entry memory entry) external {
        ++count[entry.kind];
        log.push(entry);
        if (entry.kind != MovementKind.Coupon && entry.amount != 0 && entry.from != entry.to) _moveLots(entry);
    }

    function choose(address wallet, uint16 day) external {
        chosen[wallet] = day;
    }

    /// @notice What left the instrument last.
    function lastTaken() external view returns (Lot[] memory) {
        return transit;
    }

    /// @notice Lots that come in from another instrument with the dates they have.
    function addExchanged(Entry memory entry, Lot[] memory coming) external {
        ++count[entry.kind];
        log.push(entry);
        for (uint256 i = 0; i < coming.length; ++i) {
            _give(entry.to, coming[i].day, coming[i].amount);
        }
    }

    // READING

    function lotsOf(address wallet) external view returns (Lot[] memory) {
        return lots[wallet];
    }

    /// @notice Everybody who holds, once.
    function holders(address[] memory wallets) external view returns (Counted[] memory result) {
        uint256[] memory balances = new uint256[](wallets.length);
        Counted[] memory as_ = new Counted[](wallets.length);
        for (uint256 i = 0; i < log.length; ++i) {
            _replay(log[i], wallets, balances, as_);
        }
        uint256 total = 0;
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (!as_[i].id.isNobody() && _first(as_, as_[i].id) == i) ++total;
        }
        result = new Counted[](total);
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (!as_[i].id.isNobody() && _first(as_, as_[i].id) == i) result[--total] = as_[i];
        }
    }

    /// @notice Distinct buyers from the issuer since `firstDay` who did not hold category `excluded` - 1 when they bought.
    function purchasers(uint256 firstDay, uint256 excluded) external view returns (HolderId[] memory bought) {
        HolderId[] memory seen = new HolderId[](log.length);
        uint256 total = 0;
        for (uint256 i = 0; i < log.length; ++i) {
            Entry memory entry = log[i];
            bool counts = entry.kind == MovementKind.Issue && entry.amount != 0 && entry.day >= firstDay
                && (excluded == 0 || entry.categories >> (excluded - 1) & 1 == 0);
            for (uint256 j = 0; j < total; ++j) {
                if (_same(seen[j], entry.receiver)) counts = false;
            }
            if (counts) seen[total++] = entry.receiver;
        }
        bought = new HolderId[](total);
        for (uint256 i = 0; i < total; ++i) {
            bought[i] = seen[i];
        }
    }

    /// @notice What `giver` gave, or anybody when it is nobody, through sales from `firstDay` through `lastDay`.
    function volume(HolderId giver, HolderId receiver, uint256 firstDay, uint256 lastDay)
        external
        view
        returns (uint256 total)
    {
        for (uint256 i = 0; i < log.length; ++i) {
            Entry memory entry = log[i];
            if (!_isSale(entry)) continue;
            if (entry.day < firstDay || entry.day > lastDay) continue;
            if (!giver.isNobody() && !_same(giver, entry.giver)) continue;
            if (!receiver.isNobody() && !_same(receiver, entry.receiver)) continue;
            total += entry.amount;
        }
    }

    function issued(uint256 firstDay) external view returns (uint256 total) {
        for (uint256 i = 0; i < log.length; ++i) {
            if (log[i].kind == MovementKind.Issue && log[i].day >= firstDay) total += log[i].amount;
        }
    }

    // REPLAY

    function _replay(Entry memory entry, address[] memory wallets, uint256[] memory balances, Counted[] memory as_)
        private
        pure
    {
        uint256 to = _index(wallets, entry.to);
        uint256 from = _index(wallets, entry.from);
        if (entry.kind == MovementKind.Coupon) {
            if (!as_[to].id.isNobody()) _classify(as_, to, entry);
            return;
        }
        if (entry.amount == 0 || entry.from == entry.to) return;
        if (entry.to != address(0)) {
            if (balances[to] == 0) _enter(as_, to, entry);
            balances[to] += entry.amount;
        }
        if (entry.from != address(0)) {
            balances[from] -= entry.amount;
            if (balances[from] == 0) as_[from].id = HolderId.wrap(0);
        }
    }

    /// @dev In the class of the holder's other wallets, or the one it has now.
    function _enter(Counted[] memory as_, uint256 wallet, Entry memory entry) private pure {
        uint256 other = _first(as_, entry.receiver);
        as_[wallet] = other < as_.length
            ? Counted(entry.receiver, as_[other].jurisdiction, as_[other].categories)
            : Counted(entry.receiver, entry.jurisdiction, entry.categories);
    }

    function _classify(Counted[] memory as_, uint256 wallet, Entry memory entry) private pure {
        as_[wallet].id = entry.receiver;
        for (uint256 i = 0; i < as_.length; ++i) {
            if (!_same(as_[i].id, entry.receiver)) continue;
            (as_[i].jurisdiction, as_[i].categories) = (entry.jurisdiction, entry.categories);
        }
    }

    function _first(Counted[] memory as_, HolderId id) private pure returns (uint256 i) {
        while (i < as_.length && !_same(as_[i].id, id)) ++i;
    }

    function _index(address[] memory wallets, address wallet) private pure returns (uint256 i) {
        while (i < wallets.length && wallets[i] != wallet) ++i;
    }

    function _same(HolderId a, HolderId b) private pure returns (bool) {
        return HolderId.unwrap(a) == HolderId.unwrap(b);
    }

    // LOTS

    function _moveLots(Entry memory entry) private {
        uint16 day = uint16(entry.day);
        if (entry.kind == MovementKind.Issue) {
            if (trancheDay == 0) trancheDay = day;
            _give(entry.to, day, uint128(entry.amount));
            return;
        }
        Lot[] memory taken = _take(entry.from, uint128(entry.amount));
        delete transit;
        bool restarts = entry.byAffiliate && _isSale(entry);
        for (uint256 i = 0; i < taken.length; ++i) {
            if (restarts) taken[i].day = day;
            transit.push(taken[i]);
            if (entry.to != address(0)) _give(entry.to, taken[i].day, taken[i].amount);
        }
    }

    function _isSale(Entry memory entry) private pure returns (bool) {
        bool sells = entry.kind == MovementKind.Transfer || entry.kind == MovementKind.ExchangeOut;
        return sells && !_same(entry.giver, entry.receiver);
    }

    function _take(address wallet, uint128 amount) private returns (Lot[] memory taken) {
        Lot[] memory held = lots[wallet];
        taken = new Lot[](held.length);
        delete lots[wallet];
        for (uint256 pass = 0; pass < 2; ++pass) {
            for (uint256 i = 0; i < held.length; ++i) {
                if (pass == 0 && held[i].day != chosen[wallet]) continue;
                uint128 part = held[i].amount < amount ? held[i].amount : amount;
                (taken[i].day, taken[i].amount) = (held[i].day, taken[i].amount + part);
                held[i].amount -= part;
                amount -= part;
            }
        }
        require(amount == 0, "more than there is");
        for (uint256 i = 0; i < held.length; ++i) {
            if (held[i].amount != 0) lots[wallet].push(held[i]);
        }
    }

    function _give(address wallet, uint16 day, uint128 amount) private {
        if (amount == 0) return;
        Lot[] storage own = lots[wallet];
        own.push(Lot(day, amount));
        for (uint256 i = own.length - 1; i != 0; --i) {
            if (own[i - 1].day == own[i].day) {
                own[i - 1].amount += own[i].amount;
                _remove(own, i);
                return;
            }
            if (own[i - 1].day < own[i].day) break;
            Lot memory swapped = own[i - 1];
            own[i - 1] = own[i];
            own[i] = swapped;
        }
        _shrink(own);
    }

    /// @dev The two latest lots that are not of the tranche become one, of the later day.
    function _shrink(Lot[] storage own) private {
        uint256 ownLots = 0;
        uint256 last = 0;
        uint256 beforeLast = 0;
        for (uint256 i = 0; i < own.length; ++i) {
            if (own[i].day == trancheDay) continue;
            ++ownLots;
            (beforeLast, last) = (last, i);
        }
        if (ownLots <= MOST_OWN_LOTS) return;
        own[last].amount += own[beforeLast].amount;
        _remove(own, beforeLast);
    }

    function _remove(Lot[] storage own, uint256 index) private {
        for (uint256 i = index; i + 1 < own.length; ++i) {
            own[i] = own[i + 1];
        }
        own.pop();
    }
}
