// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a default is.
enum DefaultKind {
    MissedPayment,
    Covenant,
    Insolvency,
    Other
}

/// @notice The default of a bond, as it stands.
struct DefaultRecord {
    bool inDefault;
    DefaultKind kind;
    /// When it was declared, unix seconds.
    uint40 since;
    /// When it was cured, unix seconds; 0 while it lasts.
    uint40 until;
    /// Hash of the notice that says so.
    bytes32 evidence;
}

/// @title IDefaults
/// @notice Whether bonds are in default. It moves nothing; it is there for others to read.
interface IDefaults {
    /// @notice A default was declared.
    event DefaultDeclared(address indexed bond, DefaultKind kind, bytes32 evidence);

    /// @notice A default was cured.
    event DefaultCured(address indexed bond, bytes32 evidence);

    /// @notice The bond is in default already.
    /// @dev Why: one default is declared at a time. What to do: cure it first, or leave it.
    error AlreadyInDefault(address bond);

    /// @notice The bond is not in default.
    /// @dev Why: nothing was declared, or it was cured. What to do: nothing.
    error NotInDefault(address bond);

    /// @notice The evidence has no hash.
    /// @dev Why: a default stands on a notice. What to do: pass the hash of the notice.
    error NoEvidence();

    /// @notice Declares a default. Caller: paying agent, or whom the trustee's role is given to.
    function declareDefault(address bond, DefaultKind kind, bytes32 evidence) external;

    /// @notice Says that the default is cured. Caller: as {declareDefault}.
    function cure(address bond, bytes32 evidence) external;

    /// @notice The default of a bond, as it stands.
    function defaultOf(address bond) external view returns (DefaultRecord memory);
}
