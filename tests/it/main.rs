//! Integration tests: everything together on real local chains.

mod attestations;
mod bulk;
mod deploy;
mod differential;
mod explain;
mod layering;
mod model;
mod operations;
mod parity;
mod scenarios;
mod solidity;
mod traceability;
mod verify_drift;
