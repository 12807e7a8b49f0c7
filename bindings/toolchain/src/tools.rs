//! The tools themselves: where each one comes from, in which order.

use crate::{
    Environment, FOUNDRY_VERSION, Home, HomeKind, OPENZEPPELIN_VERSION, Progress, SOLADY_VERSION,
    SOLC_VERSION, ToolError,
    install::{self, Installer, Package},
    probe,
};
use std::{
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
};

const FORGE: Foundry = Foundry {
    tool: "forge",
    variable: "CORRIDOR_FORGE",
    package: Package { name: "@foundry-rs/forge-linux-amd64", version: FOUNDRY_VERSION },
};
const ANVIL: Foundry = Foundry {
    tool: "anvil",
    variable: "CORRIDOR_ANVIL",
    package: Package { name: "@foundry-rs/anvil-linux-amd64", version: FOUNDRY_VERSION },
};
const SOLC_PACKAGE: Package = Package { name: "solc", version: SOLC_VERSION };
const OPENZEPPELIN: Package =
    Package { name: "@openzeppelin/contracts", version: OPENZEPPELIN_VERSION };
/// What gas is compared with.
const SOLADY: Package = Package { name: "solady", version: SOLADY_VERSION };

/// Who named a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The caller, usually from a command line option.
    Option,
    /// An environment variable.
    Variable(&'static str),
    /// The program search path.
    Path,
    /// The npm package.
    Package,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option => f.write_str("given on the command line"),
            Self::Variable(name) => write!(f, "from ${name}"),
            Self::Path => f.write_str("on the PATH"),
            Self::Package => f.write_str("installed with npm"),
        }
    }
}

/// A program of the pinned version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// The program, absolute.
    pub program: PathBuf,
    /// Where it comes from.
    pub origin: Origin,
}

/// A Solidity compiler of the pinned version. It may need an interpreter: run `program` with `arguments` first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solc {
    /// The program, absolute: a native compiler, or Node.js.
    pub program: PathBuf,
    /// What comes before the compiler's own arguments: nothing, or the path of the shim.
    pub arguments: Vec<OsString>,
    /// Where it comes from.
    pub origin: Origin,
    /// Version and commit (`0.8.37+commit.f401782d`), without the platform it was built for.
    pub version: String,
}

/// A tool of Foundry: how it is named, and which package has it.
#[derive(Clone, Copy, Debug)]
struct Foundry {
    tool: &'static str,
    variable: &'static str,
    package: Package,
}

impl Foundry {
    fn native_hint(&self) -> String {
        format!(
            ", or install Foundry {FOUNDRY_VERSION} natively so that `{}` is on the PATH",
            self.tool
        )
    }
}

/// Finds the pinned tools, and installs the ones that are missing.
pub struct Tools {
    home: Home,
    environment: Environment,
    progress: Box<dyn Fn(&Progress) + Send + Sync>,
}

impl fmt::Debug for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tools").field("home", &self.home).finish_non_exhaustive()
    }
}

impl Tools {
    /// The tools of the checkout this process runs in or was built from, else of the user's cache folder.
    ///
    /// # Errors
    /// When there is no checkout and no place for a cache folder.
    pub fn discover() -> Result<Self, ToolError> {
        let environment = Environment::of_process();
        Ok(Self::new(Home::locate(&environment)?, environment))
    }

    /// The tools of `home` in a given environment. Nothing is reported until [`on_progress`](Self::on_progress).
    #[must_use]
    pub fn new(home: Home, environment: Environment) -> Self {
        Self { home, environment, progress: Box::new(|_| {}) }
    }

    /// Tells `report` what an installation is doing.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.progress = Box::new(report);
        self
    }

    /// The folder that holds, or will hold, the npm packages.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The `contracts` folder of the checkout.
    ///
    /// # Errors
    /// When this is no checkout.
    pub fn contracts_directory(&self) -> Result<&Path, ToolError> {
        match self.home.kind {
            HomeKind::Checkout => Ok(&self.home.directory),
            HomeKind::Cache => Err(ToolError::NoCheckout {
                directory: self.environment.working_directory().to_path_buf(),
            }),
        }
    }

    /// Anvil, the local chain.
    ///
    /// # Errors
    /// See [`ToolError`]: a wrong `$CORRIDOR_ANVIL`, or nothing native on the `PATH` and an installation that failed.
    pub fn anvil(&self) -> Result<Tool, ToolError> {
        self.foundry(&ANVIL)
    }

    /// Forge, which builds and tests the contracts.
    ///
    /// # Errors
    /// As [`anvil`](Self::anvil), with `$CORRIDOR_FORGE`.
    pub fn forge(&self) -> Result<Tool, ToolError> {
        self.foundry(&FORGE)
    }

    /// The Solidity compiler; `named` is what the caller was told to use.
    ///
    /// # Errors
    /// See [`ToolError`]: a wrong path, or nothing native on the `PATH` and no Node.js to run the packaged compiler.
    pub fn solc(&self, named: Option<&Path>) -> Result<Solc, ToolError> {
        if let Some(path) = named {
            return self.explicit_solc(self.environment.absolute(path), Origin::Option);
        }
        if let Some(path) = self.environment.path_variable("SOLC") {
            return self.explicit_solc(path, Origin::Variable("SOLC"));
        }
        if let Some(program) = self.environment.find_program("solc")
            && let Ok(text) = probe::version_text(&program, &[])
            && let Some(version) = pinned_solc_version(&text)
        {
            return Ok(Solc { program, arguments: vec![], origin: Origin::Path, version });
        }
        self.packaged_solc()
    }

    /// Installs what compiling and testing the contracts needs, OpenZeppelin Contracts first of all, and returns the
    /// `contracts` folder.
    ///
    /// # Errors
    /// When this is no checkout, or the installation failed.
    pub fn ensure_contracts_dependencies(&self) -> Result<&Path, ToolError> {
        let directory = self.contracts_directory()?;
        self.installer("the contracts' dependencies", "").ensure(&[
            OPENZEPPELIN,
            SOLADY,
            SOLC_PACKAGE,
        ])?;
        Ok(directory)
    }

    fn installer<'a>(&'a self, purpose: &'a str, native: &'a str) -> Installer<'a> {
        Installer {
            home: &self.home,
            environment: &self.environment,
            purpose,
            native,
            progress: self.progress.as_ref(),
        }
    }

    fn foundry(&self, wanted: &Foundry) -> Result<Tool, ToolError> {
        if let Some(program) = self.environment.path_variable(wanted.variable) {
            let origin = Origin::Variable(wanted.variable);
            check_version(wanted.tool, &program, &[], &origin, FOUNDRY_VERSION)?;
            return Ok(Tool { program, origin });
        }
        if let Some(program) = self.environment.find_program(wanted.tool)
            && check_version(wanted.tool, &program, &[], &Origin::Path, FOUNDRY_VERSION).is_ok()
        {
            return Ok(Tool { program, origin: Origin::Path });
        }
        self.packaged_foundry(wanted)
    }

    fn packaged_foundry(&self, wanted: &Foundry) -> Result<Tool, ToolError> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
            return Err(ToolError::PlatformUnsupported {
                tool: wanted.tool,
                platform: format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH),
                version: FOUNDRY_VERSION,
                variable: wanted.variable,
            });
        }
        let purpose = format!("{} {FOUNDRY_VERSION}", wanted.tool);
        let installed =
            self.installer(&purpose, &wanted.native_hint()).ensure(&[wanted.package])?;
        let program = self.home.package(wanted.package.name).join("bin").join(wanted.tool);
        if installed {
            // The package needs a glibc of 2022 or later; better to learn that here than from a chain that never starts.
            check_version(wanted.tool, &program, &[], &Origin::Package, FOUNDRY_VERSION)
                .map_err(|error| error.with_native_hint(wanted.native_hint()))?;
        }
        Ok(Tool { program, origin: Origin::Package })
    }

    fn explicit_solc(&self, path: PathBuf, origin: Origin) -> Result<Solc, ToolError> {
        let (program, arguments) = if path.extension().is_some_and(|extension| extension == "js") {
            if !path.is_file() {
                return Err(ToolError::NotFound { tool: "solc", path, origin: origin.to_string() });
            }
            (install::node(&self.environment, "solc", "")?, vec![path.into_os_string()])
        } else {
            (path, vec![])
        };
        let version = check_version("solc", &program, &arguments, &origin, SOLC_VERSION)?;
        Ok(Solc { program, arguments, origin, version: without_platform(&version) })
    }

    fn packaged_solc(&self) -> Result<Solc, ToolError> {
        let native =
            format!(", or install solc {SOLC_VERSION} natively so that `solc` is on the PATH");
        let purpose = format!("solc {SOLC_VERSION}");
        self.installer(&purpose, &native).ensure(&[SOLC_PACKAGE])?;
        self.home.prepare()?;
        let program = install::node(&self.environment, &purpose, &native)?;
        let arguments = vec![self.home.solc_shim().into_os_string()];
        let version = check_version("solc", &program, &arguments, &Origin::Package, SOLC_VERSION)?;
        Ok(Solc {
            program,
            arguments,
            origin: Origin::Package,
            version: without_platform(&version),
        })
    }
}

/// The version that a program reports, which must be the pinned release.
fn check_version(
    tool: &'static str,
    program: &Path,
    arguments: &[OsString],
    origin: &Origin,
    expected: &'static str,
) -> Result<String, ToolError> {
    let path = program.to_path_buf();
    if !program.is_file() {
        return Err(ToolError::NotFound { tool, path, origin: origin.to_string() });
    }
    let unusable =
        |reason| ToolError::NotRunnable { tool, path: path.clone(), reason, native: String::new() };
    let text = probe::version_text(program, arguments).map_err(unusable)?;
    let found = probe::reported_version(&text)
        .ok_or_else(|| {
            unusable(format!("it printed no version but: {}", probe::last_lines(&text, 3)))
        })?
        .to_owned();
    if !probe::is_release(&found, expected) {
        return Err(ToolError::VersionMismatch {
            tool,
            path,
            origin: origin.to_string(),
            expected,
            found,
        });
    }
    Ok(found)
}

fn pinned_solc_version(text: &str) -> Option<String> {
    probe::reported_version(text)
        .filter(|found| probe::is_release(found, SOLC_VERSION))
        .map(without_platform)
}

/// `0.8.37+commit.f401782d.Emscripten.clang` to `0.8.37+commit.f401782d`: the platform does not change the output.
fn without_platform(version: &str) -> String {
    match version.split_once("+commit.") {
        Some((release, rest)) => {
            format!("{release}+commit.{}", rest.split('.').next().unwrap_or_default())
        }
        None => version.to_owned(),
    }
}
