//! ISIN, LEI, currency and country codes.
