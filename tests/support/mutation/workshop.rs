//! Where mutants are made and tried: a copy of `contracts` under `target/mutation` that nobody else uses, whose tests are compiled once.
//!
//! The tests create what they test from the artifacts in `out` (`contracts/test/support/Deployed.sol`). So a mutant compiles nothing
//! but the deployed contracts that its source is in, straight by the compiler; Forge runs tests that it has compiled before.
//! Everything is compiled as the tests are, without the IR pipeline, and without the optimiser where that is possible: what a predicate
//! decides does not depend on them, and that the unbroken sources pass in the same way is tried first.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use corridor_toolchain::Tools;
use serde_json::{Value, json};

use super::compiler::{Compiler, Optimiser};

/// What of `contracts` is not copied. The gas tests only measure, and what the compiler makes is made anew.
const LEFT_OUT: [&str; 6] = ["out", "cache", "broadcast", "mutation", "@foundry-rs", "gas"];

/// Folders whose files change from run to run, and are copied each time.
const CHANGING: [&str; 3] = ["src", "test", "tools"];

/// A mutant that keeps the tests so long does not end.
const PATIENCE: Duration = Duration::from_secs(900);

/// How many variants the compiler is given at once.
const TOGETHER: usize = 16;

/// Few runs of a fuzz test.
const FEW_RUNS: &str = "32";

/// Which tests are run.
#[derive(Clone, Copy, Debug)]
pub enum Tests<'a> {
    /// Those of these files, each to its end, with few runs of fuzz tests: enough to notice nearly every mutant.
    Quick(&'a [String]),
    /// The same with all their runs.
    Whole(&'a [String]),
    /// All unit tests with few runs, until the first that fails.
    Unit,
}

/// A source that is replaced.
#[derive(Debug)]
pub struct Place {
    /// Its path.
    pub unit: String,
    /// It, and the sources that import it, directly or not.
    pub affected: Vec<String>,
    /// The deployed contracts among them.
    pub tops: Vec<String>,
}

/// Creation codes by the contract's name.
pub type Codes = BTreeMap<String, String>;

/// Where mutants are tried.
#[derive(Debug)]
pub struct Workshop {
    contracts: PathBuf,
    forge: PathBuf,
    compiler: Compiler,
    _claim: fs::File,
}

impl Workshop {
    /// Copies the contracts and compiles their tests.
    ///
    /// # Errors
    /// When a tool is missing, or the sources do not compile.
    pub fn open() -> anyhow::Result<Self> {
        let workshop = Self::copy()?;
        workshop.build()?;
        Ok(workshop)
    }

    fn copy() -> anyhow::Result<Self> {
        let tools = Tools::discover()?.on_progress(|progress| say(&progress.to_string()));
        let original = tools.ensure_contracts_dependencies()?;
        let target = original.parent().context("contracts has no parent")?.join("target");
        let (folder, claim) = claim(&target.join("mutation"))?;
        let contracts = folder.join("contracts");
        for folder in CHANGING {
            let folder = contracts.join(folder);
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
        }
        let lock = "package-lock.json";
        if fs::read(original.join(lock)).ok() != fs::read(contracts.join(lock)).ok()
            && contracts.join("node_modules").exists()
        {
            fs::remove_dir_all(contracts.join("node_modules"))?;
        }
        copy(original, &contracts)?;
        let compiler = Compiler::of(&tools, &contracts)?;
        Ok(Self { forge: tools.forge()?.program, compiler, contracts, _claim: claim })
    }

    /// The compiler over the copy.
    #[must_use]
    pub fn compiler(&self) -> &Compiler {
        &self.compiler
    }

    fn build(&self) -> anyhow::Result<()> {
        say("compiling the tests");
        let output = self.forge().arg("build").output().context("cannot run forge")?;
        let problem = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the tests do not compile: {problem}");
        copy(&self.contracts.join("cache/quick/out"), &self.contracts.join("out"))?;
        self.write_version_only()
    }

    /// A program that knows the compiler's version and nothing else, and knows it at once.
    fn version_only(&self) -> PathBuf {
        self.contracts.join("version-only")
    }

    fn write_version_only(&self) -> anyhow::Result<()> {
        let version = self.compiler.version()?;
        let program = self.version_only();
        fs::write(&program, format!("#!/bin/sh\ncat <<END\n{version}END\n"))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(())
    }

    /// What the contracts in `tops` become with each of these texts in the place of a source, in their order. All are compiled in
    /// one go, every variant under a folder of its own that has only the files which see the difference; a compiler that is warm and
    /// has read the rest once is several times faster.
    ///
    /// # Errors
    /// When one of them does not compile.
    pub fn variants(&self, place: &Place, texts: &[String]) -> anyhow::Result<Vec<Codes>> {
        // Some contracts have too many variables to be compiled without the optimiser.
        let plain = self.variants_by(place, texts, Optimiser::Off);
        plain.or_else(|_| self.variants_by(place, texts, Optimiser::On))
    }

    fn variants_by(
        &self,
        place: &Place,
        texts: &[String],
        optimiser: Optimiser,
    ) -> anyhow::Result<Vec<Codes>> {
        let mut codes = Vec::new();
        for chunk in texts.chunks(TOGETHER) {
            codes.extend(self.variants_together(place, chunk, optimiser)?);
        }
        Ok(codes)
    }

    fn variants_together(
        &self,
        place: &Place,
        texts: &[String],
        optimiser: Optimiser,
    ) -> anyhow::Result<Vec<Codes>> {
        let (mut sources, mut selection) = (serde_json::Map::new(), serde_json::Map::new());
        let mut remappings = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let own = format!("variant{number}/");
            remappings.push(format!("{own}:{own}src/=src/"));
            for affected in &place.affected {
                let content = if *affected == place.unit {
                    text.clone()
                } else {
                    fs::read_to_string(self.contracts.join(affected))?
                };
                sources.insert(format!("{own}{affected}"), json!({ "content": content }));
                remappings.push(format!("{own}:{own}{affected}={own}{affected}"));
            }
            for top in &place.tops {
                let wanted = json!({ contract_of(top): ["evm.bytecode.object"] });
                selection.insert(format!("{own}{top}"), wanted);
            }
        }
        let output =
            self.compiler.compile(sources, &Value::Object(selection), remappings, optimiser)?;
        let all = (0..texts.len()).map(|number| {
            let codes = place.tops.iter().map(|top| {
                let unit = &output["contracts"][format!("variant{number}/{top}")];
                let code = unit[contract_of(top)]["evm"]["bytecode"]["object"].as_str();
                let code = code.with_context(|| format!("the compiler made no {top}"))?;
                Ok((contract_of(top).to_owned(), code.to_owned()))
            });
            codes.collect::<anyhow::Result<Codes>>()
        });
        all.collect()
    }

    /// Puts contracts into `out`.
    ///
    /// # Errors
    /// When an artifact cannot be changed.
    pub fn install(&self, codes: &Codes) -> anyhow::Result<()> {
        for (name, code) in codes {
            let path = self.contracts.join(format!("out/{name}.sol/{name}.json"));
            let mut artifact: Value = serde_json::from_slice(&fs::read(&path)?)?;
            artifact["bytecode"]["object"] = Value::String(format!("0x{code}"));
            fs::write(&path, serde_json::to_vec(&artifact)?)?;
        }
        Ok(())
    }

    /// Runs tests against what is in `out`; the first that fails, by file and name, or none.
    ///
    /// # Errors
    /// When Forge cannot be run, or runs no test.
    pub fn failing(&self, tests: Tests<'_>) -> anyhow::Result<Option<String>> {
        // Forge would try first what has failed before: what another mutant was noticed by, and ordinary tests may never try.
        let failures = self.contracts.join("cache/fuzz");
        if failures.exists() {
            fs::remove_dir_all(&failures)?;
        }
        let mut forge = self.forge();
        forge.args(["test", "--json", "--match-path"]);
        if !matches!(tests, Tests::Whole(_)) {
            forge.env("FOUNDRY_FUZZ_RUNS", FEW_RUNS);
        }
        // Forge asks for the compiler's version before it finds that there is nothing to compile.
        forge.env("FOUNDRY_SOLC", self.version_only());
        match tests {
            Tests::Quick([only]) | Tests::Whole([only]) => forge.arg(only),
            Tests::Quick(files) | Tests::Whole(files) => {
                forge.arg(format!("{{{}}}", files.join(",")))
            }
            Tests::Unit => forge.args(["test/unit/**", "--fail-fast"]),
        };
        let report = self.contracts.join("report.json");
        forge.stdout(fs::File::create(&report)?).stderr(Stdio::null());
        let mut child = forge.spawn().context("cannot run forge")?;
        let begun = Instant::now();
        while child.try_wait()?.is_none() {
            if begun.elapsed() > PATIENCE {
                child.kill()?;
                child.wait()?;
                return Ok(Some("no end of the tests".to_owned()));
            }
            thread::sleep(Duration::from_millis(20));
        }
        let text = fs::read_to_string(&report)?;
        let suites: BTreeMap<String, Value> = serde_json::from_str(&text)
            .with_context(|| format!("forge reported no tests but {text:?}"))?;
        ensure!(!suites.is_empty(), "forge found none of the tests {tests:?}");
        Ok(suites.iter().find_map(|(suite, report)| failing_of(suite, report)))
    }

    fn forge(&self) -> Command {
        let mut forge = Command::new(&self.forge);
        forge.current_dir(&self.contracts).env("FOUNDRY_PROFILE", "quick").stdin(Stdio::null());
        forge
    }
}

/// The contract of a top source, which has the file's name.
fn contract_of(top: &str) -> &str {
    top.trim_start_matches("src/").trim_end_matches(".sol")
}

/// The first test of a suite that fails: the file, and the name without parameters.
fn failing_of(suite: &str, report: &Value) -> Option<String> {
    let file = suite.split(':').next().unwrap_or_default();
    let results = report["test_results"].as_object()?;
    let failed = results.iter().find(|(_, result)| result["status"] == "Failure")?;
    let name = failed.0.split('(').next().unwrap_or_default();
    Some(format!("{file}:{name}"))
}

/// The first folder that nobody else works in, and what holds it as long as it is open.
fn claim(target: &Path) -> anyhow::Result<(PathBuf, fs::File)> {
    for number in 1.. {
        let folder = target.join(number.to_string());
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let lock = fs::File::create(folder.join("lock"))?;
        if lock.try_lock().is_ok() {
            return Ok((folder, lock));
        }
    }
    unreachable!("there is a number for everybody")
}

/// Copies a folder; packages that are there are left as they are.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let (name, target) = (entry.file_name(), to.join(entry.file_name()));
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot write {}", target.display()))?;
        } else if name != "node_modules" || !target.exists() {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Messages for people go to standard error.
pub fn say(line: &str) {
    // Nothing sensible is left to do when standard error is closed.
    let _ = writeln!(io::stderr(), "{line}");
}
