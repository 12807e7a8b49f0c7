// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Managed} from "../access/Managed.sol";
import {DefaultKind, DefaultRecord, IDefaults} from "../interfaces/IDefaults.sol";

/// @title Defaults
/// @notice Whether bonds are in default.
abstract contract Defaults is IDefaults, Managed {
    mapping(address bond => DefaultRecord) private _defaults;

    /// @inheritdoc IDefaults
    function declareDefault(address bond, DefaultKind kind, bytes32 evidence) external restricted {
        require(evidence != bytes32(0), NoEvidence());
        require(!_inDefault(bond), AlreadyInDefault(bond));
        _defaults[bond] = DefaultRecord(true, kind, uint40(block.timestamp), 0, evidence);
        emit DefaultDeclared(bond, kind, evidence);
    }

    /// @inheritdoc IDefaults
    function cure(address bond, bytes32 evidence) external restricted {
        require(evidence != bytes32(0), NoEvidence());
        require(_inDefault(bond), NotInDefault(bond));
        DefaultRecord storage record = _defaults[bond];
        (record.inDefault, record.until, record.evidence) = (false, uint40(block.timestamp), evidence);
        emit DefaultCured(bond, evidence);
    }

    /// @inheritdoc IDefaults
    function defaultOf(address bond) external view returns (DefaultRecord memory) {
        return _defaults[bond];
    }

    function _inDefault(address bond) internal view returns (bool) {
        return _defaults[bond].inDefault;
    }
}
