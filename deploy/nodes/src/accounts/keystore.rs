//! Encrypted key files (Web3 secret storage, version 3).

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use alloy::primitives::{Address, B256};
use alloy::signers::k256::elliptic_curve::rand_core::OsRng;
use alloy::signers::local::PrivateKeySigner;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::labels::parse_address;
use super::{AccountError, AccountRef, test_signer_for};
use crate::home::{self, FileLock, Home, HomeError, Name, Visibility};
use crate::network::Connection;

/// A password, or a private key on its way into a keystore. It shows itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes a secret text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Whether it is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

/// What a password is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordPurpose {
    /// A keystore is to be opened.
    Unlock,
    /// A keystore is to be made: ask twice.
    Choose,
}

/// Where passwords come from: a prompt, a file, a test.
pub trait PasswordSource: Send + Sync {
    /// The password of an account.
    ///
    /// # Errors
    ///
    /// There is none to be had.
    fn password(&self, name: &Name, purpose: PasswordPurpose) -> Result<Password, AccountError>;
}

/// Passwords from a file that only its owner may read, or from a descriptor such as `/dev/fd/3`. The first line
/// counts, for every account.
#[derive(Debug, Clone)]
pub struct FilePasswords(pub PathBuf);

impl PasswordSource for FilePasswords {
    fn password(&self, name: &Name, _: PasswordPurpose) -> Result<Password, AccountError> {
        let text = home::read_private(&self.0)?;
        match text.lines().next() {
            Some(line) if !line.is_empty() => Ok(Password::new(line.to_owned())),
            _ => Err(AccountError::NoPassword {
                name: name.clone(),
                reason: format!("{} is empty", self.0.display()),
            }),
        }
    }
}

/// An account with an encrypted key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: Name,
    /// Its address.
    pub address: Address,
    /// The file with its key.
    pub path: PathBuf,
}

/// What is read of a keystore without its password. One that was cut off, or lost its key, is damaged.
#[derive(Deserialize)]
struct Header {
    address: String,
    version: u8,
    #[serde(rename = "crypto")]
    _crypto: IgnoredAny,
}

/// The encrypted keys of a working folder.
#[derive(Debug, Clone)]
pub struct Keystores {
    home: Home,
}

impl Keystores {
    /// The keystores of a working folder.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        Self { home: home.clone() }
    }

    /// Every account, by name.
    ///
    /// # Errors
    ///
    /// The folder or one of its files can't be read.
    pub fn list(&self) -> Result<Vec<Account>, AccountError> {
        self.names()?.iter().map(|name| self.account(name)).collect()
    }

    /// Every account whose file can be read, by name: one that is damaged is no obstacle to whom it does not concern.
    ///
    /// # Errors
    ///
    /// The folder can't be read.
    pub fn readable(&self) -> Result<Vec<Account>, AccountError> {
        Ok(self.names()?.iter().filter_map(|name| self.account(name).ok()).collect())
    }

    /// The names of all accounts, without a look into their files.
    ///
    /// # Errors
    ///
    /// The folder can't be read.
    pub fn names(&self) -> Result<Vec<Name>, AccountError> {
        let folder = self.home.keystores();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(HomeError::io("list", &folder, error).into()),
        };
        let mut names: Vec<Name> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let file = entry.file_name();
                Name::parse(file.to_str()?.strip_suffix(".json")?).ok()
            })
            .collect();
        names.sort();
        Ok(names)
    }

    /// One account, without its key.
    ///
    /// # Errors
    ///
    /// There is none of this name, or its file is damaged.
    pub fn account(&self, name: &Name) -> Result<Account, AccountError> {
        let path = self.path(name);
        let Some(text) = home::read_optional(&path)? else {
            return Err(AccountError::NoAccount { name: name.clone() });
        };
        let bad = |reason: String| AccountError::BadKeystore { path: path.clone(), reason };
        let header: Header = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if header.version != 3 {
            return Err(bad(format!("its version is {}, and 3 is known", header.version)));
        }
        let digits = header.address.trim_start_matches("0x").to_lowercase();
        let address =
            parse_address(&format!("0x{digits}")).map_err(|error| bad(error.to_string()))?;
        Ok(Account { name: name.clone(), address, path })
    }

    /// Makes a new key and encrypts it.
    ///
    /// # Errors
    ///
    /// The name is taken, no password is to be had, or the file can't be written.
    pub fn create(
        &self,
        name: &Name,
        passwords: &dyn PasswordSource,
    ) -> Result<Account, AccountError> {
        self.store(name, &PrivateKeySigner::random(), passwords)
    }

    /// Encrypts a key that exists. The text is 64 hexadecimal digits, with or without `0x`.
    ///
    /// # Errors
    ///
    /// The text is no key, the name is taken, no password is to be had, or the file can't be written.
    pub fn import(
        &self,
        name: &Name,
        key: &Password,
        passwords: &dyn PasswordSource,
    ) -> Result<Account, AccountError> {
        let bad = || AccountError::BadKey { name: name.clone() };
        let digits = key.0.trim();
        let digits = digits.strip_prefix("0x").unwrap_or(digits);
        let bytes: B256 = if digits.len() == 64 {
            digits.parse().map_err(|_| bad())?
        } else {
            return Err(bad());
        };
        let signer = PrivateKeySigner::from_bytes(&bytes).map_err(|_| bad())?;
        self.store(name, &signer, passwords)
    }

    /// Opens a keystore.
    ///
    /// # Errors
    ///
    /// There is none of this name, its file is damaged or open to others, or the password is wrong.
    pub fn unlock(
        &self,
        name: &Name,
        passwords: &dyn PasswordSource,
    ) -> Result<PrivateKeySigner, AccountError> {
        let account = self.account(name)?;
        home::read_private(&account.path)?;
        let password = passwords.password(name, PasswordPurpose::Unlock)?;
        let signer = PrivateKeySigner::decrypt_keystore(&account.path, &password.0)
            .map_err(|_| AccountError::WrongPassword { name: name.clone() })?;
        if signer.address() == account.address {
            return Ok(signer);
        }
        let reason = "its address is not that of its key".to_owned();
        Err(AccountError::BadKeystore { path: account.path, reason })
    }

    /// The signer of an account on a network: a keystore anywhere, a test account on devnets alone.
    ///
    /// # Errors
    ///
    /// The keystore can't be opened, or a test key may not sign there.
    pub fn signer(
        &self,
        account: &AccountRef,
        connection: &Connection,
        passwords: &dyn PasswordSource,
    ) -> Result<PrivateKeySigner, AccountError> {
        match account {
            AccountRef::Test(index) => test_signer_for(*index, connection),
            AccountRef::Keystore(name) => self.unlock(name, passwords),
        }
    }

    /// The address of an account, without its password.
    ///
    /// # Errors
    ///
    /// There is no such account.
    pub fn address(&self, account: &AccountRef) -> Result<Address, AccountError> {
        match account {
            AccountRef::Test(index) => super::test_address(*index),
            AccountRef::Keystore(name) => Ok(self.account(name)?.address),
        }
    }

    /// The file of an account, whether it exists or not.
    #[must_use]
    pub fn path(&self, name: &Name) -> PathBuf {
        self.home.keystores().join(format!("{name}.json"))
    }

    fn store(
        &self,
        name: &Name,
        signer: &PrivateKeySigner,
        passwords: &dyn PasswordSource,
    ) -> Result<Account, AccountError> {
        let private = self.home.create_private()?;
        let folder = self.home.keystores();
        home::create_dir(&folder, Visibility::Private)?;
        let _lock = FileLock::acquire(&private.join("keystores.lock"))?;
        let path = self.path(name);
        if path.exists() {
            return Err(AccountError::Exists { name: name.clone() });
        }
        let password = passwords.password(name, PasswordPurpose::Choose)?;
        if password.is_empty() {
            let reason = "it is empty".to_owned();
            return Err(AccountError::NoPassword { name: name.clone(), reason });
        }
        let text = encrypt(&private, signer, &password)?;
        home::write_atomic(&path, text.as_bytes(), Visibility::Private)?;
        Ok(Account { name: name.clone(), address: signer.address(), path })
    }
}

/// The text of a keystore file. The address is added, so that listing needs no password.
fn encrypt(
    private: &Path,
    signer: &PrivateKeySigner,
    password: &Password,
) -> Result<String, AccountError> {
    let failed = |source: std::io::Error| HomeError::io("encrypt into", private, source);
    // Mode 0700, and gone at the end.
    let folder = tempfile::tempdir_in(private).map_err(failed)?;
    PrivateKeySigner::encrypt_keystore(
        folder.path(),
        &mut OsRng,
        signer.to_bytes(),
        &password.0,
        Some("key"),
    )
    .map_err(|error| failed(std::io::Error::other(error.to_string())))?;
    let text = fs::read_to_string(folder.path().join("key")).map_err(failed)?;
    let mut value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| failed(error.into()))?;
    value["address"] = format!("{:x}", signer.address()).into();
    Ok(format!("{value:#}\n"))
}
