// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {IServicing} from "../interfaces/IServicing.sol";
import {Standing} from "../types/Standing.sol";

/// @title OneInvestor
/// @notice What follows a recovered holding stays with its investor.
library OneInvestor {
    /// @notice Reverts unless both are wallets of one registered investor, and not the same wallet.
    function requireSame(address bond, address lost, address replacement) internal view {
        (address investors,,) = IBondToken(bond).wiring();
        (Standing one, Standing other) = IInvestorRegistry(investors).twoStandings(lost, replacement);
        bool same = lost != replacement && one.investor() != 0 && one.investor() == other.investor();
        require(same, IServicing.NotOneInvestor(lost, replacement));
    }
}
