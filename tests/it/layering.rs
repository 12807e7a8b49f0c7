//! Dependencies point one way: contracts, bindings, deploy, cli. The list below is that rule, written once.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::Context as _;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use corridor_tests::checkout;

/// Each crate, and the crates of this workspace that it may use.
const EDGES: [(&str, &[&str]); 12] = [
    ("corridor-toolchain", &[]),
    ("corridor-bindings", &[]),
    ("corridor-codegen", &["corridor-toolchain"]),
    ("corridor-definitions", &[]),
    ("corridor-nodes", &["corridor-definitions", "corridor-toolchain"]),
    ("corridor-holders", &["corridor-definitions", "corridor-nodes"]),
    (
        "corridor-deploy",
        &["corridor-bindings", "corridor-definitions", "corridor-nodes", "corridor-toolchain"],
    ),
    ("corridor-doctor", &["corridor-bindings", "corridor-deploy"]),
    ("corridor-operations", &["corridor-bindings", "corridor-deploy"]),
    ("corridor-scenario", &["corridor-bindings", "corridor-deploy", "corridor-operations"]),
    (
        "corridor-cli",
        &[
            "corridor-bindings",
            "corridor-deploy",
            "corridor-doctor",
            "corridor-holders",
            "corridor-operations",
            "corridor-scenario",
            "corridor-toolchain",
        ],
    ),
    (
        "corridor-tests",
        &[
            "corridor-bindings",
            "corridor-deploy",
            "corridor-doctor",
            "corridor-operations",
            "corridor-scenario",
            "corridor-toolchain",
        ],
    ),
];

/// Crates from outside that belong to one place, and the crates that may name them.
const CONFINED: [(&str, &[&str]); 8] = [
    ("foundry-compilers", &["corridor-codegen"]),
    ("ethers-core", &["corridor-bindings", "corridor-tests"]),
    ("anyhow", &["corridor-cli", "corridor-codegen", "corridor-tests"]),
    ("clap", &["corridor-cli", "corridor-codegen"]),
    ("rusqlite", &["corridor-holders"]),
    ("chacha20poly1305", &["corridor-holders"]),
    ("scrypt", &["corridor-holders"]),
    (
        "proptest",
        &[
            "corridor-bindings",
            "corridor-definitions",
            "corridor-deploy",
            "corridor-nodes",
            "corridor-operations",
            "corridor-tests",
        ],
    ),
];

fn metadata() -> anyhow::Result<Metadata> {
    let manifest = checkout::root().join("Cargo.toml");
    let locked = vec!["--locked".to_owned()];
    Ok(MetadataCommand::new().manifest_path(manifest).no_deps().other_options(locked).exec()?)
}

#[test]
fn crates_use_the_crates_below_them() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let members: BTreeSet<_> =
        metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect();
    let found: BTreeMap<_, BTreeSet<_>> = metadata
        .workspace_packages()
        .iter()
        .map(|package| {
            let names = package.dependencies.iter().map(|dependency| dependency.name.clone());
            (package.name.to_string(), names.filter(|name| members.contains(name)).collect())
        })
        .collect();
    let expected: BTreeMap<_, BTreeSet<_>> = EDGES
        .iter()
        .map(|(name, uses)| ((*name).to_owned(), uses.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(found, expected);
    Ok(())
}

#[test]
fn crates_from_outside_stay_where_they_belong() -> anyhow::Result<()> {
    let metadata = metadata()?;
    for (confined, expected) in CONFINED {
        let users: BTreeSet<_> = metadata
            .workspace_packages()
            .into_iter()
            .filter(|package| package.dependencies.iter().any(|needed| needed.name == confined))
            .map(|package| package.name.to_string())
            .collect();
        let expected = expected.iter().map(ToString::to_string).collect();
        assert_eq!(users, expected, "{confined}");
    }
    Ok(())
}

#[test]
fn the_second_implementation_is_behind_a_feature() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let packages = metadata.workspace_packages();
    let bindings = packages
        .iter()
        .find(|package| package.name.as_str() == "corridor-bindings")
        .context("no bindings")?;
    let ethers = bindings.dependencies.iter().find(|needed| needed.name == "ethers-core");
    assert!(ethers.is_some_and(|needed| needed.optional && needed.kind == DependencyKind::Normal));
    assert_eq!(bindings.features["ethers"], ["dep:alloy-rpc-types-eth", "dep:ethers-core"]);
    assert!(!bindings.features.contains_key("default"));
    for package in &packages {
        let asks = package
            .dependencies
            .iter()
            .any(|needed| needed.features.iter().any(|feature| feature == "ethers"));
        assert_eq!(asks, package.name.as_str() == "corridor-tests", "{}", package.name);
    }
    Ok(())
}

/// So bindings compile beside alloy's providers and transports, and need none. The calendar, which has no clock, is for moments of errors.
#[test]
fn the_bindings_are_types_alone() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let packages = metadata.workspace_packages();
    let bindings = packages.iter().find(|package| package.name.as_str() == "corridor-bindings");
    let needed = bindings.context("no bindings")?.dependencies.iter();
    let always = needed.filter(|needed| needed.kind == DependencyKind::Normal && !needed.optional);
    let names: Vec<_> = always.map(|needed| needed.name.as_str()).collect();
    assert_eq!(names, ["alloy-primitives", "alloy-sol-types", "jiff", "thiserror"]);
    Ok(())
}

/// What `cargo run` compiles, build scripts and procedural macros included.
#[test]
fn the_binary_is_built_without_a_compiler_and_without_the_second_implementation()
-> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = checkout::output(
        Command::new(cargo)
            .args(["tree", "--locked", "--package", "corridor-cli", "--edges", "normal,build"])
            .args(["--prefix", "none", "--format", "{p}"])
            .current_dir(checkout::root()),
    )?;
    let crates: BTreeSet<_> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(crates.contains("corridor-deploy") && crates.contains("alloy"), "{tree}");
    for unwanted in
        ["foundry-compilers", "ethers-core", "corridor-codegen", "aws-lc-sys", "openssl-sys"]
    {
        assert!(!crates.contains(unwanted), "the binary depends on {unwanted}");
    }
    Ok(())
}

#[test]
fn a_plain_build_builds_the_binary_alone() -> anyhow::Result<()> {
    let metadata = metadata()?;
    let names: Vec<_> = metadata
        .workspace_default_packages()
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    assert_eq!(names, ["corridor-cli"]);
    Ok(())
}

#[test]
fn the_contracts_contain_no_rust() -> anyhow::Result<()> {
    for folder in ["contracts/src", "contracts/test", "contracts/tools"] {
        assert_eq!(checkout::files(folder, ".rs")?, Vec::<std::path::PathBuf>::new());
    }
    Ok(())
}
