//! Text files with positions for error messages.
