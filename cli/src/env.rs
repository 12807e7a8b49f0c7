//! The environment variables of the command, each with what it is for.

/// The working folder; `--home` comes first.
pub(crate) const HOME: &str = "CORRIDOR_HOME";

/// The network; `--network` comes first.
pub(crate) const NETWORK: &str = "CORRIDOR_NETWORK";

/// A file (mode 0600) or descriptor (`/dev/fd/3`) with the password of keystores in its first line.
pub(crate) const PASSWORD_FILE: &str = "CORRIDOR_KEYSTORE_PASSWORD_FILE";

/// The same for the passphrase of the book of holders.
pub(crate) const BOOK_PASSPHRASE_FILE: &str = "CORRIDOR_BOOK_PASSPHRASE_FILE";
