//! The files: what they contain, writing them, comparing them.

use crate::{
    artifact::Artifact,
    compile::Compilation,
    enums,
    errors::ErrorTable,
    sol::{self, HEADER},
};
use anyhow::{Context as _, Result, bail};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold generated files and nothing else.
const FOLDERS: [&str; 2] = ["bindings/artifacts", "bindings/src/generated"];

/// Texts by path below the root of the checkout.
pub(crate) type Files = BTreeMap<PathBuf, String>;

pub(crate) fn render(
    compilation: &Compilation,
    contracts: &[&str],
    seen_as: &[(&str, &[&str])],
    enums: &[&str],
) -> Result<Files> {
    let artifacts = contracts
        .iter()
        .map(|name| Artifact::build(compilation, name).with_context(|| format!("contract {name}")))
        .collect::<Result<Vec<_>>>()?;
    let generated = Path::new("bindings/src/generated");
    let mut files = Files::new();
    for artifact in &artifacts {
        let path = Path::new("bindings/artifacts").join(format!("{}.json", artifact.name));
        files.insert(path, artifact.to_json(compilation)?);
        let path = generated.join(format!("{}.rs", snake_case(&artifact.name)));
        let others = interfaces(&artifact.name, seen_as, &artifacts)?;
        files.insert(path, sol::module(artifact, &others, &compilation.ast)?);
    }
    let errors = ErrorTable::build(&artifacts, &compilation.ast)?;
    files.insert(generated.join("errors.rs"), errors.module(&compilation.ast)?);
    files.insert(generated.join("explanations.rs"), errors.explanations()?);
    files.insert(generated.join("enums.rs"), enums::module(&compilation.ast, enums)?);
    files.insert(generated.join("mod.rs"), root_module(&artifacts)?);
    files.insert(PathBuf::from("contracts/ERRORS.md"), errors.page()?);
    Ok(files)
}

/// The interfaces under which callers see a contract.
fn interfaces<'a>(
    contract: &str,
    seen_as: &[(&str, &[&str])],
    artifacts: &'a [Artifact],
) -> Result<Vec<&'a Artifact>> {
    let names = seen_as.iter().filter(|(name, _)| *name == contract).flat_map(|(_, names)| *names);
    let find = |name: &&str| artifacts.iter().find(|artifact| artifact.name == *name);
    names
        .map(|name| {
            find(name)
                .with_context(|| format!("{contract} is seen as {name}, which has no binding"))
        })
        .collect()
}

fn root_module(artifacts: &[Artifact]) -> Result<String> {
    let mut text = String::from(HEADER);
    writeln!(
        text,
        "\n//! One module for each deployed contract, and for each interface that callers use.\n"
    )?;
    for artifact in artifacts {
        writeln!(text, "pub mod {};", snake_case(&artifact.name))?;
    }
    writeln!(text, "pub mod enums;\npub mod errors;\npub mod explanations;\n")?;
    for artifact in artifacts {
        writeln!(text, "pub use {}::{};", snake_case(&artifact.name), artifact.name)?;
    }
    let deployed: Vec<_> = artifacts.iter().filter(|artifact| !artifact.is_interface()).collect();
    writeln!(text, "\n/// Every deployed contract, in the order of their names.")?;
    writeln!(text, "pub static ARTIFACTS: [&crate::artifacts::Artifact; {}] = [", deployed.len())?;
    for artifact in deployed {
        writeln!(text, "    &{}::ARTIFACT,", snake_case(&artifact.name))?;
    }
    writeln!(text, "];")?;
    Ok(text)
}

fn snake_case(name: &str) -> String {
    let mut output = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !output.is_empty() {
            output.push('_');
        }
        output.extend(character.to_lowercase());
    }
    output
}

/// Writes what differs, removes what is no longer generated, and says how many files changed.
pub(crate) fn write(root: &Path, files: &Files) -> Result<usize> {
    let stale = stale(root, files)?;
    for path in &stale {
        let target = root.join(path);
        match files.get(path) {
            Some(text) => {
                let folder = target.parent().context("a generated file has a folder")?;
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot create {}", folder.display()))?;
                fs::write(&target, text)
                    .with_context(|| format!("cannot write {}", target.display()))?;
            }
            None => fs::remove_file(&target)
                .with_context(|| format!("cannot remove {}", target.display()))?,
        }
    }
    Ok(stale.len())
}

/// Fails with the list of files that differ, are missing or should not be there.
pub(crate) fn check(root: &Path, files: &Files) -> Result<()> {
    let stale = stale(root, files)?;
    if stale.is_empty() {
        return Ok(());
    }
    let list: String = stale.iter().map(|path| format!("\n  {}", path.display())).collect();
    bail!("{} generated files are stale; run `cargo codegen` and commit them:{list}", stale.len())
}

fn stale(root: &Path, files: &Files) -> Result<Vec<PathBuf>> {
    let mut stale: Vec<_> = files
        .iter()
        .filter(|(path, text)| fs::read(root.join(path)).ok().as_deref() != Some(text.as_bytes()))
        .map(|(path, _)| path.clone())
        .collect();
    for folder in FOLDERS {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        for entry in entries {
            let path = Path::new(folder).join(entry?.file_name());
            if !files.contains_key(&path) {
                stale.push(path);
            }
        }
    }
    stale.sort();
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_modules() {
        assert_eq!(snake_case("BondToken"), "bond_token");
        assert_eq!(snake_case("Regime"), "regime");
    }

    #[test]
    fn changed_missing_and_surplus_files_are_stale() {
        let root = tempfile::tempdir().unwrap();
        let path = PathBuf::from("bindings/artifacts/A.json");
        let files = Files::from([(path.clone(), "text\n".to_owned())]);
        let error = check(root.path(), &files).unwrap_err();
        assert!(error.to_string().contains("A.json"), "missing: {error}");

        assert_eq!(write(root.path(), &files).unwrap(), 1);
        check(root.path(), &files).unwrap();
        assert_eq!(write(root.path(), &files).unwrap(), 0);

        fs::write(root.path().join(&path), "text\r\n").unwrap();
        check(root.path(), &files).unwrap_err();
        write(root.path(), &files).unwrap();

        fs::write(root.path().join("bindings/artifacts/Old.json"), "").unwrap();
        let error = check(root.path(), &files).unwrap_err();
        assert!(error.to_string().contains("Old.json"), "surplus: {error}");
        write(root.path(), &files).unwrap();
        check(root.path(), &files).unwrap();
    }
}
