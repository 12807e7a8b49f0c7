//! Many transactions at once, each counted only when its receipt is read.

/// Why many transactions at once were not done.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {}
