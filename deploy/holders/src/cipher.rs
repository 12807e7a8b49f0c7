//! A book on disk: one authenticated ciphertext under a passphrase.
//!
//! Magic line, cost, salt, check and nonce stand in the clear and are authenticated with the rest. scrypt makes 48 bytes of the
//! passphrase: the key of XChaCha20-Poly1305, and 16 that tell a wrong passphrase from an altered file.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"corridor.holder-book/1\n";
const SALT: usize = 32;
const CHECK: usize = 16;
const NONCE: usize = 24;
const KEY: usize = 32;
const HEADER: usize = MAGIC.len() + 1 + SALT + CHECK + NONCE;

/// scrypt's cost, as a power of two: 128 MB and some tenths of a second.
const COST: u8 = 17;

/// The most that a file may ask for: 1 GB.
const MAX_COST: u8 = 20;

/// A passphrase. It shows itself nowhere.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a secret text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is the same text.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase(…)")
    }
}

/// Why a ciphertext cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    NotABook(String),
    WrongPassphrase,
    Altered,
}

/// What a passphrase and a salt make, kept as long as a book is open.
pub(super) struct Lock {
    cost: u8,
    salt: [u8; SALT],
    check: [u8; CHECK],
    key: Zeroizing<[u8; KEY]>,
}

impl fmt::Debug for Lock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lock(…)")
    }
}

impl Lock {
    /// A lock with a fresh salt.
    pub(super) fn new(passphrase: &Passphrase) -> Result<Self, Unreadable> {
        Self::derive(passphrase, COST, rand::random())
    }

    fn derive(passphrase: &Passphrase, cost: u8, salt: [u8; SALT]) -> Result<Self, Unreadable> {
        let wrong = |reason: &str| Unreadable::NotABook(reason.to_owned());
        let parameters = scrypt::Params::new(cost, 8, 1).map_err(|_| wrong("its cost is wrong"))?;
        let mut derived = Zeroizing::new([0_u8; KEY + CHECK]);
        scrypt::scrypt(passphrase.0.as_bytes(), &salt, &parameters, derived.as_mut_slice())
            .map_err(|_| wrong("its key cannot be derived"))?;
        let mut lock = Self { cost, salt, check: [0; CHECK], key: Zeroizing::new([0; KEY]) };
        lock.key.copy_from_slice(&derived[..KEY]);
        lock.check.copy_from_slice(&derived[KEY..]);
        Ok(lock)
    }

    /// Encrypts a text with a fresh nonce.
    pub(super) fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let nonce: [u8; NONCE] = rand::random();
        let mut sealed = MAGIC.to_vec();
        sealed.push(self.cost);
        sealed.extend_from_slice(&self.salt);
        sealed.extend_from_slice(&self.check);
        sealed.extend_from_slice(&nonce);
        let payload = Payload { msg: plain, aad: &sealed };
        let text = self.cipher().encrypt(&XNonce::from(nonce), payload);
        sealed.extend(text.map_err(|_| Unreadable::NotABook("it is too large".to_owned()))?);
        Ok(sealed)
    }

    /// Decrypts a file, and keeps what it takes to encrypt it again.
    pub(super) fn open(
        passphrase: &Passphrase,
        sealed: &[u8],
    ) -> Result<(Self, Zeroizing<Vec<u8>>), Unreadable> {
        let wrong = |reason: &str| Unreadable::NotABook(reason.to_owned());
        let Some((header, text)) = sealed.split_at_checked(HEADER) else {
            return Err(wrong("it is too short"));
        };
        let rest = header.strip_prefix(MAGIC).ok_or_else(|| wrong("it does not begin like one"))?;
        let (cost, rest) = rest.split_first().ok_or_else(|| wrong("it is too short"))?;
        if !(1..=MAX_COST).contains(cost) {
            return Err(wrong("its cost is wrong"));
        }
        let (salt, rest) = rest.split_at(SALT);
        let (check, nonce) = rest.split_at(CHECK);
        let cut = |_| wrong("it is too short");
        let lock = Self::derive(passphrase, *cost, salt.try_into().map_err(cut)?)?;
        if lock.check != check {
            return Err(Unreadable::WrongPassphrase);
        }
        let nonce: [u8; NONCE] = nonce.try_into().map_err(cut)?;
        let payload = Payload { msg: text, aad: header };
        let plain = lock.cipher().decrypt(&XNonce::from(nonce), payload);
        Ok((lock, Zeroizing::new(plain.map_err(|_| Unreadable::Altered)?)))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.key).into())
    }
}
