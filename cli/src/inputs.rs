//! Values that are given on the command line: profiles with their inputs, amounts, days.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::Manifest;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::money::Amount;
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_deploy::whole_file;
use corridor_operations::Part;

use crate::hint::{Hint, UsageError, bad_option};

/// Values for the inputs of a profile.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Inputs {
    /// A value for an input of the profile; repeat it for each
    #[arg(long = "input", value_name = "NAME=VALUE")]
    inputs: Vec<String>,
    /// A TOML file with lines `name = "value"`; --input comes first
    #[arg(long = "inputs", value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Why a file of inputs can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {reason}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
struct InputsFileError {
    path: PathBuf,
    line: Option<usize>,
    reason: String,
}

impl Inputs {
    /// The values by name.
    ///
    /// # Errors
    ///
    /// One is malformed or given twice, or the file can't be read.
    pub(crate) fn parse(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut values = self.of_file()?;
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        for text in &self.inputs {
            let Some((name, value)) = text.split_once('=') else {
                return Err(
                    UsageError(format!("--input `{text}` is not of the form NAME=VALUE")).into()
                );
            };
            if given.insert(name.trim().to_owned(), value.trim().to_owned()).is_some() {
                return Err(
                    UsageError(format!("--input gives `{}` two values", name.trim())).into()
                );
            }
        }
        values.extend(given);
        Ok(values)
    }

    fn of_file(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let Some(path) = &self.file else { return Ok(BTreeMap::new()) };
        let wrong = |line, reason: String| InputsFileError { path: path.clone(), line, reason };
        let text = whole_file::read_text(path).map_err(|error| {
            wrong(None, format!("cannot read the file: {error}; check the path"))
        })?;
        let values = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            wrong(
                Some(line),
                format!("{}; write lines of the form name = \"value\"", error.message()),
            )
        })?;
        Ok(values)
    }

    /// The profile with its inputs, when any were given.
    ///
    /// # Errors
    ///
    /// As [`Self::parse`], or the profile refuses a value.
    pub(crate) fn bind(&self, profile: &Profile) -> anyhow::Result<Option<BoundProfile>> {
        let values = self.parse()?;
        if values.is_empty() {
            return Ok(None);
        }
        Ok(Some(profile.bind(&values)?))
    }

    /// The profile with its inputs; without any, those in force by the manifest: of the bond of `terms`, or of the bonds that
    /// are under the profile.
    ///
    /// # Errors
    ///
    /// As [`Self::bind`], an input has no value, or the manifest has several.
    pub(crate) fn bind_or_recorded(
        &self,
        profile: &Profile,
        terms: Option<&str>,
        manifest: Option<&Manifest>,
    ) -> anyhow::Result<BoundProfile> {
        if let Some(bound) = self.bind(profile)? {
            return Ok(bound);
        }
        let recorded = manifest.map(|manifest| recorded(manifest, &profile.id, terms));
        match recorded.as_deref() {
            None | Some([]) => Ok(profile.bind(&BTreeMap::new())?),
            Some([only]) => Ok(profile.bind(only)?),
            Some(several) => Err(unclear(&profile.id, several.len())),
        }
    }
}

/// The inputs that the manifest has for a profile, each once: those in force where any are.
fn recorded<'m>(
    manifest: &'m Manifest,
    profile: &str,
    terms: Option<&str>,
) -> Vec<&'m BTreeMap<String, String>> {
    let hashes = manifest.profiles_in_force(profile);
    let of_terms = manifest.bonds.values().find(|bond| {
        terms.is_some_and(|terms| bond.terms == terms) && hashes.contains(&bond.profile)
    });
    let of_profile = manifest.profiles.iter().filter(|(hash, record)| match of_terms {
        Some(bond) => bond.profile == **hash,
        None if hashes.is_empty() => record.id == profile,
        None => hashes.contains(hash),
    });
    let inputs: BTreeSet<_> = of_profile.map(|(_, record)| &record.inputs).collect();
    inputs.into_iter().collect()
}

fn unclear(profile: &str, count: usize) -> anyhow::Error {
    let wrong = format!(
        "the manifest has {count} sets of inputs for the profile {profile}, so it is not clear which are meant"
    );
    let hint = "give them with --inputs FILE, or with --input NAME=VALUE for each";
    Hint::on(UsageError(wrong), hint)
}

/// An amount in a currency, with or without its code.
///
/// # Errors
///
/// It is none.
pub(crate) fn amount(text: &str, currency: Currency) -> anyhow::Result<Amount> {
    Amount::parse_in(text, currency).map_err(|error| bad_option("AMOUNT", &error))
}

/// A part of a holding: an amount, or everything.
///
/// # Errors
///
/// It is no amount.
pub(crate) fn part(text: Option<&str>, currency: Currency) -> anyhow::Result<Part> {
    text.map_or(Ok(Part::Everything), |text| Ok(Part::Amount(amount(text, currency)?)))
}

/// A day, ISO 8601.
///
/// # Errors
///
/// It is none that contracts can hold.
pub(crate) fn day(option: &str, text: &str) -> anyhow::Result<UtcDay> {
    text.parse().map_err(|error| bad_option(option, &error))
}

/// The first day of a month such as 2026-10.
///
/// # Errors
///
/// It is no month that contracts can count.
pub(crate) fn month(option: &str, text: &str) -> anyhow::Result<UtcDay> {
    let wrong = || {
        let wrong = UsageError(format!("{option}: `{text}` is not a month"));
        Hint::on(wrong, "write year and month, such as 2026-10")
    };
    let is_month = text.len() == "2026-10".len();
    is_month.then(|| format!("{text}-01").parse().ok()).flatten().ok_or_else(wrong)
}

/// Unix seconds of a day (its beginning, UTC) or of a time such as 2026-12-31T12:00:00Z.
///
/// # Errors
///
/// It is neither.
pub(crate) fn moment(option: &str, text: &str) -> anyhow::Result<u64> {
    if !text.contains('T') {
        return Ok(day(option, text)?.start_seconds());
    }
    let wrong = |reason: String| {
        let hint = "write a day such as 2026-12-31, or a time such as 2026-12-31T12:00:00Z";
        Hint::on(UsageError(format!("{option}: `{text}` is no time: {reason}")), hint)
    };
    let time: jiff::Timestamp =
        text.parse().map_err(|error: jiff::Error| wrong(error.to_string()))?;
    u64::try_from(time.as_second()).map_err(|_| wrong("it is before 1970".to_owned()))
}

/// The name of something that is known by its name alone, as a pool or a group is: a blank one would be another of its own.
///
/// # Errors
///
/// It is blank, or has a space at an end.
pub(crate) fn name(option: &str, text: &str) -> anyhow::Result<String> {
    if text.is_empty() || text.trim() != text {
        let wrong = format!(
            "{option}: `{text}` is no name; write one that neither begins nor ends with a space"
        );
        return Err(UsageError(wrong).into());
    }
    Ok(text.to_owned())
}
