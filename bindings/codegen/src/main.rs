//! Compiles the Solidity sources and writes artifacts and Rust bindings.
fn main() {}
