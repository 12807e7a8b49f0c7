//! Test support: the checkout, and a chain of its own for every test, with everything deployed that the test asks for.

pub mod bars;
pub mod bench;
pub mod checkout;
pub mod coupon;
pub mod crowd;
pub mod fragile;
pub mod market;
pub mod multitude;
pub mod mutation;
pub mod process;
