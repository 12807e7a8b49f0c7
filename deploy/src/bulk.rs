//! Many transactions at once, each counted only when its receipt is read.
