//! The corridor command as a library.
