//! The register of holders.
