// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IRegimeFactory
/// @notice Makes regimes: the one regime code with a rule table behind it. The table is part of the deployed code, so
/// reading it costs no storage access, and it can never change.
interface IRegimeFactory {
    /// @notice A regime was deployed.
    event RegimeDeployed(address indexed regime, bytes32 indexed profileHash, bytes32 indexed leg);

    /// @notice Tables are put behind other code from now on.
    event TemplateSet(address indexed template);

    /// @notice The address has no predicates.
    /// @dev Why: it is not the code of a regime. What to do: deploy the regime template and name it.
    error UnknownTemplate(address template);

    /// @notice The rule table is not one that the regime code can read.
    /// @dev Why: its header, its length or a predicate number is wrong. What to do: encode it with the same release.
    error MalformedTable();

    /// @notice Puts tables behind other code from now on. Caller: governor.
    function setTemplate(address template_) external;

    /// @notice Deploys the regime of a rule table, or returns the one that is there.
    /// @param table the encoded rules of one profile leg
    /// @return regime its address, which follows from the table alone
    function deploy(bytes calldata table) external returns (address regime);

    /// @notice Where the regime of a rule table is or will be.
    function addressOf(bytes calldata table) external view returns (address regime);

    /// @notice The regime code that the next table is put behind.
    function template() external view returns (address);

    /// @notice Whether `regime` was made here.
    function isRegime(address regime) external view returns (bool made);
}
