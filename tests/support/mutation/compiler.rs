//! The pinned Solidity compiler over a `contracts` folder, told what the tests are compiled with.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use corridor_toolchain::{Solc, Tools};
use serde_json::{Map, Value, json};

use super::sources::unit_of;

/// Whether code is made small, which takes three times as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimiser {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// The compiler and the folder.
#[derive(Debug)]
pub struct Compiler {
    solc: Solc,
    contracts: PathBuf,
    remappings: Vec<String>,
    settings: Value,
}

impl Compiler {
    /// Reads the settings of a folder.
    ///
    /// # Errors
    /// When there is no compiler, or a file of settings cannot be understood.
    pub fn of(tools: &Tools, contracts: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(contracts.join("foundry.toml"))?;
        let file: toml::Value = toml::from_str(&text)?;
        let profile = &file["profile"]["default"];
        let settings = json!({
            "evmVersion": profile["evm_version"].as_str(),
            "optimizer": { "runs": profile["optimizer_runs"].as_integer() },
            "metadata": { "bytecodeHash": "none", "appendCBOR": false },
        });
        let remappings = fs::read_to_string(contracts.join("remappings.txt"))?;
        let remappings = remappings.lines().filter(|line| !line.is_empty());
        let remappings = remappings.map(str::to_owned).collect();
        let contracts = contracts.to_path_buf();
        Ok(Self { solc: tools.solc(None)?, contracts, remappings, settings })
    }

    /// What it prints of its version.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn version(&self) -> anyhow::Result<String> {
        Ok(String::from_utf8(self.command().arg("--version").output()?.stdout)?)
    }

    /// The syntax tree of every rule, by the path of its source.
    ///
    /// # Errors
    /// When the sources do not compile.
    pub fn trees(&self, rules: &[String]) -> anyhow::Result<BTreeMap<String, Value>> {
        let mut sources = Map::new();
        for rule in rules {
            let text = fs::read_to_string(self.contracts.join(unit_of(rule)))?;
            sources.insert(unit_of(rule), json!({ "content": text }));
        }
        let output =
            self.compile(sources, &json!({ "*": { "": ["ast"] } }), vec![], Optimiser::Off)?;
        let trees = rules.iter().map(|rule| {
            let unit = unit_of(rule);
            let tree = output["sources"][&unit]["ast"].clone();
            (unit, tree)
        });
        Ok(trees.collect())
    }

    /// Compiles sources, with remappings beyond those of the folder.
    ///
    /// # Errors
    /// When they do not compile.
    pub fn compile(
        &self,
        sources: Map<String, Value>,
        selection: &Value,
        mut remappings: Vec<String>,
        optimiser: Optimiser,
    ) -> anyhow::Result<Value> {
        remappings.extend(self.remappings.iter().cloned());
        let mut settings = self.settings.clone();
        settings["remappings"] = json!(remappings);
        settings["optimizer"]["enabled"] = json!(optimiser == Optimiser::On);
        settings["outputSelection"] = selection.clone();
        let input = json!({ "language": "Solidity", "sources": sources, "settings": settings });
        let mut solc = self.command();
        solc.args(["--standard-json", "--base-path", "."]);
        solc.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = solc.spawn().context("cannot run the Solidity compiler")?;
        let mut stdin = child.stdin.take().context("the compiler has no standard input")?;
        stdin.write_all(&serde_json::to_vec(&input)?)?;
        drop(stdin);
        let output = child.wait_with_output()?;
        let output: Value = serde_json::from_slice(&output.stdout)
            .context("the Solidity compiler printed no answer")?;
        for error in output["errors"].as_array().into_iter().flatten() {
            if error["severity"] == "error" {
                bail!("the sources do not compile: {}", error["formattedMessage"]);
            }
        }
        Ok(output)
    }

    fn command(&self) -> Command {
        let mut solc = Command::new(&self.solc.program);
        solc.args(&self.solc.arguments).current_dir(&self.contracts);
        solc
    }
}
