//! Profiles by name: those that are compiled in, the parts that they share, and files beside a file.

use std::path::Path;

use crate::source::{Source, one_of};

/// A compiled-in file: its name and its text.
type Entry = (&'static str, &'static str);

/// The profiles that are compiled in.
pub(super) const BUILTIN: [Entry; 12] = [
    ("uk-sandbox", include_str!("../../../profiles/uk-sandbox.toml")),
    ("uk-sandbox-dvp", include_str!("../../../profiles/uk-sandbox-dvp.toml")),
    ("uk-offer", include_str!("../../../profiles/uk-offer.toml")),
    ("us-exemption", include_str!("../../../profiles/us-exemption.toml")),
    ("us-reg-s", include_str!("../../../profiles/us-reg-s.toml")),
    ("us-144a", include_str!("../../../profiles/us-144a.toml")),
    ("uk-us-corridor", include_str!("../../../profiles/uk-us-corridor.toml")),
    ("us-506b", include_str!("../../../profiles/us-506b.toml")),
    ("us-506c", include_str!("../../../profiles/us-506c.toml")),
    ("us-506b-equity", include_str!("../../../profiles/us-506b-equity.toml")),
    ("us-506c-equity", include_str!("../../../profiles/us-506c-equity.toml")),
    ("us-tsv", include_str!("../../../profiles/us-tsv.toml")),
];

/// What several of them extend, and nobody deploys.
const PARTS: [Entry; 4] = [
    ("parts/us-common", include_str!("../../../profiles/parts/us-common.toml")),
    ("parts/us-restricted", include_str!("../../../profiles/parts/us-restricted.toml")),
    ("parts/us-regd", include_str!("../../../profiles/parts/us-regd.toml")),
    ("parts/us-regd-equity", include_str!("../../../profiles/parts/us-regd-equity.toml")),
];

/// The compiled-in file of that name, profile or part.
pub(super) fn builtin(name: &str) -> Option<Source> {
    let mut entries = BUILTIN.iter().chain(&PARTS);
    let (name, text) = entries.find(|(known, _)| *known == name)?;
    Some(Source::from_text(format!("profiles/{name}.toml"), *text))
}

/// A file that another one refers to.
pub(super) struct Found {
    /// The file.
    pub(super) source: Source,
    /// What tells it from every other file, however it was referred to.
    pub(super) identity: String,
}

/// What `name` in the file at `beside` refers to: a compiled-in file, or the path of one from the folder of that file. The
/// error is what is wrong and what to do.
pub(super) fn find(name: &str, beside: &Path) -> Result<Found, (String, String)> {
    if let Some(source) = builtin(name) {
        return Ok(Found { source, identity: format!("the built-in {name}") });
    }
    if !name.ends_with(".toml") {
        let names = BUILTIN.iter().chain(&PARTS).map(|(known, _)| *known);
        let hint = format!("{}; or give the path of a file", one_of(name, names));
        return Err((format!("there is no profile `{name}`"), hint));
    }
    let path = beside.parent().unwrap_or(Path::new("")).join(name);
    let source = Source::read(&path);
    let source = source.map_err(|error| (error.to_string(), "correct the path".to_owned()))?;
    Ok(Found { source, identity: identity(&path) })
}

/// What tells the file at `path` from every other one.
pub(super) fn identity(path: &Path) -> String {
    std::fs::canonicalize(path).as_deref().unwrap_or(path).display().to_string()
}
