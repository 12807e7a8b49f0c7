//! The working folder: typed paths, atomic writes, private files and locks.
//!
//! Everything that Corridor keeps lies under one folder, `.corridor` in the working directory unless another is
//! named. Inputs are written by people (`networks.toml`, `labels.toml`), results by the tool (`devnets/`,
//! `deployments/`), secrets by the tool with permissions for their owner alone (`private/`).

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use corridor_definitions::whole_file;
use thiserror::Error;

/// The name of the working folder when no other is chosen.
pub const DEFAULT_FOLDER: &str = ".corridor";

/// How long a command waits for another one that holds a lock.
pub const LOCK_PATIENCE: Duration = Duration::from_secs(10);

const LOCK_POLL: Duration = Duration::from_millis(25);

/// What goes wrong with the working folder.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum HomeError {
    /// A file or folder could not be read, written, created or removed.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// What was attempted, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Another command holds the lock for longer than this one may wait.
    #[error(
        "could not lock {}: another corridor command has been using it for more than {} s; wait for it to end",
        path.display(),
        patience.as_secs()
    )]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// How long this command waited.
        patience: Duration,
    },
    /// A private file is readable by others.
    #[error(
        "refused to use {}: it holds secrets and others may read it (mode {mode:o}); run `chmod go= {}`",
        path.display(),
        path.display()
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A name that would become part of a path is not a plain name.
    #[error(
        "`{text}` is not a name: use 1 to 32 lower-case letters, digits and hyphens, beginning with a letter"
    )]
    Name {
        /// The text that was given.
        text: String,
    },
}

impl HomeError {
    /// A failure of the operating system to `action` what is at `path`.
    #[must_use]
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }
}

/// Who may read a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone whom the user's mask lets.
    Shared,
    /// Its owner alone: mode 0600 for a file, 0700 for a folder.
    Private,
}

/// A name that is safe as a file name: a devnet, a keystore or a label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Reads a name of 1 to 32 lower-case letters, digits and hyphens that begins with a letter.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, HomeError> {
        let plain = |character: char| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        };
        let named = text.starts_with(|character: char| character.is_ascii_lowercase())
            && text.len() <= 32
            && text.chars().all(plain);
        if named {
            Ok(Self(text.to_owned()))
        } else {
            Err(HomeError::Name { text: text.to_owned() })
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

impl std::str::FromStr for Name {
    type Err = HomeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The working folder. Nothing is created before something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The folder that was named, else `.corridor` in the working directory.
    ///
    /// # Errors
    ///
    /// The working directory can't be determined.
    pub fn locate(named: Option<&Path>) -> Result<Self, HomeError> {
        let folder = named.unwrap_or_else(|| Path::new(DEFAULT_FOLDER));
        let root =
            std::path::absolute(folder).map_err(|source| HomeError::io("find", folder, source))?;
        Ok(Self { root })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Devnets, a folder for each.
    #[must_use]
    pub fn devnets(&self) -> PathBuf {
        self.root.join("devnets")
    }

    /// The folder of one devnet.
    #[must_use]
    pub fn devnet(&self, name: &Name) -> PathBuf {
        self.devnets().join(name.as_str())
    }

    /// Deployment manifests.
    #[must_use]
    pub fn deployments(&self) -> PathBuf {
        self.root.join("deployments")
    }

    /// What nobody else may read.
    #[must_use]
    pub fn private(&self) -> PathBuf {
        self.root.join("private")
    }

    /// Encrypted keys.
    #[must_use]
    pub fn keystores(&self) -> PathBuf {
        self.private().join("keystores")
    }

    /// The address book.
    #[must_use]
    pub fn labels_file(&self) -> PathBuf {
        self.root.join("labels.toml")
    }

    /// The networks that people wrote down.
    #[must_use]
    pub fn networks_file(&self) -> PathBuf {
        self.root.join("networks.toml")
    }

    /// Creates `private/` (and the folders on the way) and returns it.
    ///
    /// # Errors
    ///
    /// The folder can't be created.
    pub fn create_private(&self) -> Result<PathBuf, HomeError> {
        create_dir(&self.root, Visibility::Shared)?;
        let path = self.private();
        create_dir(&path, Visibility::Private)?;
        Ok(path)
    }
}

/// Creates a folder and those above it. A private one gets mode 0700, even when it existed before.
///
/// # Errors
///
/// The folder can't be created, or its mode can't be set.
pub fn create_dir(path: &Path, visibility: Visibility) -> Result<(), HomeError> {
    let mode = if visibility == Visibility::Private { 0o700 } else { 0o777 };
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(path)
        .map_err(|source| HomeError::io("create", path, source))?;
    if visibility == Visibility::Private {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
            .map_err(|source| HomeError::io("restrict", path, source))?;
    }
    Ok(())
}

/// The folder that a file is in. That of a bare name, whose parent is an empty path, is the current one.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a whole file or nothing: a temporary file beside it is written, flushed to the disk and renamed, and the
/// folder is flushed too, so that a reader or a crash never meets half a file. A link stays and what it leads to is replaced; a device
/// or a pipe is written to, as there is nothing to replace.
///
/// # Errors
///
/// Any step fails; the old file is then untouched.
pub fn write_atomic(path: &Path, content: &[u8], visibility: Visibility) -> Result<(), HomeError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    if fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let opened = OpenOptions::new().write(true).open(path);
        let written = opened.and_then(|mut there| there.write_all(content));
        return written.map_err(|source| HomeError::io("write", path, source));
    }
    let folder = folder_of(path);
    create_dir(folder, Visibility::Shared)?;
    let mode = if visibility == Visibility::Private { 0o600 } else { 0o644 };
    let mut file = tempfile::Builder::new()
        .prefix(".writing-")
        .permissions(fs::Permissions::from_mode(mode))
        .tempfile_in(folder)
        .map_err(|source| HomeError::io("write into", folder, source))?;
    file.write_all(content)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|source| HomeError::io("write", path, source))?;
    file.persist(path).map_err(|error| HomeError::io("replace", path, error.error))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| HomeError::io("flush", folder, source))
}

/// Reads a text file that the tool wrote, however many rows it has; `None` when there is none.
///
/// # Errors
///
/// The file exists and can't be read, or isn't UTF-8.
pub fn read_optional(path: &Path) -> Result<Option<String>, HomeError> {
    if_there(path, fs::read_to_string(path))
}

/// Reads a text file that people write, up to the bound of [`whole_file`]; `None` when there is none.
///
/// # Errors
///
/// As [`read_optional`], or the file is larger.
pub fn read_input(path: &Path) -> Result<Option<String>, HomeError> {
    if_there(path, whole_file::read_text(path))
}

fn if_there(path: &Path, read: io::Result<String>) -> Result<Option<String>, HomeError> {
    match read {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(HomeError::io("read", path, error)),
    }
}

/// Reads a file of secrets, up to the bound of [`whole_file`]; one that others may read is refused.
///
/// # Errors
///
/// The file can't be read, isn't UTF-8, is larger, or grants anything to group or others.
pub fn read_private(path: &Path) -> Result<String, HomeError> {
    let metadata = fs::metadata(path).map_err(|source| HomeError::io("read", path, source))?;
    let mode = metadata.permissions().mode() & 0o777;
    // A pipe or a descriptor under /dev/fd is nobody else's to open.
    if metadata.is_file() && mode & 0o077 != 0 {
        return Err(HomeError::Exposed { path: path.to_owned(), mode });
    }
    whole_file::read_text(path).map_err(|source| HomeError::io("read", path, source))
}

/// An exclusive lock between commands, held until it is dropped; a process that dies lets go of it.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock, waiting [`LOCK_PATIENCE`] for another command.
    ///
    /// # Errors
    ///
    /// The lock file can't be opened, or another command keeps it.
    pub fn acquire(path: &Path) -> Result<Self, HomeError> {
        Self::acquire_within(path, LOCK_PATIENCE)
    }

    /// Takes the lock, waiting at most `patience` for another command.
    ///
    /// # Errors
    ///
    /// The lock file can't be opened, or another command keeps it.
    pub fn acquire_within(path: &Path, patience: Duration) -> Result<Self, HomeError> {
        create_dir(folder_of(path), Visibility::Shared)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path)
            .map_err(|source| HomeError::io("open", path, source))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if began.elapsed() < patience => {
                    std::thread::sleep(LOCK_POLL);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(HomeError::Locked { path: path.to_owned(), patience });
                }
                Err(TryLockError::Error(error)) => return Err(HomeError::io("lock", path, error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("metadata").permissions().mode() & 0o777
    }

    #[test]
    fn a_link_stays_one_and_a_device_a_device() {
        let folder = folder();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "before").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        write_atomic(&link, b"after", Visibility::Shared).expect("written");
        assert!(fs::symlink_metadata(&link).expect("metadata").is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("read"), "after");

        write_atomic(Path::new("/dev/null"), b"gone", Visibility::Shared).expect("written");
        assert!(!fs::metadata("/dev/null").expect("metadata").is_file());
        let refused = write_atomic(folder.path(), b"no", Visibility::Shared);
        assert!(refused.is_err(), "a folder is no file");
    }

    #[test]
    fn names_are_plain() {
        for good in ["a", "uk-bond", "local-2", &"a".repeat(32)] {
            assert_eq!(Name::parse(good).expect("a name").as_str(), good);
        }
        for bad in ["", "-a", "1a", "A", "a/b", "..", "a b", "a.b", &"a".repeat(33)] {
            assert!(Name::parse(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn locating_creates_nothing() {
        let folder = folder();
        let home = Home::locate(Some(&folder.path().join("home"))).expect("a home");
        assert!(!home.root().exists());
        assert!(home.root().is_absolute());
    }

    #[test]
    fn atomic_write_replaces_and_leaves_no_rest() {
        let folder = folder();
        let path = folder.path().join("sub/file.json");
        write_atomic(&path, b"one", Visibility::Shared).expect("first");
        write_atomic(&path, b"two", Visibility::Shared).expect("second");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(folder.path().join("sub")).expect("list").count(), 1);
    }

    #[test]
    fn a_bare_name_is_in_the_current_folder() {
        for (path, folder) in [("register.csv", "."), ("./a", "."), ("a/b", "a"), ("/a", "/")] {
            assert_eq!(folder_of(Path::new(path)), Path::new(folder), "{path}");
        }
        // The tests run in the folder of the package.
        let name = format!(".bare-{}", std::process::id());
        write_atomic(Path::new(&name), b"one", Visibility::Shared).expect("a bare name");
        assert_eq!(fs::read(&name).expect("read"), b"one");
        fs::remove_file(&name).expect("remove");
    }

    #[test]
    fn private_things_are_private() {
        let folder = folder();
        let home = Home::locate(Some(folder.path())).expect("a home");
        let private = home.create_private().expect("private folder");
        assert_eq!(mode(&private), 0o700);
        let path = private.join("salts.json");
        write_atomic(&path, b"{}", Visibility::Private).expect("write");
        assert_eq!(mode(&path), 0o600);
        assert_eq!(read_private(&path).expect("read"), "{}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("chmod");
        assert!(matches!(read_private(&path), Err(HomeError::Exposed { mode: 0o640, .. })));
    }

    #[test]
    fn what_people_name_is_read_up_to_a_bound() {
        let folder = folder();
        let path = folder.path().join("labels.toml");
        assert_eq!(read_input(&path).expect("none"), None);
        let file = File::create(&path).expect("create");
        file.set_len((whole_file::MOST_MEBIBYTES << 20) + 1).expect("lengthen");
        let error = read_input(&path).expect_err("too large").to_string();
        assert!(error.contains("labels.toml: it is larger than 16 MiB"), "{error}");
        let error = read_private(Path::new("/dev/zero")).expect_err("no end").to_string();
        assert!(error.starts_with("could not read /dev/zero: it is larger than 16 MiB"), "{error}");
        // What the tool wrote has as many rows as there are holders.
        assert!(read_optional(&path).expect("read").is_some());
    }

    #[test]
    fn a_lock_excludes_until_dropped() {
        let folder = folder();
        let path = folder.path().join("manifest.lock");
        let held = FileLock::acquire(&path).expect("first");
        let refused = FileLock::acquire_within(&path, Duration::from_millis(60));
        assert!(matches!(refused, Err(HomeError::Locked { .. })));
        drop(held);
        FileLock::acquire_within(&path, Duration::ZERO).expect("after the first is dropped");
    }
}
