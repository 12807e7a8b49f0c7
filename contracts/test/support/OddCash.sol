// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title OddCash
/// @notice A cash token that does one of the things that tokens do and should not.
contract OddCash is ERC20("Odd", "ODD") {
    enum Oddity {
        None,
        /// Takes a hundredth of what is moved from the receiver.
        Fee,
        /// Takes a hundredth more from the giver.
        Surcharge,
        /// Answers false, and moves nothing.
        SaysFalse,
        /// Refuses one account.
        Blocks,
        /// Calls somebody while it moves.
        Calls
    }

    Oddity public oddity;
    address public blocked;
    address public called;
    bytes public callData;
    bool public succeeded;
    uint8 private immutable _decimals;

    constructor(uint8 decimals_) {
        _decimals = decimals_;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function set(Oddity oddity_) external {
        oddity = oddity_;
    }

    function setBlocked(address account) external {
        (oddity, blocked) = (Oddity.Blocks, account);
    }

    function setCall(address called_, bytes calldata callData_) external {
        (oddity, called, callData) = (Oddity.Calls, called_, callData_);
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (oddity == Oddity.SaysFalse) return false;
        return super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (oddity == Oddity.SaysFalse) return false;
        return super.transferFrom(from, to, value);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        require(oddity != Oddity.Blocks || to != blocked, "blocked");
        if (oddity == Oddity.Calls) (succeeded,) = called.call(callData);
        super._update(from, to, value);
        if (oddity == Oddity.Fee) super._update(to, address(this), value / 100);
        if (oddity == Oddity.Surcharge) super._update(from, address(this), value / 100);
    }
}

/// @title SilentCash
/// @notice A token whose functions return nothing, as some of the oldest do.
contract SilentCash {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
