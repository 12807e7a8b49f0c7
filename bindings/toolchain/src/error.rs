//! Why a tool could not be had.

use std::{io, path::PathBuf};

/// Why a tool could not be had. Each message says what was attempted, what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ToolError {
    /// Node.js is needed and not on the `PATH`.
    #[error(
        "cannot set up {purpose}: Node.js is not on the PATH; install Node.js 20 or later (https://nodejs.org){native}"
    )]
    NodeMissing {
        /// What Node.js was needed for.
        purpose: String,
        /// The way round it, when there is a native one.
        native: String,
    },

    /// Node.js is older than the packages accept.
    #[error(
        "cannot set up {purpose}: {path} is Node.js {found}; install Node.js {minimum} or later (https://nodejs.org)"
    )]
    NodeTooOld {
        /// What Node.js was needed for.
        purpose: String,
        /// The program that was found.
        path: PathBuf,
        /// The version it reports.
        found: String,
        /// The oldest major version that works.
        minimum: u32,
    },

    /// Node.js is there and its package client is not.
    #[error(
        "cannot set up {purpose}: npm is not on the PATH; install the npm that belongs to Node.js{native}"
    )]
    NpmMissing {
        /// What npm was needed for.
        purpose: String,
        /// The way round it, when there is a native one.
        native: String,
    },

    /// npm could not reach its registry.
    #[error(
        "cannot install {purpose} into {directory}: npm could not reach its registry; connect to the network, or check `npm config get \
         registry` and `npm config get proxy`, and run the command again\n{stderr}"
    )]
    Network {
        /// What was to be installed.
        purpose: String,
        /// Where it was to go.
        directory: PathBuf,
        /// The last lines that npm wrote.
        stderr: String,
    },

    /// npm failed for another reason.
    #[error(
        "cannot install {purpose} into {directory}: `npm ci` failed with {status}; run `npm ci --ignore-scripts` there to see all of its \
         output\n{stderr}"
    )]
    NpmFailed {
        /// What was to be installed.
        purpose: String,
        /// Where it was to go.
        directory: PathBuf,
        /// How npm ended.
        status: String,
        /// The last lines that npm wrote.
        stderr: String,
    },

    /// npm reported success, and yet the package is not there in the pinned version.
    #[error(
        "{package} {expected} is missing from {directory} after `npm ci` succeeded; delete that folder's node_modules and run the command \
         again{native}"
    )]
    PackageMissing {
        /// The npm package.
        package: String,
        /// The pinned version.
        expected: &'static str,
        /// The folder that was installed into.
        directory: PathBuf,
        /// The way round it, when there is a native one.
        native: String,
    },

    /// No npm package of the tool exists for this platform.
    #[error(
        "there is no {tool} package for {platform}; install Foundry {version} natively (https://getfoundry.sh, `foundryup --install \
         {version}`) so that `{tool}` is on the PATH, or name it in ${variable}"
    )]
    PlatformUnsupported {
        /// The tool that is wanted.
        tool: &'static str,
        /// Operating system and processor of this machine.
        platform: String,
        /// The pinned Foundry release.
        version: &'static str,
        /// The variable that names a tool explicitly.
        variable: &'static str,
    },

    /// An explicitly named tool is of another version than the pinned one.
    #[error(
        "{path} ({origin}) is {tool} {found}, but this version of Corridor needs {expected}; name a {tool} {expected}, or leave it out to use \
         the installed one"
    )]
    VersionMismatch {
        /// The tool.
        tool: &'static str,
        /// The program that was named.
        path: PathBuf,
        /// Who named it.
        origin: String,
        /// The pinned version.
        expected: &'static str,
        /// The version it reports.
        found: String,
    },

    /// An explicitly named tool does not exist.
    #[error(
        "{path} ({origin}) is not an executable file; correct the path, or leave it out to use the installed {tool}"
    )]
    NotFound {
        /// The tool.
        tool: &'static str,
        /// The path that was named.
        path: PathBuf,
        /// Who named it.
        origin: String,
    },

    /// A tool exists and cannot be run.
    #[error(
        "cannot run {path} --version: {reason}; check that it is {tool} and built for this machine{native}"
    )]
    NotRunnable {
        /// The tool.
        tool: &'static str,
        /// The program.
        path: PathBuf,
        /// What happened instead of a version.
        reason: String,
        /// The way round it, when there is a native one.
        native: String,
    },

    /// The sources are needed and this is no checkout.
    #[error(
        "no Corridor checkout at or above {directory}: the Solidity sources are needed for this; run the command inside a checkout of the \
         same version"
    )]
    NoCheckout {
        /// Where the search began.
        directory: PathBuf,
    },

    /// There is no place for a cache folder.
    #[error(
        "cannot tell where to keep installed tools: no home directory is set; set $CORRIDOR_CACHE to a folder"
    )]
    NoCacheDirectory,

    /// A file operation failed.
    #[error("cannot {action} {path}: {source}; check the permissions and the free space there")]
    Io {
        /// What was attempted, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
}

impl ToolError {
    pub(crate) fn with_native_hint(mut self, hint: String) -> Self {
        if let Self::NotRunnable { native, .. } = &mut self {
            *native = hint;
        }
        self
    }

    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
