// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Standing} from "../types/Standing.sol";

/// @notice Whom the books count as one holder: an investor with all its wallets, or a wallet that belongs to nobody registered.
///
/// | bits     | field                                             |
/// |----------|---------------------------------------------------|
/// | 0..159   | the wallet, when it has no investor; else zero     |
/// | 160..199 | the investor, 0 for a wallet that nobody registered |
type HolderId is uint256;

using HolderIds for HolderId global;

/// @title HolderIds
/// @notice Finds out who is one holder.
library HolderIds {
    uint256 private constant INVESTOR_OFFSET = 160;

    /// @notice The holder that `wallet` belongs to.
    function holderOf(address wallet, Standing standing) internal pure returns (HolderId) {
        uint256 investor = standing.investor();
        return HolderId.wrap(investor == 0 ? uint160(wallet) : investor << INVESTOR_OFFSET);
    }

    /// @notice Whether a movement between two wallets stays with one holder. Nobody, the zero address, is no holder.
    function areOne(address from, Standing sender, address to, Standing recipient) internal pure returns (bool) {
        if (from == address(0) || to == address(0)) return false;
        return HolderId.unwrap(holderOf(from, sender)) == HolderId.unwrap(holderOf(to, recipient));
    }

    function isNobody(HolderId self) internal pure returns (bool) {
        return HolderId.unwrap(self) == 0;
    }
}
