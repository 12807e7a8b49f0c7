//! Nodes and who signs to them: endpoints, devnets, accounts, and the working folder that keeps them. Of contracts it knows nothing.

pub mod accounts;
pub mod devnet;
pub mod home;
pub mod network;
