//! Names for addresses: labels of the working folder, references of investors, roles.

use std::collections::BTreeMap;

use alloy::primitives::Address;
use corridor_deploy::accounts::{AccountError, AddressBook};
use corridor_deploy::deployment::Manifest;
use corridor_deploy::investors::PrivateBook;

use crate::hint::{Hint, UsageError};

/// `0x` and 40 digits.
const ADDRESS_LENGTH: usize = 42;

/// What addresses are called, and what names stand for.
#[derive(Debug)]
pub(crate) struct Names {
    labels: AddressBook,
    references: BTreeMap<String, Address>,
    by_address: BTreeMap<Address, String>,
}

impl Names {
    /// The labels of the working folder, the references of a private book and the roles of a deployment. When several
    /// name one address, a label wins, then a reference.
    pub(crate) fn new(
        labels: AddressBook,
        book: &PrivateBook,
        manifest: Option<&Manifest>,
    ) -> Self {
        let (mut references, mut by_address) = (BTreeMap::new(), BTreeMap::new());
        for (role, address) in manifest.into_iter().flat_map(|manifest| &manifest.roles) {
            by_address.insert(*address, role.to_string());
        }
        for assignment in book.assignments() {
            for (index, wallet) in assignment.wallets.iter().enumerate() {
                let name = match index {
                    0 => assignment.reference.clone(),
                    _ => format!("{}#{}", assignment.reference, index + 1),
                };
                references.insert(name.clone(), *wallet);
                by_address.insert(*wallet, name);
            }
        }
        by_address.extend(
            labels.by_address().into_iter().map(|(address, label)| (address, label.to_string())),
        );
        Self { labels, references, by_address }
    }

    /// The address of a label, an investor's reference (`INV-0001`, its second wallet `INV-0001#2`), an account or an
    /// address.
    ///
    /// # Errors
    ///
    /// It is a malformed address, or nothing has this name; `option` is the option that gave it.
    pub(crate) fn option(&self, option: &str, text: &str) -> anyhow::Result<Address> {
        match self.labels.resolve(text) {
            Ok(address) => Ok(address),
            Err(error @ AccountError::NoLabel { .. }) => match self.references.get(text) {
                Some(wallet) => Ok(*wallet),
                None => {
                    let hint = "`corridor label list` shows labels; investors go by their references, such as INV-0001";
                    Err(Hint::on(error, hint).context(option.to_owned()))
                }
            },
            Err(error @ (AccountError::BadAddress { .. } | AccountError::BadChecksum { .. })) => {
                Err(UsageError(format!("{option}: {error}")).into())
            }
            Err(error) => Err(anyhow::Error::new(error).context(option.to_owned())),
        }
    }

    /// What an address is called, if anything.
    pub(crate) fn of(&self, address: Address) -> Option<&str> {
        self.by_address.get(&address).map(String::as_str)
    }

    /// The name with the address, or the address alone.
    pub(crate) fn full(&self, address: Address) -> String {
        match self.of(address) {
            Some(name) => format!("{name} ({address})"),
            None => address.to_string(),
        }
    }

    /// A text with names in the place of the addresses that have one.
    pub(crate) fn in_text(&self, text: &str) -> String {
        let (mut named, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find("0x") {
            let (before, candidate) = rest.split_at(at);
            named.push_str(before);
            let digits = candidate.bytes().skip(2).take_while(u8::is_ascii_hexdigit).count();
            let (word, behind) = candidate.split_at(2 + digits);
            let known =
                (word.len() == ADDRESS_LENGTH).then(|| word.parse::<Address>().ok()).flatten();
            named.push_str(known.and_then(|address| self.of(address)).unwrap_or(word));
            rest = behind;
        }
        named.push_str(rest);
        named
    }
}
