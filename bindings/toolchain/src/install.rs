//! Installs the npm packages of a [`Home`], one process at a time.

use crate::{Environment, Home, MINIMUM_NODE_MAJOR, ToolError, probe};
use std::{
    ffi::OsString,
    fmt,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

const SHOWN_LINES: usize = 8;

/// What an installation is doing; its `Display` is one line for people.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// `npm ci` starts.
    Installing {
        /// What for.
        purpose: String,
        /// The folder it installs into.
        directory: PathBuf,
    },
    /// Another process is installing into the same folder, and this one waits for it.
    Waiting {
        /// The folder.
        directory: PathBuf,
    },
    /// `npm ci` ended well.
    Installed {
        /// How long it took.
        elapsed: Duration,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installing { purpose, directory } => {
                write!(f, "installing {purpose} into {} (once, with npm)", directory.display())
            }
            Self::Waiting { directory } => {
                write!(f, "waiting for another process that installs into {}", directory.display())
            }
            Self::Installed { elapsed } => write!(f, "installed in {:.1} s", elapsed.as_secs_f64()),
        }
    }
}

/// A package that must be there in one version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

/// One installation: what it is for, where, and whom it tells.
pub(crate) struct Installer<'a> {
    pub(crate) home: &'a Home,
    pub(crate) environment: &'a Environment,
    pub(crate) purpose: &'a str,
    /// The sentence that names a way without npm, or nothing.
    pub(crate) native: &'a str,
    pub(crate) progress: &'a dyn Fn(&Progress),
}

impl Installer<'_> {
    /// Makes sure that every one of `packages` is installed, and installs all of them when one is not. Says whether it
    /// installed anything.
    pub(crate) fn ensure(&self, packages: &[Package]) -> Result<bool, ToolError> {
        if self.missing(packages).is_none() {
            return Ok(false);
        }
        self.home.prepare()?;
        let _lock = self.lock()?;
        if self.missing(packages).is_none() {
            return Ok(false);
        }
        self.install()?;
        match self.missing(packages) {
            None => Ok(true),
            Some(package) => Err(ToolError::PackageMissing {
                package: package.name.to_owned(),
                expected: package.version,
                directory: self.home.directory.clone(),
                native: self.native.to_owned(),
            }),
        }
    }

    /// The first package that is not there. npm writes its hidden lock file last, so an interrupted installation
    /// counts as none.
    fn missing<'p>(&self, packages: &'p [Package]) -> Option<&'p Package> {
        let finished = self.home.package(".package-lock.json").is_file();
        packages.iter().find(|package| !finished || !is_installed(self.home, package))
    }

    fn lock(&self) -> Result<File, ToolError> {
        // `cache` is ignored by git in a checkout; node_modules itself is deleted by `npm ci`.
        let folder = self.home.directory.join("cache");
        fs::create_dir_all(&folder).map_err(ToolError::io("create", &folder))?;
        let path = folder.join("install.lock");
        let file = File::create(&path).map_err(ToolError::io("create", &path))?;
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(source)) => return Err(ToolError::io("lock", &path)(source)),
            Err(TryLockError::WouldBlock) => {}
        }
        (self.progress)(&Progress::Waiting { directory: self.home.directory.clone() });
        file.lock().map_err(ToolError::io("lock", &path))?;
        Ok(file)
    }

    fn install(&self) -> Result<(), ToolError> {
        node(self.environment, self.purpose, self.native)?;
        let npm = self.environment.find_program("npm").ok_or_else(|| ToolError::NpmMissing {
            purpose: self.purpose.to_owned(),
            native: self.native.to_owned(),
        })?;
        let directory = self.home.directory.clone();
        (self.progress)(&Progress::Installing { purpose: self.purpose.to_owned(), directory });
        let started = Instant::now();
        let output = self.npm_ci(&npm)?;
        if !output.status.success() {
            return Err(self.npm_error(&output));
        }
        (self.progress)(&Progress::Installed { elapsed: started.elapsed() });
        Ok(())
    }

    fn npm_ci(&self, npm: &Path) -> Result<Output, ToolError> {
        let mut command = Command::new(npm);
        command
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(&self.home.directory)
            .stdin(Stdio::null());
        if let Some(path) = self.environment.variable("PATH") {
            command.env("PATH", path);
        }
        command.output().map_err(ToolError::io("run", npm))
    }

    fn npm_error(&self, output: &Output) -> ToolError {
        let text = String::from_utf8_lossy(&output.stderr);
        let stderr = probe::last_lines(&text, SHOWN_LINES);
        let (purpose, directory) = (self.purpose.to_owned(), self.home.directory.clone());
        if is_network_failure(&text) {
            return ToolError::Network { purpose, directory, stderr };
        }
        ToolError::NpmFailed { purpose, directory, status: output.status.to_string(), stderr }
    }
}

/// Node.js of an accepted version.
pub(crate) fn node(
    environment: &Environment,
    purpose: &str,
    native: &str,
) -> Result<PathBuf, ToolError> {
    let path = environment.find_program("node").ok_or_else(|| ToolError::NodeMissing {
        purpose: purpose.to_owned(),
        native: native.to_owned(),
    })?;
    let text = probe::version_text(&path, &[] as &[OsString]).map_err(|reason| {
        ToolError::NotRunnable {
            tool: "Node.js",
            path: path.clone(),
            reason,
            native: native.to_owned(),
        }
    })?;
    let found = text.trim().trim_start_matches('v').to_owned();
    let major = found.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < MINIMUM_NODE_MAJOR) {
        return Err(ToolError::NodeTooOld {
            purpose: purpose.to_owned(),
            path,
            found,
            minimum: MINIMUM_NODE_MAJOR,
        });
    }
    Ok(path)
}

fn is_installed(home: &Home, package: &Package) -> bool {
    let manifest = home.package(package.name).join("package.json");
    fs::read_to_string(manifest)
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .is_some_and(|manifest| manifest["version"] == package.version)
}

fn is_network_failure(stderr: &str) -> bool {
    const SIGNS: [&str; 8] = [
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ECONNRESET",
        "ETIMEDOUT",
        "ENETUNREACH",
        "ERR_SOCKET_TIMEOUT",
        "network",
    ];
    SIGNS.iter().any(|sign| stderr.contains(sign))
}
