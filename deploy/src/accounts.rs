//! Keys: encrypted keystores, devnet accounts and the labels of addresses.
