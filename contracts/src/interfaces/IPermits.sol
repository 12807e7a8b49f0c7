// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A transfer that was approved in advance.
struct Approval {
    /// Smallest units that were approved, used ones included; 0 when there is none.
    uint128 units;
    /// Last second at which it can be used, unix seconds.
    uint40 lastMoment;
    /// Tells one approval of the same pair from the next.
    uint64 id;
}

/// @notice A symbol among those of its venue group.
struct SymbolRecord {
    /// Affiliated venues that count their symbols together; zero for an instrument that was never admitted.
    bytes32 group;
    /// Place among the symbols of the group, from 1; 0 while it is none of them.
    uint16 rank;
    /// Day of the notice to the issuer, days since 1970-01-01.
    uint16 noticeDay;
    /// Days after the notice through which an objection bars the symbol.
    uint16 objectionDays;
    /// Whether the issuer objected in time.
    bool barred;
}

/// @title IPermits
/// @notice Facts that people put on chain for rules to read: each has who may write it, and ends where it says.
interface IPermits {
    /// @notice A fact about an instrument was recorded; last day 0 withdraws it.
    event FactSet(address indexed instrument, uint8 indexed fact, uint16 lastDay);

    /// @notice An investor's certificate for an instrument was recorded; last day 0 withdraws it.
    event CertificateSet(
        address indexed instrument, uint8 indexed kind, uint40 indexed investor, uint16 lastDay, bytes32 document
    );

    /// @notice A transfer was approved in advance; 0 units withdraw the approval.
    event TransferApproved(
        address indexed instrument,
        address indexed from,
        address indexed to,
        uint64 id,
        uint128 units,
        uint40 lastMoment
    );

    /// @notice A venue of an instrument was named or removed.
    event VenueSet(address indexed instrument, address indexed venue, bool named);

    /// @notice A cash token was put in a class; 0 for none.
    event CashClassSet(address indexed token, uint8 class);

    /// @notice The average daily volume of a month was recorded.
    event AverageVolumeSet(address indexed instrument, uint16 indexed month, uint128 volume);

    /// @notice An instrument was admitted as a symbol of a venue group.
    event SymbolAdmitted(
        address indexed instrument, bytes32 indexed group, uint16 rank, uint16 noticeDay, uint16 objectionDays
    );

    /// @notice A symbol was withdrawn, or one that had been is barred. Whoever had the last rank has its rank now.
    event SymbolWithdrawn(address indexed instrument, bytes32 indexed group, bool barred);

    /// @notice Zero stands for nobody.
    /// @dev Why: a permit for the zero address would be one for every movement without that side. What to do: name the address.
    error InvalidAddress();

    /// @notice The wallet has no standing.
    /// @dev Why: certificates are given to investors, and nobody registered it. What to do: register the investor first.
    error HolderNotRegistered(address wallet);

    /// @notice There is no cash class of this number.
    /// @dev Why: a rule names classes by sixteen bits, and class 0 stands for tokens of none. What to do: use 1 to 15, or 0 to remove.
    error InvalidCashClass(uint8 class);

    /// @notice The approval would have ended already.
    /// @dev Why: its last moment is past. What to do: choose a later one, or approve 0 units to withdraw.
    error ApprovalInThePast(uint40 lastMoment);

    /// @notice Zero is no venue group.
    /// @dev Why: it is what an instrument without one has. What to do: name the group.
    error InvalidGroup();

    /// @notice The instrument is a symbol already.
    /// @dev Why: it has a rank in its group. What to do: withdraw it first.
    error AlreadyAdmitted(address instrument);

    /// @notice The instrument is no symbol.
    /// @dev Why: it was not admitted, or was withdrawn. What to do: admit it first.
    error NotAdmitted(address instrument);

    /// @notice The issuer objected in time.
    /// @dev Why: an objection bars a symbol for good. What to do: nothing; agree with the issuer and list another instrument.
    error SymbolBarred(address instrument);

    /// @notice The symbol was admitted on another notice, whose time for objections is not over.
    /// @dev Why: what its issuer objects to in that time would be lost. What to do: admit it on that notice, with no fewer days for
    /// objections, or wait until they are over.
    error NoticeStands(address instrument, uint16 noticeDay, uint16 objectionDays);

    /// @notice The notice cannot have been given on that day.
    /// @dev Why: it lies in the future, or is zero. What to do: pass the day on which the issuer was told.
    error InvalidNoticeDay(uint16 day);

    /// @notice The objection came outside its time.
    /// @dev Why: it bars from the day of the notice through the last day for objections only, and cannot lie in the future. What to
    /// do: pass the day it was received; when it was late, the symbol stays.
    error ObjectionOutOfTime(uint16 day, uint16 noticeDay, uint256 lastDay);

    // REGISTRAR

    /// @notice Records a fact about an instrument. Caller: registrar.
    /// @param fact its number in the vocabulary of the profiles
    /// @param lastDay last day on which it holds, days since 1970-01-01; 0 withdraws it
    function setFact(address instrument, uint8 fact, uint16 lastDay) external;

    /// @notice Records a certificate of the investor of `wallet`, for all its wallets. Caller: registrar.
    /// @param lastDay last day on which it is good; 0 withdraws it
    /// @param document hash of the certificate; it is logged, never stored
    function setCertificate(address instrument, uint8 kind, address wallet, uint16 lastDay, bytes32 document) external;

    /// @notice Approves transfers in advance, replacing what was approved for the pair. Caller: registrar.
    /// @param units smallest units that may be transferred; 0 withdraws the approval
    /// @param lastMoment last second at which it can be used, unix seconds
    function approveTransfer(address instrument, address from, address to, uint128 units, uint40 lastMoment) external;

    /// @notice Admits an instrument as the next symbol of a venue group. It may be traded once the time for objections has passed.
    /// Caller: registrar.
    /// @param noticeDay day of the notice to the issuer, today or earlier
    /// @param objectionDays days after it through which an objection bars the symbol
    function admitSymbol(address instrument, bytes32 group, uint16 noticeDay, uint16 objectionDays) external;

    /// @notice Takes a symbol out of its group. Caller: registrar.
    function withdrawSymbol(address instrument) external;

    /// @notice Records the issuer's objection, received on `day`, which bars the symbol, or what was one. Caller: registrar.
    function recordObjection(address instrument, uint16 day) external;

    // SUPERVISOR

    /// @notice Names a venue through which an instrument may be traded, or removes it. Caller: supervisor.
    function setVenue(address instrument, address venue, bool named) external;

    /// @notice Puts a cash token in a class, 1 to 15; 0 takes it out. Caller: supervisor.
    function setCashClass(address token, uint8 class) external;

    /// @notice Records the average daily volume of a calendar month. Caller: supervisor.
    /// @param month months since January 1970
    function setAverageVolume(address instrument, uint16 month, uint128 volume) external;

    // VIEWS

    /// @notice Last day on which the fact holds; 0 when it never did.
    function factUntil(address instrument, uint8 fact) external view returns (uint16 lastDay);

    /// @notice Last day on which the investor's certificate is good; 0 when there is none.
    function certificateUntil(address instrument, uint8 kind, uint40 investor) external view returns (uint16 lastDay);

    /// @notice What was approved in advance for a pair; its use is in the instrument ledger.
    function approvalOf(address instrument, address from, address to) external view returns (Approval memory approval);

    /// @notice Whether `account` is a venue of `instrument`.
    function isVenue(address instrument, address account) external view returns (bool);

    /// @notice The class of a cash token; 0 for none.
    function cashClass(address token) external view returns (uint8 class);

    /// @notice Average daily volume of a month, counted from January 1970; 0 when nobody recorded it.
    function averageVolume(address instrument, uint256 month) external view returns (uint128 volume);

    /// @notice The place of `instrument` among the symbols of its group on `day`; 0 when it may not be traded then: it is not
    /// admitted, is barred, or the time for objections has not passed.
    function symbolRank(address instrument, uint256 day) external view returns (uint256 rank);

    /// @notice The record of a symbol.
    function symbolOf(address instrument) external view returns (SymbolRecord memory record);

    /// @notice The symbols of a venue group, in the order of their ranks.
    function symbolsOf(bytes32 group) external view returns (address[] memory symbols);
}
