//! Finds or installs the pinned Anvil, Forge and Solidity compiler.
