// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Managed} from "../access/Managed.sol";
import {ICashToken} from "../interfaces/ICashToken.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {Standing} from "../types/Standing.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title CashToken
/// @notice A stablecoin for tests and devnets, OpenZeppelin's ERC-20 with permit. Nobody backs it, and nothing of the system needs it:
/// every contract here takes any ERC-20 that moves what it is told.
///
/// ROLES
/// One role mints, burns and admits. The deployment gives it with the manager's `setTargetFunctionRole`; until then the issuer mints,
/// as on every contract with a function of this name, and the governor does the rest.
///
/// PROPERTIES
/// - With a registry, whoever receives is registered and has none of the forbidden flags, or was admitted. Whoever gives is not
///   asked: somebody who is restricted may still pay.
/// - Without one it is a plain ERC-20.
contract CashToken is ICashToken, ERC20, ERC20Permit, Managed {
    /// @inheritdoc ICashToken
    uint16 public immutable currency;
    /// @inheritdoc ICashToken
    address public immutable investors;
    /// @inheritdoc ICashToken
    uint24 public immutable forbiddenFlags;
    uint8 private immutable _decimals;

    mapping(address account => bool) private _admitted;

    constructor(
        address authority_,
        string memory name_,
        string memory symbol_,
        uint8 decimals_,
        uint16 currency_,
        address investors_,
        uint24 forbiddenFlags_
    ) ERC20(name_, symbol_) ERC20Permit(name_) Managed(authority_) {
        (_decimals, currency) = (decimals_, currency_);
        (investors, forbiddenFlags) = (investors_, forbiddenFlags_);
    }

    // MINTER

    /// @inheritdoc ICashToken
    function mint(address to, uint256 amount) external restricted {
        _mint(to, amount);
    }

    /// @inheritdoc ICashToken
    function burn(address from, uint256 amount) external restricted {
        _burn(from, amount);
    }

    /// @inheritdoc ICashToken
    function setAdmitted(address account, bool admitted) external restricted {
        _admitted[account] = admitted;
        emit ReceiverAdmitted(account, admitted);
    }

    // VIEWS

    /// @inheritdoc ICashToken
    function mayReceive(address account) public view returns (bool) {
        if (investors == address(0)) return true;
        Standing standing = IInvestorRegistry(investors).standingOf(account);
        bool registered = standing.investor() != 0 && standing.flags() & forbiddenFlags == 0;
        return registered || _admitted[account];
    }

    /// @notice Decimal places of the unit, as in ERC-20.
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    // INTERNAL

    function _update(address from, address to, uint256 value) internal override {
        // What is burnt, nobody receives.
        require(to == address(0) || mayReceive(to), ReceiverNotAdmitted(to));
        super._update(from, to, value);
    }
}
