//! Verdict bits as rules, citations, failed parameters and remedies.
