//! Integration tests: everything together on real local chains.

mod attestations;
mod bulk;
mod deploy;
mod explain;
mod layering;
mod mutation;
mod operations;
mod parity;
mod scenarios;
mod solidity;
mod traceability;
mod verify_drift;
