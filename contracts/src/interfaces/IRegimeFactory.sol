// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IRegimeFactory
/// @notice Makes regimes: the one regime code with a rule table behind it. The table is part of the deployed code, so
/// reading it costs no storage access, and it can never change.
interface IRegimeFactory {
    /// @notice A regime was deployed.
    event RegimeDeployed(address indexed regime, bytes32 indexed profileHash, bytes32 indexed leg);

    /// @notice Tables are put behind the code of this hash from now on.
    event CodeHashSet(bytes32 indexed codeHash);

    /// @notice The code is not the one that tables are put behind.
    /// @dev Why: it is of another release, or was tampered with. What to do: deploy with the release that the factory's hash is of.
    error UnknownCode(bytes32 codeHash);

    /// @notice The rule table is not one that the regime code can read.
    /// @dev Why: its header, its length or a predicate number is wrong. What to do: encode it with the same release.
    error MalformedTable();

    /// @notice Puts tables behind other code from now on. Caller: governor.
    function setCodeHash(bytes32 codeHash_) external;

    /// @notice Deploys the regime of a rule table, or returns the one that is there.
    /// @param code the regime code, whose hash is {codeHash}
    /// @param table the encoded rules of one profile leg
    /// @return regime its address, which follows from the two alone
    function deploy(bytes calldata code, bytes calldata table) external returns (address regime);

    /// @notice Where the regime of a rule table is or will be.
    function addressOf(bytes calldata code, bytes calldata table) external view returns (address regime);

    /// @notice keccak-256 of the regime code that the next table is put behind.
    function codeHash() external view returns (bytes32);

    /// @notice Whether `regime` was made here.
    function isRegime(address regime) external view returns (bool made);
}
