//! Resolution and installation against a `PATH` of tiny scripts.
#![cfg(unix)]

use corridor_toolchain::{Environment, Home, HomeKind, Origin, Progress, ToolError, Tools};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;

/// A home folder and a `PATH` folder that start out empty.
struct Fixture {
    root: TempDir,
    variables: Vec<(&'static str, PathBuf)>,
}

impl Fixture {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(root.path().join("bin")).expect("a folder for programs");
        Self { root, variables: vec![] }
    }

    fn home(&self) -> Home {
        Home { directory: self.root.path().join("home"), kind: HomeKind::Cache }
    }

    /// Writes an executable script. A child process writes it: a file that this process holds open for writing, even in
    /// a fork of another test's thread, could not be executed ("text file busy").
    fn script(&self, name: &str, body: &str) -> PathBuf {
        let path = self.root.path().join(name);
        let status = Command::new("/bin/sh")
            .args(["-c", "printf '#!/bin/sh\n%s\n' \"$2\" > \"$1\" && chmod 755 \"$1\"", "sh"])
            .arg(&path)
            .arg(body)
            .status()
            .expect("a shell");
        assert!(status.success());
        path
    }

    fn node(&self, version: &str) {
        // Runs the shim by answering for it: any script path with --version is the compiler.
        let body = format!(
            "if [ $# = 1 ]; then echo v{version}; else echo 'Version: 0.8.37+commit.abc.Test'; fi"
        );
        self.script("bin/node", &body);
    }

    /// An npm that logs its call and installs `package` at `version`.
    fn npm(&self, package: &str, version: &str) {
        let body = format!(
            "echo \"$@\" >> ../npm.log\ncd node_modules 2>/dev/null || {{ /bin/mkdir node_modules; cd node_modules; }}\n\
             /bin/mkdir -p {package}/bin\necho '{{\"version\":\"{version}\"}}' > {package}/package.json\n\
             printf '#!/bin/sh\\necho \"anvil Version: {version}\"\\n' > {package}/bin/anvil\n\
             /bin/chmod 755 {package}/bin/anvil\necho '{{}}' > .package-lock.json"
        );
        self.script("bin/npm", &body);
    }

    fn tools(&self) -> Tools {
        let path = self.root.path().join("bin");
        let start = Environment::empty(self.root.path()).with("PATH", path);
        let environment =
            self.variables.iter().fold(start, |e, (name, value)| e.with(*name, value));
        Tools::new(self.home(), environment)
    }

    fn npm_calls(&self) -> usize {
        fs::read_to_string(self.root.path().join("npm.log")).map_or(0, |log| log.lines().count())
    }
}

const ANVIL_PACKAGE: &str = "@foundry-rs/anvil-linux-amd64";

#[test]
fn a_native_anvil_of_the_pinned_version_is_used() {
    let fixture = Fixture::new();
    let native = fixture.script("bin/anvil", "echo 'anvil Version: 1.7.1-stable'");
    let anvil = fixture.tools().anvil().expect("the native one");
    assert_eq!((anvil.program, anvil.origin), (native, Origin::Path));
}

#[test]
fn a_native_anvil_of_another_version_is_passed_over() {
    let fixture = Fixture::new();
    fixture.script("bin/anvil", "echo 'anvil Version: 1.6.0'");
    fixture.node("22.0.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    let anvil = fixture.tools().anvil().expect("the packaged one");
    assert_eq!(anvil.origin, Origin::Package);
    assert!(anvil.program.ends_with("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"));
}

#[test]
fn an_installation_happens_once_and_is_reported() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let tools = fixture
        .tools()
        .on_progress(move |progress| log.lock().expect("a log").push(progress.clone()));
    tools.anvil().expect("installed");
    tools.anvil().expect("found");
    assert_eq!(fixture.npm_calls(), 1);
    let seen = seen.lock().expect("a log");
    assert!(
        matches!(seen[..], [Progress::Installing { .. }, Progress::Installed { .. }]),
        "{seen:?}"
    );
}

#[test]
fn processes_that_start_together_install_once() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| fixture.tools().anvil().expect("installed by one, found by the others"));
        }
    });
    assert_eq!(fixture.npm_calls(), 1);
}

#[test]
fn an_interrupted_installation_is_done_again() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    fixture.tools().anvil().expect("installed");
    fs::remove_file(fixture.home().directory.join("node_modules/.package-lock.json"))
        .expect("the mark of completion");
    fixture.tools().anvil().expect("installed again");
    assert_eq!(fixture.npm_calls(), 2);
}

#[test]
fn a_named_anvil_must_exist() {
    let mut fixture = Fixture::new();
    fixture.variables.push(("CORRIDOR_ANVIL", "/nonexistent/anvil".into()));
    let error = fixture.tools().anvil().expect_err("there is none");
    assert!(matches!(error, ToolError::NotFound { .. }), "{error}");
    assert!(error.to_string().contains("from $CORRIDOR_ANVIL"), "{error}");
}

#[test]
fn a_named_anvil_must_be_of_the_pinned_version() {
    let mut fixture = Fixture::new();
    let named = fixture.script("other", "echo 'anvil Version: 1.7.0'");
    fixture.variables.push(("CORRIDOR_ANVIL", named));
    let error = fixture.tools().anvil().expect_err("another version");
    assert!(
        matches!(&error, ToolError::VersionMismatch { found, .. } if found == "1.7.0"),
        "{error}"
    );
}

#[test]
fn a_named_program_that_is_something_else_is_shown_with_its_output() {
    let mut fixture = Fixture::new();
    let named = fixture.script("other", "echo hello");
    fixture.variables.push(("CORRIDOR_FORGE", named));
    let error = fixture.tools().forge().expect_err("not forge");
    assert!(
        matches!(&error, ToolError::NotRunnable { reason, .. } if reason.contains("hello")),
        "{error}"
    );
}

#[test]
fn without_node_the_native_way_is_named() {
    let error = Fixture::new().tools().anvil().expect_err("nothing to install with");
    assert!(matches!(error, ToolError::NodeMissing { .. }), "{error}");
    assert!(error.to_string().contains("install Foundry 1.7.1 natively"), "{error}");
}

#[test]
fn an_old_node_is_refused() {
    let fixture = Fixture::new();
    fixture.node("18.20.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    let error = fixture.tools().anvil().expect_err("too old");
    assert!(matches!(&error, ToolError::NodeTooOld { found, .. } if found == "18.20.0"), "{error}");
    assert_eq!(fixture.npm_calls(), 0);
}

#[test]
fn without_npm_it_is_asked_for() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    let error = fixture.tools().anvil().expect_err("no npm");
    assert!(matches!(error, ToolError::NpmMissing { .. }), "{error}");
}

#[test]
fn a_missing_network_is_told_from_other_failures() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.script("bin/npm", "echo 'npm error code EAI_AGAIN' >&2; exit 1");
    let error = fixture.tools().anvil().expect_err("no network");
    assert!(
        matches!(&error, ToolError::Network { stderr, .. } if stderr.contains("EAI_AGAIN")),
        "{error}"
    );

    fixture.script("bin/npm", "echo 'npm error code EUSAGE' >&2; exit 1");
    let error = fixture.tools().anvil().expect_err("a broken lock file");
    assert!(
        matches!(&error, ToolError::NpmFailed { stderr, .. } if stderr.contains("EUSAGE")),
        "{error}"
    );
}

#[test]
fn an_installation_without_the_package_is_an_error() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm("something-else", "1.0.0");
    let error = fixture.tools().anvil().expect_err("not in the package set");
    assert!(
        matches!(&error, ToolError::PackageMissing { package, .. } if package == ANVIL_PACKAGE),
        "{error}"
    );
}

#[test]
fn solc_is_taken_in_the_documented_order() {
    let mut fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm("solc", "0.8.37");
    let packaged = fixture.tools().solc(None).expect("the packaged one");
    assert_eq!(packaged.origin, Origin::Package);
    assert_eq!(packaged.version, "0.8.37+commit.abc");
    assert!(Path::new(&packaged.arguments[0]).ends_with("tools/solc.js"));

    let native = fixture.script("bin/solc", "echo 'Version: 0.8.37+commit.abc.Linux.g++'");
    let found = fixture.tools().solc(None).expect("the native one");
    assert_eq!((found.program, found.origin), (native, Origin::Path));

    let variable = fixture.script("variable", "echo 'Version: 0.8.37+commit.abc.Linux.g++'");
    fixture.variables.push(("SOLC", variable.clone()));
    let found = fixture.tools().solc(None).expect("the one of the variable");
    assert_eq!((found.program, found.origin), (variable, Origin::Variable("SOLC")));

    let named = fixture.script("named", "echo 'Version: 0.8.37+commit.abc.Linux.g++'");
    let found = fixture.tools().solc(Some(&named)).expect("the one of the option");
    assert_eq!((found.program, found.origin), (named, Origin::Option));
}

#[test]
fn a_named_solc_of_another_version_is_refused() {
    let fixture = Fixture::new();
    let named = fixture.script("named", "echo 'Version: 0.8.30+commit.73712a01.Linux.g++'");
    let error = fixture.tools().solc(Some(&named)).expect_err("another version");
    assert!(matches!(error, ToolError::VersionMismatch { .. }), "{error}");
}

#[test]
fn the_sources_need_a_checkout() {
    let error = Fixture::new()
        .tools()
        .ensure_contracts_dependencies()
        .expect_err("a cache folder has none");
    assert!(matches!(error, ToolError::NoCheckout { .. }), "{error}");
}

#[test]
fn a_package_that_cannot_run_here_is_an_error_that_names_the_native_way() {
    let fixture = Fixture::new();
    fixture.node("20.0.0");
    fixture.npm(ANVIL_PACKAGE, "1.7.1");
    let npm = fs::read_to_string(fixture.root.path().join("bin/npm")).expect("the script");
    let broken =
        npm.replace("echo \"anvil Version: 1.7.1\"", "echo GLIBC_2.35 not found >\\&2; exit 1");
    fixture.script("bin/npm", &broken.replace("\\&", "&"));
    let error = fixture.tools().anvil().expect_err("it does not start");
    assert!(
        matches!(&error, ToolError::NotRunnable { reason, .. } if reason.contains("GLIBC")),
        "{error}"
    );
    assert!(error.to_string().contains("install Foundry 1.7.1 natively"), "{error}");
}
