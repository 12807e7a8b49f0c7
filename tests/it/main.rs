//! Integration tests: everything together on real local chains.

mod bulk;
mod deploy;
mod explain;
mod operations;
mod verify_drift;
