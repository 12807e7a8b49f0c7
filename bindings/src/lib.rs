//! The Corridor contracts as Rust types. No I/O.
