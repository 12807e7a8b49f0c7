//! Runs the compiler over all of `contracts/src` in one go. Nothing is cached: identifiers of the syntax tree, which
//! immutable references go by, hold within one run only.

use crate::{ast::Ast, say, settings::Settings};
use anyhow::{Context as _, Result, bail};
use corridor_toolchain::Solc as PinnedSolc;
use foundry_compilers::{
    artifacts::{SolcInput, SolcLanguage, Source, Sources, output_selection::OutputSelection},
    solc::Solc,
};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Outputs for a contract that is deployed.
const OUTPUTS: [&str; 9] = [
    "abi",
    "devdoc",
    "userdoc",
    "storageLayout",
    "evm.bytecode.object",
    "evm.bytecode.linkReferences",
    "evm.deployedBytecode.object",
    "evm.deployedBytecode.linkReferences",
    "evm.deployedBytecode.immutableReferences",
];

/// The compiler warning about identifiers (`at`) that a later release may reserve; Forge ignores it too.
const IGNORED_WARNING: &str = "6335";

#[derive(Debug, Deserialize)]
struct Diagnostic {
    severity: String,
    #[serde(rename = "errorCode")]
    code: Option<String>,
    #[serde(rename = "formattedMessage")]
    text: Option<String>,
    message: String,
}

#[derive(Debug, Deserialize)]
struct RawOutput {
    #[serde(default)]
    errors: Vec<Diagnostic>,
    #[serde(default)]
    contracts: BTreeMap<String, BTreeMap<String, Value>>,
    #[serde(default)]
    sources: BTreeMap<String, Value>,
}

/// What one run of the compiler gave.
#[derive(Debug)]
pub(crate) struct Compilation {
    /// Outputs by source file and contract.
    pub(crate) contracts: BTreeMap<String, BTreeMap<String, Value>>,
    /// What the syntax trees say.
    pub(crate) ast: Ast,
    /// The text of every source that took part, imported ones included.
    pub(crate) texts: BTreeMap<String, String>,
    /// Version and commit of the compiler.
    pub(crate) compiler: String,
    /// Its settings, without the choice of outputs.
    pub(crate) settings: Value,
}

pub(crate) fn compile(
    contracts: &Path,
    pinned: &PinnedSolc,
    settings: &Settings,
    deployed: &[&str],
) -> Result<Compilation> {
    let solc = solc(contracts, pinned)?;
    let mut with_outputs = settings.0.clone();
    with_outputs.output_selection = selection(deployed);
    let sources = read_sources(contracts)?;
    let input = SolcInput { language: SolcLanguage::Solidity, sources, settings: with_outputs };
    let output: RawOutput = solc.compile_as(&input).context("the Solidity compiler failed")?;
    report(&output.errors)?;
    let texts = read_texts(contracts, output.sources.keys())?;
    let ast = Ast::read(&output.sources, &texts)?;
    let mut settings = serde_json::to_value(&settings.0)?;
    if let Some(settings) = settings.as_object_mut() {
        settings.remove("outputSelection");
        settings.remove("libraries");
    }
    let compiler = pinned.version.clone();
    Ok(Compilation { contracts: output.contracts, ast, texts, compiler, settings })
}

fn solc(contracts: &Path, pinned: &PinnedSolc) -> Result<Solc> {
    let arguments: Vec<String> =
        pinned.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut solc = Solc::new_with_args(&pinned.program, arguments)
        .with_context(|| format!("cannot start {}", pinned.program.display()))?;
    solc.base_path = Some(contracts.to_path_buf());
    Ok(solc)
}

/// Everything for the deployed contracts, the interface for the others, and every syntax tree.
fn selection(deployed: &[&str]) -> OutputSelection {
    let own = |outputs: &[&str]| outputs.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut of_file: BTreeMap<String, Vec<String>> =
        deployed.iter().map(|name| ((*name).to_owned(), own(&OUTPUTS))).collect();
    of_file.insert("*".to_owned(), own(&["abi"]));
    of_file.insert(String::new(), own(&["ast"]));
    OutputSelection(BTreeMap::from([("*".to_owned(), of_file)]))
}

fn read_sources(contracts: &Path) -> Result<Sources> {
    let mut sources = Sources::new();
    let mut folders = vec![contracts.join("src")];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sol") {
                let text = read(&path)?;
                sources.insert(PathBuf::from(unit_name(contracts, &path)?), Source::new(text));
            }
        }
    }
    Ok(sources)
}

/// The path below the contracts folder, with forward slashes on every platform.
fn unit_name(contracts: &Path, path: &Path) -> Result<String> {
    let relative = path.strip_prefix(contracts)?;
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

fn read_texts<'a>(
    contracts: &Path,
    units: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<String, String>> {
    units.map(|unit| Ok((unit.clone(), read(&contracts.join(unit))?))).collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Shows warnings, and fails when there is an error.
fn report(diagnostics: &[Diagnostic]) -> Result<()> {
    let mut failed = false;
    for diagnostic in diagnostics {
        if diagnostic.code.as_deref() == Some(IGNORED_WARNING) || diagnostic.severity == "info" {
            continue;
        }
        failed |= diagnostic.severity == "error";
        say(diagnostic.text.as_ref().unwrap_or(&diagnostic.message).trim_end());
    }
    if failed {
        bail!("the sources do not compile; correct the errors above");
    }
    Ok(())
}
