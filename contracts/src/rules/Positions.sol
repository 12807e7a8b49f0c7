// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Standing} from "../types/Standing.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Positions
/// @notice What an investor holds of an instrument: the sum over its wallets, which is never stored and so cannot drift.
library Positions {
    /// @notice Everything that the investor of `wallet` holds; an unregistered wallet holds for itself.
    function held(IInvestorRegistry investors, address instrument, address wallet, Standing standing)
        internal
        view
        returns (uint256 position)
    {
        if (!standing.hasSeveralWallets()) return IERC20(instrument).balanceOf(wallet);
        address[] memory wallets = investors.walletsOf(wallet);
        for (uint256 i = 0; i < wallets.length; ++i) {
            position += IERC20(instrument).balanceOf(wallets[i]);
        }
    }
}
