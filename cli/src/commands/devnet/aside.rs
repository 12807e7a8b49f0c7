//! What was kept of a chain that a devnet forgets.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use corridor_deploy::home::{Home, Name, Visibility, create_dir};
use serde::Serialize;

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

/// What was kept of a former chain and is moved aside, with its manifest, journals and private books.
#[derive(Debug, Default, Serialize)]
pub(super) struct Moved {
    /// Where they were, or are while nothing is moved.
    pub(super) kept: Vec<PathBuf>,
    /// Where they are now.
    pub(super) moved_to: Option<PathBuf>,
}

impl Moved {
    /// Of a chain of which nothing is on disk itself.
    ///
    /// # Errors
    ///
    /// A folder can't be made, or a file can't be moved.
    pub(super) fn of_lost_chain(home: &Home, name: &Name) -> anyhow::Result<Self> {
        let kept = kept(home, name);
        if kept.is_empty() {
            return Ok(Self::default());
        }
        let aside = Aside::new(home, name)?;
        aside.take(home, &kept)?;
        Ok(Self { kept, moved_to: aside.folder(name) })
    }

    /// What it is, in brackets; nothing where nothing was kept.
    pub(super) fn files(&self) -> Option<String> {
        let files = match self.kept.len() {
            0 => return None,
            1 => "1 file".to_owned(),
            files => format!("{files} files"),
        };
        Some(format!("(manifest, journals, private books: {files})"))
    }

    /// Where it is, of a chain that was on disk itself or not; nothing where nothing was moved.
    pub(super) fn words(&self, chain_kept: bool) -> Option<String> {
        let folder = self.moved_to.as_ref()?;
        let what = match (chain_kept, self.files()) {
            (true, Some(files)) => format!("the former chain and what was kept of it {files} are"),
            (false, Some(files)) => format!("what was kept of the former chain {files} is"),
            (_, None) => "the former chain is".to_owned(),
        };
        Some(format!("{what} in {}", folder.display()))
    }
}

/// Where what is known of a former chain goes: a new folder that only its owner may read, as some of it is secret.
pub(super) struct Aside(PathBuf);

impl Aside {
    /// # Errors
    ///
    /// The folder can't be made.
    pub(super) fn new(home: &Home, name: &Name) -> anyhow::Result<Self> {
        Ok(Self(new_folder(home, name)?))
    }

    /// Where the file of the chain goes.
    ///
    /// # Errors
    ///
    /// Its folder can't be made.
    pub(super) fn chain(&self, name: &Name) -> anyhow::Result<PathBuf> {
        let folder = self.0.join("devnets").join(name.as_str());
        create_dir(&folder, Visibility::Private)?;
        Ok(folder.join("chain.json"))
    }

    /// Moves the manifest, the journals and the private books there.
    ///
    /// # Errors
    ///
    /// One can't be moved.
    pub(super) fn take(&self, home: &Home, kept: &[PathBuf]) -> anyhow::Result<()> {
        for from in kept {
            let within = from.strip_prefix(home.root()).unwrap_or(from);
            let to = self.0.join(within);
            create_dir(to.parent().unwrap_or(&self.0), Visibility::Private)?;
            fs::rename(from, &to).with_context(|| {
                let from = from.display();
                format!("could not move {from}, which is of the former chain, to {}", to.display())
            })?;
        }
        Ok(())
    }

    /// The folder; nothing where nothing came there, which leaves none.
    pub(super) fn folder(self, name: &Name) -> Option<PathBuf> {
        let devnets = self.0.join("devnets");
        // Those that something is in stay.
        for folder in [&devnets.join(name.as_str()), &devnets, &self.0] {
            let _ = fs::remove_dir(folder);
        }
        self.0.exists().then_some(self.0)
    }
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
