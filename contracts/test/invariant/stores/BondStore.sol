// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {BondToken} from "../../../src/BondToken.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";

/// @title BondStore
/// @notice What the handler did, kept the naive way: every balance in a mapping, every record date a full copy.
contract BondStore {
    uint256 public time;
    /// @notice Highest use of the capacity that may still be seen: the limit, or what was used when it was lowered.
    uint256 public ceiling;
    address[] public actors;
    BondToken[] public tokens;

    mapping(BondToken token => mapping(address holder => uint256)) public balanceOf;
    mapping(BondToken token => mapping(address holder => uint256)) public frozenOf;
    mapping(BondToken token => uint256) public supplyOf;
    mapping(BondToken token => uint40[]) internal _dates;
    mapping(BondToken token => uint256) public passedDates;
    mapping(BondToken token => mapping(uint256 index => mapping(address holder => uint256))) public balanceAt;
    mapping(BondToken token => mapping(uint256 index => uint256)) public supplyAt;
    mapping(MovementKind kind => uint256) public allowed;
    mapping(MovementKind kind => uint256) public refused;
    mapping(bytes32 action => uint256) public calls;

    constructor(uint256 start, address[] memory actors_, BondToken[] memory tokens_) {
        time = start;
        actors = actors_;
        tokens = tokens_;
    }

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    function tokenCount() external view returns (uint256) {
        return tokens.length;
    }

    function dateCount(BondToken token) external view returns (uint256) {
        return _dates[token].length;
    }

    function count(bytes32 action) external {
        ++calls[action];
    }

    function countMovement(MovementKind kind, bool wasAllowed) external {
        wasAllowed ? ++allowed[kind] : ++refused[kind];
    }

    /// @notice Books a movement; the zero address stands for issue and redemption.
    function move(BondToken token, address from, address to, uint256 amount) external {
        if (from == address(0)) supplyOf[token] += amount;
        else balanceOf[token][from] -= amount;
        if (to == address(0)) supplyOf[token] -= amount;
        else balanceOf[token][to] += amount;
    }

    function setFrozen(BondToken token, address holder, uint256 amount) external {
        frozenOf[token][holder] = amount;
    }

    function setCeiling(uint256 value) external {
        ceiling = value;
    }

    function addDate(BondToken token, uint40 at) external {
        _dates[token].push(at);
    }

    /// @notice Moves the clock; whatever record date it passes is copied in full.
    function pass(uint256 to) external {
        time = to;
        for (uint256 i = 0; i < tokens.length; ++i) {
            BondToken token = tokens[i];
            while (passedDates[token] < _dates[token].length && _dates[token][passedDates[token]] <= to) {
                _copy(token, passedDates[token]++);
            }
        }
    }

    function _copy(BondToken token, uint256 index) private {
        supplyAt[token][index] = supplyOf[token];
        for (uint256 i = 0; i < actors.length; ++i) {
            balanceAt[token][index][actors[i]] = balanceOf[token][actors[i]];
        }
    }
}
