// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title IBondDocuments
/// @notice The documents of bonds by hash: ERC-1643 for many bonds in one place, so each function names the bond.
interface IBondDocuments {
    /// @notice A document was set, for the first time or anew.
    event DocumentUpdated(address indexed bond, bytes32 indexed name, string uri, bytes32 documentHash);

    /// @notice A document was removed.
    event DocumentRemoved(address indexed bond, bytes32 indexed name, string uri, bytes32 documentHash);

    /// @notice The document has no name or no hash.
    /// @dev Why: without a hash it could be any. What to do: name it and hash it.
    error InvalidDocument(bytes32 name, bytes32 documentHash);

    /// @notice There is no document of this name.
    /// @dev Why: it was never set, or was removed. What to do: list them all.
    error UnknownDocument(address bond, bytes32 name);

    /// @notice Sets a document. Caller: registrar.
    function setDocument(address bond, bytes32 name, string calldata uri, bytes32 documentHash) external;

    /// @notice Removes a document. Caller: registrar.
    function removeDocument(address bond, bytes32 name) external;

    /// @notice A document; empty when there is none of this name.
    /// @return uri where it is
    /// @return documentHash its hash
    /// @return lastModified when it was set, unix seconds
    function getDocument(address bond, bytes32 name)
        external
        view
        returns (string memory uri, bytes32 documentHash, uint256 lastModified);

    /// @notice The names of all documents of a bond.
    function getAllDocuments(address bond) external view returns (bytes32[] memory names);
}
