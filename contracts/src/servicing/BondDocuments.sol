// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {IBondDocuments} from "../interfaces/IBondDocuments.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title BondDocuments
/// @notice The documents of bonds by hash, for all bonds of a deployment.
///
/// ROLES
/// The deployment opens `setDocument` and `removeDocument` to the registrar with the manager's `setTargetFunctionRole`; until then they
/// are the governor's.
///
/// PROPERTIES
/// - A document has a name and a hash, and is listed exactly while it is set. Every change is an event.
///
/// WHAT THIS DOES NOT GUARANTEE
/// That the document is at its address, or that anybody has read it.
contract BondDocuments is IBondDocuments, Managed {
    using EnumerableSet for EnumerableSet.Bytes32Set;

    struct Document {
        bytes32 documentHash;
        uint64 lastModified;
        string uri;
    }

    mapping(address bond => EnumerableSet.Bytes32Set) private _names;
    mapping(address bond => mapping(bytes32 name => Document)) private _documents;

    constructor(address authority_) Managed(authority_) {}

    // REGISTRAR

    /// @inheritdoc IBondDocuments
    function setDocument(address bond, bytes32 name, string calldata uri, bytes32 documentHash) external restricted {
        require(name != bytes32(0) && documentHash != bytes32(0), InvalidDocument(name, documentHash));
        _names[bond].add(name);
        _documents[bond][name] = Document(documentHash, uint64(block.timestamp), uri);
        emit DocumentUpdated(bond, name, uri, documentHash);
    }

    /// @inheritdoc IBondDocuments
    function removeDocument(address bond, bytes32 name) external restricted {
        require(_names[bond].remove(name), UnknownDocument(bond, name));
        Document memory document = _documents[bond][name];
        delete _documents[bond][name];
        emit DocumentRemoved(bond, name, document.uri, document.documentHash);
    }

    // VIEWS

    /// @inheritdoc IBondDocuments
    function getDocument(address bond, bytes32 name) external view returns (string memory, bytes32, uint256) {
        Document storage document = _documents[bond][name];
        return (document.uri, document.documentHash, document.lastModified);
    }

    /// @inheritdoc IBondDocuments
    function getAllDocuments(address bond) external view returns (bytes32[] memory) {
        return _names[bond].values();
    }
}
