//! Investor files.
