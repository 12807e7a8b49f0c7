//! Wallets by the name of their investor.

use std::fmt;

use alloy::primitives::{Address, keccak256};
use serde::{Serialize, Serializer};

/// The name that stands for the zero address.
pub const NOBODY: &str = "nobody";

/// A wallet: `alice` is the first wallet of that investor, `alice#2` the second, `nobody` the zero address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wallet {
    investor: String,
    number: u8,
}

impl Wallet {
    /// Wallet `number`, from 1, of an investor.
    #[must_use]
    pub fn new(investor: impl Into<String>, number: u8) -> Self {
        Self { investor: investor.into(), number }
    }

    /// Name of its investor.
    #[must_use]
    pub fn investor(&self) -> &str {
        &self.investor
    }

    /// Which of the investor's wallets it is, from 1.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// Whether it is the zero address.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.investor == NOBODY
    }

    /// Its address, which follows from its name.
    #[must_use]
    pub fn address(&self) -> Address {
        if self.is_nobody() {
            return Address::ZERO;
        }
        let hash = keccak256(format!("corridor scenario wallet {}#{}", self.investor, self.number));
        Address::from_word(hash)
    }

    /// Reads "alice" or "alice#2"; `None` when the number is none from 1 to 255.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once('#') {
            None => Some(Self::new(text, 1)),
            Some((investor, number)) => {
                let number = number.parse().ok().filter(|number| *number > 0)?;
                Some(Self::new(investor, number))
            }
        }
    }
}

impl fmt::Display for Wallet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            1 => formatter.write_str(&self.investor),
            number => write!(formatter, "{}#{number}", self.investor),
        }
    }
}

impl Serialize for Wallet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_belong_together() {
        let second = Wallet::parse("alice#2").unwrap();
        assert_eq!(
            (second.investor(), second.number(), second.to_string()),
            ("alice", 2, "alice#2".into())
        );
        assert_eq!(Wallet::parse("alice#1"), Wallet::parse("alice"));
        assert_ne!(second.address(), Wallet::parse("alice").unwrap().address());
        assert_eq!(Wallet::parse(NOBODY).unwrap().address(), Address::ZERO);
        assert_eq!(Wallet::parse("alice#0"), None);
    }
}
