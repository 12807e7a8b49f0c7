//! Why a deployment could not be planned, applied or verified.

use std::path::PathBuf;

use alloy::primitives::{Address, TxHash};
use corridor_bindings::revert::Revert;

use crate::accounts::{AccountError, Role};
use crate::advice::advice;
use crate::calendar::CalendarError;
use crate::home::HomeError;
use crate::identifiers::{Currency, Isin};
use crate::money::Amount;
use crate::network::{NetworkError, SendError};
use crate::profile::ProfileError;
use crate::terms::TermsError;

/// Why a deployment could not be planned, applied or verified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeploymentError {
    /// A file of the working folder could not be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// An account could not be used.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The endpoint failed.
    #[error(transparent)]
    Network(Box<NetworkError>),
    /// A profile could not be used.
    #[error(transparent)]
    Profile(Box<ProfileError>),
    /// Terms could not be used.
    #[error(transparent)]
    Terms(Box<TermsError>),
    /// A date is one that the contracts can't hold.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The manifest can't be read or written.
    #[error("the manifest {} cannot be used: {reason}; restore it from a copy, or begin a devnet anew with `corridor devnet reset`; nothing was written", path.display())]
    BadManifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The manifest is of another chain.
    #[error("the manifest {} is of another chain: {source}; nothing was written. After a reset of a devnet, move the manifest away and deploy again", path.display())]
    OtherChain {
        /// The file.
        path: PathBuf,
        /// How the chains differ.
        source: Box<NetworkError>,
    },
    /// Nothing is deployed on the chain.
    #[error("nothing is deployed on {network}: there is no manifest {}; run `corridor deploy` first", path.display())]
    NotDeployed {
        /// The network.
        network: String,
        /// Where its manifest would be.
        path: PathBuf,
    },
    /// The manifest says other accounts than the network's.
    #[error(
        "the role {role} belongs to {recorded} in the manifest and {wanted} is asked for; grant it on chain first, or correct networks.toml"
    )]
    RoleMoved {
        /// The role.
        role: Role,
        /// Who has it.
        recorded: Address,
        /// Who was asked for.
        wanted: Address,
    },
    /// A role was given to another account, and not taken away from the former.
    #[error(
        "the role {role} belongs to {recorded} in the manifest, {wanted} is asked for, and on chain both have it; take it away from {recorded} ({remedy}), and do this again"
    )]
    RoleHeldTwice {
        /// The role.
        role: Role,
        /// Who has it in the manifest.
        recorded: Address,
        /// Who was asked for.
        wanted: Address,
        /// How it is taken away.
        remedy: String,
    },
    /// Two roles were given to one account.
    #[error("{first} and {second} are both {account}; every role needs an account of its own")]
    RoleShared {
        /// One role.
        first: Role,
        /// The other role.
        second: Role,
        /// Their account.
        account: Address,
    },
    /// There is no key for an account.
    #[error(
        "nobody can sign for {account}: no keystore and no test account of this network has that address; import its key with `corridor account import`"
    )]
    NoKey {
        /// The account.
        account: Address,
    },
    /// No such instrument.
    #[error("there is no instrument `{id}` in the manifest (known: {known}); issue it first")]
    UnknownInstrument {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// Several instruments are issues of those terms.
    #[error("several instruments are issues of `{id}`: {matching}; name one of them")]
    AmbiguousInstrument {
        /// What was asked for.
        id: String,
        /// Those that it may be.
        matching: String,
    },
    /// The manifest lacks a profile.
    #[error(
        "the manifest has no unaltered profile of hash {hash}; restore the manifest from a copy"
    )]
    NoProfile {
        /// The hash.
        hash: alloy::primitives::B256,
    },
    /// The instrument was issued on other terms.
    #[error(
        "instrument `{id}` was issued on other terms (hash {recorded}, the file has {given}); use a tap to change them, or another id"
    )]
    TermsDiffer {
        /// The instrument.
        id: String,
        /// The hash in the manifest.
        recorded: alloy::primitives::B256,
        /// The hash of the file.
        given: alloy::primitives::B256,
    },
    /// The instrument is under another version of the profile.
    #[error(
        "instrument `{id}` is under another version or other inputs of profile `{profile}`; `corridor deploy` with that profile and those inputs, and without --terms, shows the difference, and with --replace a governor puts it in force"
    )]
    ProfileChanged {
        /// The instrument.
        id: String,
        /// The profile.
        profile: String,
    },
    /// No ISIN was given for a leg.
    #[error(
        "instrument `{id}` has no ISIN for {} of profile `{profile}`; add to its terms:{}",
        named(legs),
        entries(profile, legs)
    )]
    NoIsin {
        /// The instrument.
        id: String,
        /// The profile.
        profile: String,
        /// The legs.
        legs: Vec<String>,
    },
    /// A rule counts by issuer, and the terms name none by its identifier.
    #[error(
        "rule {rule} of profile `{profile}` counts the purchasers of an issuer in all its instruments, and the terms of `{id}` do not say whose it is; add the issuer's `lei` under [issuer]"
    )]
    NoIssuer {
        /// The instrument.
        id: String,
        /// The profile.
        profile: String,
        /// The rule.
        rule: String,
    },
    /// An ISIN belongs to another token on this chain.
    #[error(
        "ISIN {isin} already names the token {token} on this chain; an ISIN names one security, so give this leg another"
    )]
    IsinTaken {
        /// The ISIN.
        isin: Isin,
        /// Its token.
        token: Address,
    },
    /// A limit in money, and an instrument that is counted in shares.
    #[error(
        "profile `{profile}` counts its instruments under a limit of {limit}, and shares are no money; use a profile without an entrant"
    )]
    SharesUnderLimit {
        /// The profile.
        profile: String,
        /// The limit of its entrant.
        limit: Amount,
    },
    /// The profile counts in another currency than the instrument.
    #[error(
        "rule {rule} of profile `{profile}` counts in {rule_currency} and the instrument is in {currency}; bind the profile with amounts in {currency}"
    )]
    OtherCurrency {
        /// The profile.
        profile: String,
        /// The rule.
        rule: String,
        /// Its currency.
        rule_currency: Currency,
        /// The instrument's.
        currency: Currency,
    },
    /// A name doesn't fit its place on chain.
    #[error("{what} `{text}` of the instrument has {} bytes and at most {most} fit on chain; shorten it in the terms", text.len())]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// It.
        text: String,
        /// How much fits.
        most: usize,
    },
    /// A step of a deployment was refused by a contract.
    #[error("could not {step}: {revert} {}", advice(revert))]
    Refused {
        /// The step, in words.
        step: String,
        /// Why.
        revert: Box<Revert>,
    },
    /// A step could not be sent.
    #[error("could not {step}: {source}")]
    Send {
        /// The step, in words.
        step: String,
        /// Why.
        source: Box<SendError>,
    },
    /// A transaction did what nobody expected.
    #[error("could not {step}: {reason}; look at transaction {hash}")]
    Unexpected {
        /// The step, in words.
        step: String,
        /// The transaction.
        hash: TxHash,
        /// What is odd.
        reason: String,
    },
    /// A contract's answer can't be read.
    #[error(
        "{contract} did not answer {function} as a contract of this release does; run `corridor verify`"
    )]
    Answer {
        /// The contract.
        contract: Address,
        /// The function.
        function: &'static str,
    },
    /// A transaction that is on its way in the manifest can't be read.
    #[error("the manifest {} records a pending transaction that cannot be read; restore it from a copy", path.display())]
    BadPending {
        /// The file.
        path: PathBuf,
    },
    /// A cash token with decimals that its currency cannot be paid in.
    #[error(
        "a cash token in {currency} cannot have {decimals} decimals; give {least} to {most}, so that every amount of the currency can be paid"
    )]
    CashDecimals {
        /// The currency.
        currency: Currency,
        /// What was asked for.
        decimals: u8,
        /// The fewest.
        least: u8,
        /// The most.
        most: u8,
    },
    /// The cash token is there, and is another.
    #[error(
        "the cash token {symbol} was made with other decimals or another allowlist; it stays as it is, `corridor cash show` tells them"
    )]
    CashDiffers {
        /// Its symbol.
        symbol: String,
    },
    /// A missing part that the plan should have ordered before.
    #[error(
        "could not {step}: {missing} is not in the manifest; this is a defect of the plan, please report it"
    )]
    OutOfOrder {
        /// The step, in words.
        step: String,
        /// What is missing.
        missing: &'static str,
    },
}

/// Large causes are kept behind a pointer, so that a result without error stays small.
macro_rules! boxed {
    ($($variant:ident($cause:ty)),*) => {$(
        impl From<$cause> for DeploymentError {
            fn from(cause: $cause) -> Self {
                Self::$variant(Box::new(cause))
            }
        }
    )*};
}

boxed!(Profile(ProfileError), Terms(TermsError), Network(NetworkError));

fn named(legs: &[String]) -> String {
    let quoted: Vec<String> = legs.iter().map(|leg| format!("`{leg}`")).collect();
    format!("{} {}", if legs.len() == 1 { "leg" } else { "legs" }, quoted.join(", "))
}

/// Lines of a terms file, to be completed.
fn entries(profile: &str, legs: &[String]) -> String {
    let entry = |leg: &String| {
        format!("\n\n[[leg]]\nprofile = \"{profile}\"\nleg = \"{leg}\"\nisin = \"...\"")
    };
    legs.iter().map(entry).collect()
}
