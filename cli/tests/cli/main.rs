//! Whole-output tests of the `corridor` binary. `SNAPSHOTS=overwrite cargo test -p corridor-cli` blesses new output.

mod account;
mod bench;
mod bond;
mod demo;
mod deploy;
mod devnet;
mod errors;
mod explain;
mod help;
mod input;
mod investor;
mod label;
mod profile;
mod register;
mod route;
mod scenario;
mod verifier;
