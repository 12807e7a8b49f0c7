// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IRegimeFactory} from "./interfaces/IRegimeFactory.sol";
import {RuleTableLibrary} from "./libraries/RuleTable.sol";
import {RuleRow} from "./rules/RuleRow.sol";
import {Predicates} from "./rules/Predicates.sol";

/// @title RegimeFactory
/// @notice Makes regimes: a copy of one regime's code with a rule table behind it.
///
/// ROLES
/// None. Anybody may deploy a table; putting a regime in force is the token's governor's decision.
contract RegimeFactory is IRegimeFactory {
    /// @notice The regime code that every table is put behind.
    address public immutable template;

    mapping(address regime => bool) private _made;

    constructor(address template_) {
        template = template_;
    }

    /// @inheritdoc IRegimeFactory
    function deploy(bytes calldata table) external returns (address regime) {
        _requireReadable(table);
        bytes memory code = _creationCode(table);
        regime = Create2.computeAddress(bytes32(table[:32]), keccak256(code));
        if (_made[regime]) return regime;
        _made[regime] = true;
        emit RegimeDeployed(regime, bytes32(table[:32]), bytes32(table[32:64]));
        Create2.deploy(0, bytes32(table[:32]), code);
    }

    /// @inheritdoc IRegimeFactory
    function addressOf(bytes calldata table) external view returns (address) {
        _requireReadable(table);
        return Create2.computeAddress(bytes32(table[:32]), keccak256(_creationCode(table)));
    }

    /// @inheritdoc IRegimeFactory
    function isRegime(address regime) external view returns (bool) {
        return _made[regime];
    }

    /// @dev Creation code that returns what follows it: the template's code and the table.
    /// PUSH3 size, DUP1, PUSH1 11, PUSH0, CODECOPY, PUSH0, RETURN are 11 bytes.
    function _creationCode(bytes calldata table) private view returns (bytes memory) {
        bytes memory runtime = template.code;
        uint24 size = uint24(runtime.length + table.length);
        return abi.encodePacked(hex"62", size, hex"80600b5f395ff3", runtime, table);
    }

    /// @dev A table whose lengths disagree would be judged as another table than the one that was hashed.
    function _requireReadable(bytes calldata table) private pure {
        uint256 length = table.length;
        require(length > RuleTableLibrary.HEADER + RuleTableLibrary.TRAILER, MalformedTable());
        require(uint24(bytes3(table[length - RuleTableLibrary.TRAILER:])) == length, MalformedTable());
        uint256 header = uint256(bytes32(table[64:96]));
        uint256 cursor = RuleTableLibrary.HEADER;
        uint256 end = cursor + uint24(header >> 168);
        uint256 count = uint8(header >> 160);
        require(end <= length - RuleTableLibrary.TRAILER && count != 0, MalformedTable());
        for (uint256 i = 0; i < count; ++i) {
            require(cursor + 32 <= end, MalformedTable());
            RuleRow row = RuleRow.wrap(uint256(bytes32(table[cursor:cursor + 32])));
            uint256 predicate = row.predicate();
            require(Predicates.isKnown(predicate), MalformedTable());
            require(Predicates.judgesParties(predicate) == (row.parties() != 0), MalformedTable());
            cursor += 32 * (1 + row.extraWords());
        }
        require(cursor == end, MalformedTable());
        for (uint256 i = 0; i < count; ++i) {
            require(cursor + 2 <= length - RuleTableLibrary.TRAILER, MalformedTable());
            cursor += 2 + uint16(bytes2(table[cursor:cursor + 2]));
        }
        require(cursor == length - RuleTableLibrary.TRAILER, MalformedTable());
    }
}
