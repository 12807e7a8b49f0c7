//! Deployment as plan, apply and verify, recorded in one manifest a chain.
