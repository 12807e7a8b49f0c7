// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title ICashToken
/// @notice A stablecoin for tests and devnets, beside its ERC-20 and permit: nobody backs it.
interface ICashToken {
    /// @notice A contract was admitted as a receiver, or is not any more.
    event ReceiverAdmitted(address indexed account, bool admitted);

    /// @notice The account may not receive this token.
    /// @dev Why: the token asks the investor registry, which does not know the account or has it restricted, and it was not
    /// admitted. What to do: register the investor, lift the restriction, or have the contract admitted.
    error ReceiverNotAdmitted(address account);

    /// @notice Issues `amount` to `to`. Caller: the minter's role.
    function mint(address to, uint256 amount) external;

    /// @notice Takes `amount` from `from`, who was paid for it elsewhere. Caller: the minter's role.
    function burn(address from, uint256 amount) external;

    /// @notice Lets `account` receive without being registered, as contracts that pass cash on need; or no longer. Caller: the
    /// minter's role.
    function setAdmitted(address account, bool admitted) external;

    /// @notice Whether `account` may receive now.
    function mayReceive(address account) external view returns (bool);

    /// @notice ISO 4217 numeric code of the currency that it stands for.
    function currency() external view returns (uint16);

    /// @notice The registry that is asked who may receive; zero when everybody may.
    function investors() external view returns (address);

    /// @notice The flags of a standing that keep its wallet from receiving.
    function forbiddenFlags() external view returns (uint24);
}
