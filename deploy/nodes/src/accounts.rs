//! Accounts: encrypted keystores, the publicly known test keys of devnets, roles and the labels of addresses.
//!
//! A private key is never taken from a flag, and never shown or logged. It lives in an encrypted file, or, for
//! devnets alone, is derived from the test phrase that every Ethereum developer knows.

mod keystore;
mod labels;
mod roles;

use std::fmt;
use std::path::PathBuf;
use std::sync::OnceLock;

use alloy::primitives::Address;
use alloy::signers::local::{MnemonicBuilder, MnemonicKey, PrivateKeySigner};
use thiserror::Error;

use crate::home::{HomeError, Name};
use crate::network::Connection;

pub use keystore::{Account, FilePasswords, Keystores, Password, PasswordPurpose, PasswordSource};
pub use labels::{AddressBook, NameKind, parse_address};
pub use roles::{AccountRef, Role, RoleAssignments};

/// The phrase whose keys every development node funds. They are public: nothing of value may ever belong to them.
pub const TEST_MNEMONIC: &str = "test test test test test test test test test test test junk";

/// How many test accounts there are to choose from.
pub const TEST_ACCOUNTS: u32 = 10_000;

/// What goes wrong with accounts and addresses.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AccountError {
    /// A file of the working folder could not be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// A keystore of this name exists.
    #[error("account `{name}` exists already; choose another name, nothing was overwritten")]
    Exists {
        /// The account.
        name: Name,
    },
    /// There is no keystore of this name.
    #[error(
        "there is no account `{name}`; `corridor account list` shows those there are, `corridor account new {name}` makes one"
    )]
    NoAccount {
        /// The account.
        name: Name,
    },
    /// The keystore file is damaged or foreign.
    #[error("{} is not a keystore of this tool: {reason}", path.display())]
    BadKeystore {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The keystore of a role is missing or damaged, and a deployment records whose key it takes.
    #[error(
        "could not sign as {role}: the keystore of account `{name}`, {}, {fault}; put back the file whose address is {recorded}, which the deployment records for {role}: a new account would have another key",
        path.display()
    )]
    RoleKeystore {
        /// The role.
        role: Role,
        /// Its account.
        name: Name,
        /// Where its keystore was looked for.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
        /// Who has the role.
        recorded: Address,
    },
    /// The password is wrong.
    #[error("could not unlock account `{name}`: the password is wrong")]
    WrongPassword {
        /// The account.
        name: Name,
    },
    /// No password could be had.
    #[error(
        "could not get the password of account `{name}`: {reason}; answer at the terminal, or name a file of mode 0600 in CORRIDOR_KEYSTORE_PASSWORD_FILE"
    )]
    NoPassword {
        /// The account.
        name: Name,
        /// Why not.
        reason: String,
    },
    /// The text is no private key. It isn't repeated here.
    #[error(
        "the text given for account `{name}` is not a private key: it takes 64 hexadecimal digits, with or without 0x"
    )]
    BadKey {
        /// The account.
        name: Name,
    },
    /// A test key may not sign here.
    #[error(
        "test account {index} may not sign on {network}: its key is public; use an account of your own (`corridor account new`)"
    )]
    TestKeyRefused {
        /// The index of the account.
        index: u32,
        /// The network.
        network: String,
    },
    /// No such test account.
    #[error("there is no test account {index}: they are numbered from 0 to {}", TEST_ACCOUNTS - 1)]
    NoTestAccount {
        /// The index.
        index: String,
    },
    /// The text is no address.
    #[error("`{text}` is not an address: {reason}")]
    BadAddress {
        /// The text.
        text: String,
        /// Why not.
        reason: String,
    },
    /// The capitals of an address, which are its check sum, are wrong.
    #[error(
        "the check sum of `{text}` is wrong: one character was mistyped, or the capitals were changed; with the right capitals this address would read {right}"
    )]
    BadChecksum {
        /// The text.
        text: String,
        /// The same digits with the right capitals.
        right: String,
    },
    /// Nothing has this label.
    #[error("`{text}` is neither an address nor a known label or account (known: {known})")]
    NoLabel {
        /// The text.
        text: String,
        /// What there is.
        known: String,
    },
    /// A label, account or role has this name already.
    #[error("`{name}` is already {by}; choose another name")]
    NameTaken {
        /// The name.
        name: Name,
        /// What has it.
        by: NameKind,
    },
    /// `labels.toml` is wrong.
    #[error("{}:{line}: {reason}", path.display())]
    LabelFile {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// There is no such role.
    #[error("`{text}` is not a role; the roles are {}", roles::names())]
    NoRole {
        /// The text.
        text: String,
    },
    /// A network says nothing about a role.
    #[error(
        "nobody is named for the role {role}; every role needs an account under [networks.<name>.roles] in networks.toml"
    )]
    RoleUnassigned {
        /// The role.
        role: Role,
    },
    /// A network says nothing about roles.
    #[error(
        "nobody is named for any role on {network}; write [networks.<name>.roles] into networks.toml, or use a devnet"
    )]
    NoRoles {
        /// The network.
        network: String,
    },
    /// One account has two roles.
    #[error(
        "{first} and {second} are both `{account}`; every role needs a key of its own, except on a devnet"
    )]
    RoleShared {
        /// One role.
        first: Role,
        /// The other role.
        second: Role,
        /// Their account.
        account: String,
    },
}

/// A test account's key. Its use is up to [`Keystores::signer`], which refuses it outside devnets.
///
/// # Errors
///
/// The index is out of range.
pub fn test_signer(index: u32) -> Result<PrivateKeySigner, AccountError> {
    let missing = || AccountError::NoTestAccount { index: index.to_string() };
    if index >= TEST_ACCOUNTS {
        return Err(missing());
    }
    // The phrase costs thousands of hash rounds, its children next to nothing: it is stretched once.
    static PARENT: OnceLock<Option<MnemonicKey>> = OnceLock::new();
    let parent = PARENT
        .get_or_init(|| MnemonicBuilder::from_phrase(TEST_MNEMONIC).build_parent_key().ok())
        .as_ref()
        .ok_or_else(missing)?;
    parent.child(index).map(|key| key.signer()).map_err(|_| missing())
}

/// The address of a test account.
///
/// # Errors
///
/// The index is out of range.
pub fn test_address(index: u32) -> Result<Address, AccountError> {
    test_signer(index).map(|signer| signer.address())
}

/// Refuses the public test keys anywhere but on a devnet.
///
/// # Errors
///
/// The connection is to something else than a devnet.
pub fn test_signer_for(
    index: u32,
    connection: &Connection,
) -> Result<PrivateKeySigner, AccountError> {
    if connection.allows_test_accounts() {
        return test_signer(index);
    }
    let network = format!("{} (chain {})", connection.network().name, connection.chain_id());
    Err(AccountError::TestKeyRefused { index, network })
}

/// Who acts in which role on a network: what `networks.toml` says, else, on devnets, the test accounts 0 to 6.
///
/// # Errors
///
/// Nothing is said, and it is no devnet.
pub fn role_assignments(connection: &Connection) -> Result<RoleAssignments, AccountError> {
    match &connection.network().roles {
        Some(roles) => Ok(roles.clone()),
        None if connection.allows_test_accounts() => Ok(RoleAssignments::devnet()),
        None => Err(AccountError::NoRoles { network: connection.network().name.clone() }),
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.name, self.address)
    }
}

#[cfg(test)]
mod tests;
