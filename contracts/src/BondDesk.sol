// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBondDesk} from "./interfaces/IBondDesk.sol";
import {SecurityDesk} from "./token/SecurityDesk.sol";
import {TermsWord} from "./types/TermsWord.sol";
import {ShortString} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @title BondDesk
/// @notice The desk of all bonds: what every security has, and the terms of a bond, readable as in ERC-7092.
contract BondDesk is IBondDesk, SecurityDesk {
    /// @dev Millionths of the principal per hundredth of a per cent.
    uint256 private constant MILLIONTHS_PER_BASIS_POINT = 100;

    // CONSTRUCTOR

    constructor(address authority_, address investors_, address ledger_, address regimes_)
        SecurityDesk(authority_, investors_, ledger_, regimes_)
    {}

    // THE BOND ITSELF

    /// @inheritdoc IBondDesk
    function initialise(
        ShortString name_,
        ShortString symbol_,
        TermsWord terms,
        uint128 denomination_,
        uint128 issueVolume_,
        address regime_
    ) external {
        (uint40 issued, uint40 matures) = (terms.issueDate(), terms.maturityDate());
        require(matures > issued, MaturityNotAfterIssue(issued, matures));
        _initialise(name_, symbol_, terms, denomination_, issueVolume_, regime_);
    }

    // TERMS

    /// @inheritdoc IBondDesk
    function denomination() external view returns (uint256) {
        return _nominal;
    }

    /// @inheritdoc IBondDesk
    function couponRate() external view returns (uint256) {
        return _terms.couponRate() / MILLIONTHS_PER_BASIS_POINT;
    }

    /// @inheritdoc IBondDesk
    function couponRateInMillionths() external view returns (uint256) {
        return _terms.couponRate();
    }

    /// @inheritdoc IBondDesk
    function maturityDate() external view returns (uint256) {
        return _terms.maturityDate();
    }
}
