// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../../../src/interfaces/IBondToken.sol";
import {MovementKind} from "../../../src/types/MovementKind.sol";

/// @title BondStore
/// @notice What the handler did, kept the naive way: every balance in a mapping, every record date a full copy.
contract BondStore {
    uint256 public time;
    /// @notice Highest use of the capacity that may still be seen: the limit, or what was used when it was lowered.
    uint256 public ceiling;
    address[] public actors;
    IBondToken[] public tokens;

    mapping(IBondToken token => mapping(address holder => uint256)) public balanceOf;
    mapping(IBondToken token => mapping(address holder => uint256)) public frozenOf;
    mapping(IBondToken token => uint256) public supplyOf;
    mapping(IBondToken token => uint40[]) internal _dates;
    mapping(IBondToken token => uint256) public passedDates;
    mapping(IBondToken token => mapping(uint256 index => mapping(address holder => uint256))) public balanceAt;
    mapping(IBondToken token => mapping(uint256 index => uint256)) public supplyAt;
    mapping(MovementKind kind => uint256) public allowed;
    mapping(MovementKind kind => uint256) public refused;
    mapping(bytes32 action => uint256) public calls;

    constructor(uint256 start, address[] memory actors_, IBondToken[] memory tokens_) {
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

    function dateCount(IBondToken token) external view returns (uint256) {
        return _dates[token].length;
    }

    function count(bytes32 action) external {
        ++calls[action];
    }

    function countMovement(MovementKind kind, bool wasAllowed) external {
        wasAllowed ? ++allowed[kind] : ++refused[kind];
    }

    /// @notice Books a movement; the zero address stands for issue and redemption.
    function move(IBondToken token, address from, address to, uint256 amount) external {
        if (from == address(0)) supplyOf[token] += amount;
        else balanceOf[token][from] -= amount;
        if (to == address(0)) supplyOf[token] -= amount;
        else balanceOf[token][to] += amount;
    }

    function setFrozen(IBondToken token, address holder, uint256 amount) external {
        frozenOf[token][holder] = amount;
    }

    function setCeiling(uint256 value) external {
        ceiling = value;
    }

    function addDate(IBondToken token, uint40 at) external {
        _dates[token].push(at);
    }

    /// @notice Moves the clock; whatever record date it passes is copied in full.
    function pass(uint256 to) external {
        time = to;
        for (uint256 i = 0; i < tokens.length; ++i) {
            IBondToken token = tokens[i];
            while (passedDates[token] < _dates[token].length && _dates[token][passedDates[token]] <= to) {
                _copy(token, passedDates[token]++);
            }
        }
    }

    function _copy(IBondToken token, uint256 index) private {
        supplyAt[token][index] = supplyOf[token];
        for (uint256 i = 0; i < actors.length; ++i) {
            balanceAt[token][index][actors[i]] = balanceOf[token][actors[i]];
        }
    }
}
