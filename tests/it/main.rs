//! Integration tests: everything together on real local chains.

mod allotment;
mod attestations;
mod bulk;
mod costs;
mod coupons;
mod deploy;
mod differential;
mod doctor;
mod explain;
mod layering;
mod model;
mod mutation;
mod operations;
mod parity;
mod parts;
mod pledges;
mod register;
mod routes;
mod scenarios;
mod scheduled;
mod settlement;
mod shares;
mod solidity;
mod taps;
mod traceability;
mod verify_drift;
