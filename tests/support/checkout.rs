//! The checkout that the tests were built from, and programs that run in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

/// The root of the checkout.
///
/// # Panics
/// When the tests' crate is not in a folder of the checkout.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the checkout")
}

/// A file of the checkout as text.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &str) -> anyhow::Result<String> {
    let file = root().join(path);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// Every file below a folder of the checkout whose name ends so, in the order of their paths.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &str, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().to_string_lossy().ends_with(ending) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Runs a program to its end. What it prints goes to standard error as it comes, past the capture of the test runner.
///
/// # Errors
/// When it cannot be started, or fails.
pub fn stream(command: &mut Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}");
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::from(io::stderr()))
        .stderr(Stdio::inherit())
        .status()
        .with_context(|| format!("cannot run {shown}"))?;
    ensure!(status.success(), "{shown} failed with {status}: its output is above");
    Ok(())
}

/// What a program prints on standard output.
///
/// # Errors
/// When it cannot be started, or fails.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {command:?}"))?;
    let problem = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {problem}");
    Ok(String::from_utf8(output.stdout)?)
}
