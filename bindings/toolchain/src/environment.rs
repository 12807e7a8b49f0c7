//! The environment variables and the program search path, read once so that tests can bring their own.

use std::{
    collections::BTreeMap,
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// A snapshot of what the process environment says: variables and the working directory.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
    working_directory: PathBuf,
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self {
            variables: env::vars_os().collect(),
            working_directory: env::current_dir().unwrap_or_default(),
        }
    }

    /// An empty environment in `working_directory`.
    #[must_use]
    pub fn empty(working_directory: impl Into<PathBuf>) -> Self {
        Self { variables: BTreeMap::new(), working_directory: working_directory.into() }
    }

    /// The same environment with one variable set.
    #[must_use]
    pub fn with(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// The value of a variable; one that is set and empty counts as unset.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|v| !v.is_empty())
    }

    /// The value of a variable as an absolute path.
    #[must_use]
    pub fn path_variable(&self, name: &str) -> Option<PathBuf> {
        self.variable(name).map(|value| self.absolute(Path::new(value)))
    }

    /// The directory that relative paths start from.
    #[must_use]
    pub fn working_directory(&self) -> &Path {
        &self.working_directory
    }

    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        self.working_directory.join(path)
    }

    /// The first file called `name` in a directory of the `PATH`, with the platform's executable suffixes.
    pub(crate) fn find_program(&self, name: &str) -> Option<PathBuf> {
        let suffixes: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
        env::split_paths(self.variable("PATH")?)
            .flat_map(|directory| {
                suffixes.iter().map(move |s| directory.join(format!("{name}{s}")))
            })
            .map(|candidate| self.absolute(&candidate))
            .find(|candidate| is_executable(candidate))
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let environment = Environment::empty("/").with("SOLC", "");
        assert_eq!(environment.variable("SOLC"), None);
    }

    #[test]
    fn a_relative_path_variable_starts_at_the_working_directory() {
        let environment = Environment::empty("/somewhere").with("SOLC", "bin/solc");
        assert_eq!(environment.path_variable("SOLC"), Some(PathBuf::from("/somewhere/bin/solc")));
    }

    #[test]
    fn no_path_finds_nothing() {
        assert_eq!(Environment::empty("/").find_program("sh"), None);
    }
}
