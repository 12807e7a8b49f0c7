//! Bond terms files.
