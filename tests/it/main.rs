//! Integration tests: everything together on real local chains.

mod deploy;
