//! UTC days and the legal periods that are counted in them.
