//! The working folder.
