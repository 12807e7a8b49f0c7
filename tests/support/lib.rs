//! Test support: the checkout, and a chain of its own for every test.

pub mod checkout;
