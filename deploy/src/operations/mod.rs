//! What a deployed system is asked to do.
