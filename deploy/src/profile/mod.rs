//! Profiles: a regime as data.
