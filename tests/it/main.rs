//! Integration tests: everything together.

mod layering;
mod parity;
mod solidity;
