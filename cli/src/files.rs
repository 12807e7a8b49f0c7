//! Files that commands make for others, and those that go on record by their hashes.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;

use alloy::primitives::{B256, Keccak256};

use crate::hint::Hint;

/// Why a file was not made.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot make the file: {cause}")]
struct CannotMake {
    path: String,
    cause: std::io::Error,
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
#[error("{option}: cannot read {path}: {cause}")]
struct CannotRead {
    option: String,
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

/// That a file can be made where it is asked for, before the work is done: no folder is made for it.
///
/// # Errors
///
/// Its folder does not exist.
pub(crate) fn require_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_none_or(Path::is_dir) {
        return Ok(());
    }
    let path = path.display().to_string();
    let cause = std::io::Error::from(std::io::ErrorKind::NotFound);
    Err(Hint::on(CannotMake { path, cause }, "choose a name in a folder that exists"))
}

/// Keccak-256 of a file.
///
/// # Errors
///
/// It can't be read; `option` is the option that named it.
pub(crate) fn hash(option: &str, path: &Path) -> anyhow::Result<B256> {
    hash_in_pieces(path).map_err(|cause| {
        let (option, path) = (option.to_owned(), path.display().to_string());
        Hint::on(CannotRead { option, path, cause }, "check that the path exists and is readable")
    })
}

/// A prospectus may be large, and is not held in memory for its hash.
fn hash_in_pieces(path: &Path) -> std::io::Result<B256> {
    let mut input = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut hasher = Keccak256::new();
    loop {
        let piece = input.fill_buf()?;
        if piece.is_empty() {
            return Ok(hasher.finalize());
        }
        hasher.update(piece);
        let read = piece.len();
        input.consume(read);
    }
}
