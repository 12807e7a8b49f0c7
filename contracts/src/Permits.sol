// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "./access/Managed.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Approval, IPermits, SymbolRecord} from "./interfaces/IPermits.sol";

/// @title Permits
/// @notice Facts that people put on chain for rules to read, of every instrument.
///
/// ROLES
/// The registrar records facts, certificates, approvals in advance, symbols and objections; the supervisor names venues, classes of
/// cash and average volumes.
///
/// PROPERTIES
/// - A permit is good through its last day, or its last second, and nothing has to be done for it to end.
/// - An objection in time is recorded of a withdrawn symbol too, and a symbol that is admitted anew keeps a notice that has not run
///   out.
/// - The symbols of a group have the ranks 1, 2, 3 ... without a gap. A barred symbol never has one again.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That a fact is true: it is on record who was allowed to write it.
contract Permits is IPermits, Managed {
    uint8 private constant CASH_CLASSES = 15;

    /// @notice Standings of all wallets.
    IInvestorRegistry public immutable investors;

    mapping(address instrument => mapping(uint8 fact => uint16)) private _facts;
    mapping(address instrument => mapping(uint8 kind => mapping(uint40 investor => uint16))) private _certificates;
    mapping(address instrument => mapping(address from => mapping(address to => Approval))) private _approvals;
    mapping(address instrument => mapping(address venue => bool)) private _venues;
    mapping(address token => uint8) private _cashClasses;
    mapping(address instrument => mapping(uint256 month => uint128)) private _averageVolumes;
    mapping(address instrument => SymbolRecord) private _symbols;
    mapping(bytes32 group => address[]) private _groups;

    constructor(address authority_, address investors_) Managed(authority_) {
        investors = IInvestorRegistry(investors_);
    }

    // REGISTRAR

    /// @inheritdoc IPermits
    function setFact(address instrument, uint8 fact, uint16 lastDay) external restricted {
        require(instrument != address(0), InvalidAddress());
        _facts[instrument][fact] = lastDay;
        emit FactSet(instrument, fact, lastDay);
    }

    /// @inheritdoc IPermits
    function setCertificate(address instrument, uint8 kind, address wallet, uint16 lastDay, bytes32 document)
        external
        restricted
    {
        require(instrument != address(0), InvalidAddress());
        uint40 investor = investors.standingOf(wallet).investor();
        require(investor != 0, HolderNotRegistered(wallet));
        _certificates[instrument][kind][investor] = lastDay;
        emit CertificateSet(instrument, kind, investor, lastDay, document);
    }

    /// @inheritdoc IPermits
    function approveTransfer(address instrument, address from, address to, uint128 units, uint40 lastMoment)
        external
        restricted
    {
        require(instrument != address(0) && from != address(0) && to != address(0), InvalidAddress());
        require(units == 0 || lastMoment >= block.timestamp, ApprovalInThePast(lastMoment));
        uint64 id = _approvals[instrument][from][to].id + 1;
        _approvals[instrument][from][to] = Approval(units, lastMoment, id);
        emit TransferApproved(instrument, from, to, id, units, lastMoment);
    }

    /// @inheritdoc IPermits
    function admitSymbol(address instrument, bytes32 group, uint16 noticeDay, uint16 objectionDays)
        external
        restricted
    {
        require(instrument != address(0), InvalidAddress());
        require(group != bytes32(0), InvalidGroup());
        require(noticeDay != 0 && noticeDay <= _today(), InvalidNoticeDay(noticeDay));
        SymbolRecord memory symbol = _symbols[instrument];
        require(!symbol.barred, SymbolBarred(instrument));
        require(symbol.rank == 0, AlreadyAdmitted(instrument));
        // A notice holds through its last day for objections, whoever withdraws the symbol meanwhile.
        bool stands = _today() <= uint256(symbol.noticeDay) + symbol.objectionDays;
        bool kept = noticeDay == symbol.noticeDay && objectionDays >= symbol.objectionDays;
        require(!stands || kept, NoticeStands(instrument, symbol.noticeDay, symbol.objectionDays));
        _groups[group].push(instrument);
        uint16 rank = uint16(_groups[group].length);
        _symbols[instrument] = SymbolRecord(group, rank, noticeDay, objectionDays, false);
        emit SymbolAdmitted(instrument, group, rank, noticeDay, objectionDays);
    }

    /// @inheritdoc IPermits
    function withdrawSymbol(address instrument) external restricted {
        emit SymbolWithdrawn(instrument, _withdraw(instrument), false);
    }

    /// @inheritdoc IPermits
    function recordObjection(address instrument, uint16 day) external restricted {
        SymbolRecord memory symbol = _symbols[instrument];
        require(symbol.noticeDay != 0, NotAdmitted(instrument));
        require(!symbol.barred, SymbolBarred(instrument));
        uint256 lastDay = uint256(symbol.noticeDay) + symbol.objectionDays;
        bool inTime = day >= symbol.noticeDay && day <= lastDay && day <= _today();
        require(inTime, ObjectionOutOfTime(day, symbol.noticeDay, lastDay));
        _symbols[instrument].barred = true;
        if (symbol.rank != 0) _withdraw(instrument);
        emit SymbolWithdrawn(instrument, symbol.group, true);
    }

    // SUPERVISOR

    /// @inheritdoc IPermits
    function setVenue(address instrument, address venue, bool named) external restricted {
        require(instrument != address(0) && venue != address(0), InvalidAddress());
        _venues[instrument][venue] = named;
        emit VenueSet(instrument, venue, named);
    }

    /// @inheritdoc IPermits
    function setCashClass(address token, uint8 class) external restricted {
        require(token != address(0), InvalidAddress());
        require(class <= CASH_CLASSES, InvalidCashClass(class));
        _cashClasses[token] = class;
        emit CashClassSet(token, class);
    }

    /// @inheritdoc IPermits
    function setAverageVolume(address instrument, uint16 month, uint128 volume) external restricted {
        require(instrument != address(0), InvalidAddress());
        _averageVolumes[instrument][month] = volume;
        emit AverageVolumeSet(instrument, month, volume);
    }

    // VIEWS

    /// @inheritdoc IPermits
    function factUntil(address instrument, uint8 fact) external view returns (uint16) {
        return _facts[instrument][fact];
    }

    /// @inheritdoc IPermits
    function certificateUntil(address instrument, uint8 kind, uint40 investor) external view returns (uint16) {
        return _certificates[instrument][kind][investor];
    }

    /// @inheritdoc IPermits
    function approvalOf(address instrument, address from, address to) external view returns (Approval memory) {
        return _approvals[instrument][from][to];
    }

    /// @inheritdoc IPermits
    function isVenue(address instrument, address account) external view returns (bool) {
        return _venues[instrument][account];
    }

    /// @inheritdoc IPermits
    function cashClass(address token) external view returns (uint8) {
        return _cashClasses[token];
    }

    /// @inheritdoc IPermits
    function averageVolume(address instrument, uint256 month) external view returns (uint128) {
        return _averageVolumes[instrument][month];
    }

    /// @inheritdoc IPermits
    function symbolRank(address instrument, uint256 day) external view returns (uint256) {
        SymbolRecord memory symbol = _symbols[instrument];
        return day > uint256(symbol.noticeDay) + symbol.objectionDays ? symbol.rank : 0;
    }

    /// @inheritdoc IPermits
    function symbolOf(address instrument) external view returns (SymbolRecord memory) {
        return _symbols[instrument];
    }

    /// @inheritdoc IPermits
    function symbolsOf(bytes32 group) external view returns (address[] memory) {
        return _groups[group];
    }

    // INTERNAL

    /// @dev The last symbol of the group takes the rank, so that ranks stay without a gap.
    function _withdraw(address instrument) private returns (bytes32 name) {
        SymbolRecord storage symbol = _symbols[instrument];
        uint256 rank = symbol.rank;
        require(rank != 0, NotAdmitted(instrument));
        name = symbol.group;
        address[] storage group = _groups[name];
        address last = group[group.length - 1];
        group[rank - 1] = last;
        group.pop();
        _symbols[last].rank = uint16(rank);
        symbol.rank = 0;
    }

    function _today() private view returns (uint256) {
        return block.timestamp / 1 days;
    }
}
