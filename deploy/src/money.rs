//! Exact nominal amounts.
