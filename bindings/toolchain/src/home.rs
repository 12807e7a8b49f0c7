//! Where the npm packages live: the checkout's `contracts` folder, or a cache folder of the user.

use crate::{Environment, ToolError};
use std::{
    fs,
    path::{Path, PathBuf},
};

const MANIFEST: &str = include_str!("../../../contracts/package.json");
const LOCK_FILE: &str = include_str!("../../../contracts/package-lock.json");
const SOLC_SHIM: &str = include_str!("../../../contracts/tools/solc.js");
const BUILT_FROM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts");

/// Which kind of folder a [`Home`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeKind {
    /// The `contracts` folder of a checkout.
    Checkout,
    /// A cache folder of the user, outside any checkout.
    Cache,
}

/// The folder that holds `package.json`, its lock file and, once installed, `node_modules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The folder itself, absolute.
    pub directory: PathBuf,
    /// Which kind it is.
    pub kind: HomeKind,
}

impl Home {
    /// The checkout at or above the working directory, else the one this program was built from, else the cache folder.
    ///
    /// # Errors
    /// When there is no checkout and no place for a cache folder.
    pub fn locate(environment: &Environment) -> Result<Self, ToolError> {
        Self::locate_with_fallback(environment, Path::new(BUILT_FROM))
    }

    pub(crate) fn locate_with_fallback(
        environment: &Environment,
        fallback: &Path,
    ) -> Result<Self, ToolError> {
        let candidates = environment
            .working_directory()
            .ancestors()
            .flat_map(|directory| [directory.to_path_buf(), directory.join("contracts")])
            .chain([fallback.to_path_buf()]);
        for directory in candidates {
            if is_contracts_folder(&directory) {
                let directory =
                    fs::canonicalize(&directory).map_err(ToolError::io("open", &directory))?;
                return Ok(Self { directory, kind: HomeKind::Checkout });
            }
        }
        Ok(Self { directory: cache_directory(environment)?, kind: HomeKind::Cache })
    }

    /// Writes what an installation starts from, when this is a cache folder that does not have it yet.
    pub(crate) fn prepare(&self) -> Result<(), ToolError> {
        if self.kind == HomeKind::Checkout {
            return Ok(());
        }
        let tools = self.directory.join("tools");
        fs::create_dir_all(&tools).map_err(ToolError::io("create", &tools))?;
        write_if_different(&self.directory.join("package.json"), MANIFEST)?;
        write_if_different(&self.directory.join("package-lock.json"), LOCK_FILE)?;
        write_if_different(&self.solc_shim(), SOLC_SHIM)
    }

    pub(crate) fn solc_shim(&self) -> PathBuf {
        self.directory.join("tools").join("solc.js")
    }

    pub(crate) fn package(&self, name: &str) -> PathBuf {
        self.directory.join("node_modules").join(name)
    }
}

/// Whether `directory` is the contracts folder of the release that this program belongs to: another release pins
/// other versions, and its packages would never satisfy this one.
fn is_contracts_folder(directory: &Path) -> bool {
    fs::read_to_string(directory.join("package.json"))
        .is_ok_and(|text| text.lines().eq(MANIFEST.lines()))
}

fn cache_directory(environment: &Environment) -> Result<PathBuf, ToolError> {
    let below_home = |folder: &str| environment.path_variable("HOME").map(|home| home.join(folder));
    let platform = || {
        if cfg!(windows) {
            environment.path_variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            below_home("Library/Caches")
        } else {
            environment.path_variable("XDG_CACHE_HOME").or_else(|| below_home(".cache"))
        }
    };
    let root = match environment.path_variable("CORRIDOR_CACHE") {
        Some(root) => root,
        None => platform().ok_or(ToolError::NoCacheDirectory)?.join("corridor"),
    };
    Ok(root.join(concat!("tools-", env!("CARGO_PKG_VERSION"))))
}

fn write_if_different(path: &Path, text: &str) -> Result<(), ToolError> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(ToolError::io("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FOUNDRY_VERSION, OPENZEPPELIN_VERSION, SOLC_VERSION};

    const NOWHERE: &str = "/nonexistent/contracts";

    #[test]
    fn the_constants_are_the_versions_of_the_manifest() {
        let manifest: serde_json::Value = serde_json::from_str(MANIFEST).unwrap();
        assert_eq!(manifest["dependencies"]["solc"], SOLC_VERSION);
        assert_eq!(manifest["dependencies"]["@openzeppelin/contracts"], OPENZEPPELIN_VERSION);
        for (package, version) in manifest["optionalDependencies"].as_object().unwrap() {
            assert!(package.starts_with("@foundry-rs/"), "{package}");
            assert_eq!(version, FOUNDRY_VERSION, "{package}");
        }
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        assert!(!LOCK_FILE.contains("\"resolved\""));
    }

    #[test]
    fn a_checkout_is_found_from_any_folder_inside_it() {
        let contracts = fs::canonicalize(BUILT_FROM).unwrap();
        for start in ["", "src", "src/interfaces", ".."] {
            let environment = Environment::empty(contracts.join(start));
            let home = Home::locate_with_fallback(&environment, Path::new(NOWHERE)).unwrap();
            assert_eq!(
                home,
                Home { directory: contracts.clone(), kind: HomeKind::Checkout },
                "{start}"
            );
        }
    }

    #[test]
    fn outside_a_checkout_the_cache_folder_is_used_and_filled() {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment::empty(directory.path()).with("CORRIDOR_CACHE", "kept");
        let home = Home::locate_with_fallback(&environment, Path::new(NOWHERE)).unwrap();
        assert_eq!(home.kind, HomeKind::Cache);
        assert!(home.directory.starts_with(directory.path().join("kept")));
        home.prepare().unwrap();
        home.prepare().unwrap();
        assert_eq!(fs::read_to_string(home.directory.join("package.json")).unwrap(), MANIFEST);
        assert_eq!(fs::read_to_string(home.solc_shim()).unwrap(), SOLC_SHIM);
    }

    #[test]
    fn the_contracts_of_another_release_are_passed_over() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("package.json"), MANIFEST.replace(SOLC_VERSION, "0.8.30"))
            .unwrap();
        let environment = Environment::empty(directory.path()).with("HOME", directory.path());
        let home = Home::locate_with_fallback(&environment, Path::new(NOWHERE)).unwrap();
        assert_eq!(home.kind, HomeKind::Cache);
    }

    #[test]
    fn without_a_home_directory_the_variable_is_asked_for() {
        let error =
            Home::locate_with_fallback(&Environment::empty("/"), Path::new(NOWHERE)).unwrap_err();
        assert!(matches!(error, ToolError::NoCacheDirectory));
    }
}
