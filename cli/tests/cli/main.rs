//! Whole-output tests of the `corridor` binary. `SNAPSHOTS=overwrite cargo test -p corridor-cli` blesses new output.

mod account;
mod bench;
mod devnet;
mod errors;
mod help;
mod label;
mod profile;
