// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {HolderId} from "../books/HolderId.sol";
import {MovementKind} from "../types/MovementKind.sol";
import {Standing} from "../types/Standing.sol";

/// @notice Which holders are counted.
enum HolderClass {
    All,
    Jurisdiction,
    WithCategory,
    WithoutCategory
}

/// @notice Whose transfers are counted: everybody's, what one holder gave, or what one holder received.
enum VolumeScope {
    Instrument,
    Given,
    Received
}

/// @notice Units that were acquired on one day.
struct Lot {
    /// Days since 1970-01-01.
    uint16 day;
    /// Smallest units.
    uint128 amount;
}

/// @notice How the books of an instrument are kept.
struct BookTerms {
    /// Books that are kept, as in {Books}.
    uint16 books;
    /// Kept books that are complete, and that rules therefore believe.
    uint16 ready;
    /// Day on which the first tranche was acquired; 0 until it is issued.
    uint16 trancheDay;
    /// Flags of a giver whose sale restarts the clock of what it sells.
    uint24 affiliateFlags;
    /// Share of the average daily volume, in millionths, above which a day's volume is a breach.
    uint32 volumeShare;
}

/// @notice Breaches of an instrument's volume tier.
struct BreachRecord {
    /// How many there were.
    uint16 count;
    /// The day of the last one; 0 without any.
    uint16 lastDay;
}

/// @title IInstrumentLedger
/// @notice What rules have to remember of an instrument's movements: holders, purchasers, offers, volumes, lots, offering totals and
/// breaches. It is kept per instrument, purchasers per issuer, by reports of the instruments themselves, and outlives the replacement
/// of a regime.
interface IInstrumentLedger {
    /// @notice An instrument said which books are to be kept of it.
    event BooksOpened(address indexed instrument, uint256 books, uint256 ready);

    /// @notice Holdings that were there before the holders' book was opened were entered.
    event HoldingsSeeded(address indexed instrument, uint256 seeded, uint256 outstanding);

    /// @notice A holder is counted anew, in the class that it belongs to now.
    event HolderRecounted(address indexed instrument, HolderId indexed holder, uint16 jurisdiction, uint16 categories);

    /// @notice An offer to an investor was recorded.
    event OfferRecorded(address indexed instrument, uint40 indexed investor, uint16 jurisdiction, uint16 categories);

    /// @notice The dates of an instrument's lots were settled.
    event LotTermsSet(address indexed instrument, uint16 trancheDay, uint24 affiliateFlags);

    /// @notice A holder chose which of its lots leaves first.
    event LotChosen(address indexed instrument, address indexed wallet, uint16 day);

    /// @notice An instrument was put in an offering pool.
    event OfferingPoolSet(address indexed instrument, bytes32 indexed pool, bytes3 currency, uint256 outstanding);

    /// @notice The volume tier of an instrument was set.
    event VolumeShareSet(address indexed instrument, uint32 millionths);

    /// @notice A day's volume rose above the tier.
    event VolumeBreached(address indexed instrument, uint16 indexed day, uint256 volume, uint256 average);

    /// @notice There is no such book.
    /// @dev Why: a bit is set that stands for none. What to do: combine the bits of {Books}.
    error UnknownBooks(uint256 mask);

    /// @notice This book of the instrument is not kept.
    /// @dev Why: no rule of its regime needs it, or the instrument never opened it. What to do: put a regime in force that needs it.
    error BookNotKept(address instrument, uint256 book);

    /// @notice The holders' book is complete.
    /// @dev Why: all that is outstanding has been entered. What to do: nothing.
    error AlreadySeeded(address instrument);

    /// @notice The wallet has no standing.
    /// @dev Why: offers are recorded of investors, and nobody registered it. What to do: register the investor first.
    error OffereeNotRegistered(address wallet);

    /// @notice The dates of the instrument's lots are settled already.
    /// @dev Why: changing them would change when holdings that were sold under them may be resold. What to do: keep them.
    error LotTermsAlreadySet(address instrument);

    /// @notice The tranche cannot have been acquired on that day.
    /// @dev Why: it lies in the future; or is zero although units were outstanding before the book was opened; or is given although
    /// none were. What to do: pass the day of that issue, or zero.
    error InvalidTrancheDay(uint16 day);

    /// @notice The instrument is in an offering pool already.
    /// @dev Why: what it issued counts there. What to do: keep the pool it has.
    error OfferingPoolAlreadySet(address instrument, bytes32 pool);

    /// @notice Zero is no offering pool, and a pool needs a currency.
    /// @dev Why: zero is what an instrument outside every pool has. What to do: name the pool, e.g. by the offeror's identifier.
    error InvalidOfferingPool();

    /// @notice The pool counts in another currency.
    /// @dev Why: a total of different currencies has no meaning. What to do: use a pool of the instrument's own currency.
    error PoolCurrencyMismatch(bytes3 expected, bytes3 given);

    // INSTRUMENT

    /// @notice Says which books of the caller are to be kept from now on. A book that was not kept until now begins empty; what
    /// cannot be counted from now on alone has to be entered before rules believe it. A book that is no longer kept is closed.
    /// @param mask bits of {Books-KEPT}; other bits are not books and are refused
    /// @param outstanding the caller's supply
    function open(uint256 mask, uint256 outstanding) external;

    /// @notice Records a movement of the caller that has taken place. It never refuses what has been decided: books that cannot
    /// be right any more fail the rules that ask them.
    /// @dev Every movement pays for it: its name is one whose selector the code compares early, and so is {acquiredOn}'s.
    /// @param by the operator's wallet, zero when the giver moves itself; when units come in from another leg, that leg's token
    /// @param fromBefore what the giver's wallet held before the movement; 0 when there is no giver
    /// @param toBefore what the receiver's wallet held before the movement; 0 when there is no receiver
    function unitsMoved(
        MovementKind kind,
        address from,
        address to,
        address by,
        uint256 amount,
        uint256 fromBefore,
        uint256 toBefore,
        Standing sender,
        Standing recipient
    ) external;

    // ISSUER

    /// @notice Records that the investors of `wallets` were offered the instrument. Who was offered it before is not counted again.
    /// Caller: issuer.
    function recordOffers(address instrument, address[] calldata wallets) external;

    // REGISTRAR

    /// @notice Enters holdings that were there before the holders' book was opened. To be repeated until all that is outstanding is
    /// entered; a wallet that is entered already, or holds nothing, changes nothing. Caller: registrar.
    function seed(address instrument, address[] calldata wallets) external;

    /// @notice Counts the holders of `wallets` anew, as the investors and in the classes that they are now. Caller: registrar.
    function recount(address instrument, address[] calldata wallets) external;

    /// @notice Settles what the dates of lots depend on. Until then rules about lots fail. Caller: registrar.
    /// @param trancheDay when what was outstanding before the book was opened was acquired from the issuer, the last day of several;
    /// 0 when nothing was
    /// @param affiliateFlags flags of a giver whose sale restarts the clock for the buyer
    function setLotTerms(address instrument, uint16 trancheDay, uint24 affiliateFlags) external;

    /// @notice Puts the instrument in an offeror's pool. What it has outstanding counts as issued today. Caller: registrar.
    /// @param currency ISO 4217 alphabetic code of the instrument, one for the whole pool
    function setOfferingPool(address instrument, bytes32 pool, bytes3 currency) external;

    // SUPERVISOR

    /// @notice Sets the share of the average daily volume above which a day's volume is a breach. A volume ladder of another share
    /// fails until they agree. Caller: supervisor.
    function setVolumeShare(address instrument, uint32 millionths) external;

    // HOLDER

    /// @notice Lets the caller's units of `day` leave before the others, until it says otherwise; 0 for the oldest first.
    function chooseLot(address instrument, uint16 day) external;

    // VIEWS

    /// @notice How the books of `instrument` are kept.
    function termsOf(address instrument) external view returns (BookTerms memory terms);

    /// @notice Whether every book of `mask` is kept and complete. That of purchasers is not before the instrument is listed, which
    /// says whose they are.
    function isReady(address instrument, uint256 mask) external view returns (bool);

    /// @notice Number of holders of a class: an investor with all its wallets is one, and is counted in the class in which it was
    /// admitted.
    /// @param key the jurisdiction or the category; ignored for all
    function holderCount(address instrument, HolderClass class, uint16 key) external view returns (uint256 count);

    /// @notice How a holder is counted.
    /// @return wallets number of its wallets that hold; 0 for who is no holder
    /// @return jurisdiction of its admission
    /// @return categories bit c is set when category c was valid on admission
    function admissionOf(address instrument, HolderId holder)
        external
        view
        returns (uint32 wallets, uint16 jurisdiction, uint16 categories);

    /// @notice The holder that `wallet`, which holds, is counted as; zero when it is not counted.
    function countedAs(address instrument, address wallet) external view returns (HolderId holder);

    /// @notice Number of distinct holders whose last counted purchase from the issuer of `instrument`, of any of its instruments that
    /// keep the book, was from `firstDay` through `lastDay`. An instrument whose listing names no issuer is counted by itself, with
    /// all its legs; before its listing it has no purchasers.
    /// @param excluded category that is not counted plus 1; 0 to count everybody
    function purchaserCount(address instrument, uint256 firstDay, uint256 lastDay, uint256 excluded)
        external
        view
        returns (uint256 count);

    /// @notice The last day on which `holder` bought as one of the counted, from the same issuer; 0 when it never did.
    function lastPurchase(address instrument, HolderId holder, uint256 excluded) external view returns (uint16 day);

    /// @notice Number of investors on record as offered.
    /// @param jurisdiction the one that is counted; 0 for all
    /// @param excluded category that is not counted plus 1; 0 to count everybody
    function offereeCount(address instrument, uint16 jurisdiction, uint256 excluded)
        external
        view
        returns (uint256 count);

    /// @notice The day of the first offer to `investor`; 0 without any.
    function offeredOn(address instrument, uint40 investor) external view returns (uint16 day);

    /// @notice What was transferred from `firstDay` through `lastDay`, between different holders.
    /// @param holder whose transfers are counted; ignored for the instrument as a whole
    function volumeOf(address instrument, VolumeScope scope, HolderId holder, uint256 firstDay, uint256 lastDay)
        external
        view
        returns (uint256 amount);

    /// @notice What the instruments of the pool of `instrument` issued from `firstDay` through `lastDay`.
    /// @return pooled whether it is in a pool at all
    function offeringTotal(address instrument, uint256 firstDay, uint256 lastDay)
        external
        view
        returns (bool pooled, uint256 total);

    /// @notice The pool of `instrument` and its currency; zero when it is in none.
    function offeringPoolOf(address instrument) external view returns (bytes32 pool, bytes3 currency);

    /// @notice The lots of `wallet`, oldest first.
    function lotsOf(address instrument, address wallet) external view returns (Lot[] memory lots);

    /// @notice The latest acquisition day among the units that would leave if `wallet`, which holds `balance`, gave `amount`.
    /// @return known whether the book can tell
    /// @return day 0 when nothing would leave
    function acquiredOn(address instrument, address wallet, uint256 balance, uint256 amount)
        external
        view
        returns (bool known, uint16 day);

    /// @notice The lot that `wallet` lets leave first; 0 for the oldest.
    function chosenLot(address instrument, address wallet) external view returns (uint16 day);

    /// @notice Breaches of the instrument's volume tier.
    function breachesOf(address instrument) external view returns (BreachRecord memory record);

    /// @notice What was used up of the pre-approval `id` of transfers from `from` to `to`.
    function approvalUsed(address instrument, address from, address to, uint64 id) external view returns (uint256 units);
}
