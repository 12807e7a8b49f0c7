// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IEquityDesk} from "./interfaces/IEquityDesk.sol";
import {SecurityDesk} from "./token/SecurityDesk.sol";
import {ShareTerms, ShareTermsLibrary} from "./types/ShareTerms.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title EquityDesk
/// @notice The desk of all shares: what every security has, and the terms of a share. The issue volume is the shares authorised; a
/// redemption is a buy-back or a cancellation.
contract EquityDesk is IEquityDesk, SecurityDesk {
    using ShareTermsLibrary for ShareTerms;
    using ShortStrings for ShortString;

    // STORAGE, behind what every security stores

    ShortString internal _shareClass;

    // CONSTRUCTOR

    constructor(address authority_, address investors_, address ledger_, address regimes_)
        SecurityDesk(authority_, investors_, ledger_, regimes_)
    {}

    // THE SHARE ITSELF

    /// @inheritdoc IEquityDesk
    function initialise(ShareTerms calldata terms, address regime_) external {
        require(bytes(terms.shareClass).length != 0, NoShareClass());
        bool whole = (terms.nominalValue == 0) == (terms.currency == 0);
        require(whole, NominalValueNotWhole(terms.nominalValue, terms.currency));
        _shareClass = ShortStrings.toShortString(terms.shareClass);
        _initialise(
            ShortStrings.toShortString(terms.name),
            ShortStrings.toShortString(terms.symbol),
            terms.pack(),
            terms.nominalValue,
            terms.authorised,
            regime_
        );
    }

    // TERMS

    /// @inheritdoc IEquityDesk
    function shareClass() external view returns (string memory) {
        return _shareClass.toString();
    }

    /// @inheritdoc IEquityDesk
    function nominalValue() external view returns (uint256) {
        return _nominal;
    }

    /// @inheritdoc IEquityDesk
    function cfi() external view returns (string memory) {
        return string(abi.encodePacked(ShareTermsLibrary.cfi(_terms)));
    }
}
