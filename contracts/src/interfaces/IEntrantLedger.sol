// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice A firm that was admitted to a supervised programme: where it is established, how far it has come and what
/// it is permitted to do.
struct Entrant {
    /// ISO 3166-1 numeric.
    uint16 jurisdiction;
    /// Stage reached; 0 before admission or after its withdrawal.
    uint8 stage;
    /// Permitted activities, one bit each; the vocabulary of the profiles names them.
    uint16 activities;
}

/// @notice What an instrument is counted as.
struct Enrolment {
    /// LEI of the entrant.
    bytes20 entrant;
    /// ISO 4217 alphabetic code of the instrument.
    bytes3 currency;
    /// Asset class, named by the supervisor.
    bytes32 assetClass;
}

/// @notice A limit in force and how much of it is used.
struct Capacity {
    /// ISO 4217 alphabetic code of the limit; zero while none was set.
    bytes3 currency;
    /// Smallest units of that currency.
    uint256 limit;
    /// Smallest units of that currency, each conversion rounded up.
    uint256 used;
}

/// @title IEntrantLedger
/// @notice Entrants and the capacity that all their outstanding instruments of a class use together. It outlives the
/// replacement of a regime.
interface IEntrantLedger {
    /// @notice An entrant's record was written.
    event EntrantSet(bytes20 indexed entrant, uint16 jurisdiction, uint8 stage, uint16 activities);

    /// @notice A capacity limit was set, raised or lowered.
    event LimitSet(bytes20 indexed entrant, bytes32 indexed assetClass, bytes3 currency, uint256 limit);

    /// @notice A conversion rate was recorded.
    event RateSet(bytes3 indexed currency, bytes3 indexed limitCurrency, uint256 rate, uint16 day);

    /// @notice An instrument was put under an entrant's limit.
    event InstrumentEnrolled(
        address indexed instrument, bytes20 indexed entrant, bytes32 indexed assetClass, bytes3 currency
    );

    /// @notice The outstanding amount of an enrolled instrument changed.
    event OutstandingChanged(address indexed instrument, uint256 outstanding);

    /// @notice The instrument is under a limit already.
    /// @dev Why: its outstanding amount would count twice. What to do: keep the enrolment it has.
    error AlreadyEnrolled(address instrument);

    /// @notice The limit of this class is in another currency.
    /// @dev Why: used amounts were recorded against it. What to do: set the limit in the currency it has.
    error LimitCurrencyMismatch(bytes3 expected, bytes3 given);

    /// @notice The pool has as many currencies as one sum may convert.
    /// @dev Why: every issue converts each of them. What to do: enrol in a currency that is there, or another class.
    error TooManyCurrencies(bytes20 entrant, bytes32 assetClass);

    /// @notice A rate of zero or from a currency to itself was given.
    /// @dev Why: it would make the instrument free of the limit. What to do: record the supervisor's rate.
    error InvalidRate(bytes3 currency, bytes3 limitCurrency);

    /// @notice Zero is no entrant.
    /// @dev Why: it is what an instrument without enrolment has. What to do: pass the entrant's LEI.
    error InvalidEntrant();

    /// @notice The instrument was issued before it was enrolled.
    /// @dev Why: what is outstanding would escape the limit. What to do: enrol before the first issue.
    error AlreadyIssued(address instrument);

    /// @notice A limit or a rate is too large to keep.
    /// @dev Why: they are kept in 128 bits. What to do: check the unit it was given in.
    error AmountTooLarge(uint256 value);

    /// @notice Writes an entrant's record. Caller: supervisor.
    function setEntrant(bytes20 lei, Entrant calldata entrantRecord) external;

    /// @notice Sets the limit of an entrant's asset class. A limit below the use stops issuance and nothing else.
    /// Caller: supervisor.
    function setLimit(bytes20 lei, bytes32 assetClass, bytes3 currency, uint256 limit) external;

    /// @notice Records a conversion rate. Caller: supervisor.
    /// @param rate smallest units of `limitCurrency` for one smallest unit of `currency`, times 1e18
    /// @param day the day it was observed, days since 1970-01-01
    function setRate(bytes3 currency, bytes3 limitCurrency, uint256 rate, uint16 day) external;

    /// @notice Puts an instrument that has nothing outstanding under its entrant's limit. Caller: registrar.
    function enrol(address instrument, Enrolment calldata enrolment) external;

    /// @notice Records the caller's outstanding amount; does nothing for an instrument that is not enrolled.
    function record(uint256 outstanding) external;

    /// @notice How much more of `instrument` may be issued, in its own smallest units; 0 without enrolment, limit or rate.
    function headroom(address instrument) external view returns (uint256 amount);

    /// @notice Whether both instruments count against one limit in one currency: what moves between them leaves its use as it is.
    function shareLimit(address one, address other) external view returns (bool);

    /// @notice The entrant behind `instrument`; zero without enrolment.
    function entrantOf(address instrument) external view returns (Entrant memory entrantRecord);

    /// @notice The record of the entrant of this LEI.
    function entrant(bytes20 lei) external view returns (Entrant memory entrantRecord);

    /// @notice The enrolment of `instrument`; zero without one.
    function enrolmentOf(address instrument) external view returns (Enrolment memory enrolment);

    /// @notice Limit and use of an entrant's asset class.
    function capacity(bytes20 lei, bytes32 assetClass) external view returns (Capacity memory status);

    /// @notice The recorded rate and its day; zero when none was.
    function rate(bytes3 currency, bytes3 limitCurrency) external view returns (uint256 value, uint16 day);
}
