//! Names for addresses: labels of the working folder, references of investors, roles.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::Address;
use corridor_deploy::accounts::{AccountError, AddressBook, NameKind};
use corridor_deploy::deployment::Manifest;
use corridor_deploy::explain::{Explanation, pieces};
use corridor_deploy::home::{Home, Name};
use corridor_deploy::investors::{Assignment, PrivateBook};

use crate::hint::{Hint, UsageError};
use crate::session::PRIVATE_BOOK;
use crate::words::thousands;

/// Lines that a search in the book reads for one address.
const PROBES: u64 = 40;

/// What a name stands for.
#[derive(Debug)]
pub(crate) enum Meant {
    /// One wallet.
    Wallet(Address),
    /// An investor, by its reference alone.
    Investor(Assignment),
}

/// A reference whose investor has several wallets, none of which is meant more than the others.
#[derive(Debug, thiserror::Error)]
#[error(
    "{option}: {reference} has several wallets and its first one no more, so it may stand for any of them: {wallets}; name one"
)]
struct WhichWallet {
    option: String,
    reference: String,
    wallets: String,
}

/// A wallet that its investor gave up, and that is another's.
#[derive(Debug, thiserror::Error)]
#[error(
    "{option}: `{name}` was {wallet}, which is {now} by now; name that, or another wallet of its investor"
)]
struct Moved {
    option: String,
    name: String,
    wallet: Address,
    now: String,
}

/// A name of two.
#[derive(Debug, thiserror::Error)]
#[error(
    "{option}: `{name}` is {what} ({address}) and {other} ({wallet}); give the address of the one that is meant, or a label that is one alone"
)]
struct TwoMeanings {
    option: String,
    name: String,
    what: String,
    address: Address,
    other: String,
    wallet: Address,
}

/// A label or an account that would have the name of an investor.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` is already the reference of an investor in {book}; choose another name")]
struct ReferenceTaken {
    name: Name,
    book: String,
}

/// Refuses a name for a label or an account that is a reference in a private book of the working folder.
///
/// # Errors
///
/// It is, or a book can't be read.
pub(crate) fn require_no_reference(home: &Home, name: &Name) -> anyhow::Result<()> {
    match book_with(home, name.as_str())? {
        Some(book) => Err(ReferenceTaken { name: name.clone(), book }.into()),
        None => Ok(()),
    }
}

/// The private book of the working folder in which a name is a reference, whatever the deployment; no chain is asked.
///
/// # Errors
///
/// A book can't be read.
pub(crate) fn book_with(home: &Home, name: &str) -> anyhow::Result<Option<String>> {
    // Without the folder there is no book.
    let Ok(files) = std::fs::read_dir(home.private()) else { return Ok(None) };
    for file in files {
        let path = file?.path();
        let is_book = path.to_string_lossy().ends_with(PRIVATE_BOOK);
        if is_book && PrivateBook::open(&path)?.by_reference(name)?.is_some() {
            return Ok(Some(path.display().to_string()));
        }
    }
    Ok(None)
}

/// What addresses are called, and what names stand for.
#[derive(Debug)]
pub(crate) struct Names {
    labels: AddressBook,
    /// Searched where it lies: it may have a million references.
    book: PrivateBook,
    by_address: BTreeMap<Address, String>,
    roles: BTreeMap<Address, String>,
}

impl Names {
    /// The labels of the working folder, the references of a private book, the roles and the contracts of a deployment. When several
    /// name one address, a label wins, then a reference.
    pub(crate) fn new(labels: AddressBook, book: PrivateBook, manifest: Option<&Manifest>) -> Self {
        let mut roles = BTreeMap::new();
        if let Some(manifest) = manifest {
            let accounts = manifest.roles.iter();
            roles.extend(accounts.map(|(role, address)| (*address, role.to_string())));
            let contracts = manifest.contracts.iter();
            roles.extend(contracts.map(|(contract, at)| (at.address, contract.to_string())));
            let cash = manifest.cash.iter();
            roles.extend(cash.map(|(symbol, cash)| (cash.token.address, symbol.clone())));
        }
        let by_address = labels.by_address().into_iter();
        let by_address = by_address.map(|(address, label)| (address, label.to_string())).collect();
        Self { labels, book, by_address, roles }
    }

    /// The address of a label, an investor's reference (`INV-0001`, its second wallet `INV-0001#2`), an account or an
    /// address. A reference stands for what the book knows of it; `Session::wallet` asks the chain as well.
    ///
    /// # Errors
    ///
    /// It is a malformed address, or nothing has this name, or several wallets have; `option` is the option that gave it.
    pub(crate) fn option(&self, option: &str, text: &str) -> anyhow::Result<Address> {
        match self.meant(option, text)? {
            Meant::Wallet(address) => Ok(address),
            Meant::Investor(known) => self.wallet_of(option, &known, &known.current()),
        }
    }

    /// What a name stands for: one wallet, or an investor by its reference alone.
    ///
    /// # Errors
    ///
    /// As [`Self::option`].
    pub(crate) fn meant(&self, option: &str, text: &str) -> anyhow::Result<Meant> {
        match self.labels.resolve(text) {
            Ok(address) => {
                self.require_one_meaning(option, text, self.what(text), address)?;
                Ok(Meant::Wallet(address))
            }
            Err(AccountError::NoLabel { text: given, known }) => match self.referenced(text)? {
                Some(Meant::Wallet(wallet)) => {
                    self.require_not_moved(option, text, wallet)?;
                    Ok(Meant::Wallet(wallet))
                }
                Some(meant) => Ok(meant),
                None => {
                    let error = AccountError::NoLabel { text: given, known: self.known(known) };
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

    /// Refuses a place among the wallets of an investor where the wallet went to another investor since.
    fn require_not_moved(&self, option: &str, text: &str, wallet: Address) -> anyhow::Result<()> {
        let reference = text.split_once('#').map_or(text, |(reference, _)| reference);
        let owner = self.book.by_wallet(wallet)?.filter(|owner| owner.reference != reference);
        let Some(now) = owner.and_then(|owner| owner.name_of(wallet)) else { return Ok(()) };
        let (option, name) = (option.to_owned(), text.to_owned());
        Err(Moved { option, name, wallet, now }.into())
    }

    /// What a name of the address book is.
    fn what(&self, text: &str) -> String {
        if text.starts_with("0x") {
            return "an address".to_owned();
        }
        let is_label = self.labels.iter().any(|(label, _)| label.as_str() == text);
        let kind = if is_label { NameKind::Label } else { NameKind::Account };
        kind.to_string()
    }

    /// Refuses a name that stands for something else as well. None is made by now that does; books and labels from before may have some.
    ///
    /// # Errors
    ///
    /// It does, or the book can't be read.
    pub(crate) fn require_one_meaning(
        &self,
        option: &str,
        text: &str,
        what: String,
        address: Address,
    ) -> anyhow::Result<()> {
        let labelled = self.labels.resolve(text).ok().map(|other| (self.what(text), other));
        let known = self.book.by_reference(text)?;
        let referenced = known.and_then(|known| {
            let wallet = known.stands_for(&known.current()).or(known.wallets.first().copied())?;
            Some(("the reference of an investor".to_owned(), wallet))
        });
        let mut meanings = labelled.into_iter().chain(referenced);
        let Some((other, wallet)) = meanings.find(|(_, wallet)| *wallet != address) else {
            return Ok(());
        };
        let (option, name) = (option.to_owned(), text.to_owned());
        Err(TwoMeanings { option, name, what, address, other, wallet }.into())
    }

    /// What names are known, investors among them.
    fn known(&self, labels: String) -> String {
        let references = format!("the references of {} investors", thousands(self.book.len()));
        match (self.book.is_empty(), labels.as_str()) {
            (true, _) => labels,
            (false, AddressBook::NO_NAMES) => references,
            (false, _) => format!("{labels}, and {references}"),
        }
    }

    /// The wallet that a reference by itself stands for, of those that are linked to its investor.
    ///
    /// # Errors
    ///
    /// There are several, and none of them is the first one of the book.
    pub(crate) fn wallet_of(
        &self,
        option: &str,
        known: &Assignment,
        linked: &[Address],
    ) -> anyhow::Result<Address> {
        known.stands_for(linked).ok_or_else(|| {
            let name = |wallet: &Address| match known.name_of(*wallet) {
                Some(name) => format!("{name} ({wallet})"),
                None => wallet.to_string(),
            };
            let wallets = linked.iter().map(name).collect::<Vec<_>>().join(", ");
            let (option, reference) = (option.to_owned(), known.reference.clone());
            WhichWallet { option, reference, wallets }.into()
        })
    }

    /// What a reference stands for; the second wallet of `INV-0001` is `INV-0001#2`, its first one, also when it was lost, `INV-0001#1`.
    fn referenced(&self, text: &str) -> anyhow::Result<Option<Meant>> {
        let Some((reference, place)) = text.split_once('#') else {
            let known = self.book.by_reference(text)?;
            return Ok(known.filter(|known| !known.wallets.is_empty()).map(Meant::Investor));
        };
        let place = place.parse().ok().and_then(|place: usize| place.checked_sub(1));
        let (Some(known), Some(place)) = (self.book.by_reference(reference)?, place) else {
            return Ok(None);
        };
        Ok(known.wallets.get(place).copied().map(Meant::Wallet))
    }

    /// What an address is called, if anything.
    pub(crate) fn of(&self, address: Address) -> Option<String> {
        // A name is an ornament: where the book can't be read, the address stands by itself.
        let reference = || self.book.by_wallet(address).ok().flatten()?.name_of(address);
        let label = self.by_address.get(&address).cloned();
        label.or_else(reference).or_else(|| self.roles.get(&address).cloned())
    }

    /// What many addresses are called, those that are called something. The book is read through once where that is less than to
    /// search it for each.
    pub(crate) fn of_all(
        &self,
        addresses: impl Iterator<Item = Address>,
    ) -> BTreeMap<Address, String> {
        let wanted: BTreeSet<Address> = addresses.collect();
        if (wanted.len() as u64).saturating_mul(PROBES) < self.book.len() {
            let named = wanted.into_iter().filter_map(|address| Some((address, self.of(address)?)));
            return named.collect();
        }
        let label = |address: &Address| Some((*address, self.by_address.get(address)?.clone()));
        let mut found: BTreeMap<Address, String> = wanted.iter().filter_map(label).collect();
        let mut former = BTreeMap::new();
        // As in [`Self::of`], what can't be read has no name.
        for known in self.book.assignments().map_while(Result::ok) {
            for wallet in known.wallets.iter().filter(|wallet| wanted.contains(*wallet)) {
                let Some(name) = known.name_of(*wallet) else { continue };
                match known.former.contains(wallet) {
                    true => former.entry(*wallet).or_insert(name),
                    false => found.entry(*wallet).or_insert(name),
                };
            }
        }
        former.into_iter().for_each(|(wallet, name)| {
            found.entry(wallet).or_insert(name);
        });
        for (address, role) in self.roles.iter().filter(|(address, _)| wanted.contains(*address)) {
            found.entry(*address).or_insert_with(|| role.clone());
        }
        found
    }

    /// Puts the names into a verdict.
    pub(crate) fn label(&self, explanation: &mut Explanation) {
        explanation.add_labels(&|address| self.of(address));
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
        let name = |(piece, address): (&str, Option<Address>)| {
            address.and_then(|address| self.of(address)).unwrap_or_else(|| piece.to_owned())
        };
        pieces(text).into_iter().map(name).collect()
    }
}
