// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ERC20 as OpenZeppelinERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20 as SoladyERC20} from "solady/tokens/ERC20.sol";

/// @title PlainToken
/// @notice OpenZeppelin's ERC-20 and nothing else: what the ratios are taken of.
contract PlainToken is OpenZeppelinERC20("Plain", "PLAIN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @title LeanToken
/// @notice Solady's ERC-20 and nothing else: how low a plain token can go.
contract LeanToken is SoladyERC20 {
    function name() public pure override returns (string memory) {
        return "Lean";
    }

    function symbol() public pure override returns (string memory) {
        return "LEAN";
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
