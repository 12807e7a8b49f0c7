//! `corridor account`

use std::path::PathBuf;

use alloy::primitives::Address;
use clap::{Args, Subcommand};
use corridor_deploy::accounts::{Account, AccountError, NameKind, Role, test_address};
use corridor_deploy::home::Name;
use serde::Serialize;

use crate::args::DryRun;
use crate::context::{Context, ExitStatus};
use crate::names::require_no_reference;
use crate::output::{Report, fields, table};
use crate::passwords;

/// Make, import and list encrypted keys.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make a new key and encrypt it
    New(New),
    /// Encrypt a key that exists, typed at the terminal or read from standard input
    Import(Import),
    /// Show accounts and their addresses
    List(List),
}

/// Make a new key.
#[derive(Debug, Args)]
#[command(after_help = PASSWORD_HELP)]
pub(crate) struct New {
    /// The account's name
    name: Name,
    #[command(flatten)]
    dry: DryRun,
}

/// Encrypt a key that exists.
#[derive(Debug, Args)]
#[command(after_help = PASSWORD_HELP)]
pub(crate) struct Import {
    /// The account's name
    name: Name,
    #[command(flatten)]
    dry: DryRun,
}

/// Show accounts.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Show this many test accounts of devnets instead, with their roles
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "10")]
    devnet: Option<u32>,
}

const PASSWORD_HELP: &str = "The password is asked for at the terminal, or read from the file (mode 0600) or descriptor that \
CORRIDOR_KEYSTORE_PASSWORD_FILE names.";

#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    address: Address,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keystore: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct AccountReport<const IMPORTED: bool> {
    name: Name,
    address: Option<Address>,
    keystore: Option<PathBuf>,
    dry_run: bool,
}

impl<const IMPORTED: bool> AccountReport<IMPORTED> {
    fn done(account: Account) -> Self {
        let Account { name, address, path } = account;
        Self { name, address: Some(address), keystore: Some(path), dry_run: false }
    }

    const fn planned(name: Name) -> Self {
        Self { name, address: None, keystore: None, dry_run: true }
    }
}

impl<const IMPORTED: bool> Report for AccountReport<IMPORTED> {
    const SCHEMA: &'static str =
        if IMPORTED { "corridor.account-import/1" } else { "corridor.account-new/1" };

    fn text(&self) -> String {
        let verb = if IMPORTED { "imported" } else { "made" };
        let (Some(address), Some(keystore)) = (self.address, &self.keystore) else {
            return format!("account {} would be {verb}", self.name);
        };
        let values =
            [("address", address.to_string()), ("keystore", keystore.display().to_string())];
        fields(&format!("account {} {verb}", self.name), values)
    }
}

#[derive(Debug, Serialize)]
struct ListReport {
    accounts: Vec<Entry>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.account-list/1";

    fn text(&self) -> String {
        if self.accounts.is_empty() {
            return "no accounts; `corridor account new NAME` makes one".to_owned();
        }
        let role = |entry: &Entry| entry.role.map(|role| role.to_string()).unwrap_or_default();
        if self.accounts.iter().any(|entry| entry.role.is_some()) {
            let row = |entry: &Entry| [entry.name.clone(), entry.address.to_string(), role(entry)];
            return table(["account", "address", "role"], self.accounts.iter().map(row));
        }
        let row = |entry: &Entry| [entry.name.clone(), entry.address.to_string()];
        table(["account", "address"], self.accounts.iter().map(row))
    }
}

impl AccountCommand {
    pub(super) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::New(new) => new.run(context),
            Self::Import(import) => import.run(context),
            Self::List(list) => list.run(context),
        }
    }
}

/// Refuses a name that is taken, as the real command would.
fn require_free(context: &Context, name: &Name) -> anyhow::Result<()> {
    require_no_reference(&context.home, name)?;
    if context.address_book()?.iter().any(|(label, _)| label == name) {
        return Err(AccountError::NameTaken { name: name.clone(), by: NameKind::Label }.into());
    }
    match context.keystores().account(name) {
        Err(AccountError::NoAccount { .. }) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err(AccountError::Exists { name: name.clone() }.into()),
    }
}

impl New {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        require_free(context, &self.name)?;
        let report = if self.dry.dry_run {
            AccountReport::<false>::planned(self.name)
        } else {
            let passwords = context.passwords();
            AccountReport::done(context.keystores().create(&self.name, passwords.as_ref())?)
        };
        context.output.report(&report)?;
        Ok(ExitStatus::Done)
    }
}

impl Import {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        require_free(context, &self.name)?;
        let report = if self.dry.dry_run {
            AccountReport::<true>::planned(self.name)
        } else {
            let (key, passwords) = (passwords::private_key(&self.name)?, context.passwords());
            let keystores = context.keystores();
            AccountReport::done(keystores.import(&self.name, &key, passwords.as_ref())?)
        };
        context.output.report(&report)?;
        Ok(ExitStatus::Done)
    }
}

impl List {
    fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let accounts = match self.devnet {
            Some(number) => (0..number).map(test_entry).collect::<Result<_, _>>()?,
            None => context.keystores().list()?.into_iter().map(entry).collect(),
        };
        context.output.report(&ListReport { accounts })?;
        Ok(ExitStatus::Done)
    }
}

fn entry(account: Account) -> Entry {
    let Account { name, address, path } = account;
    Entry { name: name.to_string(), address, role: None, keystore: Some(path) }
}

fn test_entry(index: u32) -> Result<Entry, AccountError> {
    let role = Role::ALL.get(index as usize).copied();
    let (name, address) = (format!("devnet:{index}"), test_address(index)?);
    Ok(Entry { name, address, role, keystore: None })
}
