//! Files that commands make for others.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use crate::hint::Hint;

/// Why a file was not made.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot make the file: {cause}")]
struct CannotMake {
    path: String,
    cause: std::io::Error,
}

/// Writes a text into a file that does not exist yet.
///
/// # Errors
///
/// It exists, or can't be made.
pub(crate) fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = made.map_err(|cause| {
        let path = path.display().to_string();
        Hint::on(CannotMake { path, cause }, "choose a new name, in a folder that exists")
    })?;
    Ok(writeln!(file, "{text}")?)
}
