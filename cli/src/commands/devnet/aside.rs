//! What was kept of a chain that a devnet forgets.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use corridor_deploy::home::{Home, Name, Visibility, create_dir};

/// Where it is moved to, below the working folder.
const FOLDER: &str = "former";

/// The manifest, the journals and the private books of a devnet's chain.
pub(super) fn kept(home: &Home, name: &Name) -> Vec<PathBuf> {
    let stem = format!("devnet-{name}.");
    let mut kept = Vec::new();
    for folder in [home.deployments(), home.private()] {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let paths = entries
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(&stem))
            .map(|entry| entry.path());
        // A lock says nothing of the chain, and somebody may wait at it.
        kept.extend(paths.filter(|path| path.extension().is_none_or(|kind| kind != "lock")));
    }
    kept.sort();
    kept
}

/// Moves them into a new folder that only its owner may read, as some hold secrets, and says which it is.
pub(super) fn move_aside(home: &Home, name: &Name) -> anyhow::Result<Option<PathBuf>> {
    let kept = kept(home, name);
    if kept.is_empty() {
        return Ok(None);
    }
    let aside = new_folder(home, name)?;
    for from in &kept {
        let within = from.strip_prefix(home.root()).unwrap_or(from);
        let to = aside.join(within);
        create_dir(to.parent().unwrap_or(&aside), Visibility::Private)?;
        fs::rename(from, &to).with_context(|| {
            let from = from.display();
            format!("could not move {from}, which is of the former chain, to {}", to.display())
        })?;
    }
    Ok(Some(aside))
}

/// A folder that was not there before, named after the devnet and the time.
fn new_folder(home: &Home, name: &Name) -> anyhow::Result<PathBuf> {
    let above = home.root().join(FOLDER);
    create_dir(&above, Visibility::Private)?;
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let mut folder = above.join(format!("{name}-{now}"));
    let mut further = 2;
    while !made(&folder)? {
        folder = above.join(format!("{name}-{now}-{further}"));
        further += 1;
    }
    create_dir(&folder, Visibility::Private)?;
    Ok(folder)
}

/// Makes a folder; false when it is there already.
fn made(folder: &Path) -> anyhow::Result<bool> {
    match fs::create_dir(folder) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(|| format!("could not create {}", folder.display())),
    }
}
