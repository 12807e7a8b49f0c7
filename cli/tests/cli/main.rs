//! Whole-output tests of the `corridor` binary. `SNAPSHOTS=overwrite cargo test -p corridor-cli` blesses new output.

mod account;
mod bench;
mod bond;
mod book;
mod coupon;
mod demo;
mod deploy;
mod devnet;
mod doctor;
mod errors;
mod explain;
mod help;
mod input;
mod investor;
mod label;
mod permit;
mod pledge;
mod profile;
mod register;
mod route;
mod scenario;
mod servicing;
mod settle;
mod share;
mod terms;
mod verifier;
