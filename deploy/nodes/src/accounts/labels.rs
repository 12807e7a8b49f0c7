//! The address book: `labels.toml`, one `name = "address"` a line, written by people and by `corridor label`.

use std::collections::BTreeMap;

use alloy::primitives::Address;

use super::{AccountError, AccountRef, Keystores, Role};
use crate::home::{self, FileLock, Home, Name, Visibility};

/// Reads an address: `0x` and 40 hexadecimal digits, in lower case, or with the capitals of EIP-55.
///
/// # Errors
///
/// It is malformed, or its check sum is wrong.
pub fn parse_address(text: &str) -> Result<Address, AccountError> {
    let bad = |reason: String| AccountError::BadAddress { text: text.to_owned(), reason };
    let Some(digits) = text.strip_prefix("0x") else {
        return Err(bad("it does not begin with 0x".to_owned()));
    };
    if let Some(character) = digits.chars().find(|character| !character.is_ascii_hexdigit()) {
        return Err(bad(format!("`{character}` is not a hexadecimal digit")));
    }
    if digits.len() != 40 {
        return Err(bad(format!("it has {} digits after 0x, and an address has 40", digits.len())));
    }
    let address: Address = text.parse().map_err(|_| bad("it is not hexadecimal".to_owned()))?;
    let right = address.to_checksum(None);
    if digits.chars().any(|character| character.is_ascii_uppercase()) && right != text {
        return Err(AccountError::BadChecksum { text: text.to_owned(), right });
    }
    Ok(address)
}

/// What a name is that stands for an address whatever is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// That of a role.
    Role,
    /// A label.
    Label,
    /// That of an account.
    Account,
}

impl std::fmt::Display for NameKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Role => "the name of a role",
            Self::Label => "a label",
            Self::Account => "the name of an account",
        })
    }
}

/// The labels of a working folder, over its keystores and the test accounts.
#[derive(Debug)]
pub struct AddressBook {
    home: Home,
    labels: BTreeMap<Name, String>,
}

impl AddressBook {
    /// What is said to be known where nothing is.
    pub const NO_NAMES: &str = "none yet";

    /// Reads `labels.toml`; without one there are no labels.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is wrong: the error names the line.
    pub fn load(home: &Home) -> Result<Self, AccountError> {
        let text = home::read_input(&home.labels_file())?.unwrap_or_default();
        Ok(Self { home: home.clone(), labels: parse(home, &text)? })
    }

    /// Labels and what they stand for, by label.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &str)> {
        self.labels.iter().map(|(name, value)| (name, value.as_str()))
    }

    /// The address of an address, a label, a test account (`devnet:3`) or an account's name.
    ///
    /// # Errors
    ///
    /// It is a malformed address, or nothing has this name.
    pub fn resolve(&self, text: &str) -> Result<Address, AccountError> {
        let meant = Name::parse(text).ok().and_then(|name| self.labels.get(&name));
        let meant = meant.map_or(text, String::as_str);
        if meant.starts_with("0x") || meant.starts_with("0X") {
            return parse_address(meant);
        }
        let keystores = Keystores::new(&self.home);
        let account = meant.parse::<AccountRef>();
        match account.and_then(|account| keystores.address(&account)) {
            Ok(address) => Ok(address),
            Err(AccountError::NoAccount { .. } | AccountError::Home(_)) => {
                Err(AccountError::NoLabel { text: text.to_owned(), known: self.known(&keystores) })
            }
            Err(error) => Err(error),
        }
    }

    /// Every name of a role, a label or an account: nothing else may have one of them.
    ///
    /// # Errors
    ///
    /// The folder of keystores can't be read.
    pub fn names(&self) -> Result<BTreeMap<String, NameKind>, AccountError> {
        let labels = self.labels.keys().map(|name| (name.to_string(), NameKind::Label));
        let accounts = Keystores::new(&self.home).names()?.into_iter();
        let accounts = accounts.map(|name| (name.to_string(), NameKind::Account));
        let roles = Role::ALL.map(|role| (role.to_string(), NameKind::Role));
        Ok(labels.chain(accounts).chain(roles).collect())
    }

    /// The labels by address, for showing addresses; of two labels of one address the first by name.
    #[must_use]
    pub fn by_address(&self) -> BTreeMap<Address, Name> {
        let resolved = self.labels.keys().rev().filter_map(|name| {
            let address = self.resolve(name.as_str()).ok()?;
            Some((address, name.clone()))
        });
        resolved.collect()
    }

    /// Sets a label, keeping every other line of the file. The target is checked first.
    ///
    /// # Errors
    ///
    /// The target resolves to nothing, the label is the name of an account or a role, or the file can't be written.
    pub fn set(&mut self, label: &Name, target: &str) -> Result<Address, AccountError> {
        let address = self.settable(label, target)?;
        // What a label stands for is no label itself: that one may be removed, or be this one.
        let written = Name::parse(target).ok().and_then(|name| self.labels.get(&name).cloned());
        self.rewrite(label, Some(written.as_deref().unwrap_or(target)))?;
        Ok(address)
    }

    /// What a label would stand for.
    ///
    /// # Errors
    ///
    /// As [`Self::set`], but for the file.
    pub fn settable(&self, label: &Name, target: &str) -> Result<Address, AccountError> {
        let address = self.resolve(target)?;
        match self.names()?.get(label.as_str()) {
            Some(by @ (NameKind::Account | NameKind::Role)) => {
                Err(AccountError::NameTaken { name: label.clone(), by: *by })
            }
            _ => Ok(address),
        }
    }

    /// Removes a label.
    ///
    /// # Errors
    ///
    /// There is no such label, or the file can't be written.
    pub fn remove(&mut self, label: &Name) -> Result<(), AccountError> {
        if !self.labels.contains_key(label) {
            let known = self.known(&Keystores::new(&self.home));
            return Err(AccountError::NoLabel { text: label.to_string(), known });
        }
        self.rewrite(label, None)
    }

    /// Replaces, adds or drops the one line of a label.
    fn rewrite(&mut self, label: &Name, value: Option<&str>) -> Result<(), AccountError> {
        let path = self.home.labels_file();
        let _lock = FileLock::acquire(&self.home.root().join(".labels.lock"))?;
        let text = home::read_input(&path)?.unwrap_or_default();
        let written = value.map(|value| format!("{label} = \"{value}\""));
        let mut found = false;
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            if key_of(line) == Some(label.as_str()) {
                found = true;
                lines.extend(written.clone());
            } else {
                lines.push(line.to_owned());
            }
        }
        if !found {
            lines.extend(written);
        }
        let mut text = lines.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        let labels = parse(&self.home, &text)?;
        home::write_atomic(&path, text.as_bytes(), Visibility::Shared)?;
        self.labels = labels;
        Ok(())
    }

    fn known(&self, keystores: &Keystores) -> String {
        let accounts = keystores.readable().unwrap_or_default();
        let mut known: Vec<&str> = self.labels.keys().map(Name::as_str).collect();
        known.extend(accounts.iter().map(|account| account.name.as_str()));
        if known.is_empty() { Self::NO_NAMES.to_owned() } else { known.join(", ") }
    }
}

fn key_of(line: &str) -> Option<&str> {
    line.split_once('=').map(|(key, _)| key.trim().trim_matches('"'))
}

fn parse(home: &Home, text: &str) -> Result<BTreeMap<Name, String>, AccountError> {
    let read: Result<BTreeMap<Name, toml::Spanned<String>>, toml::de::Error> = toml::from_str(text);
    let wrong = |at: usize, reason: String| {
        let line = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        AccountError::LabelFile { path: home.labels_file(), line, reason }
    };
    let read = read.map_err(|error| {
        wrong(error.span().map_or(0, |span| span.start), error.message().to_owned())
    })?;
    let mut labels = BTreeMap::new();
    for (name, value) in read {
        let target = value.get_ref();
        let checked = if target.starts_with("0x") {
            parse_address(target).map(drop)
        } else {
            target.parse::<AccountRef>().map(drop)
        };
        checked.map_err(|error| wrong(value.span().start, error.to_string()))?;
        labels.insert(name, value.into_inner());
    }
    Ok(labels)
}
