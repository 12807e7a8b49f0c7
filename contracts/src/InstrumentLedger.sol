// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {Approvals} from "./books/Approvals.sol";
import {Breaches} from "./books/Breaches.sol";
import {CategoryCounts} from "./books/CategoryCount.sol";
import {HolderId, HolderIds} from "./books/HolderId.sol";
import {Holders} from "./books/Holders.sol";
import {Keeping} from "./books/Keeping.sol";
import {LotList} from "./books/LotList.sol";
import {Lots} from "./books/Lots.sol";
import {LotsInTransit} from "./books/LotsInTransit.sol";
import {Offerings} from "./books/Offerings.sol";
import {Offers} from "./books/Offers.sol";
import {Purchases} from "./books/Purchases.sol";
import {Report} from "./books/Report.sol";
import {Volumes} from "./books/Volumes.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {
    BookTerms,
    BreachRecord,
    HolderClass,
    IInstrumentLedger,
    Lot,
    VolumeScope
} from "./interfaces/IInstrumentLedger.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {IPermits} from "./interfaces/IPermits.sol";
import {CalendarMonths} from "./libraries/CalendarMonths.sol";
import {AssetId} from "./types/AssetId.sol";
import {Books} from "./types/Books.sol";
import {Kinds, MovementKind} from "./types/MovementKind.sol";
import {Standing} from "./types/Standing.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title InstrumentLedger
/// @notice What rules have to remember of an instrument's movements: holders, purchasers, offers, volumes, lots, offering totals and
/// breaches. One contract serves every instrument. Purchasers are counted of an issuer, in all its instruments that keep the book; the
/// rest of each instrument by itself.
///
/// ROLES
/// An instrument opens its own books and reports its own movements, and nobody else can. The issuer records offers; the registrar
/// enters what was there before a book was opened, and settles lots and offering pools; the supervisor sets the volume tier.
///
/// PROPERTIES
/// - A report is never refused: what has been decided is recorded, and redemption, recovery and wind-down always work.
/// - A book follows from the reports since it was opened. Attestations, linked wallets and new regimes change no entry.
/// - A self transfer and a transfer of nothing change nothing.
/// - A rule is not told what a book cannot know: until the book is complete it is not ready, and whoever needs it is refused.
///   Whose purchasers are whose, the listing alone tells, and it never changes: before it, the book of purchasers is not ready.
///
/// REQUIREMENTS ON INSTRUMENTS
/// They report every movement while a book is open, in order, each with the balances before it.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That purchases, volumes and breaches from before their books were opened are counted: they count from that day, and purchases
/// from the listing at the earliest.
contract InstrumentLedger is IInstrumentLedger, Managed {
    using Approvals for Approvals.Book;
    using Breaches for Breaches.Book;
    using Holders for Holders.Book;
    using Lots for Lots.Book;
    using Offerings for Offerings.Book;
    using Offers for Offers.Book;
    using Purchases for Purchases.Book;
    using Volumes for Volumes.Book;

    /// @dev Books that cannot be believed from the day they are opened, when units are outstanding.
    uint256 private constant NEED_HISTORY = Books.HOLDERS | Books.LOTS;

    /// @dev Kinds that leave every date as it is when nothing but units of the tranche moves.
    uint256 private constant KEEP_DATES = Kinds.TRANSFER | Kinds.FORCED_TRANSFER | Kinds.RECOVERY | Kinds.REDEEM;

    /// @notice Instruments and who issues them.
    IAssetRegistry public immutable assets;
    /// @notice Standings of all wallets.
    IInvestorRegistry public immutable investors;
    /// @notice Approvals and average volumes.
    IPermits public immutable permits;

    mapping(address instrument => Keeping) private _keeping;
    mapping(address instrument => mapping(uint256 era => Holders.Book)) private _holders;
    mapping(address instrument => mapping(uint256 era => Lots.Book)) private _lots;
    mapping(bytes32 seller => Purchases.Book) private _purchases;
    mapping(address instrument => Offers.Book) private _offers;
    mapping(address instrument => Volumes.Book) private _volumes;
    mapping(address instrument => Approvals.Book) private _approvals;
    mapping(address instrument => Breaches.Book) private _breaches;
    Offerings.Book private _offerings;

    constructor(address authority_, address assets_, address investors_, address permits_) Managed(authority_) {
        assets = IAssetRegistry(assets_);
        investors = IInvestorRegistry(investors_);
        permits = IPermits(permits_);
    }

    // INSTRUMENT

    /// @inheritdoc IInstrumentLedger
    function open(uint256 mask, uint256 outstanding) external {
        require(mask & ~Books.KEPT == 0, UnknownBooks(mask));
        Keeping keeping = _keeping[msg.sender];
        uint256 opened = mask & ~keeping.books();
        uint256 ready = keeping.ready() & mask | opened & ~NEED_HISTORY;
        if (opened & Books.HOLDERS != 0) {
            keeping = keeping.withNewHolders();
            if (outstanding == 0) ready |= Books.HOLDERS;
        }
        if (opened & Books.LOTS != 0) keeping = keeping.withNewLots(outstanding == 0);
        _keeping[msg.sender] = keeping.withBooks(mask, ready);
        emit BooksOpened(msg.sender, mask, ready);
    }

    /// @inheritdoc IInstrumentLedger
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
    ) external {
        if (amount == 0 || from == to || kind == MovementKind.Coupon) return;
        Keeping keeping = _keeping[msg.sender];
        bool changesHolders =
            keeping.keeps(Books.HOLDERS) && (toBefore == 0 || fromBefore == amount || !keeping.isReady(Books.HOLDERS));
        bool changesLots = keeping.keeps(Books.LOTS) && _changesLots(kind, from, sender, keeping);
        // Most movements change neither who holds nor when anything was acquired.
        if (!changesHolders && !changesLots && !keeping.keeps(~NEED_HISTORY & Books.KEPT)) return;
        Report memory report = Report(kind, from, to, by, amount, fromBefore, toBefore, sender, recipient, _today());
        if (changesHolders) {
            _holders[msg.sender][keeping.holdersEra()].record(report, keeping.isReady(Books.HOLDERS));
        }
        if (changesLots) _recordLots(report, keeping);
        if (keeping.keeps(~NEED_HISTORY & Books.KEPT)) _recordOthers(report, keeping);
    }

    // ISSUER

    /// @inheritdoc IInstrumentLedger
    function recordOffers(address instrument, address[] calldata wallets) external restricted {
        for (uint256 i = 0; i < wallets.length; ++i) {
            Standing standing = investors.standingOf(wallets[i]);
            require(standing.investor() != 0, OffereeNotRegistered(wallets[i]));
            (bool isNew, uint16 categories) = _offers[instrument].record(standing, _today());
            if (isNew) emit OfferRecorded(instrument, standing.investor(), standing.jurisdiction(), categories);
        }
    }

    // REGISTRAR

    /// @inheritdoc IInstrumentLedger
    function seed(address instrument, address[] calldata wallets) external restricted {
        Keeping keeping = _kept(instrument, Books.HOLDERS);
        require(!keeping.isReady(Books.HOLDERS), AlreadySeeded(instrument));
        Holders.Book storage book = _holders[instrument][keeping.holdersEra()];
        for (uint256 i = 0; i < wallets.length; ++i) {
            uint256 balance = IERC20(instrument).balanceOf(wallets[i]);
            book.seed(wallets[i], investors.standingOf(wallets[i]), balance, _today());
        }
        uint256 outstanding = IERC20(instrument).totalSupply();
        if (book.seeded == outstanding) _keeping[instrument] = keeping.withReady(Books.HOLDERS);
        emit HoldingsSeeded(instrument, book.seeded, outstanding);
    }

    /// @inheritdoc IInstrumentLedger
    function recount(address instrument, address[] calldata wallets) external restricted {
        Holders.Book storage book = _holders[instrument][_kept(instrument, Books.HOLDERS).holdersEra()];
        for (uint256 i = 0; i < wallets.length; ++i) {
            Standing standing = investors.standingOf(wallets[i]);
            if (!book.recount(wallets[i], standing, _today())) continue;
            HolderId holder = HolderIds.holderOf(wallets[i], standing);
            Holders.Admission memory admission = book.admissions[holder];
            emit HolderRecounted(instrument, holder, admission.jurisdiction, admission.categories);
        }
    }

    /// @inheritdoc IInstrumentLedger
    function setLotTerms(address instrument, uint16 trancheDay, uint24 affiliateFlags) external restricted {
        Keeping keeping = _kept(instrument, Books.LOTS);
        require(!keeping.isReady(Books.LOTS), LotTermsAlreadySet(instrument));
        // What was issued under the eyes of the book has its day; what was there before needs one.
        bool isGiven = !keeping.isUnissued() && keeping.trancheDay() == 0;
        require(isGiven ? trancheDay != 0 && trancheDay <= _today() : trancheDay == 0, InvalidTrancheDay(trancheDay));
        if (isGiven) keeping = keeping.withTrancheDay(trancheDay);
        _keeping[instrument] = keeping.withAffiliateFlags(affiliateFlags).withReady(Books.LOTS);
        emit LotTermsSet(instrument, keeping.trancheDay(), affiliateFlags);
    }

    /// @inheritdoc IInstrumentLedger
    function setOfferingPool(address instrument, bytes32 pool, bytes3 currency) external restricted {
        require(pool != bytes32(0) && currency != bytes3(0), InvalidOfferingPool());
        bytes32 previous = _offerings.poolOf[instrument];
        require(previous == bytes32(0), OfferingPoolAlreadySet(instrument, previous));
        bytes3 expected = _offerings.pools[pool].currency;
        require(expected == bytes3(0) || expected == currency, PoolCurrencyMismatch(expected, currency));
        uint256 outstanding = IERC20(instrument).totalSupply();
        _offerings.join(instrument, pool, currency, outstanding, _today());
        emit OfferingPoolSet(instrument, pool, currency, outstanding);
    }

    // SUPERVISOR

    /// @inheritdoc IInstrumentLedger
    function setVolumeShare(address instrument, uint32 millionths) external restricted {
        _keeping[instrument] = _keeping[instrument].withVolumeShare(millionths);
        emit VolumeShareSet(instrument, millionths);
    }

    // HOLDER

    /// @inheritdoc IInstrumentLedger
    function chooseLot(address instrument, uint16 day) external {
        _lotsOf(instrument).choose(msg.sender, day);
        emit LotChosen(instrument, msg.sender, day);
    }

    // VIEWS

    /// @inheritdoc IInstrumentLedger
    function termsOf(address instrument) external view returns (BookTerms memory) {
        return _keeping[instrument].shown();
    }

    /// @inheritdoc IInstrumentLedger
    function isReady(address instrument, uint256 mask) external view returns (bool) {
        bool isKnown = mask & Books.PURCHASES == 0 || _sellerOf(instrument) != bytes32(0);
        return isKnown && _keeping[instrument].isReady(mask);
    }

    /// @inheritdoc IInstrumentLedger
    function holderCount(address instrument, HolderClass class, uint16 key) external view returns (uint256) {
        return _holdersOf(instrument).count(class, key);
    }

    /// @inheritdoc IInstrumentLedger
    function admissionOf(address instrument, HolderId holder)
        external
        view
        returns (uint32 wallets, uint16 jurisdiction, uint16 categories)
    {
        Holders.Admission memory admission = _holdersOf(instrument).admissions[holder];
        return (admission.wallets, admission.jurisdiction, admission.categories);
    }

    /// @inheritdoc IInstrumentLedger
    function countedAs(address instrument, address wallet) external view returns (HolderId) {
        return _holdersOf(instrument).countedAs[wallet];
    }

    /// @inheritdoc IInstrumentLedger
    function purchaserCount(address instrument, uint256 firstDay, uint256 lastDay, uint256 excluded)
        external
        view
        returns (uint256)
    {
        return _purchases[_sellerOf(instrument)].count(firstDay, lastDay, excluded);
    }

    /// @inheritdoc IInstrumentLedger
    function lastPurchase(address instrument, HolderId holder, uint256 excluded) external view returns (uint16) {
        return _purchases[_sellerOf(instrument)].lastPurchase(holder, excluded);
    }

    /// @inheritdoc IInstrumentLedger
    function offereeCount(address instrument, uint16 jurisdiction, uint256 excluded) external view returns (uint256) {
        return _offers[instrument].count(jurisdiction, excluded);
    }

    /// @inheritdoc IInstrumentLedger
    function offeredOn(address instrument, uint40 investor) external view returns (uint16) {
        return _offers[instrument].offeredOn[investor];
    }

    /// @inheritdoc IInstrumentLedger
    function volumeOf(address instrument, VolumeScope scope, HolderId holder, uint256 firstDay, uint256 lastDay)
        external
        view
        returns (uint256)
    {
        return _volumes[instrument].between(scope, holder, firstDay, lastDay);
    }

    /// @inheritdoc IInstrumentLedger
    function offeringTotal(address instrument, uint256 firstDay, uint256 lastDay)
        external
        view
        returns (bool pooled, uint256 total)
    {
        return _offerings.between(instrument, firstDay, lastDay);
    }

    /// @inheritdoc IInstrumentLedger
    function offeringPoolOf(address instrument) external view returns (bytes32 pool, bytes3 currency) {
        pool = _offerings.poolOf[instrument];
        currency = _offerings.pools[pool].currency;
    }

    /// @inheritdoc IInstrumentLedger
    function lotsOf(address instrument, address wallet) external view returns (Lot[] memory) {
        uint256 balance = IERC20(instrument).balanceOf(wallet);
        return _lotsOf(instrument).read(wallet, balance, _keeping[instrument].trancheDay()).unpack();
    }

    /// @inheritdoc IInstrumentLedger
    function acquiredOn(address instrument, address wallet, uint256 balance, uint256 amount)
        external
        view
        returns (bool known, uint16 day)
    {
        Keeping keeping = _keeping[instrument];
        if (!keeping.isReady(Books.LOTS)) return (false, 0);
        Lots.Book storage book = _lots[instrument][keeping.lotsEra()];
        return (true, book.youngestLeaving(wallet, balance, amount, keeping.trancheDay()));
    }

    /// @inheritdoc IInstrumentLedger
    function chosenLot(address instrument, address wallet) external view returns (uint16) {
        return _lotsOf(instrument).chosen(wallet);
    }

    /// @inheritdoc IInstrumentLedger
    function breachesOf(address instrument) external view returns (BreachRecord memory) {
        return _breaches[instrument].read();
    }

    /// @inheritdoc IInstrumentLedger
    function approvalUsed(address instrument, address from, address to, uint64 id) external view returns (uint256) {
        return _approvals[instrument].usedOf(from, to, id);
    }

    // INTERNAL

    /// @dev Units of the tranche that stay units of the tranche are what nearly everybody holds and moves.
    function _changesLots(MovementKind kind, address from, Standing sender, Keeping keeping)
        private
        view
        returns (bool)
    {
        if (1 << uint256(kind) & KEEP_DATES == 0 || sender.carries(keeping.affiliateFlags()) != 0) {
            return true;
        }
        return _lots[msg.sender][keeping.lotsEra()].hasOwn(from);
    }

    /// @dev Lots travel with their dates, whoever moves them and why; a sale by an affiliate begins a new one.
    function _recordLots(Report memory report, Keeping keeping) private {
        Lots.Book storage book = _lots[msg.sender][keeping.lotsEra()];
        uint16 trancheDay = keeping.trancheDay();
        LotList memory lots;
        if (report.kind == MovementKind.Issue) {
            if (keeping.isUnissued()) {
                trancheDay = report.day;
                _keeping[msg.sender] = keeping.withTrancheDay(trancheDay);
            }
            lots.insert(report.day, uint128(report.amount));
        } else if (report.kind == MovementKind.ExchangeIn) {
            lots = LotsInTransit.collect(report.by, report.amount, report.day);
        } else {
            lots = book.take(report.from, report.fromBefore, report.amount, trancheDay);
            if (report.sender.carries(keeping.affiliateFlags()) != 0 && report.isSale()) {
                lots.restart(report.day, uint128(report.amount));
            }
            if (report.kind == MovementKind.ExchangeOut) LotsInTransit.put(msg.sender, lots);
        }
        if (report.to != address(0)) book.give(report.to, lots, trancheDay);
    }

    function _recordOthers(Report memory report, Keeping keeping) private {
        if (report.kind == MovementKind.Issue) {
            if (keeping.keeps(Books.PURCHASES)) _recordPurchase(report);
            if (keeping.keeps(Books.OFFERINGS)) _offerings.record(msg.sender, report.amount, report.day);
            return;
        }
        if (keeping.keeps(Books.APPROVALS) && report.from != address(0) && report.to != address(0)) {
            _approvals[msg.sender].record(
                report.from, report.to, report.amount, permits.approvalOf(msg.sender, report.from, report.to)
            );
        }
        if (!keeping.keeps(Books.VOLUMES | Books.BREACHES) || !report.isSale()) return;
        if (keeping.keeps(Books.VOLUMES)) _volumes[msg.sender].record(report);
        if (keeping.keeps(Books.BREACHES) && keeping.volumeShare() != 0) {
            _recordBreach(report, keeping.volumeShare());
        }
    }

    function _recordPurchase(Report memory report) private {
        bytes32 seller = _sellerOf(msg.sender);
        if (seller == bytes32(0)) return;
        _purchases[seller].record(
            HolderIds.holderOf(report.to, report.recipient),
            CategoryCounts.heldBy(report.recipient, report.day),
            report.day
        );
    }

    function _recordBreach(Report memory report, uint256 share) private {
        uint256 month = CalendarMonths.indexOf(report.day);
        uint256 average = month == 0 ? 0 : permits.averageVolume(msg.sender, month - 1);
        (bool breached, uint256 volume) = _breaches[msg.sender].record(report.amount, report.day, share, average);
        if (breached) emit VolumeBreached(msg.sender, report.day, volume, average);
    }

    /// @dev Whose purchasers are counted together: the issuer's or, where the listing names none, those of one instrument with all its
    /// legs. Zero before the listing.
    function _sellerOf(address instrument) private view returns (bytes32) {
        AssetId asset = assets.assetOf(instrument);
        bytes20 issuer = assets.assetById(asset).issuer;
        return issuer == bytes20(0) ? AssetId.unwrap(asset) : bytes32(issuer);
    }

    function _kept(address instrument, uint256 book) private view returns (Keeping keeping) {
        keeping = _keeping[instrument];
        require(keeping.keeps(book), BookNotKept(instrument, book));
    }

    function _holdersOf(address instrument) private view returns (Holders.Book storage) {
        return _holders[instrument][_keeping[instrument].holdersEra()];
    }

    function _lotsOf(address instrument) private view returns (Lots.Book storage) {
        return _lots[instrument][_keeping[instrument].lotsEra()];
    }

    function _today() private view returns (uint16) {
        return uint16(block.timestamp / 1 days);
    }
}
