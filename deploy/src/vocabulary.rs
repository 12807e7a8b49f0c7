//! Names of categories, flags, activities, movement kinds and parties.
